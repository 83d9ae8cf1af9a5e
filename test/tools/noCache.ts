/** `cache.ttlSeconds` with which no answer is fresh. */
export const NO_TTL = {
  projects: 0,
  patches: 0,
  covers: 0,
  series: 0,
  comments: 0,
  checks: 0,
  events: 0,
  bundles: 0,
  mbox: 0,
};

/** The section `cache` with which each read is a request. */
export const NO_CACHE = {
  immutableTtlSeconds: 0,
  staleWhileRevalidateSeconds: 0,
  staleIfErrorSeconds: 0,
  ttlSeconds: NO_TTL,
};
