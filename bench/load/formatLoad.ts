import type { LoadReport } from './LoadReport.js';

/** The report as text; the table is Markdown. */
export function formatLoad(report: LoadReport): string {
  const { flags, warmUp, load, lagP99Ms, cpuMs, recoverySeconds, upstreamRequests, memory } =
    report;
  const { p50, p95, p99, max } = load.latencyMs;
  const rows: readonly (readonly [what: string, value: string])[] = [
    ['connections', String(flags.connections)],
    ['seconds', load.seconds.toFixed(1)],
    ['requests', String(load.requests)],
    ['requests per second', (load.requests / load.seconds).toFixed(0)],
    ['upstream requests', String(upstreamRequests)],
    [
      'latency: median, p95, p99, maximum',
      `${[p50, p95, p99, max].map((ms) => ms.toFixed(0)).join(', ')} ms`,
    ],
    ['answers checked', String(load.whole + load.lacking + load.wrong)],
    ['complete answers', String(load.whole)],
    ['answers that report a failed server', String(load.lacking)],
    ['**wrong**', String(load.wrong)],
    ['HTTP 5xx', String(load.serverErrors)],
    ['queries without an answer', String(load.lost)],
    ['event loop lag, p99', `${lagP99Ms.toFixed(0)} ms`],
    ['CPU time per request', `${(cpuMs / load.requests).toFixed(1)} ms`],
    ['CPU usage of one core', `${(cpuMs / load.seconds / 10).toFixed(0)} %`],
    ['time to recover after the failures', `${recoverySeconds.toFixed(1)} s`],
    ['memory used before', `${memory.before.used.toFixed(0)} MiB`],
    ['memory used after', `${memory.after.used.toFixed(0)} MiB`],
    [
      'resident memory before, peak, after',
      `${[memory.before.resident, memory.peakMiB, memory.after.resident].map((mib) => mib.toFixed(0)).join(', ')} MiB`,
    ],
  ];
  return [
    '| | |',
    '| --- | --: |',
    ...rows.map(([what, value]) => `| ${what} | ${value} |`),
    '',
    ...[...warmUp.examples, ...load.examples].map((example) => `- ${example}`),
    report.failures.length === 0 ? 'All checks passed.' : `FAILED: ${report.failures.join('; ')}`,
  ].join('\n');
}
