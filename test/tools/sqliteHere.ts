import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';

/** Whether an index in a file works here: Node 20 needs the optional package better-sqlite3. */
export const sqliteHere = findSqlLibraries().length > 0;

/** What `npm test` prints where there is none. */
export const SQLITE_MISSING =
  'No SQLite with full-text search, so the tests of the search index are skipped.\nUse Node 22.16 or later, or run npm install better-sqlite3';
