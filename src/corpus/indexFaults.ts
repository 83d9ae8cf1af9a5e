import { IndexUnavailable } from './IndexUnavailable.js';

/** What is wrong with the place of an index, and the way out; both are put behind its name. */
type Fault = readonly [problem: string, remedy: string];

/** Where an index is, for messages: without passwords. */
export interface IndexName {
  readonly engine: 'sqlite' | 'postgres';
  /** Path of the file, or host and name of the database. */
  readonly name: string;
}

const RIGHTS: Fault = [
  'cannot be opened for writing: permission denied',
  'give the user of this process write access to the file and its folder, or change index.path',
];
const FULL: Fault = [
  'cannot grow, because its disk is full',
  'free some space, or move the index to a larger disk (index.path)',
];
const LOCKED: Fault = [
  'is locked by another process',
  'stop that process, or give each process its own file (index.path)',
];
const DAMAGED: Fault = ['is damaged', 'remove it; the gateway fills a new one'];
const NO_FOLDER: Fault = [
  'has a folder that does not exist and cannot be created',
  'create the folder, or change index.path',
];
const TOO_MANY_FILES: Fault = [
  'cannot be opened, because too many files are open',
  'raise the limit of open files (ulimit -n)',
];

/** By codes of the operating system and of SQLite (https://www.sqlite.org/rescode.html). */
const FILE_FAULTS: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ['EACCES', RIGHTS],
  ['EPERM', RIGHTS],
  ['SQLITE_PERM', RIGHTS],
  ['SQLITE_READONLY', RIGHTS],
  ['EROFS', ['is on a read-only file system', 'mount it with write access, or change index.path']],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['SQLITE_FULL', FULL],
  // The shared memory of the write-ahead log could not grow.
  ['SQLITE_IOERR_SHMSIZE', FULL],
  ['EISDIR', ['is a directory', 'set index.path to a file in it']],
  ['NOT_A_FILE', ['is not a regular file', 'set index.path to a file']],
  ['ENOTDIR', ['is below a file that is not a directory', 'change index.path']],
  ['ENOENT', NO_FOLDER],
  ['ENAMETOOLONG', ['has a name that is too long', 'change index.path']],
  ['ELOOP', ['is a symbolic link that leads to itself', 'change index.path']],
  ['EMFILE', TOO_MANY_FILES],
  ['ENFILE', TOO_MANY_FILES],
  ['SQLITE_BUSY', LOCKED],
  ['SQLITE_LOCKED', LOCKED],
  [
    'SQLITE_CANTOPEN',
    [
      'cannot be opened',
      'check that it is a file, and that the user of this process can write to it and its folder',
    ],
  ],
  [
    'SQLITE_IOERR',
    ['cannot be read or written: its disk reports an error', 'check the disk and its free space'],
  ],
  ['EIO', ['cannot be read or written: its disk reports an error', 'check the disk']],
  ['SQLITE_CORRUPT', DAMAGED],
  ['SQLITE_NOTADB', DAMAGED],
  ['DAMAGED', ['is damaged', 'the gateway renames it and fills a new one when it opens the index']],
  [
    'DAMAGED_AND_KEPT',
    ['is damaged and cannot be renamed', 'give write access to its folder, or remove the file'],
  ],
  [
    'NEWER_VERSION',
    [
      'was written by a newer version of this program',
      'use that version, or change index.path to fill a new index',
    ],
  ],
]);

const NOT_RUNNING: Fault = [
  'does not accept connections',
  'start PostgreSQL, or correct host and port in index.url',
];
const NO_HOST: Fault = ['is on an unknown host', 'correct the host in index.url'];
const ENDED: Fault = [
  'closed the connection',
  'check that PostgreSQL runs; the next query retries',
];
const NO_TLS: Fault = [
  'cannot be reached over TLS',
  'correct sslmode and sslrootcert in index.url',
];
const REFUSED: Fault = [
  'refuses the user or the password',
  'correct both in index.url, and check pg_hba.conf',
];
const NO_RIGHTS: Fault = [
  'does not let the user create or use tables',
  'make the user the owner of the database, or GRANT CREATE, USAGE ON SCHEMA public',
];
const ENCODING: Fault = [
  'has an encoding other than UTF8',
  'create the database with ENCODING UTF8 TEMPLATE template0',
];

/** By codes of connections and of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const DATABASE_FAULTS: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ['ECONNREFUSED', NOT_RUNNING],
  ['ENOENT', NOT_RUNNING],
  ['EHOSTUNREACH', NOT_RUNNING],
  ['ENETUNREACH', NOT_RUNNING],
  ['ETIMEDOUT', NOT_RUNNING],
  ['57P03', ['is starting or stopping', 'wait; the next query retries']],
  [
    'MIGRATING',
    [
      'is being migrated to this version, or another gateway writes to it',
      'wait; a later query finds it ready',
    ],
  ],
  ['ENOTFOUND', NO_HOST],
  ['EAI_AGAIN', NO_HOST],
  ['ECONNRESET', ENDED],
  ['EPIPE', ENDED],
  ['57P01', ENDED],
  ['57P02', ENDED],
  ['NO_TLS', NO_TLS],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', NO_TLS],
  ['SELF_SIGNED_CERT_IN_CHAIN', NO_TLS],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', NO_TLS],
  ['ERR_TLS_CERT_ALTNAME_INVALID', NO_TLS],
  ['CERT_HAS_EXPIRED', NO_TLS],
  ['28P01', REFUSED],
  ['28000', REFUSED],
  ['NO_PASSWORD', ['requires a password', 'add the password to index.url']],
  ['3D000', ['does not exist', 'create it with createdb, or correct its name in index.url']],
  ['42501', NO_RIGHTS],
  ['3F000', NO_RIGHTS],
  ['53300', ['has no connection left', 'raise max_connections, or run fewer gateways']],
  ['53100', ['cannot grow, because its disk is full', 'free some space']],
  ['25006', ['is read-only, like a standby', 'set index.url to the primary server']],
  ['22P05', ENCODING],
  ['22021', ENCODING],
  ['58030', ['reports a disk error', 'check the disk of PostgreSQL']],
  ['XX001', ['is damaged', 'drop its tables; the gateway fills them again']],
  ['XX002', ['is damaged', 'drop its tables; the gateway fills them again']],
  [
    'ERR_INVALID_URL',
    ['cannot be read from index.url', 'percent-encode special characters of user and password'],
  ],
  [
    'NEWER_VERSION',
    [
      'was written by a newer version of this program',
      'use that version, or set index.url to an empty database',
    ],
  ],
]);

/** Errors of libraries that have no code. */
const CODES_BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/password must be a string/, 'NO_PASSWORD'],
  [/support SSL|SSL connection/, 'NO_TLS'],
  [/timeout exceeded when trying to connect|due to connection timeout/, 'ETIMEDOUT'],
  [/Connection terminated|connection is closed/, 'ECONNRESET'],
];

/** Result codes of SQLite as numbers, which node:sqlite reports; the lower 8 bits are the primary one. */
const SQLITE_CODES: ReadonlyMap<number, string> = new Map([
  [3, 'SQLITE_PERM'],
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [8, 'SQLITE_READONLY'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [26, 'SQLITE_NOTADB'],
  [4874, 'SQLITE_IOERR_SHMSIZE'],
]);

/** A fault of an index that has a code and no error of a library behind it. */
export class IndexFault extends Error {
  /** A key of the tables. */
  readonly code: string;

  /** @param detail put behind the problem, in parentheses. */
  constructor(code: string, detail = '') {
    super(detail);
    this.code = code;
  }
}

/**
 * What an operator can do about an error of an engine, as one sentence that names the place.
 *
 * @returns an IndexUnavailable; null for errors that are faults of this program.
 */
export function explainFault(error: unknown, place: IndexName): IndexUnavailable | null {
  if (error instanceof IndexUnavailable) return error;
  const faults = place.engine === 'sqlite' ? FILE_FAULTS : DATABASE_FAULTS;
  const code = codesOf(error).find((one) => faults.has(one));
  const fault = code === undefined ? undefined : faults.get(code);
  if (fault === undefined) return null;
  const [problem, remedy] = fault;
  const detail = error instanceof IndexFault && error.message !== '' ? ` (${error.message})` : '';
  return new IndexUnavailable(`${subjectOf(place)} ${problem}${detail}; ${remedy}`, {
    cause: error,
  });
}

/** As {@link explainFault}; an error that is not in the tables is put behind the name of the place. */
export function unavailableBy(error: unknown, place: IndexName): IndexUnavailable {
  const message = error instanceof Error ? error.message : String(error);
  return (
    explainFault(error, place) ??
    new IndexUnavailable(`${subjectOf(place)} cannot be used: ${message}`, { cause: error })
  );
}

const subjectOf = ({ engine, name }: IndexName): string =>
  engine === 'sqlite' ? `the index file ${name}` : `the index database ${name}`;

/** Codes of an error, the most exact one first. */
export function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const byMessage = CODES_BY_MESSAGE.flatMap(([pattern, code]) =>
    pattern.test(error.message) ? [code] : [],
  );
  if ('errcode' in error && typeof error.errcode === 'number') {
    return [error.errcode, error.errcode & 0xff].flatMap((code) => SQLITE_CODES.get(code) ?? []);
  }
  if (!('code' in error) || typeof error.code !== 'string') return byMessage;
  const primary = /^SQLITE_[A-Z]+/.exec(error.code)?.[0];
  return [error.code, ...(primary === undefined ? [] : [primary]), ...byMessage];
}
