import type { Plugin } from 'vite';
import { LANGUAGES } from './parts/languages.js';

/** Themes of the view of diffs. */
const THEMES = ['github-light-high-contrast', 'github-dark-high-contrast'];

const EMPTY = '\0empty';

/** What the view of diffs never loads: a second highlighter, and the engine that needs WebAssembly. */
const UNUSED = /^(?:@pierre\/highlights(?:\/|$)|shiki\/(?:wasm|engine\/oniguruma)$)/;

/** Texts that stand in the place of modules which name everything that the highlighter knows. */
const MODULES: readonly { readonly path: RegExp; readonly text: string }[] = [
  {
    path: /\/shiki\/dist\/langs\.mjs$/,
    text: `export const bundledLanguages = {${loaders(LANGUAGES, './langs')}};`,
  },
  {
    path: /\/@pierre\/theming\/dist\/themes\.js$/,
    text:
      `const loaders = {${loaders(THEMES, 'shiki/themes')}};\n` +
      'export const themes = { getTheme: (name) => Object.hasOwn(loaders, name) ? { load: loaders[name] } : undefined };',
  },
];

function loaders(names: readonly string[], dir: string): string {
  return names.map((name) => `'${name}': () => import('${dir}/${name}.mjs')`).join(', ');
}

/**
 * Keeps languages and themes that no patch needs out of the build: the highlighter names each as a chunk of its
 * own, 16 MiB in all.
 *
 * @throws Error where a module is no longer there: the packages have changed, and the build would grow unseen.
 */
export function trimHighlighter(): Plugin {
  const replaced = new Set<RegExp>();
  return {
    name: 'trim-highlighter',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => (UNUSED.test(source) ? EMPTY : null),
    load: (id) =>
      id === EMPTY ? { code: 'export default {};', syntheticNamedExports: true } : null,
    transform(_code, id) {
      const found = MODULES.find(({ path }) => path.test(id));
      if (found === undefined) return null;
      replaced.add(found.path);
      return { code: found.text, map: null };
    },
    buildEnd(error) {
      if (error !== undefined || replaced.size === MODULES.length) return;
      throw new Error('A module of the highlighter is not where it was: see trimHighlighter.ts');
    },
  };
}
