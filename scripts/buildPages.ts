/**
 * Bundles the pages with all their assets into dist/, so that they work without a network:
 * `npm run build:graphiql`, `npm run build:dashboard`. Names of pages as arguments; all by default.
 */
import { existsSync } from 'node:fs';
import { build } from 'vite';

const PAGES = ['graphiql', 'dashboard'];

const asked = process.argv.slice(2);
for (const page of asked.length === 0 ? PAGES : asked) {
  const configFile = `src/web/${page}/vite.config.ts`;
  if (existsSync(configFile)) {
    await build({ configFile, logLevel: 'warn' });
  } else {
    console.log(`${configFile} does not exist: no ${page} to build`);
  }
}
