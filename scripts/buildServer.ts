/**
 * Builds the server and `pwg` into dist/: `npm run build:server`. The pages have builds of their own, and
 * `npm run typecheck` checks the types.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { bundleServer } from './bundleServer.js';

mkdirSync('dist', { recursive: true });
// The names of the bundles contain a hash of their content: those of earlier builds would remain.
for (const name of readdirSync('dist')) if (/\.js(?:\.map)?$/.test(name)) rmSync(`dist/${name}`);
bundleServer('dist');

// `npm start` compares the sources with it.
writeFileSync('dist/.built', '');
