import type { ColdStart } from './coldStart.js';
import { formatFigure, type Figure } from './Figure.js';
import { REFERENCE } from './peers.js';
import type { Measurement } from './summarize.js';
import type { Throughput } from './throughput.js';
import { WORKLOAD_NAMES } from './workloads.js';

/** Formats the measurements as a Markdown table, with ratios to the reference. */
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
        formatFigure(row.ms),
        ratio(row.ms, reference?.ms),
        formatFigure(row.cpuMs),
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

function ratio(figure: Figure, reference: Figure | undefined): string {
  return reference === undefined ? '' : (figure.median / reference.median).toFixed(2);
}

/** Formats requests per second as a Markdown table. */
export function formatThroughput(rows: readonly Throughput[]): string {
  return [
    '| peer | requests per second | CPU ms per request | right |',
    '| --- | --: | --: | --- |',
    ...rows.map(({ peer, requestsPerSecond, cpuMsPerRequest, right }) => {
      const cells = [
        peer,
        requestsPerSecond.toFixed(0),
        cpuMsPerRequest.toFixed(2),
        right === true ? 'yes' : `no: ${right}`,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/** Formats the starts of new processes as a Markdown table. */
export function formatColdStarts(rows: readonly ColdStart[]): string {
  return [
    '| peer | listens after ms | first answer after ms | CPU ms until then | MiB when it listens | right |',
    '| --- | --: | --: | --: | --: | --- |',
    ...rows.map(({ peer, listeningMs, answeredMs, cpuMs, idleMiB, right }) => {
      const figures = [listeningMs, answeredMs, cpuMs, idleMiB].map((one) => one.toFixed(0));
      return `| ${[peer, ...figures, right === true ? 'yes' : `no: ${right}`].join(' | ')} |`;
    }),
  ].join('\n');
}
