import type { CachePolicy } from '../cache/cache.js';
import { RESOURCES, type CachedResource, type ReadName } from './names.js';
import { DAY_SECONDS } from '../durations.js';

/** TTLs of the answers of one server. */
export interface FreshnessOptions {
  /** Seconds for which a resource's answers are fresh. */
  readonly ttlSeconds: Readonly<Partial<Record<CachedResource, number | undefined>>>;
  /** Seconds after that in which the old answer is given while a new one is fetched. */
  readonly staleWhileRevalidateSeconds: number;
  /** Seconds after that in which the old answer is given when the server fails. */
  readonly staleIfErrorSeconds: number;
  /** TTL in seconds of data that never changes: headers, texts and diffs of mails. */
  readonly immutableTtlSeconds: number;
}

/**
 * Seconds for which a resource's answers are fresh, unless configured otherwise. A state or a check
 * can change at any moment and people look again; projects change a few times a year.
 */
const DEFAULT_TTL_SECONDS: Readonly<Record<CachedResource, number>> = {
  projects: 300,
  patches: 15,
  covers: 60,
  series: 15,
  comments: 30,
  checks: 15,
  events: 15,
  bundles: 15,
  mbox: 60,
};

/** TTLs when nothing is configured. */
export const DEFAULT_FRESHNESS: FreshnessOptions = {
  ttlSeconds: {},
  staleWhileRevalidateSeconds: 30,
  staleIfErrorSeconds: DAY_SECONDS,
  immutableTtlSeconds: 30 * DAY_SECONDS,
};

/** How long an answer is cached. */
export function mutablePolicy(
  name: ReadName,
  { ttlSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds }: FreshnessOptions,
): CachePolicy {
  const resource = name.about === 'mbox' ? 'mbox' : RESOURCES[name.resource].setting;
  if (resource === null) return { freshMs: 0, staleMs: 0 };
  const freshMs = (ttlSeconds[resource] ?? DEFAULT_TTL_SECONDS[resource]) * 1000;
  // Who wants no cache wants no old answers either.
  if (freshMs === 0) return { freshMs: 0, staleMs: 0 };
  return {
    freshMs,
    staleMs: staleWhileRevalidateSeconds * 1000,
    staleIfErrorMs: staleIfErrorSeconds * 1000,
  };
}

/** A feed of events that reports changes. */
export interface ChangeFeed {
  /**
   * Whether every event since then is known, and its changes are invalidated.
   *
   * @param sinceMs milliseconds up to now.
   */
  covers(sinceMs: number): boolean;
  /** Upper limit of how long events keep an answer fresh: some changes have no event. */
  readonly maxAgeMs: number;
}

/**
 * Whether events report changes of the data in an answer. Comments have events since API 1.3, and an mbox
 * shows trailers of comments. Projects and bundles have none.
 */
export function isReported({ about, resource }: ReadName, hasCommentEvents: boolean): boolean {
  if (about === 'mbox') return hasCommentEvents && resource !== 'bundles';
  const { reported } = RESOURCES[resource];
  return reported === 'COMMENTS' ? hasCommentEvents : reported;
}

/** TTL of the parts of mails that never change. */
export function immutablePolicy({ immutableTtlSeconds }: FreshnessOptions): CachePolicy {
  return { freshMs: immutableTtlSeconds * 1000, staleMs: 0 };
}
