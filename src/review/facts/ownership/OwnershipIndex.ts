import { matchesGlob } from '../../../mail/pathMatch.js';
import type { OwnershipSection } from './parseMaintainers.js';

/** A section that owns something of a patch, with the lines by which it does. */
export interface OwnershipMatch {
  readonly section: OwnershipSection;
  /** `F: drivers/net/`, each once. */
  readonly matchedBy: readonly string[];
}

/** A pattern of `F:` or `X:`. */
interface PathRule {
  /** Place of its section. */
  readonly section: number;
  readonly isExclusion: boolean;
  readonly pattern: string;
  readonly slashes: number;
  /** Without `*` and `?`. */
  readonly isLiteral: boolean;
}

/** Longer lines are data; the cost of a pattern may grow with the square of their length. */
const MAX_LINE_LENGTH = 2000;

/**
 * Finds the sections of a MAINTAINERS file that own files or text of a patch, by the rules of
 * get_maintainer.pl: `X:` takes a file out of its section, `N:` is matched with the path, `K:` with each
 * changed line. Patterns are filed by the folder that they begin with, since the kernel's file has
 * thousands of them.
 */
export class OwnershipIndex {
  readonly #rules = new Map<string, PathRule[]>();
  /** Places of the sections with `N:`. */
  readonly #withPathPatterns: readonly number[];
  /** Whether texts are matched too: with `K:`. */
  readonly hasTextPatterns: boolean;

  constructor(readonly sections: readonly OwnershipSection[]) {
    sections.forEach(({ files, excludes }, section) => {
      for (const pattern of files) this.#file({ section, isExclusion: false, pattern });
      for (const pattern of excludes) this.#file({ section, isExclusion: true, pattern });
    });
    this.#withPathPatterns = sections.flatMap(({ pathPatterns }, section) =>
      pathPatterns.length > 0 ? [section] : [],
    );
    this.hasTextPatterns = sections.some(({ textPatterns }) => textPatterns.length > 0);
  }

  /**
   * The sections that own something, in the order of the file.
   *
   * @param paths old and new paths of a patch.
   * @param texts sources of the `K:` patterns that match its changed lines.
   */
  find(paths: Iterable<string>, texts: readonly string[] = []): OwnershipMatch[] {
    const found = new Map<number, Set<string>>();
    const add = (section: number, by: string): void => {
      const known = found.get(section);
      if (known === undefined) found.set(section, new Set([by]));
      else known.add(by);
    };
    for (const path of paths) this.#findOf(path, add);
    if (texts.length > 0) {
      const matched = new Set(texts);
      this.sections.forEach(({ textPatterns }, section) => {
        for (const { source } of textPatterns) {
          if (matched.has(source)) add(section, `K: ${source}`);
        }
      });
    }
    return Array.from(found)
      .sort(([one], [other]) => one - other)
      .flatMap(([place, matchedBy]) => {
        const section = this.sections[place];
        return section === undefined ? [] : [{ section, matchedBy: [...matchedBy] }];
      });
  }

  /** Sources of the `K:` patterns that match a changed line of a diff, each once. */
  matchText(diff: string): string[] {
    const lines = diff
      .split('\n')
      .filter((line) => /^[-+](?![-+]{2} )/.test(line))
      .map((line) => line.slice(1, MAX_LINE_LENGTH));
    const matched = new Set<string>();
    for (const { textPatterns } of this.sections) {
      for (const { source, pattern } of textPatterns) {
        if (!matched.has(source) && lines.some((line) => pattern.test(line))) matched.add(source);
      }
    }
    return [...matched];
  }

  #file(rule: Omit<PathRule, 'slashes' | 'isLiteral'>): void {
    const { pattern } = rule;
    const literal = /^[^*?]*/.exec(pattern)?.[0] ?? '';
    const folder = literal.slice(0, literal.lastIndexOf('/') + 1);
    const isLiteral = literal === pattern;
    const filed = { ...rule, slashes: countSlashes(pattern), isLiteral };
    const others = this.#rules.get(folder);
    if (others === undefined) this.#rules.set(folder, [filed]);
    else others.push(filed);
  }

  #findOf(path: string, add: (section: number, by: string) => void): void {
    const slashes = countSlashes(path);
    const owners: PathRule[] = [];
    const excluded = new Set<number>();
    for (let end = 0; ; end = path.indexOf('/', end) + 1) {
      for (const rule of this.#rules.get(path.slice(0, end)) ?? []) {
        if (!takesPath(rule, path, slashes)) continue;
        if (rule.isExclusion) excluded.add(rule.section);
        else owners.push(rule);
      }
      if (!path.includes('/', end)) break;
    }
    for (const { section, pattern } of owners) {
      if (!excluded.has(section)) add(section, `F: ${pattern}`);
    }
    for (const place of this.#withPathPatterns) {
      if (excluded.has(place)) continue;
      for (const { source, pattern } of this.sections[place]?.pathPatterns ?? []) {
        if (pattern.test(path)) add(place, `N: ${source}`);
      }
    }
  }
}

/**
 * Whether a pattern of `F:` or `X:` takes a path (get_maintainer.pl, `file_match_pattern`): one that
 * ends in `/` takes all below it, any other is anchored at the start and has as many slashes. The
 * script asks the tree whether a name without `*` and `?` is a folder; without a tree both are tried.
 */
function takesPath(rule: PathRule, path: string, pathSlashes: number): boolean {
  const { pattern, slashes, isLiteral } = rule;
  const isTaken = isLiteral ? path.startsWith(pattern) : matchesGlob(path, pattern, true);
  if (!isTaken) return false;
  if (pattern.endsWith('/') || slashes === pathSlashes) return true;
  return isLiteral && path.startsWith(`${pattern}/`);
}

function countSlashes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('/'); at !== -1; at = text.indexOf('/', at + 1)) count += 1;
  return count;
}
