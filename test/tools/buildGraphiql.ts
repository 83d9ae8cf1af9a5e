import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findGraphiqlAssetsDir } from '../../src/server/graphiqlAssets.js';

const execFileAsync = promisify(execFile);

const sourceDir = fileURLToPath(new URL('../../src/web/graphiql', import.meta.url));

function newestChangeMs(dir: string): number {
  return Math.max(
    ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(dir, name)).mtimeMs,
    ),
  );
}

/**
 * Builds dist/graphiql (about 20 s) where it is missing or older than its source, so that a test
 * never looks at yesterday's page. Two of these at once would spoil each other's files: where several
 * test files need the page, call it in vitest's `globalSetup`.
 */
export async function buildGraphiqlWhereStale(): Promise<void> {
  const page = join(findGraphiqlAssetsDir(), 'index.html');
  if (existsSync(page) && statSync(page).mtimeMs >= newestChangeMs(sourceDir)) return;
  const vitePackage = createRequire(import.meta.url).resolve('vite/package.json');
  // A process of its own: Vite takes NODE_ENV for what to bundle, and here it says "test".
  await execFileAsync(
    process.execPath,
    [
      join(dirname(vitePackage), 'bin', 'vite.js'),
      'build',
      '--config',
      join(sourceDir, 'vite.config.ts'),
      '--logLevel',
      'warn',
    ],
    { env: { ...process.env, NODE_ENV: 'production' } },
  );
}
