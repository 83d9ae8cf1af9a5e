import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PROGRAM_FOLDER } from './programFolder.js';

const MANIFEST = new URL('../package.json', PROGRAM_FOLDER);

/** The version of this package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
