import { parseAddresses, type MailAddress } from '../../mail/address.js';
import { matchesGlob } from '../../mail/pathMatch.js';

/** A section of a MAINTAINERS file. */
export interface OwnershipSection {
  readonly name: string;
  readonly maintainers: readonly MailAddress[];
  readonly reviewers: readonly MailAddress[];
  readonly lists: readonly string[];
  readonly status: string | null;
  /** `F:` and `X:` patterns of paths, `N:` patterns of paths, `K:` patterns of text. */
  readonly files: readonly string[];
  readonly excludes: readonly string[];
  readonly pathPatterns: readonly OwnershipPattern[];
  readonly textPatterns: readonly OwnershipPattern[];
}

/** A regular expression of a section with its source. */
export interface OwnershipPattern {
  readonly source: string;
  readonly pattern: RegExp;
}

/** A section that owns something of a patch, with the lines by which it does. */
export interface OwnershipMatch {
  readonly section: OwnershipSection;
  /** `F: drivers/net/`, each once. */
  readonly matchedBy: readonly string[];
}

const FIELD = /^([A-Z]):\s*(.*\S)\s*$/;

/** Parses the text of a MAINTAINERS file; sections are parted by blank lines. */
export function parseMaintainers(text: string): OwnershipSection[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .flatMap((block) => readSection(block.split('\n')) ?? []);
}

function readSection(lines: readonly string[]): OwnershipSection | null {
  const fields = new Map<string, string[]>();
  let name: string | null = null;
  for (const line of lines) {
    const match = FIELD.exec(line);
    if (match === null) {
      if (fields.size === 0 && line.trim() !== '') name = line.trim();
      continue;
    }
    const [, letter = '', value = ''] = match;
    fields.set(letter, [...(fields.get(letter) ?? []), value]);
  }
  if (name === null || fields.size === 0) return null;
  const all = (letter: string): readonly string[] => fields.get(letter) ?? [];
  return {
    name,
    maintainers: all('M').flatMap(parseAddresses),
    reviewers: all('R').flatMap(parseAddresses),
    lists: all('L').flatMap((value) => value.split(/\s/, 1)),
    status: all('S')[0] ?? null,
    files: all('F'),
    excludes: all('X'),
    pathPatterns: all('N').flatMap(toPattern),
    textPatterns: all('K').flatMap(toPattern),
  };
}

/** Perl's patterns are close to JavaScript's; one that is not valid here matches nothing. */
function toPattern(source: string): OwnershipPattern[] {
  try {
    return [{ source, pattern: new RegExp(source) }];
  } catch {
    return [];
  }
}

/**
 * The sections that own files or text of a patch, in the order of the file, by get_maintainer.pl:
 * `X:` takes a file out of the section, `N:` is matched with the path, `K:` with each changed line.
 *
 * @param paths old and new paths of the patch.
 * @param diff text for `K:`; null leaves those out.
 */
export function findOwners(
  sections: readonly OwnershipSection[],
  paths: readonly string[],
  diff: string | null,
): OwnershipMatch[] {
  const lines =
    diff === null ? [] : diff.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
  return sections.flatMap((section) => {
    const matchedBy = new Set<string>();
    for (const path of paths) {
      if (section.excludes.some((pattern) => ownsPath(path, pattern))) continue;
      for (const file of section.files) if (ownsPath(path, file)) matchedBy.add(`F: ${file}`);
      for (const { source, pattern } of section.pathPatterns) {
        if (pattern.test(path)) matchedBy.add(`N: ${source}`);
      }
    }
    for (const { source, pattern } of section.textPatterns) {
      if (lines.some((line) => pattern.test(line.slice(1)))) matchedBy.add(`K: ${source}`);
    }
    return matchedBy.size === 0 ? [] : [{ section, matchedBy: [...matchedBy] }];
  });
}

/**
 * Whether a pattern of `F:` or `X:` takes a path (get_maintainer.pl, `file_match_pattern`): one that
 * ends in `/` takes all below it, any other is anchored at the start and has as many slashes. The
 * script asks the tree whether a name is a folder; without a tree both are tried.
 */
function ownsPath(path: string, pattern: string): boolean {
  if (pattern.endsWith('/')) return matchesGlob(path, pattern, true);
  if (matchesGlob(path, `${pattern}/`, true)) return true;
  return countSlashes(path) === countSlashes(pattern) && matchesGlob(path, pattern, true);
}

function countSlashes(text: string): number {
  return text.split('/').length;
}
