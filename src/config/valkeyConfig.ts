import { z } from 'zod';
import { parseValkeyAddress } from '../valkey/address.js';

/** Addresses of the nodes of a cluster may stand in a list. */
const joined = (value: unknown): unknown => (Array.isArray(value) ? value.join(',') : value);

const EXPECTED =
  'an address such as redis://127.0.0.1:6379, redis+sentinel://127.0.0.1:26379/primary or redis+cluster://127.0.0.1:7000';

/** Where a Valkey or Redis is: see `src/valkey/address.ts`. */
export const valkeyAddress = () =>
  z.preprocess(
    joined,
    z.string(EXPECTED).refine((text) => parseValkeyAddress(text) !== undefined, EXPECTED),
  );

/** Whether webhooks can have their queues there: BullMQ works with one server over node-redis. */
export function canQueue(url: string | undefined): boolean {
  return url !== undefined && parseValkeyAddress(url)?.kind === 'SINGLE';
}
