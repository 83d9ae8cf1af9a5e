import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Each file has a process of its own: they replace what is global, listen to the whole process, measure its memory,
 * or start programs that take longer than loading this one.
 */
const ISOLATED = [
  'test/@(bench|hooks|mcp|package|scripts|telemetry|valkey)/**/*.test.ts',
  'test/cache/estimateBytes.test.ts',
  'test/cli/heap.test.ts',
  'test/docs/@(addingAResource|liveClients).test.ts',
  'test/operations/subscriptions.test.ts',
  'test/patchwork/PatchworkClient.test.ts',
  'test/server/wallClock.test.ts',
  'test/transport/@(breaker|failures|queue).test.ts',
];
/** Their pages are built once, before the first of them. */
const PAGES = ['test/web/**/*.test.ts', 'test/server/graphiql*.test.ts'];

export default defineConfig({
  resolve: {
    alias: [
      // One graphql for our code and for the libraries, which Node gives the CommonJS build.
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      {
        find: '@patchwork-graphql/client',
        replacement: fileURLToPath(new URL('src/client/client.ts', import.meta.url)),
      },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          // Loading the program anew takes longer than most files.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...ISOLATED, ...PAGES],
        },
      },
      {
        extends: true,
        test: { name: 'isolated', include: ISOLATED },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          isolate: false,
          include: PAGES,
          globalSetup: 'test/tools/buildPages.ts',
          setupFiles: 'test/tools/shareBrowser.ts',
        },
      },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes soon; on a busy machine, later than the default of one second.
    expect: { poll: { timeout: 20_000 } },
    // Tests wait for servers more than they compute, so each core has a worker.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // The page runs in the browser's test; the types hold no code.
      exclude: ['src/web/**', 'src/graphql/generated/**'],
      reporter: ['text-summary', 'html'],
    },
  },
});
