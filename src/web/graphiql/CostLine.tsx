import { useSyncExternalStore } from 'react';
import type { CostReport, UpstreamCost } from './createCostReport.js';

const counted = (count: number, one: string, many: string): string =>
  `${String(count)} ${count === 1 ? one : many}`;

function describeCost({ requests, cacheHits, byInstance }: UpstreamCost): string {
  const parts = Object.entries(byInstance)
    .filter(([, count]) => count > 0)
    .map(([instance, count]) => `${instance} ${String(count)}`);
  const where = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${counted(requests, 'upstream request', 'upstream requests')}${where}, ${counted(cacheHits, 'cache hit', 'cache hits')}`;
}

/** One line that says what the latest operation cost the servers. */
export function CostLine({ report }: { readonly report: CostReport }) {
  const cost = useSyncExternalStore(report.subscribe, report.latest);
  return (
    <p className="cost-line" role="status">
      {cost === undefined ? 'The upstream cost of an operation is shown here.' : describeCost(cost)}
    </p>
  );
}
