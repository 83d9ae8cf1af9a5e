import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findPageDir } from '../../src/server/pageFiles.js';

const execFileAsync = promisify(execFile);

const webDir = fileURLToPath(new URL('../../src/web', import.meta.url));

function newestChangeMs(dir: string): number {
  return Math.max(
    ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(dir, name)).mtimeMs,
    ),
  );
}

/**
 * Builds dist/PAGE (about 20 s) if it is missing or older than its source, so that a test
 * never uses an outdated page. Two concurrent builds would corrupt each other's files.
 */
async function buildWhereStale(page: 'graphiql' | 'dashboard'): Promise<void> {
  const built = join(findPageDir(page), 'index.html');
  const sourceDir = join(webDir, page);
  const changedMs = Math.max(newestChangeMs(sourceDir), newestChangeMs(join(webDir, 'shared')));
  if (existsSync(built) && statSync(built).mtimeMs >= changedMs) return;
  const vitePackage = createRequire(import.meta.url).resolve('vite/package.json');
  // A separate process: Vite bundles according to NODE_ENV, which is "test" here.
  await execFileAsync(
    process.execPath,
    [
      join(dirname(vitePackage), 'bin', 'vite.js'),
      'build',
      '--config',
      join(sourceDir, 'vite.config.ts'),
      '--logLevel',
      'error',
    ],
    { env: { ...process.env, NODE_ENV: 'production' } },
  );
}

/** Builds the dashboard if it is older than its source. */
export const buildDashboardWhereStale = (): Promise<void> => buildWhereStale('dashboard');

/** Called once before all tests of pages (vitest's `globalSetup`). */
export async function setup(): Promise<void> {
  await buildWhereStale('graphiql');
  await buildDashboardWhereStale();
}
