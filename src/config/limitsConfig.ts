import { z } from 'zod';
import { integer, MEBIBYTE } from './configValues.js';
import { HOUR_MS } from '../durations.js';

/** Bounds of one operation: its document, its reads and its answer. */
export const limits = z
  .strictObject({
    /** Time for one GraphQL operation; fields that are not read by then are null with UPSTREAM_TIMEOUT. */
    deadlineMs: integer(1, HOUR_MS, 'milliseconds')
      .default(60_000)
      .describe('time limit of one GraphQL operation'),
    /** Beyond it, the remaining fields are null with QUERY_TOO_EXPENSIVE. */
    maxUpstreamRequestsPerInstance: integer(1, 1_000_000)
      .default(500)
      .describe('maximum upstream requests of one operation to one instance'),
    /** The request goes on into the cache; the header `x-upstream-patience-ms` may lower it. */
    patienceMs: integer(1, HOUR_MS, 'milliseconds')
      .default(8_000)
      .describe(
        'time for which an operation waits for one instance; then its source is `TIMED_OUT`',
      ),
    /** A server that answers within it is never shown by an old answer. */
    stalePatienceMs: integer(1, HOUR_MS, 'milliseconds')
      .default(1_000)
      .describe('time after which a stale answer is returned while the server does not answer'),
    /** Rows read per instance for filters that Patchwork itself lacks. */
    scanRows: integer(1, 1_000_000)
      .default(2_000)
      .describe('maximum rows of one instance read for a filter that Patchwork lacks'),
    /** A page of 250 takes a server about a third of a second. */
    historyRows: integer(1, 1_000_000)
      .default(10_000)
      .describe('maximum rows of one instance read to count over time'),
    /** A longer request is a 413. */
    maxBodyBytes: integer(1024, 64 * MEBIBYTE, 'bytes')
      .default(MEBIBYTE)
      .describe('maximum size of a request body; larger ones are refused (413)'),
    /** An object of n plain fields has 2n. */
    maxBodyValues: integer(100, 10_000_000)
      .default(10_000)
      .describe('maximum keys and values of a request body'),
    /** Words, names and signs of a GraphQL document. */
    maxTokens: integer(10, 100_000)
      .default(5_000)
      .describe('maximum tokens of a GraphQL document (names, punctuators, values)'),
    /** Counted from the root; fragments count where they are used. */
    maxDepth: integer(1, 1_000).default(20).describe('maximum depth of fields of an operation'),
    /** Fragments count as often as they are used. */
    maxAliases: integer(0, 10_000).default(200).describe('maximum aliases of an operation'),
    /** Fragments count as often as they are used. */
    maxDirectives: integer(0, 10_000).default(50).describe('maximum directives of an operation'),
    /** Every fragment is written out where it is spread; introspection counts as well. */
    maxSelections: integer(10, 1_000_000)
      .default(5_000)
      .describe('maximum fields of an operation, with fragments expanded'),
    /** Checked while the operation executes. */
    maxFields: integer(100, 100_000_000).default(500_000).describe('maximum fields of one answer'),
    /** Checked while the operation executes. */
    maxAnswerBytes: integer(1024, 512 * MEBIBYTE, 'bytes')
      .default(32 * MEBIBYTE)
      .describe('maximum size of an answer to a client'),
    /** Further errors are counted in one last error. */
    maxErrors: integer(1, 100_000).default(100).describe('maximum errors listed in one answer'),
    /** Compiled documents take memory by their size, not by their number. */
    maxCompiledSelections: integer(0, 10_000_000)
      .default(50_000)
      .describe('maximum total fields of cached compiled documents'),
    /** Patchwork's own answers have 6 levels at most. */
    maxJsonDepth: integer(8, 10_000)
      .default(64)
      .describe('maximum depth of an upstream JSON answer; deeper ones are refused'),
    /** An object of n plain fields has 2n. Parsing takes its time for them, and not for bytes. */
    maxJsonValues: integer(1_000, 100_000_000)
      .default(100_000)
      .describe(
        'maximum keys and values of one object or row of an upstream JSON answer, and 10 times as many of all rows',
      ),
    /** Counted unpacked; a request waits for its place. */
    maxUpstreamBytes: integer(MEBIBYTE, 64 * 1024 * MEBIBYTE, 'bytes')
      .default(256 * MEBIBYTE)
      .describe('maximum total size of upstream answers in flight'),
    /** A client beyond it is hung up on. */
    maxWaitingBytesPerClient: integer(1024, 64 * 1024 * MEBIBYTE, 'bytes')
      .default(64 * MEBIBYTE)
      .describe('maximum size of unread answers per client address'),
    /** Each operation counts as one at least. Behind a proxy, set `listen.trustProxies` too. */
    upstreamRequestsPerMinutePerClient: integer(1, 10_000_000)
      .optional()
      .describe('maximum upstream requests per minute and client address; default: no limit'),
  })
  .readonly()
  .prefault({});
