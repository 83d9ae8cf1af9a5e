import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findPageDir } from './pageFiles.js';
import { readTrustedDocuments, type TrustedDocuments } from './readTrustedDocuments.js';

/**
 * Reads the documents that the build of the dashboard has written, those of earlier releases among them. None
 * if the dashboard has not been built.
 */
export async function readPageDocuments(
  dir: string = join(findPageDir('dashboard'), 'documents'),
): Promise<TrustedDocuments> {
  if (!existsSync(dir)) return new Map();
  const files = (await readdir(dir)).filter((name) => name.endsWith('.json'));
  const manifests = await Promise.all(files.map((name) => readTrustedDocuments(join(dir, name))));
  return new Map(manifests.flatMap((manifest) => [...manifest]));
}
