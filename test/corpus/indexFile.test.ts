import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { TABLES } from '../../src/corpus/sqlite/tables.js';
import { makeMails } from './makeMails.js';

const folder = mkdtempSync(join(tmpdir(), 'index-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(findSqlLibraries())('a file of an index, by $name', (library) => {
  const pathOf = (name: string): string =>
    join(folder, `${library.name.replace(':', '-')}-${name}`);

  it('of an earlier version is migrated, with its mails', async () => {
    const path = pathOf('earlier.db');
    const old = library.open(path);
    old.exec(`${TABLES[0] ?? ''}; PRAGMA user_version = 1;`);
    old.exec(
      "INSERT INTO instance VALUES (1, 'one'); INSERT INTO project (id, instance, name) VALUES (1, 1, 'bpf');",
    );
    old.exec(
      "INSERT INTO mail (row, instance, project, kind, number, messageId, truncated) VALUES (1048576, 1, 1, 'PATCH', 7, 'a@b', 0)",
    );
    old.close();
    const index = new SqliteIndex({ path, timeoutMs: 1000, library: library.name });
    const [mail] = makeMails(1);
    await index.put(mail === undefined ? [] : [{ ...mail, number: 8, kind: 'PATCH' }]);
    expect(await index.find(['a@b'])).toMatchObject([{ project: 'bpf', number: 7 }]);
    await index.close();
    const now = library.open(path);
    expect(now.prepare('PRAGMA user_version').get()).toEqual({ user_version: TABLES.length });
    now.close();
  });

  it('of a later version is not changed, and the index is unavailable', async () => {
    const path = pathOf('later.db');
    const later = library.open(path);
    later.exec('CREATE TABLE new_thing (id INTEGER); PRAGMA user_version = 99;');
    later.close();
    const index = new SqliteIndex({ path, timeoutMs: 1000, library: library.name });
    await expect(index.coverage()).rejects.toMatchObject({
      name: 'IndexUnavailable',
      message: expect.stringMatching(/written by a newer version .* \(form 99/),
    });
    await index.close();
    const untouched = library.open(path);
    expect(untouched.prepare('SELECT count(*) AS count FROM new_thing').get()).toEqual({
      count: 0,
    });
    untouched.close();
  });
});

describe.skipIf(findSqlLibraries().length === 0)('an index that is closed', () => {
  it('keeps its process alive until it is closed, so that later work is done', () => {
    const module = new URL('../../src/corpus/sqlite/SqliteIndex.ts', import.meta.url);
    const script = `
      import { SqliteIndex } from '${module.href}';
      const index = new SqliteIndex({ path: ':memory:', timeoutMs: 1000 });
      await index.coverage();
      await index.close();
      console.log('closed');`;
    const flags = ['--import', 'tsx', '--input-type=module', '--eval', script];
    expect(execFileSync(process.execPath, flags, { encoding: 'utf8' })).toBe('closed\n');
  });
});
