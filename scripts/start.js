/**
 * `npm start`: serves what `npm ci` has built, and compiles first only where the sources are newer.
 * JavaScript, since whatever compiles it would take longer than it does.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist', 'cli.js');

/** Written last by `npm run build:server`. */
const stamp = join(root, 'dist', '.built');

if (isCurrent()) {
  process.stderr.write('Starting…\n');
} else {
  process.stderr.write('Compiling the sources, which are newer than what is built…\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build:server'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

process.argv = [process.argv[0], program, 'serve', ...process.argv.slice(2)];
await import(pathToFileURL(program).href);

function isCurrent() {
  const built = changedAt(stamp);
  return built !== undefined && changedAt(program) !== undefined && newestSource() <= built;
}

function newestSource() {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    // The pages have a build of their own.
    .filter((file) => !file.startsWith('web'))
    .map((file) => join('src', file));
  const times = ['src', ...files, 'package.json', 'tsconfig.json', 'scripts/bundleServer.ts'].map(
    (file) => changedAt(join(root, file)) ?? 0,
  );
  return Math.max(...times);
}

/** @returns {number | undefined} milliseconds since 1970; undefined where nothing is */
function changedAt(file) {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}
