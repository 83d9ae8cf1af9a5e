import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeMissing, missingPrograms, TEST_PROGRAMS } from '../tools/programs.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'programs-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function install(name: string): void {
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), 0o755);
}

describe('the programs that tests start', () => {
  it('are all listed at once, with their packages and the skipped tests', () => {
    const text = describeMissing(Object.keys(TEST_PROGRAMS) as (keyof typeof TEST_PROGRAMS)[]);
    for (const { names, debianPackage, purpose } of Object.values(TEST_PROGRAMS)) {
      expect(text).toContain(`  ${names.join(' or ')}: ${purpose}\n`);
      expect(text).toMatch(new RegExp(`apt-get install.* ${debianPackage}\\b`));
    }
  });

  it('are found under any of their names', () => {
    install('valkey-server');
    install('git');
    writeFileSync(join(folder, 'promtool'), 'not executable');
    expect(missingPrograms(folder).filter((name) => name !== 'postgres')).toEqual([
      'chromium',
      'promtool',
    ]);
  });

  it('do not prevent the other tests from running', async () => {
    // A PATH without any of them, and without apt-get.
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'scripts/installTestTools.ts'],
      { cwd: root, env: { PATH: join(folder, 'empty') } },
    );
    // PostgreSQL is also searched for outside of the PATH.
    expect(stdout).toBe(`${describeMissing(missingPrograms(join(folder, 'empty')))}\n\n`);
    expect(stderr).toBe('');
  });

  it('are checked by every test file that starts one', () => {
    const starters = /startRedis\.js'|openGraphiql\.js'|\/git\.js'|spawnSync\('promtool'/;
    const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => ({ file, text: readFileSync(join(root, 'test', file), 'utf8') }))
      .filter(({ text }) => starters.test(text));
    expect(files.length).toBeGreaterThan(8);
    expect(
      files.filter(({ text }) => !text.includes('skipIf(lacks(')).map(({ file }) => file),
    ).toEqual([]);
  });
});
