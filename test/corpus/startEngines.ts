import type { SearchIndex } from '../../src/corpus/SearchIndex.js';
import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';

/** An engine that works on this machine. */
export interface StartedEngine {
  readonly name: string;
  /** A new, empty index. */
  readonly open: () => Promise<SearchIndex>;
}

/** Every engine with every library that is here. */
export function startEngines(): readonly StartedEngine[] {
  return findSqlLibraries().map(({ name }) => ({
    name: `SQLite by ${name}`,
    open: () =>
      Promise.resolve(new SqliteIndex({ path: ':memory:', timeoutMs: 10_000, library: name })),
  }));
}
