import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { precompress } from '../shared/precompress.js';

const outDir = fileURLToPath(new URL('../../../dist/graphiql', import.meta.url));

/**
 * Builds the GraphiQL page: `npm run build:graphiql`. Addresses are relative (`base`), so the page
 * works under any sub-path and behind a proxy that takes a prefix off.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [precompress(outDir, 'assets')],
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
