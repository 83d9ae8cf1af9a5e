import type { SeededRandom } from '../server/seededRandom.js';

export interface DiffOptions {
  /** Changed files, at least one; the extension decides the language of the lines. */
  readonly files: readonly string[];
  /** Prefix of functions and variables, for example `dhcp`. */
  readonly subject: string;
  /** Hunks are added until the text has at least this many bytes. Default: one or two per file. */
  readonly atLeastBytes?: number;
}

/** A diff and what `git format-patch` says about it. */
export interface ComposedDiff {
  readonly diff: string;
  /** The `file | 5 +++--` lines and their summary, as shown under the `---` of a mail. */
  readonly stat: string;
}

interface Hunk {
  readonly lines: readonly string[];
  readonly added: number;
  readonly removed: number;
}

/**
 * Writes a unified diff that looks as if a person had sent it and that can be applied: the counts in
 * its hunk headers are right, and line numbers only increase within a file. The code is invented.
 */
export function composeDiff(random: SeededRandom, options: DiffOptions): ComposedDiff {
  const bytesPerFile = (options.atLeastBytes ?? 0) / options.files.length;
  const texts: string[] = [];
  const changes: { path: string; added: number; removed: number }[] = [];
  for (const path of options.files) {
    const head = [
      `diff --git a/${path} b/${path}`,
      `index ${hex(random, 12)}..${hex(random, 12)} 100644`,
      `--- a/${path}`,
      `+++ b/${path}`,
    ];
    let bytes = head.join('\n').length;
    let oldLine = random.integer(8, 240);
    let newLine = oldLine;
    let added = 0;
    let removed = 0;
    const parts = head;
    let wanted = random.integer(1, 2);
    while (wanted > 0 || bytes < bytesPerFile) {
      wanted -= 1;
      const hunk = composeHunk(random, path, options.subject);
      const oldCount = hunk.lines.length - hunk.added;
      const newCount = hunk.lines.length - hunk.removed;
      const context = enclosingLine(random, path, options.subject);
      const at = `@@ -${oldLine},${oldCount} +${newLine},${newCount} @@ ${context}`;
      parts.push(at, ...hunk.lines);
      bytes += at.length + 1;
      for (const line of hunk.lines) bytes += line.length + 1;
      const gap = random.integer(9, 120);
      oldLine += oldCount + gap;
      newLine += newCount + gap;
      added += hunk.added;
      removed += hunk.removed;
    }
    texts.push(parts.join('\n'));
    changes.push({ path, added, removed });
  }
  return { diff: `${texts.join('\n')}\n`, stat: statOf(changes) };
}

function composeHunk(random: SeededRandom, path: string, subject: string): Hunk {
  const templates = linesOf(path);
  const name = wordOf(subject);
  const line = (): string => codeLine(random, templates, name);
  const lines: string[] = [];
  let added = 0;
  let removed = 0;
  const context = (count: number): void => {
    for (let n = 0; n < count; n += 1) lines.push(` ${line()}`);
  };
  context(3);
  for (let group = random.integer(1, 2); group > 0; group -= 1) {
    const removals = random.integer(0, 3);
    const additions = random.integer(removals === 0 ? 1 : 0, 6);
    for (let n = 0; n < removals; n += 1) lines.push(`-${line()}`);
    for (let n = 0; n < additions; n += 1) lines.push(`+${line()}`);
    removed += removals;
    added += additions;
    if (group > 1) context(random.integer(1, 3));
  }
  context(3);
  return { lines, added, removed };
}

const VERBS = ['init', 'parse', 'flush', 'renew', 'lookup', 'commit', 'reset', 'encode', 'verify'];
const NOUNS = [
  'state',
  'entry',
  'timeout',
  'length',
  'offset',
  'buffer',
  'flags',
  'count',
  'index',
];
const ERRORS = ['-EINVAL', '-ENOMEM', '-EAGAIN', '-ENODATA', '-EOVERFLOW'];

/** Words a line of code is made of. */
interface LineWords {
  readonly name: string;
  readonly verb: string;
  readonly noun: string;
  readonly other: string;
  readonly number: number;
  readonly error: string;
}

type LineTemplate = (words: LineWords) => string;

const PYTHON_LINES: readonly LineTemplate[] = [
  () => '',
  ({ noun, verb, other, number }) => `    ${noun} = self.${verb}_${other}(${number})`,
  ({ noun }) => `    if ${noun} is None:`,
  ({ name, noun, other }) => `        raise ValueError(f"${name}: bad ${noun} {${other}!r}")`,
  ({ noun, other, number }) => `    for ${noun} in self.${other}_list[${number}:]:`,
  ({ verb, noun, number }) => `        log.debug("%s: ${verb} %d", ${noun}, ${number})`,
  ({ noun, other }) => `        ${other}.append(${noun})`,
  ({ noun }) => `    return ${noun}`,
  ({ other }) => `    # the ${other} may still be in use here`,
];

const TEXT_LINES: readonly LineTemplate[] = [
  () => '',
  ({ name, noun, other }) => `The ${noun} of \`\`${name}\`\` is read before the ${other} is set.`,
  ({ noun, verb, number }) => `Set it to ${number} to ${verb} every ${noun} at once.`,
  ({ name, noun, verb, number }) =>
    `* \`\`${name}-${noun}\`\`: how many times to ${verb} (default ${number})`,
  ({ other }) => `.. note:: a ${other} that is too large is cut.`,
];

const BUILD_LINES: readonly LineTemplate[] = [
  () => '',
  ({ name, verb, noun }) => `${name}-objs += ${verb}.o ${noun}.o`,
  ({ name, noun, number }) => `${name}_${noun.toUpperCase()} ?= ${number}`,
  ({ verb, noun }) => `# ${verb} the ${noun} once per target`,
  ({ name, verb, other, number }) =>
    `CFLAGS_${verb}.o += -D${name.toUpperCase()}_${other.toUpperCase()}=${number}`,
];

const C_LINES: readonly LineTemplate[] = [
  () => '',
  () => '\t}',
  () => '\tif (rc < 0)',
  () => '\t\treturn rc;',
  () => '\t\tgoto out_unlock;',
  ({ noun, number }) => `\tint ${noun} = ${number};`,
  ({ name, verb, noun, number }) => `\trc = ${name}_${verb}_${noun}(ctx, ${number});`,
  ({ noun, other }) => `\tif (ctx->${noun} > ctx->${other}) {`,
  ({ name, noun }) => `\t\t${name}_warn(ctx, "bad ${noun}: %u\\n", ctx->${noun});`,
  ({ name, verb, noun, other }) =>
    `\tctx->${noun} = ${name}_${verb}(ctx->${other}, sizeof(ctx->${other}));`,
  ({ noun }) => `\tmemset(&ctx->${noun}, 0, sizeof(ctx->${noun}));`,
  ({ verb, other }) => `\t/* The ${other} is only valid until the next ${verb}. */`,
  ({ noun }) => `\tmutex_lock(&ctx->${noun}_lock);`,
  ({ noun }) => `\tmutex_unlock(&ctx->${noun}_lock);`,
  ({ error }) => `\t\treturn ${error};`,
  ({ noun }) => `\tfor (i = 0; i < ctx->${noun}; i++)`,
  ({ name, verb }) => `\t\t${name}_${verb}(ctx, i);`,
];

function linesOf(path: string): readonly LineTemplate[] {
  if (path.endsWith('.py')) return PYTHON_LINES;
  if (/\.(?:rst|md|txt)$/.test(path)) return TEXT_LINES;
  return /(?:Makefile|Kconfig|\.mk|\.conf)$/.test(path) ? BUILD_LINES : C_LINES;
}

function codeLine(random: SeededRandom, templates: readonly LineTemplate[], name: string): string {
  return random.pick(templates)({
    name,
    verb: random.pick(VERBS),
    noun: random.pick(NOUNS),
    other: random.pick(NOUNS),
    number: random.integer(1, 512),
    error: random.pick(ERRORS),
  });
}

function wordOf(subject: string): string {
  return subject.replaceAll(/[^a-z0-9]+/g, '_');
}

/** What git prints after the second `@@`: the function that contains the hunk. */
function enclosingLine(random: SeededRandom, path: string, subject: string): string {
  const name = wordOf(subject);
  const verb = random.pick(VERBS);
  if (path.endsWith('.py')) return `def ${verb}_${name}(self):`;
  if (/\.[ch]$/.test(path)) return `static int ${name}_${verb}(struct ${name}_ctx *ctx)`;
  return `${name} ${verb}`;
}

/** The lines `file | 5 +++--` and their summary. */
export function statOf(
  changes: readonly { readonly path: string; readonly added: number; readonly removed: number }[],
): string {
  const width = Math.max(...changes.map(({ path }) => path.length));
  const lines = changes.map(({ path, added, removed }) => {
    const scale = Math.min(1, 40 / (added + removed));
    const bar = '+'.repeat(Math.ceil(added * scale)) + '-'.repeat(Math.ceil(removed * scale));
    return ` ${path.padEnd(width)} | ${added + removed} ${bar}`;
  });
  const added = changes.reduce((sum, change) => sum + change.added, 0);
  const removed = changes.reduce((sum, change) => sum + change.removed, 0);
  const total =
    ` ${counted(changes.length, 'file')} changed` +
    (added > 0 ? `, ${counted(added, 'insertion')}(+)` : '') +
    (removed > 0 ? `, ${counted(removed, 'deletion')}(-)` : '');
  return [...lines, total].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function hex(random: SeededRandom, digits: number): string {
  return Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('');
}
