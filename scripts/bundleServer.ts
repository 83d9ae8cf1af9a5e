import { cpSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));

/** What is started on its own: the programs, and modules that run in threads. */
const STARTED = {
  cli: 'cli.ts',
  pwg: 'pwg.ts',
  indexWorker: 'corpus/sqlite/indexWorker.ts',
  compareTask: 'review/comparing/compareTask.ts',
};

/** The pages and the client have builds of their own. */
const APART = /^(?:web|client)(?:$|[/\\])/;
const BUNDLED = /\.(?:ts|tsx|json|md)$/;

/**
 * Bundles the server and `pwg`, since Node.js takes longer to find and open hundreds of modules than to compile them.
 * Packages are imported as they are. All modules are in files at the top of the folder, as `PROGRAM_FOLDER` expects;
 * what they read at run time has the same place as in src/.
 *
 * @param folder to write into.
 * @returns the files that were written, relative to the folder.
 */
export function bundleServer(folder: string): string[] {
  const { metafile } = buildSync({
    entryPoints: Object.fromEntries(
      Object.entries(STARTED).map(([name, file]) => [name, join(SOURCES, file)]),
    ),
    outdir: folder,
    // Modules that are loaded when needed stay in files of their own.
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  const written = Object.keys(metafile.outputs).map((file) => relative(folder, resolve(file)));
  for (const entry of readdirSync(SOURCES, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    const file = relative(SOURCES, source);
    if (!entry.isFile() || BUNDLED.test(file) || APART.test(file)) continue;
    cpSync(source, join(folder, file));
    written.push(file);
  }
  return written;
}
