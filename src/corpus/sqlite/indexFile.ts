import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { IndexUnavailable } from '../IndexUnavailable.js';
import type { SqlDatabase, SqlLibrary } from './openDatabase.js';
import { TABLES } from './tables.js';

/** Only the owner reads the words of mails, which may come from lists that are not public. */
const FILE_MODE = 0o600;
const IN_MEMORY = ':memory:';

/** An index that is open. */
export interface OpenedIndex {
  readonly database: SqlDatabase;
  /** Where a file that could not be read was put; null where none was. */
  readonly setAside: string | null;
}

/**
 * Opens the file of an index, makes it where there is none, and brings it to the present form. A file that is
 * damaged or no database is renamed, and a new one is begun: an index can be filled again.
 */
export function openIndexFile(library: SqlLibrary, path: string): OpenedIndex {
  try {
    return { database: openOnce(library, path), setAside: null };
  } catch (error) {
    if (path === IN_MEMORY || !isDamage(error)) throw error;
    const setAside = putAside(path);
    return { database: openOnce(library, path), setAside };
  }
}

/** Whether an error of SQLite says that the file is at fault. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /malformed|not a database|corrupt|fts5: |vtable constructor failed/i.test(error.message)
  );
}

/** Renames the file and what belongs to it. @returns its new name. */
export function putAside(path: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const target = `${path}.damaged-${stamp}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  }
  return target;
}

function openOnce(library: SqlLibrary, path: string): SqlDatabase {
  if (path !== IN_MEMORY) makeFile(path);
  const database = library.open(path);
  try {
    // Readers of other processes are not held up, and a crash loses nothing that was committed before it.
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;',
    );
    database.exec('PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', FILE_MODE));
  chmodSync(path, FILE_MODE);
}

function migrate(database: SqlDatabase): void {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (found > TABLES.length) {
    throw new IndexUnavailable(
      `the index was written by a newer version of this program (form ${String(found)}, and this one knows ${String(TABLES.length)}); use that version, or remove the file`,
    );
  }
  for (let version = found; version < TABLES.length; version += 1) {
    database.exec(
      `BEGIN IMMEDIATE; ${TABLES[version] ?? ''}; PRAGMA user_version = ${String(version + 1)}; COMMIT;`,
    );
  }
}
