import { availableParallelism, loadavg } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { findDisagreements, scanMails, type ExpectedAnswer } from './checkAnswers.js';
import { formatIndexFigures } from './formatIndexFigures.js';
import { measureIndex } from './measureIndex.js';
import { ENGINES, openEngine, type EngineName, type MeasuredEngine } from './openEngines.js';

interface Options {
  readonly mails: number;
  readonly engines: readonly EngineName[];
  readonly check?: number;
}

/** `npm run bench -- --index`: measures writing and querying the index of mails, with each engine. */
export async function runIndexBench(parameters: readonly string[]): Promise<void> {
  const program = new Command('bench --index')
    .description('Measures the search index with each engine; starts a PostgreSQL server.')
    .option('--index', 'measure the index')
    .option('--mails <number>', 'number of mails', wholeNumber, 100_000)
    .option('--engines <names>', `engines to measure: ${ENGINES.join(',')}`, engineNames, [
      ...ENGINES,
    ])
    .option(
      '--check <queries>',
      'compare so many generated queries with a plain scan of all mails',
      wholeNumber,
    )
    .allowExcessArguments(false)
    .showHelpAfterError('(--help shows all options)');
  program.parse(parameters, { from: 'user' });
  const { mails, engines, check } = program.opts<Options>();
  const loadBefore = loadavg()[0] ?? NaN;
  const expected =
    check === undefined
      ? []
      : scanMails(mails, check, (line) => {
          console.error(line);
        });
  for (const name of engines) {
    const engine = await openEngine(name);
    try {
      const figures = await measureIndex(engine, mails, (line) => {
        console.error(`${engine.title}: ${line}`);
      });
      console.log(`${formatIndexFigures(engine.title, figures)}\n`);
      if (expected.length > 0) await printCheck(engine, expected);
    } finally {
      await engine.close();
    }
  }
  const loads = [loadBefore, loadavg()[0] ?? NaN].map((load) => load.toFixed(1));
  console.log(
    `Node ${process.version}, ${String(availableParallelism())} cores, load average before and after: ${loads.join(' and ')}.`,
  );
}

/** Prints how many answers are those of a plain scan; the process fails if one is not. */
async function printCheck(
  { title, index }: MeasuredEngine,
  expected: readonly ExpectedAnswer[],
): Promise<void> {
  const wrong = await findDisagreements(index, expected);
  const right = expected.length - wrong.length;
  console.log(
    `${title}: ${String(right)} of ${String(expected.length)} queries find what a plain scan finds.`,
  );
  for (const line of wrong) console.error(line);
  console.log('');
  if (wrong.length > 0) process.exitCode = 1;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of at least 1.');
}

function engineNames(text: string): readonly EngineName[] {
  return text.split(',').map((name) => {
    const found = ENGINES.find((one) => one === name);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Unknown engine "${name}"; known are ${ENGINES.join(', ')}.`);
  });
}
