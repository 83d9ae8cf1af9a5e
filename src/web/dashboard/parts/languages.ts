/**
 * Languages of the highlighter that are built into the page: those of kernels, toolchains, firmware and of
 * what surrounds them. A file in any other language is shown without colours.
 */
export const LANGUAGES = [
  'asm',
  'awk',
  'c',
  'cmake',
  'cpp',
  'css',
  'diff',
  'docker',
  'go',
  'html',
  'ini',
  'java',
  'javascript',
  'json',
  'lua',
  'make',
  'markdown',
  'perl',
  'python',
  'rst',
  'rust',
  'shellscript',
  'sql',
  'toml',
  'typescript',
  'xml',
  'yaml',
] as const;

/** A language of the highlighter. */
export type Language = (typeof LANGUAGES)[number];

const BY_EXTENSION: Readonly<Record<string, Language>> = {
  s: 'asm',
  S: 'asm',
  asm: 'asm',
  awk: 'awk',
  c: 'c',
  h: 'c',
  y: 'c',
  l: 'c',
  cocci: 'c',
  dts: 'c',
  dtsi: 'c',
  dtso: 'c',
  cmake: 'cmake',
  cc: 'cpp',
  cpp: 'cpp',
  cxx: 'cpp',
  hpp: 'cpp',
  hh: 'cpp',
  css: 'css',
  diff: 'diff',
  patch: 'diff',
  go: 'go',
  html: 'html',
  ini: 'ini',
  conf: 'ini',
  cfg: 'ini',
  service: 'ini',
  java: 'java',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  json: 'json',
  lua: 'lua',
  mk: 'make',
  mak: 'make',
  am: 'make',
  md: 'markdown',
  pl: 'perl',
  pm: 'perl',
  py: 'python',
  bb: 'python',
  bbclass: 'python',
  bbappend: 'python',
  rst: 'rst',
  rs: 'rust',
  sh: 'shellscript',
  bash: 'shellscript',
  ebuild: 'shellscript',
  sql: 'sql',
  toml: 'toml',
  ts: 'typescript',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
};

const BY_NAME: Readonly<Record<string, Language>> = {
  'CMakeLists.txt': 'cmake',
  Dockerfile: 'docker',
  GNUmakefile: 'make',
  Kbuild: 'make',
  Makefile: 'make',
  configure: 'shellscript',
};

/** The language of a file by its name; `text` for one that is not built in. */
export function languageOf(path: string): Language | 'text' {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return lookUp(BY_NAME, name) ?? lookUp(BY_EXTENSION, extension) ?? 'text';
}

function lookUp(table: Readonly<Record<string, Language>>, key: string): Language | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
