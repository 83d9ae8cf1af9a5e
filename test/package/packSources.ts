import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readDockerfile } from '../deployment/readDockerfile.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The result of `npm pack`. */
export interface PackedFile {
  /** Path of the tarball. */
  readonly path: string;
  /** Paths of the files in it, as written by `npm install`. */
  readonly files: readonly string[];
}

/**
 * Builds and packs a copy of the sources in `folder`, so that tests which use `dist/` are not
 * disturbed. It copies only what the Dockerfile copies, and so it also shows that this
 * is enough to build the image.
 */
export async function packSources(folder: string): Promise<PackedFile> {
  const workshop = join(folder, 'workshop');
  await mkdir(workshop);
  for (const source of readDockerfile().sources) {
    await cp(join(root, source), join(workshop, source), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(workshop, 'node_modules'));
  const environment = Object.entries(process.env).filter(
    // Vite bundles according to NODE_ENV, and vitest has set it to "test".
    ([name]) => name !== 'NODE_ENV' && !name.startsWith('npm_') && !name.startsWith('VITE'),
  );
  await run('npm', ['run', '--silent', 'build'], {
    cwd: workshop,
    env: Object.fromEntries(environment),
  });
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: workshop, maxBuffer: 16 * 1024 * 1024 },
  );
  const [packed] = z
    .tuple([z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })])
    .parse(JSON.parse(stdout));
  return {
    path: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path),
  };
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), optional: z.boolean().optional() }),
  ),
});

/**
 * Installs the tarball into an empty project with `npm install`, without a network: the runtime
 * packages of this repository are already in its `node_modules`, and npm keeps those that
 * the package requires. Undeclared packages are removed, and missing ones cause an error.
 */
export async function installPacked(tarball: string, folder: string): Promise<string> {
  const project = join(folder, 'project');
  await mkdir(project);
  const lock = lockSchema.parse(
    JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')),
  );
  const paths = Object.entries(lock.packages)
    .filter(([path, { dev = false }]) => /^node_modules\/(?!.*node_modules\/)/.test(path) && !dev)
    // Binaries for other systems are only in the lock file.
    .filter(([path, { optional = false }]) => !optional || existsSync(join(root, path)))
    .map(([path]) => path);
  await Promise.all(
    // npm reinstalls packages whose link in .bin is missing.
    ['node_modules/.bin', ...paths].map(async (path) =>
      cp(join(root, path), join(project, path), { recursive: true, verbatimSymlinks: true }),
    ),
  );
  await run(
    'npm',
    [
      ...['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'],
      // An empty cache, so that the cache of this machine is not used.
      ...['--cache', join(folder, 'cache'), '--prefix', project, tarball],
    ],
    { cwd: project },
  );
  return project;
}
