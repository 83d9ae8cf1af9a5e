import type { Measured } from './measure.js';

/** Formats the measurements as Markdown tables, with ratios to graphql-js. */
export function formatSubscribers(measured: readonly Measured[]): string {
  const rows = measured.map((one) => {
    const plain = measured.find(
      ({ gateway, transport }) => gateway === 'plain' && transport === one.transport,
    );
    return [
      one.transport,
      one.gateway,
      one.cpuMsPerEvent.toFixed(1),
      ratio(one.cpuMsPerEvent, plain?.cpuMsPerEvent),
      one.memoryKiBPerClient.toFixed(1),
      ratio(one.memoryKiBPerClient, plain?.memoryKiBPerClient),
      one.idleCpuMsPerSecond.toFixed(1),
    ];
  });
  const stalled = measured.flatMap(({ transport, stalled: found }) =>
    found === undefined
      ? []
      : [
          [
            transport,
            found.memoryKiBPerClient.toFixed(0),
            found.offeredKiB.toFixed(0),
            found.othersHaveAll ? 'yes' : 'no',
            String(found.ended),
            found.gaps.reading,
            found.gaps.stalled,
          ],
        ],
  );
  return [
    table(
      ['transport', 'server', 'CPU ms', 'ratio', 'KiB', 'ratio', 'idle CPU ms per second'],
      rows,
    ),
    table(
      [
        'stalled',
        'KiB',
        'KiB sent',
        'other clients complete',
        'ended',
        'gaps of other clients',
        'gaps after resuming',
      ],
      stalled,
    ),
  ].join('\n');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map((_, index) => (index < 1 ? '---' : '--:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

function ratio(value: number, reference = NaN): string {
  return Number.isNaN(reference) ? '' : (value / reference).toFixed(2);
}
