import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

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
    include: ['test/**/*.test.ts'],
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
