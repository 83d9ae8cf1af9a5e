import { readFileSync } from 'node:fs';
import { objectOf, parseJson, textAt } from './json.js';

/** package.json, seen from src/pwg as well as from dist/pwg. */
const MANIFEST = new URL('../../package.json', import.meta.url);

/** The version of this package. */
export function readPackageVersion(): string {
  return textAt(objectOf(parseJson(readFileSync(MANIFEST, 'utf8'))), 'version');
}
