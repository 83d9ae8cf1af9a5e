import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { openSearchIndex, type IndexPlace } from '../../src/corpus/openSearchIndex.js';
import { formatIndexFigures } from './formatIndexFigures.js';
import { measureIndex } from './measureIndex.js';

interface Options {
  readonly mails: string;
  readonly postgres?: string;
}

const TIMEOUT_MS = 60_000;

/** `npm run bench -- --index`: how fast the index of mails is written and asked. */
export async function runIndexBench(parameters: readonly string[]): Promise<void> {
  const program = new Command('bench --index')
    .description('Measures the search index.')
    .option('--index', 'measure the index')
    .option('--mails <number>', 'number of mails', '100000')
    .option('--postgres <url>', 'an empty database of PostgreSQL, instead of SQLite')
    .allowExcessArguments(false);
  program.parse(parameters, { from: 'user' });
  const { mails, postgres } = program.opts<Options>();
  const folder = mkdtempSync(join(tmpdir(), 'index-bench-'));
  const place: IndexPlace =
    postgres === undefined
      ? { engine: 'sqlite', path: join(folder, 'index.db'), timeoutMs: TIMEOUT_MS }
      : { engine: 'postgres', url: postgres, timeoutMs: TIMEOUT_MS };
  const index = await openSearchIndex(place, () => undefined);
  try {
    const figures = await measureIndex(index, Number(mails), (line) => {
      console.error(line);
    });
    console.log(formatIndexFigures(postgres === undefined ? 'SQLite' : 'PostgreSQL', figures));
  } finally {
    await index.close();
    rmSync(folder, { recursive: true });
  }
}
