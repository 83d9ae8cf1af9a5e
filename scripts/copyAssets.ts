/**
 * Copies what the server reads at run time and tsc does not write (recorded documents and other
 * data) from src/ to the same place under dist/. The pages and the client have builds of their own.
 */
import { cpSync, utimesSync } from 'node:fs';
import { relative } from 'node:path';

const COMPILED = /\.(?:ts|tsx|md)$/;
const APART = /^(?:web|client)(?:$|[/\\])/;

cpSync('src', 'dist', {
  recursive: true,
  filter: (source) => !COMPILED.test(source) && !APART.test(relative('src', source)),
});

// `npm start` compares the sources with it; tsc leaves it as it is where nothing has changed.
const now = new Date();
utimesSync('dist/.tsbuildinfo', now, now);
