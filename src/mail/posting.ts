import { parsePatchName, type PatchName } from './subject.js';

/** Place of a patch or cover among postings, from its name. */
export interface Posting extends PatchName {
  /** The version as it was written: `3`, or `5.1`, of which Patchwork makes version 1. */
  readonly label: string;
  /** The branch it is meant for, `5.10` or `6.1.y`; versions of one series have the same. */
  readonly branch: string | null;
  /** The other words of the prefix, in lower case: `net-next`, `rfc`. */
  readonly words: readonly string[];
  readonly isResend: boolean;
  /** Title for comparison: lower case, one blank between words, no mark at its end. */
  readonly normalizedTitle: string;
}

/** `v2`, `v5.1`; also glued as in `PATCHv2`, of which Patchwork makes version 1. */
const LABEL = /^(?:(patch|rfc|resend|repost)-?)?v(\d{1,9})(?:\.(\d{1,9}))?$/i;
const BRANCH = /^(?:linux-|stable-)?(\d{1,4}\.\d{1,4}(?:\.(?:\d{1,4}|y))?)(?:-stable)?$/i;
const NUMBER = /^\D*\d{1,9}(?:\/| of )\d{1,9}$/;

/**
 * Reads a name as {@link parsePatchName} does, and the parts that Patchwork leaves in the prefix:
 * `[PATCH 5.10 v5.1 10/12]` is number 10 of 12, version 5 with the label `5.1`, for branch 5.10.
 */
export function parsePosting(name: string | null | undefined): Posting {
  const parsed = parsePatchName(name);
  let { version } = parsed;
  let label: string | null = null;
  let branch: string | null = null;
  let isResend = false;
  const words: string[] = [];
  for (const token of parsed.prefixes) {
    const written = LABEL.exec(token);
    const named = BRANCH.exec(token);
    const lower = token.toLowerCase();
    if (written !== null) {
      const [, glued, major, minor] = written;
      version = Number(major);
      label ??= minor === undefined ? String(version) : `${version}.${Number(minor)}`;
      isResend ||= isResendWord(glued);
      if (glued?.toLowerCase() === 'rfc') words.push('rfc');
    } else if (named !== null) {
      branch ??= (named[1] ?? '').toLowerCase();
    } else if (isResendWord(lower)) {
      isResend = true;
    } else if (lower !== 'patch' && !NUMBER.test(token)) {
      words.push(lower);
    }
  }
  return {
    ...parsed,
    version,
    label: label ?? String(version),
    branch,
    words,
    isResend,
    normalizedTitle: normalizeTitle(parsed.title),
  };
}

function isResendWord(word: string | undefined): boolean {
  return word !== undefined && /^(?:resend|repost)$/i.test(word);
}

/** Removes differences between postings of one title: case, blanks, a full stop, `(v2)`. */
export function normalizeTitle(title: string): string {
  return title
    .normalize('NFC')
    .toLowerCase()
    .replace(/\(v\d{1,9}\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}
