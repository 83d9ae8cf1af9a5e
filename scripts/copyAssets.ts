/**
 * Copies what the server reads at run time and tsc does not write (recorded documents and other
 * data) from src/ to the same place under dist/. GraphiQL has a build of its own.
 */
import { cpSync, utimesSync } from 'node:fs';
import { relative, sep } from 'node:path';

const COMPILED = /\.(?:ts|tsx|md)$/;

cpSync('src', 'dist', {
  recursive: true,
  filter: (source) => !COMPILED.test(source) && !relative('src', source).startsWith(`web${sep}`),
});

// `npm start` compares the sources with it; tsc leaves it as it is where nothing has changed.
const now = new Date();
utimesSync('dist/.tsbuildinfo', now, now);
