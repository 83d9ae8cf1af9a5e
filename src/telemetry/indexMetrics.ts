import { Counter, Gauge, Histogram } from 'prom-client';
import type { NameMetric } from './metricName.js';

/** Something that happened while the index of mails is filled. */
export type FillObservation =
  | { readonly type: 'indexed' | 'removed'; readonly instance: string; readonly mails: number }
  | { readonly type: 'unreadable' | 'failed' | 'filled' | 'repaired'; readonly instance: string };

/** Counts indexed and skipped mails. */
export function countFilling(named: NameMetric): (event: FillObservation) => void {
  const counter = (name: string, help: string) =>
    new Counter({ ...named(name, help), labelNames: ['server'] });
  const indexed = counter('index_mails_total', 'Mails that were written to the search index.');
  const removed = counter('index_removed_total', 'Mails that were removed from the search index.');
  const unreadable = counter(
    'index_unreadable_total',
    'Mails that could not be read for the index.',
  );
  const failures = counter('index_failures_total', 'Failures after which indexing paused.');
  const repairs = counter('index_repairs_total', 'Lists read again because events were missed.');
  return (event) => {
    const { type, instance: server } = event;
    if (type === 'indexed') indexed.inc({ server }, event.mails);
    else if (type === 'removed') removed.inc({ server }, event.mails);
    else if (type === 'unreadable') unreadable.inc({ server });
    else if (type === 'failed') failures.inc({ server });
    else if (type === 'repaired') repairs.inc({ server });
  };
}

/** Status of one project in the search index. Times are seconds since 1970. */
export interface IndexReading {
  readonly instance: string;
  readonly project: string;
  readonly patches: number;
  readonly covers: number;
  readonly commentCount: number;
  /** Patches that the filling has not reached yet; null where it is not known. */
  readonly pendingPatches: number | null;
  /** Mails before this are indexed; null where none is. */
  readonly until: number | null;
  readonly holes: readonly unknown[];
}

/** Seconds: rare words take less than a millisecond, and `index.queryTimeoutMs` is 250 ms by default. */
const QUERY_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Counts queries of the search index and measures them. */
export function countIndexQueries(
  named: NameMetric,
): (query: { readonly outcome: 'answered' | 'failed'; readonly durationMs: number }) => void {
  const seconds = new Histogram({
    ...named('index_query_duration_seconds', 'Duration of queries of the search index.'),
    labelNames: ['outcome'],
    buckets: QUERY_SECONDS,
  });
  return ({ outcome, durationMs }) => {
    seconds.observe({ outcome }, durationMs / 1000);
  };
}

/**
 * Exposes the index status of each project; it is read once per scrape.
 *
 * @param read null where there is no index; it rejects where the index does not answer.
 */
export function showIndex(
  named: NameMetric,
  read: () => Promise<readonly IndexReading[]> | null,
  now: () => number = Date.now,
): void {
  let reading: Promise<readonly IndexReading[] | undefined> | null = null;
  // All gauges of one scrape share it.
  const readOnce = (): typeof reading => {
    reading ??=
      read()
        ?.catch(() => undefined)
        .finally(() => {
          reading = null;
        }) ?? null;
    return reading;
  };
  const gauge = (name: string, help: string, of: (one: IndexReading) => number | null): void => {
    new Gauge({
      ...named(name, help),
      labelNames: ['server', 'project'],
      async collect() {
        const projects = (await readOnce()) ?? [];
        this.reset();
        for (const one of projects) {
          const value = of(one);
          if (value !== null) this.set({ server: one.instance, project: one.project }, value);
        }
      },
    });
  };
  gauge('index_stored_mails', 'Mails of the project in the search index.', (one) => {
    return one.patches + one.covers + one.commentCount;
  });
  gauge(
    'index_backlog_patches',
    'Patches within the configured days that the backfill has not reached yet.',
    ({ pendingPatches }) => pendingPatches,
  );
  gauge(
    'index_lag_seconds',
    'Time since the search index had all mails of the project.',
    ({ until }) => (until === null ? null : Math.max(0, now() / 1000 - until)),
  );
  gauge('index_holes', 'Spans of time whose mails may be missing from the search index.', (one) => {
    return one.holes.length;
  });
  new Gauge({
    ...named('index_available', '1 if the search index answers, 0 if it does not.'),
    async collect() {
      this.reset();
      const asked = readOnce();
      if (asked !== null) this.set(Number((await asked) !== undefined));
      else this.remove();
    },
  });
}
