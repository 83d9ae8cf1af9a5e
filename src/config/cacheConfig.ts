import { z } from 'zod';
import { integer, MEBIBYTE } from './configValues.js';
import { ttlSeconds } from './instanceConfig.js';
import { valkeyAddress } from './valkeyConfig.js';
import { DAY_SECONDS } from '../durations.js';

/** The cache in the process, the shared one, and how long answers are fresh. */
export const cache = z
  .strictObject({
    /** A Valkey or Redis that gateways share. It may contain a password, so it is never logged. */
    url: valkeyAddress()
      .optional()
      .describe(
        'address of a Valkey or Redis server shared by gateways: one server, Sentinels or a cluster (see scaling.md); default: no shared cache',
      ),
    /** Bound of the cache in the process. */
    l1MaxBytes: integer(MEBIBYTE, 64 * 1024 * MEBIBYTE, 'bytes')
      .default(64 * MEBIBYTE)
      .describe('maximum size of the cache in the process'),
    /** Answers must not wait for an optimization. */
    l2TimeoutMs: integer(10, 60_000, 'milliseconds')
      .default(250)
      .describe('timeout of one call to the Valkey or Redis server; a slower call is a miss'),
    /** Data that never changes: headers, texts and diffs of mails. */
    immutableTtlSeconds: integer(0, 30 * DAY_SECONDS, 'seconds')
      .default(30 * DAY_SECONDS)
      .describe('time for which headers, texts and diffs are cached; 0 disables caching'),
    ttlSeconds,
    staleWhileRevalidateSeconds: integer(0, DAY_SECONDS, 'seconds')
      .default(30)
      .describe('subsequent time in which a stale answer is returned while it is refreshed'),
    staleIfErrorSeconds: integer(0, 30 * DAY_SECONDS, 'seconds')
      .default(DAY_SECONDS)
      .describe('subsequent time in which a stale answer is returned if the server fails'),
  })
  .readonly()
  .prefault({});
