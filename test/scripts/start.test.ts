import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const BUILT_AT = new Date('2026-03-01T12:00:00Z');
const BEFORE = new Date('2026-03-01T11:00:00Z');
const AFTER = new Date('2026-03-01T13:00:00Z');
const PROGRAM = 'console.log("served", process.argv.slice(2).join(" "));';

const FLAG = '--no-memory-reducer';

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'start-'));
  for (const folder of ['scripts', 'src/room', 'src/web', 'dist']) {
    mkdirSync(join(project, folder), { recursive: true });
  }
  cpSync(join(root, 'scripts/start.js'), join(project, 'scripts/start.js'));
  const build = `node -e "console.log('built')" && node scripts/build.js`;
  write('package.json', JSON.stringify({ type: 'module', scripts: { 'build:server': build } }));
  write(
    'scripts/build.js',
    `import { writeFileSync } from 'node:fs';
     for (const file of ['dist/cli.js', 'dist/.built']) writeFileSync(file, ${JSON.stringify(PROGRAM)});`,
  );
  write('src/cli.ts', '');
  write('src/room/file.ts', '');
  write('src/web/page.tsx', '');
  for (const folder of ['src', 'src/room', 'src/web']) {
    utimesSync(join(project, folder), BEFORE, BEFORE);
  }
  write('dist/cli.js', PROGRAM, BUILT_AT);
  write('dist/.built', '', BUILT_AT);
});
afterEach(() => {
  rmSync(project, { recursive: true });
});

function write(path: string, text: string, changedAt = BEFORE): void {
  writeFileSync(join(project, path), text);
  utimesSync(join(project, path), changedAt, changedAt);
}

function start(...parameters: string[]) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(project, 'scripts/start.js'), ...parameters],
    { encoding: 'utf8' },
  );
  return { stdout, stderr, status };
}

describe('npm start', () => {
  it('is this script', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['start']).toBe(`node ${FLAG} scripts/start.js`);
  });

  it('starts Node.js with flags that it supports', () => {
    const { stderr, status } = spawnSync(process.execPath, [FLAG, '-e', ''], { encoding: 'utf8' });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  it('reports it and serves the existing build, with the given flags', () => {
    expect(start('--port', '0')).toEqual({
      stdout: 'served serve --port 0\n',
      stderr: 'Starting…\n',
      status: 0,
    });
  });

  it.each([
    ['a source is newer', () => write('src/room/file.ts', '', AFTER)],
    ['a source was removed', () => rmSync(join(project, 'src/cli.ts'))],
    ['a setting of the compiler is newer', () => write('tsconfig.json', '{}', AFTER)],
    ['nothing was built', () => rmSync(join(project, 'dist'), { recursive: true })],
  ])('compiles first where %s, and only then', (_what, change) => {
    change();
    mkdirSync(join(project, 'dist'), { recursive: true });
    const first = start();
    expect(first.stderr).toMatch(/^Compiling/);
    expect(first.stdout).toBe('built\nserved serve\n');
    expect(first.status).toBe(0);
    write('src/room/file.ts', '');
    write('tsconfig.json', '{}');
    expect(start()).toMatchObject({ stdout: 'served serve\n', stderr: 'Starting…\n' });
  });

  it('does not check pages, which have a separate build', () => {
    write('src/web/page.tsx', '', AFTER);
    expect(start().stderr).toBe('Starting…\n');
  });

  it('does not serve sources that could not be compiled', () => {
    write('scripts/build.js', 'process.exit(3);');
    write('src/cli.ts', '', AFTER);
    expect(start()).toMatchObject({ stdout: 'built\n', status: 3 });
  });
});
