import type { Measurement } from './measure.js';
import { REFERENCE } from './peers.js';
import { WORKLOAD_NAMES } from './workloads.js';

/** The measurements as a Markdown table, with ratios to the reference. */
export function formatTable(measurements: readonly Measurement[]): string {
  const lines = [
    '| work | peer | ms | ratio | CPU ms | ratio | upstream requests | at once | peak MiB | right |',
    '| --- | --- | --: | --: | --: | --: | --: | --: | --: | --- |',
  ];
  for (const workload of WORKLOAD_NAMES) {
    const rows = measurements.filter((one) => one.workload === workload);
    const reference = rows.find(({ peer }) => peer === REFERENCE);
    for (const row of rows) {
      const cells = [
        workload,
        row.peer,
        row.ms.toFixed(1),
        ratio(row.ms, reference?.ms),
        row.cpuMs.toFixed(1),
        ratio(row.cpuMs, reference?.cpuMs),
        row.traffic.requests,
        row.traffic.maxInFlight,
        row.peakMiB.toFixed(0),
        row.right === true ? 'yes' : `no: ${row.right}`,
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  }
  return lines.join('\n');
}

function ratio(value: number, reference = NaN): string {
  return Number.isNaN(reference) ? '' : (value / reference).toFixed(2);
}
