import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const gzipAsync = promisify(gzip);

const outDir = fileURLToPath(new URL('../../../dist/graphiql', import.meta.url));

/** Below this a compressed copy saves less than its headers cost. */
const minimumBytes = 1024;

/**
 * Writes a `.gz` copy beside each text asset, so that the server compresses nothing at run time
 * (7 MB become 2 MB). No brotli: browsers take it over HTTPS only, and it saves just 9 % more.
 */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle() {
      const assetsDir = join(outDir, 'assets');
      const names = await readdir(assetsDir);
      await Promise.all(
        names
          .filter((name) => ['.js', '.css', '.svg', '.ttf'].includes(extname(name)))
          .map(async (name) => {
            const path = join(assetsDir, name);
            const content = await readFile(path);
            if (content.byteLength < minimumBytes) return;
            await writeFile(`${path}.gz`, await gzipAsync(content, { level: 9 }));
          }),
      );
    },
  };
}

/**
 * Builds the GraphiQL page: `npm run build:graphiql`. Addresses are relative (`base`), so the page
 * works under any sub-path and behind a proxy that takes a prefix off.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [precompress()],
  // graphiql/setup-workers/vite reports every worker it starts.
  esbuild: { pure: ['console.info'], legalComments: 'none' },
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // The Content-Security-Policy names no data: source but for images and GraphiQL's own fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Monaco alone is past the default of 500 kB.
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    rollupOptions: {
      onwarn(warning, warn) {
        // "use client" is for React servers; some forty modules say so.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
