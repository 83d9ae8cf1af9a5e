import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the check in a folder with these modules; returns its exit code and its errors. */
function checkImports(modules: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) {
    copyFileSync(join(root, name), join(folder, name));
  }
  mkdirSync(join(folder, 'src'));
  for (const [path, text] of Object.entries(modules)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/tsx'),
    [join(root, 'scripts/checkImports.ts')],
    { cwd: folder, encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  return { status, faults: stderr.split('\n').filter((line) => line.startsWith('✘')) };
}

describe('scripts/checkImports.ts', () => {
  it('accepts imports that go down', () => {
    expect(
      checkImports({
        'src/errors.ts': 'export interface Fault { readonly code: string }',
        'src/cache/store.ts': "import type { Fault } from '../errors.js';\nexport type T = Fault;",
        'src/patchwork/client.ts':
          "import { type T } from '../cache/store.js';\nexport type C = T;",
        'src/config/config.ts': 'export interface Config { readonly port: number }',
        'src/server/listen.ts':
          "import type { Config } from '../config/config.js';\nexport type L = Config;",
      }),
    ).toEqual({ status: 0, faults: [] });
  });

  it('finds each violation of the floor plan, including type imports and cycles', () => {
    const type = "import type { X } from '%';\nexport type X = number; export type Y = X;";
    const importing = (path: string) => type.replace('X }', 'X as Z }').replace('%', path);
    const { status, faults } = checkImports({
      'src/errors.ts': importing('./cache/up.js'),
      'src/cache/up.ts': importing('../server/app.js'),
      'src/server/app.ts': importing('../sample/server.js'),
      'src/sample/server.ts': importing('../patchwork/client.js'),
      'src/patchwork/client.ts':
        "import { X as Z } from '../config/config.js';\nexport type X = Z;",
      'src/config/config.ts': 'export type X = number; export const value = 1;',
      'src/transport/one.ts': importing('./two.js'),
      'src/transport/two.ts': importing('./one.js'),
    });
    expect(status).toBe(1);
    expect(faults.map((fault) => /^✘ ([\w-]+): /.exec(fault)?.[1])).toEqual(
      expect.arrayContaining([
        'ground-floor',
        'floor-plan-cache',
        'sample-stands-apart',
        'floor-plan-sample',
        'config-is-handed-in',
        'no-cycles',
      ]),
    );
  });

  it('fails if it found no module of ours', () => {
    const { status, faults } = checkImports({ 'test/lonely.test.ts': 'export const x = 1;' });
    expect(status).toBe(1);
    expect(faults).toContain('✘ found no module under src/');
  });
});
