import { Counter } from 'prom-client';
import type { NameMetric } from './metricName.js';

/** Something that happened while the index of mails is filled. */
export type FillObservation =
  | { readonly type: 'indexed' | 'removed'; readonly instance: string; readonly mails: number }
  | { readonly type: 'unreadable' | 'failed' | 'filled' | 'repaired'; readonly instance: string };

/** Counts what is indexed and what is not. */
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
