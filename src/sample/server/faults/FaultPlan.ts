import type { IncomingMessage } from 'node:http';

/** A fixed time in milliseconds, or the lowest and the highest of a random one. */
export type SpanMs = number | readonly [lowestMs: number, highestMs: number];

/** How {@link Fault} `wrong-types` spoils one JSON object. */
export type Garbling =
  | 'number-for-string'
  | 'string-for-number'
  | 'missing-id'
  | 'null-row'
  | 'list-for-object'
  | 'object-for-list';

/** One fault that a sample server can be configured with. */
export type Fault =
  /** Answers later. Several delays add up. `listMs` and `detailMs` count instead of `ms` for them. */
  | {
      readonly kind: 'delay';
      readonly ms?: SpanMs;
      /** For lists such as `/api/1.3/patches/`. */
      readonly listMs?: SpanMs;
      /** For all else. */
      readonly detailMs?: SpanMs;
    }
  /**
   * Answers this many requests at once and lets the others wait in order, as a Django deployment with
   * that many workers does. A delay passes while a worker is held.
   */
  | {
      readonly kind: 'workers';
      readonly workers: number;
      /** Time a worker needs for each row of a JSON list; real servers take about 1,500. */
      readonly rowMicroseconds?: number;
    }
  /** Answers with this status and an HTML page, as nginx and Django do; nothing is carried out. */
  | {
      readonly kind: 'status';
      readonly status: number;
      /** Seconds or an HTTP date. Default: no Retry-After. */
      readonly retryAfter?: number | string;
    }
  /** Ends the connection. The request was carried out in both cases, only its answer is lost. */
  | { readonly kind: 'drop'; readonly when: 'before-answer' | 'in-body' }
  /** The answer is whole for HTTP, but its text ends half way. */
  | { readonly kind: 'truncate' }
  /** A JSON content type over text that is not JSON. */
  | { readonly kind: 'invalid-json' }
  /** 200 with an HTML page, as a bot check in front of a server gives. */
  | { readonly kind: 'html' }
  /** JSON with wrong types; each row of a list is spoiled in the next of these ways. Default: all. */
  | { readonly kind: 'wrong-types'; readonly how?: readonly Garbling[] }
  /** A redirect to the same address. */
  | { readonly kind: 'redirect-loop' }
  /** A redirect to the same path of another origin. */
  | { readonly kind: 'redirect'; readonly to: string }
  /** A JSON list that goes on until the client hangs up. */
  | { readonly kind: 'endless' }
  /** Nothing ever comes, not even headers. */
  | { readonly kind: 'hang' }
  /** The body comes in small pieces. Default: 16 bytes every 100 ms. */
  | { readonly kind: 'trickle'; readonly chunkBytes?: number; readonly everyMs?: number }
  /** One of the lies about the content of an answer, by its name; see `lies/lies.ts`. */
  | { readonly kind: 'lie'; readonly name: string }
  /**
   * Patches arrive while lists are read: before each of the requests it befalls, or every N-th, a new
   * patch comes in, as its mail would bring it, with its event.
   */
  | { readonly kind: 'grow'; readonly every?: number }
  /** Answers have no Link header, as behind a front end that drops it. */
  | { readonly kind: 'no-link' }
  /** The Date header is off by this much, as with a clock set to local time. */
  | { readonly kind: 'clock'; readonly offsetMinutes: number };

/** A fault and the requests it befalls. */
export interface FaultPlan {
  readonly fault: Fault;
  /** Requests whose path with query matches; a string must be contained in it. Default: all. */
  readonly path?: RegExp | string | ((url: string, request: IncomingMessage) => boolean);
  /** Default: every method. */
  readonly method?: string;
  /** How many matching requests it befalls, then it is over. Default: until cleared. */
  readonly times?: number;
  /** Share of the matching requests it befalls, 0 to 1. Default: 1. */
  readonly probability?: number;
}
