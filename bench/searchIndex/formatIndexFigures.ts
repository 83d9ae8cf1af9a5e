import type { IndexFigures } from './measureIndex.js';

/** The figures as tables of Markdown, each beside its aim. */
export function formatIndexFigures(engine: string, figures: IndexFigures): string {
  const { mails, textBytes, indexBytes, cpuSeconds, delayP50, delayP99 } = figures;
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const worstNewest = Math.max(...figures.queries.map(({ newest }) => newest.cpuP95));
  const worstCount = Math.max(...figures.queries.map(({ count }) => count.cpuP95));
  return [
    `${engine}, ${mails.toLocaleString('en')} mails, ${megabytes(textBytes)} MB of text:`,
    '',
    '| Figure | Value | Aim |',
    '| --- | --- | --- |',
    `| mails per CPU second, reading and writing | ${(mails / cpuSeconds).toFixed(0)} | |`,
    `| size of the index | ${megabytes(indexBytes)} MB, ${(indexBytes / textBytes).toFixed(2)} of the text | at most 0.7 |`,
    `| newest 30, slowest kind, p95 of CPU | ${worstNewest.toFixed(1)} ms | at most 20 ms at 500,000 mails |`,
    `| count, slowest kind, p95 of CPU | ${worstCount.toFixed(1)} ms | at most 100 ms at 500,000 mails |`,
    `| delay of the event loop while indexing, p50 and p99 | ${delayP50.toFixed(1)} and ${delayP99.toFixed(1)} ms | p99 at most 20 ms |`,
    '',
    '| Query | Most matches | Newest 30, p95 of CPU | elapsed | Count, p95 of CPU | elapsed |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...figures.queries.map(({ name, mostMatches, newest, count }) => {
      const all = [newest.cpuP95, newest.wallP95, count.cpuP95, count.wallP95];
      const times = all.map((ms) => `${ms.toFixed(1)} ms`);
      return `| ${name} | ${mostMatches.toLocaleString('en')} | ${times.join(' | ')} |`;
    }),
  ].join('\n');
}
