import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../makeFolder.js';
import { IndexUnavailable } from '../IndexUnavailable.js';
import { codesOf, IndexFault, unavailableBy } from '../indexFaults.js';
import { requireSqlLibrary, type SqlDatabase, type SqlLibrary } from './openDatabase.js';
import { TABLES } from './tables.js';

/** Only the owner reads the words of mails, which may come from lists that are not public. */
const FILE_MODE = 0o600;
const IN_MEMORY = ':memory:';

/** An index that is open. */
export interface OpenedIndex {
  readonly database: SqlDatabase;
  /** New name of a damaged file; null if there was none. */
  readonly setAside: string | null;
}

/**
 * Opens the file of an index, creates it if it does not exist, and migrates it to the current
 * version. A file that is damaged, or not a database, is renamed and replaced by an empty one: an
 * index can be filled again.
 *
 * @throws IndexUnavailable
 */
export function openIndexFile(library: SqlLibrary, path: string): OpenedIndex {
  try {
    try {
      return { database: openOnce(library, path), setAside: null };
    } catch (error) {
      if (path === IN_MEMORY || !isDamage(error)) throw error;
      const setAside = putAside(path);
      return { database: openOnce(library, path), setAside };
    }
  } catch (error) {
    throw unavailableBy(error, nameOf(path));
  }
}

/** Whether an error of SQLite means that the file is damaged, rather than the query or the disk. */
export function isDamage(error: unknown): boolean {
  // Its message names the file, which may be called anything.
  if (!(error instanceof Error) || error instanceof IndexUnavailable) return false;
  const codes = codesOf(error);
  if (codes.includes('SQLITE_CORRUPT') || codes.includes('SQLITE_NOTADB')) return true;
  return /malformed|not a database|corrupt|invalid fts5 file|vtable constructor failed/i.test(
    error.message,
  );
}

/**
 * Renames the file and its companion files. @returns its new name. @throws IndexUnavailable where
 * that fails.
 */
export function putAside(path: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const target = `${path}.damaged-${stamp}`;
  try {
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
    }
  } catch (error) {
    const code = codesOf(error)[0] ?? 'unknown error';
    throw unavailableBy(new IndexFault('DAMAGED_AND_KEPT', code), nameOf(path));
  }
  return target;
}

/** How messages name a file. */
export function nameOf(path: string) {
  return { engine: 'sqlite', name: path } as const;
}

/**
 * Checks the file of an index, or whether it can be made, and leaves nothing behind.
 *
 * @returns what keeps the gateway from using it; null where nothing does.
 */
export function probeIndexFile(path: string): IndexUnavailable | null {
  try {
    const library = requireSqlLibrary();
    if (path === IN_MEMORY) return null;
    const size = requireFile(path)?.size;
    if (size === undefined) {
      // Rights do not say it: nobody can make a folder below /proc.
      rmdirSync(mkdtempSync(join(nearestFolder(dirname(path)), '.index-')));
      return null;
    }
    accessSync(path, constants.R_OK | constants.W_OK);
    if (size > 0) readVersion(library, path);
    return null;
  } catch (error) {
    return unavailableBy(isDamage(error) ? new IndexFault('DAMAGED') : error, nameOf(path));
  }
}

function readVersion(library: SqlLibrary, path: string): void {
  const database = library.open(path);
  try {
    database.exec('PRAGMA busy_timeout = 100;');
    requireKnownVersion(database);
    database.prepare('SELECT count(*) AS count FROM sqlite_master').get();
    database.exec('BEGIN IMMEDIATE; ROLLBACK;');
  } finally {
    database.close();
  }
}

function openOnce(library: SqlLibrary, path: string): SqlDatabase {
  if (path !== IN_MEMORY) makeFile(path);
  const database = library.open(path);
  try {
    // Readers of other processes are not blocked, and a crash loses no earlier commit. Searches
    // wait for the opening; it is tried again.
    database.exec('PRAGMA busy_timeout = 500; PRAGMA journal_mode = WAL;');
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
    // The table of 500,000 mails, which counts by state look at, has 75 MB.
    database.exec('PRAGMA cache_size = -96000; PRAGMA temp_store = MEMORY;');
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @returns null where there is no such file. @throws IndexFault for a folder, a pipe and the like. */
function requireFile(path: string): { readonly size: number } | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (found.isDirectory()) throw new IndexFault('EISDIR');
  // To open a pipe would wait for its reader.
  if (!found.isFile()) throw new IndexFault('NOT_A_FILE');
  return found;
}

/** The folder itself, or the nearest one above it that exists. */
function nearestFolder(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(folder) ? folder : nearestFolder(parent);
}

function makeFile(path: string): void {
  makeFolder(dirname(path));
  requireFile(path);
  closeSync(openSync(path, 'a', FILE_MODE));
  chmodSync(path, FILE_MODE);
}

function migrate(database: SqlDatabase): void {
  const found = requireKnownVersion(database);
  for (let version = found; version < TABLES.length; version += 1) {
    database.exec(
      `BEGIN IMMEDIATE; ${TABLES[version] ?? ''}; PRAGMA user_version = ${String(version + 1)}; COMMIT;`,
    );
  }
}

function requireKnownVersion(database: SqlDatabase): number {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (found > TABLES.length) {
    const known = String(TABLES.length);
    throw new IndexFault('NEWER_VERSION', `form ${String(found)}, and this one knows ${known}`);
  }
  return found;
}
