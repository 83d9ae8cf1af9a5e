import { z } from 'zod';
import { integer, MEBIBYTE } from './configValues.js';
import { HOUR_MS } from '../durations.js';

/** How far versions of series are compared; see docs/review.md. */
export const comparison = z
  .strictObject({
    /** Beyond it patches are paired by equal diffs and names, without texts. */
    maxPatches: integer(1, 1_000)
      .default(200)
      .describe('maximum patches of a version that is compared in full'),
    /** The same beyond. */
    maxBytes: integer(1024, 64 * MEBIBYTE, 'bytes')
      .default(2 * MEBIBYTE)
      .describe('maximum size of the texts of a version that is compared in full'),
    /** Beyond it a pair has no text. */
    pairTimeoutMs: integer(1, HOUR_MS, 'milliseconds')
      .default(500)
      .describe('time limit for the diff of two patches'),
    /** At its end the thread is stopped, and `compare` is null with an error. */
    timeoutMs: integer(10, HOUR_MS, 'milliseconds')
      .default(10_000)
      .describe('time limit of one comparison'),
    /** They are started with the first comparison, and end when none was made for half a minute. */
    threads: integer(1, 64).default(1).describe('maximum concurrent comparisons, each in a thread'),
    /** Beyond it the thread is stopped, and `compare` is null with an error. */
    maxMemoryBytes: integer(32 * MEBIBYTE, 4096 * MEBIBYTE, 'bytes')
      .default(256 * MEBIBYTE)
      .describe('maximum memory of a comparison'),
  })
  .readonly()
  .prefault({});
