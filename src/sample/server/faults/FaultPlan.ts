import type { IncomingMessage } from 'node:http';

/** A fixed time in milliseconds, or the minimum and maximum of a random one. */
export type SpanMs = number | readonly [lowestMs: number, highestMs: number];

/** How {@link Fault} `wrong-types` corrupts one JSON object. */
export type Garbling =
  | 'number-for-string'
  | 'string-for-number'
  | 'missing-id'
  | 'null-row'
  | 'list-for-object'
  | 'object-for-list';

/** One fault that can be configured for a sample server. */
export type Fault =
  /** Delays the answer. Several delays add up. `listMs` and `detailMs` replace `ms` for their requests. */
  | {
      readonly kind: 'delay';
      readonly ms?: SpanMs;
      /** For lists such as `/api/1.3/patches/`. */
      readonly listMs?: SpanMs;
      /** For all other requests. */
      readonly detailMs?: SpanMs;
    }
  /**
   * Answers this many requests at once, and the others wait in order, as in a Django deployment with
   * that many workers. A delay elapses while the request occupies a worker.
   */
  | {
      readonly kind: 'workers';
      readonly workers: number;
      /** Time that a worker needs for each row of a JSON list; on real servers, about 1,500. */
      readonly rowMicroseconds?: number;
    }
  /** Answers with this status and an HTML page, as nginx and Django do; the request is not executed. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Seconds or an HTTP date. Default: no Retry-After. */
      readonly retryAfter?: number | string;
    }
  /** Ends the connection. The request was executed in both cases; only its answer is lost. */
  | { readonly kind: 'drop'; readonly when: 'before-answer' | 'in-body' }
  /** The answer is complete as HTTP, but its text ends midway. */
  | { readonly kind: 'truncate' }
  /** A JSON content type with a body that is not JSON. */
  | { readonly kind: 'invalid-json' }
  /** Status 200 with an HTML page, as sent by a bot check in front of a server. */
  | { readonly kind: 'html' }
  /** JSON with wrong types; each row of a list is corrupted in the next of these ways. Default: all. */
  | { readonly kind: 'wrong-types'; readonly how?: readonly Garbling[] }
  /** A redirect to the same address. */
  | { readonly kind: 'redirect-loop' }
  /** A redirect to the same path of another origin. */
  | { readonly kind: 'redirect'; readonly to: string }
  /** A JSON list that goes on until the client hangs up. */
  | { readonly kind: 'endless' }
  /** Nothing is ever sent, not even headers. */
  | { readonly kind: 'hang' }
  /** The body is sent in small pieces. Default: 16 bytes every 100 ms. */
  | { readonly kind: 'trickle'; readonly chunkBytes?: number; readonly everyMs?: number }
  /** A false statement in the content of an answer, by its name; see `lies/lies.ts`. */
  | { readonly kind: 'lie'; readonly name: string }
  /**
   * Patches arrive while lists are read: before each affected request, or before every N-th, a new
   * patch and its event are created, as by its mail.
   */
  | { readonly kind: 'grow'; readonly every?: number }
  /** Answers have no Link header, as behind a proxy that drops it. */
  | { readonly kind: 'no-link' }
  /** The Date header is wrong by this much, as with a clock set to local time. */
  | { readonly kind: 'clock'; readonly offsetMinutes: number };

/** A fault and the requests it affects. */
export interface FaultPlan {
  readonly fault: Fault;
  /** Requests whose path with query matches; a string must be contained in it. Default: all requests. */
  readonly path?: RegExp | string | ((url: string, request: IncomingMessage) => boolean);
  /** Default: every method. */
  readonly method?: string;
  /** How many matching requests it affects before it ends. Default: no limit. */
  readonly times?: number;
  /** Share of the matching requests that it affects, 0 to 1. Default: 1. */
  readonly probability?: number;
}
