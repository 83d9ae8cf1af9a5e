import { mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Lists the files of the last build; `npm start` compares its time with the sources. */
const STAMP = '.built';

/** Folders of the pages, which have builds of their own. */
const PAGES = ['graphiql', 'dashboard'];

/**
 * Builds into a folder, and removes the files of earlier builds. Those of the previous build are kept until the next
 * one: a server that runs while it is replaced still loads some of its modules when they are needed.
 *
 * @param build writes into the folder, and returns the paths of its files, relative to the folder.
 */
export function replaceBuild(folder: string, build: (folder: string) => readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const previous = readStamp(folder);
  const written = build(folder);
  const kept = new Set([...written, ...previous, STAMP]);
  // Folders come after what is in them.
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).reverse()) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(folder, path);
    if (PAGES.some((page) => file === page || file.startsWith(join(page, '/')))) continue;
    if (!entry.isDirectory()) {
      if (!kept.has(file)) rmSync(path);
    } else if (readdirSync(path).length === 0) {
      rmdirSync(path);
    }
  }
  // Last: a build that fails is repeated.
  writeFileSync(join(folder, STAMP), written.join('\n'));
}

function readStamp(folder: string): string[] {
  try {
    return readFileSync(join(folder, STAMP), 'utf8').split('\n');
  } catch {
    return [];
  }
}
