import { decodeEncodedWords } from './encodedWords.js';

/** The parts of a patch's or cover's name, such as `[iproute2,v3,1/3] testsuite: be quiet`. */
export interface PatchName {
  /** Tokens in brackets, one each: `['iproute2', 'v3', '1/3']`. */
  readonly prefixes: readonly string[];
  /** The posting's version; 1 where the name does not say, as Patchwork counts. */
  readonly version: number;
  /** Number within the series: 1 for the first patch, 0 for a cover letter; null where there is none. */
  readonly index: number | null;
  /** Number of patches the series announces; null where there is none. */
  readonly count: number | null;
  /** The name without its prefixes; "" where nothing is left. */
  readonly title: string;
}

const BRACKETS = /^\s*\[([^\]]*)\]\s*/;
// Mercurial writes `[PATCH 3 of 5]`: the only token with blanks in it (`split_prefixes`).
const MERCURIAL_MARKER = /(\d{1,9}) of (\d{1,9})/;
// Anything may stand before the number: `PATCH1/8` was seen in the wild (`parse_series_marker`).
const SERIES_MARKER = /^.*?(\d{1,9})(?:\/| of )(\d{1,9})$/;
const VERSION_TOKEN = /^v(\d{1,9})$/i;
const VERSION_IN_TITLE = /\(v(\d{1,9})\)/i;

/**
 * Takes a name apart by the rules with which Patchwork put it together (patchwork/parser.py):
 * summaries carry the name only, not the number, and `series.patches` comes in no useful order.
 */
export function parsePatchName(name: string | null | undefined): PatchName {
  let title = name ?? '';
  const prefixes: string[] = [];
  let brackets = BRACKETS.exec(title);
  while (brackets !== null) {
    prefixes.push(...splitPrefixes(brackets[1] ?? ''));
    title = title.slice(brackets[0].length);
    brackets = BRACKETS.exec(title);
  }
  const marker = firstMatch(prefixes, SERIES_MARKER);
  const version = firstMatch(prefixes, VERSION_TOKEN) ?? VERSION_IN_TITLE.exec(title);
  return {
    prefixes,
    version: version === null ? 1 : Number(version[1]),
    index: marker === null ? null : Number(marker[1]),
    count: marker === null ? null : Number(marker[2]),
    title,
  };
}

function splitPrefixes(text: string): string[] {
  const marker = MERCURIAL_MARKER.exec(text);
  if (marker === null) return text.split(/[,\s]+/).filter((token) => token !== '');
  return [
    ...splitPrefixes(text.slice(0, marker.index)),
    marker[0],
    ...splitPrefixes(text.slice(marker.index + marker[0].length)),
  ];
}

function firstMatch(tokens: readonly string[], pattern: RegExp): RegExpExecArray | null {
  for (const token of tokens) {
    const match = pattern.exec(token);
    if (match !== null) return match;
  }
  return null;
}

/**
 * Makes a raw Subject header readable: comments carry it folded and encoded as it was mailed. A
 * fold becomes one blank, since mailers fold at a blank and write a tab in its place.
 */
export function decodeSubject(raw: string): string {
  const [first = '', ...folds] = raw.split(/\r\n|\n|\r/);
  const unfolded = folds.reduce((line, next) => `${line.trimEnd()} ${next.trimStart()}`, first);
  return decodeEncodedWords(unfolded);
}
