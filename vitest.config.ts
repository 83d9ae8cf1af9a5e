import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One graphql for our code and for the libraries, which Node gives the CommonJS build.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
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
