import { GROWTH_AXES } from './growthAxes.js';
import { findSteps, type GrowthPoint } from './judgeGrowth.js';

const HEADING = '## Growth';
/** What comes after the section. */
const NEXT_HEADING = '## What this does not show';

/** The section of docs/benchmarks.md. @param command that made it. */
export function formatGrowth(command: string, points: readonly GrowthPoint[]): string {
  const steps = findSteps(points);
  return [
    HEADING,
    '',
    `By \`${command}\`, on the machine above, with nothing cached: medians, and the most memory of any run. The sample`,
    'servers answer a list after 20 ms and all else after 10. A step is where the next instance, row or client takes',
    'more than twice the CPU time or requests that one took before.',
    '',
    ...GROWTH_AXES.flatMap((axis) => [
      `### ${axis.name[0]?.toUpperCase() ?? ''}${axis.name.slice(1)}: ${axis.about}`,
      '',
      `| ${axis.name} | ms | CPU ms | CPU ms for each | upstream requests | requests for each | peak MiB |`,
      '| --: | --: | --: | --: | --: | --: | --: |',
      ...points.filter((point) => point.axis === axis.name).map(formatPoint),
      '',
    ]),
    steps.length === 0 ? 'There is no step.' : `Steps: ${steps.join('; ')}.`,
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

/** The section in a report; empty where it has none. */
export function growthIn(report: string): string {
  const start = report.indexOf(`${HEADING}\n`);
  if (start === -1) return '';
  const end = report.indexOf(NEXT_HEADING, start);
  return report.slice(start, end === -1 ? undefined : end);
}

/** A report with another section in place of its own. */
export function withGrowth(report: string, section: string): string {
  const rest = report.replace(growthIn(report), '');
  return rest.replace(NEXT_HEADING, () => `${section}${NEXT_HEADING}`);
}
