import type { SearchIndex } from '../../src/corpus/SearchIndex.js';
import { PostgresIndex } from '../../src/corpus/postgres/PostgresIndex.js';
import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { lacks } from '../tools/programs.js';
import { startPostgres } from './startPostgres.js';

/** An engine that is available on this machine. */
export interface TestEngine {
  readonly name: string;
  /** A new, empty index, and a function that closes it. */
  readonly open: () => Promise<{
    readonly index: SearchIndex;
    readonly close: () => Promise<void>;
    /** Runs the background maintenance of the engine after it is filled. */
    readonly settle?: () => Promise<void>;
  }>;
}

/** Every engine with every available library. */
export function testEngines(): readonly TestEngine[] {
  const timeoutMs = 10_000;
  const sqlite = findSqlLibraries().map(({ name }): TestEngine => ({
    name: `SQLite by ${name}`,
    open: () => {
      const index = new SqliteIndex({ path: ':memory:', timeoutMs, library: name });
      return Promise.resolve({ index, close: () => index.close() });
    },
  }));
  if (lacks('postgres')) return sqlite;
  const postgres: TestEngine = {
    name: 'PostgreSQL',
    open: async () => {
      const server = await startPostgres();
      const index = new PostgresIndex({ url: server.url, timeoutMs });
      const close = async (): Promise<void> => {
        await index.close();
        await server.close();
      };
      return { index, close, settle: () => server.analyze() };
    },
  };
  return [...sqlite, postgres];
}
