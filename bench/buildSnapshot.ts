import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Below node_modules, so that packages are found from there and no tool looks into it. */
const FOLDERS = join(ROOT, 'node_modules', '.cache');
/** The page is for browsers. */
const NOT_FOR_NODE = join('server', 'graphiql') + sep;

/**
 * Compiles src/ and bench/ as they are now into a folder of their own, and returns the folder: what
 * is measured is plain JavaScript under plain Node, as users run it, and stays the same while
 * somebody edits the sources.
 *
 * @param name of the folder; programs that may run at the same time need one each.
 */
export function buildSnapshot(name: string): string {
  const folder = join(FOLDERS, name);
  rmSync(folder, { recursive: true, force: true });
  for (const room of ['src', 'bench']) {
    const names = readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' });
    for (const file of names) {
      if (file.startsWith(NOT_FOR_NODE)) continue;
      const from = join(ROOT, room, file);
      const to = join(folder, room, file);
      if (file.endsWith('.json')) cpSync(from, to);
      else if (file.endsWith('.ts')) compile(from, to.replace(/\.ts$/, '.js'));
    }
  }
  for (const entry of ['schema', 'package.json']) {
    cpSync(join(ROOT, entry), join(folder, entry), { recursive: true });
  }
  return folder;
}

function compile(from: string, to: string): void {
  const { outputText } = ts.transpileModule(readFileSync(from, 'utf8'), {
    fileName: from,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, outputText);
}
