/** Writes pages of the schema for browsers to docs/schema/, with SpectaQL, which npx downloads. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSdl } from '../src/graphql/sdl.js';

const root = new URL('../', import.meta.url);
mkdirSync(new URL('docs/schema/', root), { recursive: true });
writeFileSync(new URL('docs/schema/schema.graphql', root), readSdl());
// A shell, since npx is a batch file on Windows.
const { status } = spawnSync('npx --yes spectaql@3 scripts/spectaql.yml', {
  cwd: fileURLToPath(root),
  shell: true,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
