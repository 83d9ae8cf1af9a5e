import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { precompress } from '../shared/precompress.js';

const outDir = fileURLToPath(new URL('../../../dist/dashboard', import.meta.url));

/**
 * Builds the dashboard: `npm run build:dashboard`. Addresses are relative to the page's `<base>`, which the
 * server sets, so the page works under any sub-path and behind a proxy that takes a prefix off.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  publicDir: false,
  plugins: [tailwindcss(), precompress(outDir, 'assets/dashboard')],
  esbuild: { jsx: 'automatic', legalComments: 'none' },
  build: {
    outDir,
    emptyOutDir: true,
    // Beside the assets of GraphiQL.
    assetsDir: 'assets/dashboard',
    target: 'es2022',
    sourcemap: false,
    // The Content-Security-Policy names no data: source but for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Languages of the highlighter are chunks of their own, read when a diff needs them.
    chunkSizeWarningLimit: 1024,
    reportCompressedSize: false,
    rollupOptions: {
      onwarn(warning, warn) {
        // "use client" is for React servers; comments of zod stand where Rollup does not read them.
        if (!['MODULE_LEVEL_DIRECTIVE', 'INVALID_ANNOTATION'].includes(warning.code ?? '')) {
          warn(warning);
        }
      },
    },
  },
});
