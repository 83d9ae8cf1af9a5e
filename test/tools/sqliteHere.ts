import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';

/** Whether an index file can be used here: Node 20 requires the optional package better-sqlite3. */
export const sqliteHere = findSqlLibraries().length > 0;

/** The message of `npm test` if SQLite is not available. */
export const SQLITE_MISSING =
  'No SQLite with full-text search, so the tests of the search index are skipped.\nUse Node 22.16 or later, or run npm install better-sqlite3';
