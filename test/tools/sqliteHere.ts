import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';

/** Whether an index in a file works here: Node 20 needs the optional package better-sqlite3. */
export const sqliteHere = findSqlLibraries().length > 0;
