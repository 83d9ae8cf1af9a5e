import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { precompress } from '../shared/precompress.js';
import { emitDocuments } from './emitDocuments.js';
import { trimHighlighter } from './trimHighlighter.js';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const outDir = pathOf('../../../dist/dashboard');

/**
 * Builds the dashboard: `npm run build:dashboard`. Addresses are relative to the page's `<base>`, which the
 * server sets, so the page works under any sub-path and behind a proxy that takes a prefix off.
 */
export default defineConfig({
  root: pathOf('.'),
  base: './',
  publicDir: false,
  plugins: [
    tailwindcss(),
    trimHighlighter(),
    emitDocuments(pathOf('generated'), pathOf('released')),
    precompress(outDir, 'assets/dashboard'),
  ],
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
    // Languages of the highlighter are separate chunks, loaded when a diff needs them.
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
