import { availableParallelism, loadavg } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { formatIndexFigures } from './formatIndexFigures.js';
import { measureIndex } from './measureIndex.js';
import { ENGINES, openEngine, type EngineName } from './openEngines.js';

interface Options {
  readonly mails: number;
  readonly engines: readonly EngineName[];
}

/** `npm run bench -- --index`: how fast the index of mails is written and asked, with each engine. */
export async function runIndexBench(parameters: readonly string[]): Promise<void> {
  const program = new Command('bench --index')
    .description('Measures the search index with each engine; PostgreSQL is started for it.')
    .option('--index', 'measure the index')
    .option('--mails <number>', 'number of mails', wholeNumber, 100_000)
    .option('--engines <names>', `engines to measure: ${ENGINES.join(',')}`, engineNames, [
      ...ENGINES,
    ])
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows all options)');
  program.parse(parameters, { from: 'user' });
  const { mails, engines } = program.opts<Options>();
  const loadBefore = loadavg()[0] ?? NaN;
  for (const name of engines) {
    const engine = await openEngine(name);
    try {
      const figures = await measureIndex(engine, mails, (line) => {
        console.error(`${engine.title}: ${line}`);
      });
      console.log(`${formatIndexFigures(engine.title, figures)}\n`);
    } finally {
      await engine.close();
    }
  }
  const loads = [loadBefore, loadavg()[0] ?? NaN].map((load) => load.toFixed(1));
  console.log(
    `Node ${process.version}, ${String(availableParallelism())} cores, load average before and after: ${loads.join(' and ')}.`,
  );
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}

function engineNames(text: string): readonly EngineName[] {
  return text.split(',').map((name) => {
    const found = ENGINES.find((one) => one === name);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(
      `There is no engine "${name}"; there are ${ENGINES.join(', ')}.`,
    );
  });
}
