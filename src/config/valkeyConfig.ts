import { z } from 'zod';
import { parseValkeyAddress } from '../valkey/address.js';

/** Addresses of the nodes of a cluster may stand in a list. */
const joined = (value: unknown): unknown => (Array.isArray(value) ? value.join(',') : value);

/** Where a Valkey or Redis is: see `src/valkey/address.ts`. */
export const valkeyAddress = () =>
  z.preprocess(
    joined,
    z
      .string('an address such as redis://127.0.0.1:6379')
      .refine(
        (text) => parseValkeyAddress(text)?.kind === 'SINGLE',
        'an address such as redis://127.0.0.1:6379',
      ),
  );
