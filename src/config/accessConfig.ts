import { z } from 'zod';
import { parseJsonText, text, token } from './configValues.js';

const gatewayKey = z
  .strictObject({
    /** Name of the key's holder, for readers of the file. */
    name: text('a name for the holder of the key').describe("name of the key's holder"),
    /** The key itself stands nowhere: `printf %s KEY | sha256sum` gives this. */
    sha256: z
      .string('the SHA-256 of the key: 64 hexadecimal digits')
      .regex(/^[0-9a-f]{64}$/i, 'the SHA-256 of the key: 64 hexadecimal digits')
      .describe('SHA-256 of the key, in hexadecimal digits'),
    /** Tokens for instances that are not configured do no harm. */
    tokens: z
      .record(z.string(), token())
      .readonly()
      .describe('Patchwork tokens used for the key, by instance'),
  })
  .readonly();

const hashOf = ({ sha256 }: { readonly sha256: string }): string => sha256.toLowerCase();

/** How callers send their tokens. */
export const access = z
  .strictObject({
    /** Holds `kernel=TOKEN, ozlabs=TOKEN`; a proxy may insist on another name. */
    tokenHeader: z
      .string('the name of a header such as X-Patchwork-Token')
      .regex(/^x-[a-z0-9-]+$/i, 'the name of a header such as X-Patchwork-Token')
      .default('X-Patchwork-Token')
      .describe('header in which callers send their tokens, one per instance'),
    /** Sent as `Authorization: Bearer KEY`, for callers who are not to have tokens themselves. */
    gatewayKeys: z
      .preprocess(
        parseJsonText,
        z
          .array(gatewayKey, 'a list of keys; as a variable, in JSON')
          .refine((keys) => new Set(keys.map(hashOf)).size === keys.length, {
            error: 'keys with different values of sha256',
          })
          .readonly(),
      )
      .default([])
      .describe('gateway keys; the variable takes JSON'),
  })
  .readonly()
  .prefault({});
