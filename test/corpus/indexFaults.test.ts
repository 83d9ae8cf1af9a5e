import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainFault } from '../../src/corpus/indexFaults.js';
import { IndexUnavailable } from '../../src/corpus/IndexUnavailable.js';
import { openSearchIndex, type IndexPlace } from '../../src/corpus/openSearchIndex.js';
import { PostgresIndex } from '../../src/corpus/postgres/PostgresIndex.js';
import { probeSearchIndex } from '../../src/corpus/probeSearchIndex.js';
import { openIndexFile } from '../../src/corpus/sqlite/indexFile.js';
import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { lacks } from '../tools/programs.js';
import { makeMails } from './makeMails.js';
import { startPostgres } from './startPostgres.js';

const folder = mkdtempSync(join(tmpdir(), 'index-faults-'));
const mounts: string[] = [];
afterAll(() => {
  for (const mount of mounts) execFileSync('umount', ['--lazy', mount]);
  rmSync(folder, { recursive: true });
});

const mails = makeMails(20);
const placeOf = (path: string): IndexPlace => ({ engine: 'sqlite', path, timeoutMs: 1000 });

async function messageOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'IndexUnavailable' });
  return error instanceof Error ? error.message : '';
}

/** The messages of a call of the index and of the check of a configuration. */
async function messagesOf(place: IndexPlace): Promise<readonly (string | undefined)[]> {
  const probed = (await probeSearchIndex(place))?.message;
  const index = await openSearchIndex(place, () => undefined);
  const called = await messageOf(index.coverage());
  await index.close();
  return [called, probed];
}

/** A separate, empty file system; undefined if this user may not mount one. */
function mount(name: string, options: string): string | undefined {
  const path = join(folder, name);
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  mounts.push(path);
  return path;
}

describe.each(findSqlLibraries())('an unusable index file, with $name', (library) => {
  const base = library.name.replace(':', '-');
  const pathOf = (name: string): string => join(folder, `${base}-${name}`);

  it.each([
    ['is a directory', () => folder, 'is a directory; set index.path to a file in it'],
    [
      'is a pipe, which would wait for its reader',
      () => {
        execFileSync('mkfifo', [pathOf('pipe')]);
        return pathOf('pipe');
      },
      'is not a regular file; set index.path to a file',
    ],
    [
      'is below a file',
      () => {
        writeFileSync(pathOf('plain'), '');
        return join(pathOf('plain'), 'deeper', 'index.db');
      },
      'is below a file that is not a directory; change index.path',
    ],
    [
      'is below /proc, where no folder can be made',
      () => '/proc/patchwork-graphql/deeper/index.db',
      'has a folder that does not exist and cannot be created; create the folder, or change index.path',
    ],
    [
      'has a long name',
      () => join(folder, 'x'.repeat(300)),
      'has a name that is too long; change index.path',
    ],
  ])('that %s', async (_name, make, expected) => {
    const path = make();
    expect(() => openIndexFile(library, path)).toThrow(
      new IndexUnavailable(`the index file ${path} ${expected}`),
    );
    const probed = (await probeSearchIndex(placeOf(path)))?.message;
    expect(probed).toBe(`the index file ${path} ${expected}`);
  });

  it('that another process has locked is waited for only once', async () => {
    const path = pathOf('locked.db');
    const other = library.open(path);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE one (id); BEGIN EXCLUSIVE;');
    const expected = `the index file ${path} is locked by another process; stop that process, or give each process its own file (index.path)`;
    expect((await probeSearchIndex(placeOf(path)))?.message).toBe(expected);
    const index = new SqliteIndex({ path, timeoutMs: 1000, library: library.name });
    const calls = [index.coverage(), index.find(['a@b']), index.size()];
    expect(await Promise.all(calls.map(messageOf))).toEqual([expected, expected, expected]);
    other.close();
    await expect.poll(() => index.size().catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0);
    await index.close();
  });

  it('that is damaged is not changed by the check, and renamed and reported by the index', async () => {
    const path = pathOf('damaged.db');
    writeFileSync(path, 'no database, but long enough for a page'.repeat(200));
    expect((await probeSearchIndex(placeOf(path)))?.message).toContain('is damaged');
    expect(readdirSync(folder).filter((name) => name.includes('damaged.db.'))).toEqual([]);
    const opened = openIndexFile(library, path);
    opened.database.close();
    expect(opened.setAside).toMatch(/damaged\.db\.damaged-/);
    expect(await probeSearchIndex(placeOf(path))).toBeNull();
  });

  it('whose disk is full keeps the data stored before', async ({ skip }) => {
    const small = mount(`${base}-small`, 'size=600k');
    if (small === undefined) {
      skip('mount is not permitted');
      return;
    }
    const path = join(small, 'index.db');
    const index = new SqliteIndex({ path, timeoutMs: 1000, library: library.name });
    await index.put(mails.slice(0, 1));
    appendFileSync(join(small, 'other'), Buffer.alloc(200_000));
    const write = async (): Promise<void> => {
      for (let at = 0; at < 100; at += 1) {
        await index.put(mails.map((mail) => ({ ...mail, number: mail.number + at * 1000 })));
      }
    };
    expect(await messageOf(write())).toBe(
      `the index file ${path} cannot grow, because its disk is full; free some space, or move the index to a larger disk (index.path)`,
    );
    expect(await index.find([mails[0]?.messageId ?? ''])).not.toEqual([]);
    await index.close();
  });

  it('on a file system that is mounted read-only', async ({ skip }) => {
    const disk = mount(`${base}-fixed`, 'ro');
    if (disk === undefined) {
      skip('mount is not permitted');
      return;
    }
    const path = join(disk, 'index.db');
    const expected = `the index file ${path} is on a read-only file system; mount it with write access, or change index.path`;
    expect(() => openIndexFile(library, path)).toThrow(new IndexUnavailable(expected));
    expect((await probeSearchIndex(placeOf(path)))?.message).toBe(expected);
  });
});

it('is explained if permissions are missing, which root always has', () => {
  const place = { engine: 'sqlite', name: '/a/index.db' } as const;
  const denied = Object.assign(new Error('no'), { code: 'EACCES' });
  expect(explainFault(denied, place)?.message).toBe(
    'the index file /a/index.db cannot be opened for writing: permission denied; give the user of this process write access to the file and its folder, or change index.path',
  );
  // node:sqlite has numbers: SQLITE_READONLY_DBMOVED.
  const moved = Object.assign(new Error('no'), { code: 'ERR_SQLITE_ERROR', errcode: 1032 });
  expect(explainFault(moved, place)?.message).toContain('permission denied');
  expect(explainFault(new TypeError('a bug'), place)).toBeNull();
});

it('that does not exist yet is checked without creating it', async () => {
  const path = join(folder, 'new', 'deeper', 'index.db');
  expect(await probeSearchIndex(placeOf(path))).toBeNull();
  expect(existsSync(join(folder, 'new'))).toBe(false);
});

describe.skipIf(lacks('postgres'))('a database of an index that cannot be used', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let admin: Client;

  beforeAll(async () => {
    server = await startPostgres();
    admin = new Client(server.url);
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await server.close();
  });

  const urlOf = (user: string, database: string): string =>
    server.url.replace('test@/postgres', `${user}@/${database}`);
  const placeAt = (url: string): IndexPlace => ({ engine: 'postgres', url, timeoutMs: 1000 });

  it('that does not exist', async () => {
    for (const message of await messagesOf(placeAt(urlOf('test', 'gone')))) {
      expect(message).toMatch(
        /^the index database "gone" on \/.* does not exist; create it with createdb, or correct its name in index.url$/,
      );
    }
  });

  it('that refuses the user or the password is reported without the password', async () => {
    await admin.query("CREATE ROLE asked LOGIN PASSWORD 'right'");
    const { rows } = await admin.query<{ readonly hba_file: string }>('SHOW hba_file');
    const file = rows[0]?.hba_file ?? '';
    writeFileSync(file, `local all asked scram-sha-256\n${readFileSync(file, 'utf8')}`);
    await admin.query('SELECT pg_reload_conf()');
    const wrong = async (): Promise<string> =>
      (await probeSearchIndex(placeAt(urlOf('asked:secret7', 'postgres'))))?.message ?? '';
    await expect.poll(wrong, { timeout: 20_000 }).toContain('refuses the user or the password');
    const messages = [
      ...(await messagesOf(placeAt(urlOf('asked:secret7', 'postgres')))),
      ...(await messagesOf(placeAt(urlOf('asked', 'postgres')))),
      ...(await messagesOf(placeAt(urlOf('nobody', 'postgres')))),
    ];
    const [bad, badAgain, none, noneAgain, unknown] = messages;
    expect(bad).toContain('refuses the user or the password; correct both in index.url');
    expect([badAgain, noneAgain, unknown]).toEqual([bad, none, bad]);
    expect(none).toContain('requires a password; add the password to index.url');
    expect(messages.join()).not.toContain('secret7');
  });

  it('where the user may not create tables, with another encoding, or with a newer schema', async () => {
    await admin.query('CREATE ROLE guest LOGIN');
    for (const message of await messagesOf(placeAt(urlOf('guest', 'postgres')))) {
      expect(message).toContain('does not let the user create or use tables; make the user');
    }
    await admin.query(
      "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
    );
    const latin = placeAt(urlOf('test', 'latin'));
    expect((await probeSearchIndex(latin))?.message).toContain('has an encoding other than UTF8');
    await admin.query('CREATE DATABASE newer');
    const newer = urlOf('test', 'newer');
    const index = new PostgresIndex({ url: newer, timeoutMs: 1000 });
    await index.coverage();
    await index.close();
    expect(await probeSearchIndex(placeAt(newer))).toBeNull();
    const other = new Client(newer);
    await other.connect();
    await other.query('UPDATE index_version SET version = 99');
    await other.end();
    for (const message of await messagesOf(placeAt(newer))) {
      expect(message).toContain('was written by a newer version of this program; use that');
    }
  });

  it('that is not running, has an unknown host, or has an invalid URL', async () => {
    const gone = placeAt('postgres://me:secret7@127.0.0.1:1/mails');
    for (const message of await messagesOf(gone)) {
      expect(message).toBe(
        'the index database "mails" on 127.0.0.1 does not accept connections; start PostgreSQL, or correct host and port in index.url',
      );
    }
    const unreadable = placeAt('postgres://me:a#b/c@127.0.0.1/mails');
    for (const message of await messagesOf(unreadable)) {
      expect(message).toContain(
        'index.url; percent-encode special characters of user and password',
      );
    }
  });
});
