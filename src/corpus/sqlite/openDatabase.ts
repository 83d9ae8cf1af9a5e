import { createRequire } from 'node:module';
import { IndexUnavailable } from '../IndexUnavailable.js';

/** Values of statements and results. Numbers are below 2^53. */
export type SqlValue = string | number | null;
/** A row of an answer, by the names of its columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A prepared statement. */
export interface SqlStatement {
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint };
  all(...values: readonly SqlValue[]): readonly SqlRow[];
  get(...values: readonly SqlValue[]): SqlRow | undefined;
}

/** Common interface of the two SQLite libraries. */
export interface SqlDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqlStatement;
  close(): unknown;
}

/** A library for SQLite: its name, and a way to open a file, or `:memory:`. */
export interface SqlLibrary {
  readonly name: 'node:sqlite' | 'better-sqlite3';
  open(path: string): SqlDatabase;
}

type OpensDatabase = new (path: string) => SqlDatabase;

const PROBE = "CREATE VIRTUAL TABLE probe USING fts5(a, content='', contentless_delete=1)";

/** The available libraries, that of Node first, because it needs no native package. @internal */
export function findSqlLibraries(): readonly SqlLibrary[] {
  return [fromNode(), fromPackage()].filter((library) => library !== null).filter(hasFullText);
}

/**
 * @param name the requested one; by default the first that is available.
 * @throws IndexUnavailable if there is none.
 */
export function requireSqlLibrary(name?: SqlLibrary['name']): SqlLibrary {
  const [first] = findSqlLibraries().filter(
    (library) => name === undefined || library.name === name,
  );
  if (first !== undefined) return first;
  throw new IndexUnavailable(
    `Node ${process.versions.node} has no SQLite with full-text search, and the optional package better-sqlite3 is not installed; use Node 22.16 or later, or run npm install better-sqlite3`,
  );
}

function fromNode(): SqlLibrary | null {
  try {
    const require = createRequire(import.meta.url);
    const { DatabaseSync } = require('node:sqlite') as { readonly DatabaseSync: OpensDatabase };
    return { name: 'node:sqlite', open: (path) => new DatabaseSync(path) };
  } catch {
    return null;
  }
}

function fromPackage(): SqlLibrary | null {
  try {
    const require = createRequire(import.meta.url);
    const Database = require('better-sqlite3') as OpensDatabase;
    return { name: 'better-sqlite3', open: (path) => new Database(path) };
  } catch {
    return null;
  }
}

/**
 * Whether the library's SQLite has the features that the index needs; its native part may be
 * missing too.
 */
function hasFullText(library: SqlLibrary): boolean {
  let database: SqlDatabase | undefined;
  try {
    database = library.open(':memory:');
    database.exec(PROBE);
    return true;
  } catch {
    return false;
  } finally {
    database?.close();
  }
}
