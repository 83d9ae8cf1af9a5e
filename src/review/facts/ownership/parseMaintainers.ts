import { parseAddresses, type MailAddress } from '../../../mail/address.js';
import { splitLines } from '../../../mail/splitLines.js';
import { parsePerlPattern } from './parsePerlPattern.js';

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

/** Contents of a MAINTAINERS file. */
export interface ParsedMaintainers {
  /** In the order of the file. */
  readonly sections: readonly OwnershipSection[];
  /** Patterns that this program cannot read, and so never match. */
  readonly unreadable: readonly { readonly line: number; readonly text: string }[];
}

/** A list may be in angle brackets, and with remarks behind it. */
const ADDRESS = /[^\s<>()",]+@[^\s<>()",]+/;
const FIELD = /^([A-Z]):\s*(.*\S)\s*$/;

interface Field {
  readonly letter: string;
  readonly value: string;
  readonly line: number;
}

/**
 * Parses the text of a MAINTAINERS file. A section is a heading with fields such as `M:` below it; its
 * end is a blank line or the next heading.
 */
export function parseMaintainers(text: string): ParsedMaintainers {
  const sections: OwnershipSection[] = [];
  const unreadable: { line: number; text: string }[] = [];
  let name: string | null = null;
  let fields: Field[] = [];
  const endSection = (): void => {
    if (name !== null && fields.length > 0) sections.push(toSection(name, fields, unreadable));
    name = null;
    fields = [];
  };
  splitLines(text).forEach((content, index) => {
    const [, letter, value = ''] = FIELD.exec(content) ?? [];
    if (letter !== undefined) {
      fields.push({ letter, value, line: index + 1 });
      return;
    }
    if (/^[A-Z]:\s*$/.test(content)) return;
    if (content.trim() === '' || fields.length > 0) endSection();
    // QEMU and DPDK underline headings.
    if (/\w/.test(content)) name = content.trim();
  });
  endSection();
  return { sections, unreadable };
}

function toSection(
  name: string,
  fields: readonly Field[],
  unreadable: { line: number; text: string }[],
): OwnershipSection {
  const all = (letter: string): string[] =>
    fields.filter((field) => field.letter === letter).map(({ value }) => value);
  const patterns = (letter: string): OwnershipPattern[] =>
    fields
      .filter((field) => field.letter === letter)
      .flatMap(({ value, line }) => {
        const pattern = parsePerlPattern(value);
        if (pattern === null) unreadable.push({ line, text: `${letter}: ${value}` });
        return pattern === null ? [] : [{ source: value, pattern }];
      });
  return {
    name,
    maintainers: all('M').flatMap(parseAddresses),
    reviewers: all('R').flatMap(parseAddresses),
    lists: all('L').flatMap((value) => ADDRESS.exec(value)?.[0] ?? []),
    status: all('S')[0] ?? null,
    files: all('F'),
    excludes: all('X'),
    pathPatterns: patterns('N'),
    textPatterns: patterns('K'),
  };
}
