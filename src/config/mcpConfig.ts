import { z } from 'zod';
import { flag, splitText } from './configValues.js';

/** Tools for assistants (Model Context Protocol); see docs/mcp.md. */
export const mcp = z
  .strictObject({
    /** `patchwork-graphql mcp` needs neither this nor a listener. */
    enabled: flag().default(false).describe('whether `/mcp` is served, with tools for assistants'),
    /** They need the token of the caller for the server that is written to. */
    writes: flag()
      .default(false)
      .describe('whether the tools `set_state` and `create_check` exist'),
    /** Against pages that reach the gateway under another host name (DNS rebinding). */
    hosts: z
      .preprocess(
        splitText,
        z
          .array(
            z
              .string('a host name')
              .regex(/^(?:[\w.-]+|\[[\da-f:.]+\])$/i, 'a host name without a port'),
            'a list of host names',
          )
          .readonly(),
      )
      .default([])
      .describe(
        'further host names under which `/mcp` is reached, beside `localhost`, `listen.host` and that of `listen.publicUrl`',
      ),
  })
  .readonly()
  .prefault({});
