import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes the documents of the page by their hashes to `documents/`, where the gateway finds them: under
 * `graphql.trustedDocumentsOnly` it executes them for the page. Documents of earlier releases, kept in
 * `releasedDir`, go there too: tabs that were opened before an update keep working.
 *
 * @param generatedDir where graphql-codegen writes `persisted-documents.json`.
 */
export function emitDocuments(generatedDir: string, releasedDir: string): Plugin {
  return {
    name: 'emit-documents',
    apply: 'build',
    generateBundle() {
      const emit = (dir: string, name: string, as = name): void => {
        const source = readFileSync(join(dir, name), 'utf8');
        this.emitFile({ type: 'asset', fileName: `documents/${as}`, source });
      };
      emit(generatedDir, 'persisted-documents.json', 'current.json');
      if (!existsSync(releasedDir)) return;
      for (const name of readdirSync(releasedDir).filter((one) => one.endsWith('.json'))) {
        emit(releasedDir, name);
      }
    },
  };
}
