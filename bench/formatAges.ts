import { figureOf } from './Figure.js';
import type { Samples, TimedRun } from './measure.js';
import { median } from './median.js';
import type { WorkloadName } from './workloads.js';

/** W4 and W6 repeat what W2 and W1 do, and the reviews have few runs. */
const SHOWN: readonly WorkloadName[] = ['W1', 'W2', 'W3', 'W5'];

/** The last run of each span. */
const SPAN_ENDS: readonly number[] = [3, 6, 10, 15, 20, 30, 50, 100];

interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * Formats the cost of a run by its number in its process as a Markdown table, since code that V8 has not
 * optimized yet takes longer.
 *
 * @param rounds each of which ran one process of each peer.
 * @returns an empty text where there is only one span of runs.
 */
export function formatAges(rounds: readonly (readonly Samples[])[]): string {
  const all = rounds.flat().filter(({ workload }) => SHOWN.includes(workload));
  const spans = spansOf(Math.max(0, ...all.map(({ runs }) => runs.length)));
  if (spans.length < 2) return '';
  const heads = spans.map(({ first, last }) => `runs ${String(first)} to ${String(last)}`);
  const lines = [
    `| ${['work', 'peer', ...heads].join(' | ')} |`,
    `| --- | --- |${' --: |'.repeat(spans.length)}`,
  ];
  for (const workload of SHOWN) {
    const ofWorkload = all.filter((samples) => samples.workload === workload);
    for (const peer of new Set(ofWorkload.map((samples) => samples.peer))) {
      const processes = ofWorkload.filter((samples) => samples.peer === peer);
      const cells = spans.map((span) => formatSpan(processes, span));
      lines.push(`| ${[workload, peer, ...cells].join(' | ')} |`);
    }
  }
  return lines.join('\n');
}

function spansOf(count: number): readonly Span[] {
  const ends = [...SPAN_ENDS.filter((end) => end < count), count];
  return ends.map((last, index) => ({ first: (ends[index - 1] ?? 0) + 1, last }));
}

function formatSpan(processes: readonly Samples[], { first, last }: Span): string {
  const within = processes.map(({ runs }) => runs.slice(first - 1, last));
  const of = (figure: keyof TimedRun): string =>
    figureOf(within.map((runs) => median(runs.map((run) => run[figure])))).median.toFixed(1);
  return `${of('ms')} / ${of('cpuMs')}`;
}
