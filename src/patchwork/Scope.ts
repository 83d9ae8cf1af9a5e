import type { Patience } from './Patience.js';
import type { Dated } from './page.js';

/** How a cached answer came about. */
export type CacheUse = 'HIT' | 'STALE';

/** A cached value from which an answer was built, by its key and serial. */
export interface CacheRead {
  readonly key: string;
  readonly serial: number;
}

/** Context that an operation passes to every upstream request it causes. */
export interface Scope {
  /** Aborted when the operation is over: its client has disconnected, or its time is up. */
  readonly signal: AbortSignal;
  /** Identity of the operation, for fair queueing between operations. */
  readonly operation: object;
  /** The token to send to this instance; a token goes to its own instance only. */
  tokenFor(instance: string): string | undefined;
  /** Name of the header that clients send their tokens in, for messages; `X-Patchwork-Token`. */
  readonly tokenHeader?: string | undefined;
  /** Reads come from the server and not from a cache: a write is decided by them. */
  readonly bypassesCache?: boolean | undefined;
  /**
   * What is derived from its reads is cached although these bypass the cache: they are made without a token. Default:
   * false.
   */
  readonly cachesDerived?: boolean | undefined;
  /** Nobody else needs the mails that it reads: they are not cached. Default: false. */
  readonly cachesNothing?: boolean | undefined;
  /** Nobody waits for it: its requests are sent only where no others wait. */
  readonly isBackground?: boolean | undefined;
  /** How long it waits for one instance; missing: to its own end. */
  readonly patienceWith?: ((instance: string) => Patience) | undefined;
  /**
   * Called before each upstream request is queued, and before each retry and redirect.
   *
   * @throws GatewayError QUERY_TOO_EXPENSIVE when the operation has used up its requests.
   */
  onRequest(instance: string): void;
  /** Called for a request that was not sent after all. */
  readonly onUnsent?: ((instance: string) => void) | undefined;
  /** Called for each answer that came from the cache. */
  onCacheUse(instance: string, use: CacheUse): void;
  /** When a batch of requests is read: `batchScheduleFn` of DataLoader. */
  readonly scheduleBatch?: ((dispatch: () => void) => void) | undefined;
  /** Called for each answer with its age, wherever it came from. */
  readonly onAnswer?: ((instance: string, dated: Dated) => void) | undefined;
  /** Called with the status of each instance's part in a list or lookup over several instances. */
  readonly onSource?: ((instance: string, status: string) => void) | undefined;
  /**
   * Called for all that the operation's answer is made of: how the cache keeps it; null for what it
   * does not keep, is old or could not be read.
   */
  onRead(read: CacheRead | null): void;
}
