import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { bundleServer } from '../scripts/bundleServer.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** In node_modules, so that packages are found from there and tools skip it. */
const FOLDERS = join(ROOT, 'node_modules', '.cache');
/** The pages run in browsers. */
const NOT_FOR_NODE = join('server', 'graphiql') + sep;

/**
 * Compiles the current src/ and bench/ into a separate folder, bundles the gateway into its dist/, and returns the
 * folder: the benchmark measures plain JavaScript in plain Node, as users run it, and the code does not change if
 * the sources are edited meanwhile.
 *
 * @param name of the folder; programs that may run at the same time need different ones.
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
  bundleServer(join(folder, 'dist'));
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
