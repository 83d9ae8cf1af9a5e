import type { IndexFigures } from './measureIndex.js';
import type { LoopDelay } from './LoopWatch.js';

/** Formats the figures as Markdown tables, each with its target. */
export function formatIndexFigures(engine: string, figures: IndexFigures): string {
  const { mails, textBytes, indexBytes, cpuSeconds, delayP50, delayP99 } = figures;
  const worstNewest = Math.max(...figures.queries.map(({ newest }) => newest.wallP95));
  const worstCount = Math.max(...figures.queries.map(({ count }) => count.wallP95));
  const server =
    figures.serverBytes === null ? '' : `, and ${megabytes(figures.serverBytes)} MB of the server`;
  return [
    `${engine}, ${mails.toLocaleString('en')} mails, ${megabytes(textBytes)} MB of text:`,
    '',
    '| Figure | Value | Aim |',
    '| --- | --- | --- |',
    `| mails per CPU second, read and written | ${Math.round(mails / cpuSeconds).toLocaleString('en')} | |`,
    `| size of the index | ${megabytes(indexBytes)} MB, ${(indexBytes / textBytes).toFixed(2)} of the text | at most 0.7 |`,
    `| newest 30 results, slowest kind, p95 | ${worstNewest.toFixed(1)} ms | at most 20 ms at 500,000 mails |`,
    `| count, slowest kind, p95 | ${worstCount.toFixed(1)} ms | at most 100 ms at 500,000 mails |`,
    `| delay of the event loop while indexing, p50 | ${delayWords(delayP50)} | |`,
    `| delay of the event loop while indexing, p99 | ${delayWords(delayP99)} | at most 20 ms |`,
    `| memory after the queries | ${megabytes(figures.memoryBytes)} MB${server} | |`,
    '',
    '| Query | Most matches | Newest 30, p50 | p95 | p95 of CPU | Count, p50 | p95 | p95 of CPU |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...figures.queries.map(({ name, mostMatches, newest, count }) => {
      const times = [newest, count].flatMap(({ wallP50, wallP95, cpuP95 }) => [
        wallP50,
        wallP95,
        cpuP95,
      ]);
      const cells = times.map((ms) => `${ms.toFixed(1)} ms`);
      return `| ${name} | ${mostMatches.toLocaleString('en')} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function delayWords({ elapsed, own }: LoopDelay): string {
  return `${elapsed.toFixed(1)} ms, ${own.toFixed(1)} ms without waiting for a CPU`;
}
