import { GROWTH_AXES } from './growthAxes.js';
import { findSteps, type GrowthPoint } from './judgeGrowth.js';

const HEADING = '## Growth';
/** The heading after the section. */
const NEXT_HEADING = '## Limitations';

/** Formats the section of docs/benchmarks.md. @param command the command that was run. */
export function formatGrowth(command: string, points: readonly GrowthPoint[]): string {
  const steps = findSteps(points);
  return [
    HEADING,
    '',
    `Measured with \`${command}\` on the machine above, with an empty cache: medians, and the peak memory of all runs. The sample`,
    'servers answer a list after 20 ms and other requests after 10. A step is a size at which another instance, row or client takes',
    'more than twice the CPU time or requests that it took before.',
    '',
    ...GROWTH_AXES.flatMap((axis) => [
      `### ${axis.name[0]?.toUpperCase() ?? ''}${axis.name.slice(1)}: ${axis.about}`,
      '',
      `| ${axis.name} | ms | CPU ms | CPU ms each | upstream requests | requests each | peak MiB |`,
      '| --: | --: | --: | --: | --: | --: | --: |',
      ...points.filter((point) => point.axis === axis.name).map(formatPoint),
      '',
    ]),
    steps.length === 0 ? 'There are no steps.' : `Steps: ${steps.join('; ')}.`,
    '',
  ].join('\n');
}

function formatPoint({ size, ms, cpuMs, peakMiB, requests }: GrowthPoint): string {
  const cells = [
    size.toLocaleString('en'),
    ms.toFixed(0),
    cpuMs.toFixed(1),
    (cpuMs / size).toFixed(2),
    String(requests),
    (requests / size).toFixed(3),
    peakMiB.toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The section in a report; empty if it has none. */
export function growthIn(report: string): string {
  const start = report.indexOf(`${HEADING}\n`);
  if (start === -1) return '';
  const end = report.indexOf(NEXT_HEADING, start);
  return report.slice(start, end === -1 ? undefined : end);
}

/** Replaces the section in a report. */
export function withGrowth(report: string, section: string): string {
  const rest = report.replace(growthIn(report), '');
  return rest.replace(NEXT_HEADING, () => `${section}${NEXT_HEADING}`);
}
