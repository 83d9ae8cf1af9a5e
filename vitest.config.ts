import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Folders whose files share the modules of their process: loading the program anew takes longer than most files.
 * The others change what is global, or start programs that take long themselves.
 */
const SHARING = 'catalog|federation|mail|operations|patchwork|review|sample|search';
/** Files of these folders that listen to the whole process or replace what is global. */
const PROCESS_WIDE = [
  'test/operations/subscriptions.test.ts',
  'test/patchwork/PatchworkClient.test.ts',
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
          isolate: false,
          include: [`test/@(${SHARING})/**/*.test.ts`],
          exclude: PROCESS_WIDE,
        },
      },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: ['test/*.test.ts', `test/!(${SHARING})/**/*.test.ts`, ...PROCESS_WIDE],
          exclude: PAGES,
        },
      },
      {
        extends: true,
        test: { name: 'pages', include: PAGES, globalSetup: 'test/tools/buildPages.ts' },
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
