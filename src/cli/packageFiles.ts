import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The package's root, seen from src/cli as well as from dist/cli. */
const ROOT = new URL('../../', import.meta.url);

/** The version in package.json. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}

/** The whole schema as SDL: the files of schema/, by name, divided by empty lines. */
export function readSdl(): string {
  const folder = new URL('schema/', ROOT);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8').trim())
    .join('\n\n')
    .concat('\n');
}
