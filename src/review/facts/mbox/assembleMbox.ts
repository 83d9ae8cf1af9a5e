import type { MailAddress } from '../../../mail/address.js';
import { parseDiff } from '../../../mail/diff/parseDiff.js';
import { parseMessage, type MailMessage } from '../../../mail/message.js';
import { isScissorsLine } from '../../../mail/scissors.js';
import { isBlank, splitLines } from '../../../mail/splitLines.js';
import type { TrailerKind } from '../../../mail/trailerKinds.js';
import type { TrailerFact } from '../trailerFacts.js';
import { hasFromLine, writePatchMail } from './patchMail.js';

/** A patch to be applied, from its detail: Patchwork's own mbox is altered and has no CR. */
export interface AppliedPatch {
  readonly number: number;
  /** Without prefixes. */
  readonly title: string;
  readonly messageId: string;
  /** Sender; a From line in the body names another author. */
  readonly author: MailAddress;
  /** As RFC 5322 writes it; null where unknown. */
  readonly date: string | null;
  readonly content: string;
  readonly diff: string;
  /** Its trailers, from {@link readSeriesTrailers}. */
  readonly trailers: readonly TrailerFact[];
  /** Trailers of the previous version that this one lacks. */
  readonly lostTrailers: readonly TrailerFact[];
}

/** How a mailbox is put together. */
export interface MboxOptions {
  readonly trailers: boolean;
  /** Trailers that somebody else gave in the name of a person. */
  readonly includeMismatched: boolean;
  readonly lostTrailers: boolean;
  /** `Link:` with this in front of the Message-ID, or in the place of its `%s`; null for none. */
  readonly linkFormat: string | null;
  readonly messageIdTrailer: boolean;
  readonly allowIncomplete: boolean;
  /** Only these numbers; null for all. */
  readonly patchIndexes: readonly number[] | null;
}

/** Everything that was given and counts, nothing else. */
export const DEFAULT_MBOX: MboxOptions = {
  trailers: true,
  includeMismatched: false,
  lostTrailers: false,
  linkFormat: null,
  messageIdTrailer: false,
  allowIncomplete: false,
  patchIndexes: null,
};

/** Something to be known before the mailbox is applied. */
export interface MboxWarning {
  readonly code:
    | 'MISSING_PATCH'
    | 'NACKED'
    | 'MISMATCHED_TRAILER'
    | 'BIDI_CHARACTERS'
    | 'FROM_LINE'
    | 'CORRUPT_DIFF'
    | 'MISSING_FILES';
  /** Number of the patch; null where all are meant. */
  readonly number: number | null;
  readonly message: string;
}

/** A mailbox for `git am`. */
export interface Mbox {
  /** Null where patches are missing and that is not allowed. */
  readonly text: string | null;
  readonly missingIndexes: readonly number[];
  readonly addedTrailers: readonly { readonly number: number; readonly trailer: TrailerFact }[];
  readonly ignoredTrailers: readonly TrailerFact[];
  readonly warnings: readonly MboxWarning[];
}

/** A total beyond this is a mistake of the subject. */
const MAX_TOTAL = 10_000;
/** Further missing patches are named by one warning. */
const MAX_MISSING_WARNINGS = 20;

/** Kinds that git histories carry; a refusal is none of them, though b4 writes it. */
const ADDED_KINDS: ReadonlySet<TrailerKind> = new Set([
  'REVIEW',
  'ACK',
  'TEST',
  'SIGN_OFF',
  'REPORT',
  'FIXES',
  'CLOSES',
  'LINK',
]);

/**
 * Puts a mailbox together that `git am` applies, patches in order of their numbers, each with what
 * was given to it.
 *
 * @param total how many patches the series has; null where unknown.
 * @param label of the version, for the subjects.
 */
export function assembleMbox(
  patches: readonly AppliedPatch[],
  total: number | null,
  label: string,
  options: MboxOptions = DEFAULT_MBOX,
): Mbox {
  const wanted = options.patchIndexes;
  const sorted = patches
    .filter(({ number }) => wanted?.includes(number) !== false)
    .sort((one, other) => one.number - other.number);
  const count = total ?? sorted.at(-1)?.number ?? 0;
  const missingIndexes = findMissing(sorted, wanted, count);
  const warnings = missingIndexes.length === 0 ? [] : warnOfMissing(missingIndexes, count);
  const added: { number: number; trailer: TrailerFact }[] = [];
  const ignored = new Map<string, TrailerFact>();
  const mails = sorted.map(withPlainLineEnds).map((patch) => {
    const chosen = chooseTrailers(patch, options);
    for (const trailer of chosen.added) added.push({ number: patch.number, trailer });
    for (const trailer of chosen.ignored) ignored.set(trailer.key, trailer);
    const body = writeBody(patch, [
      // One line may give two kinds.
      ...new Set(chosen.added.map(lineOf)),
      ...linkLines(patch, options),
    ]);
    warnings.push(...warn(patch, body, chosen.ignored));
    const prefix = [
      'PATCH',
      label === '1' ? '' : `v${label}`,
      count > 1 ? `${patch.number}/${count}` : '',
    ];
    const subject = `[${prefix.filter((part) => part !== '').join(' ')}] ${patch.title}`;
    const { messageId, author: from, date } = patch;
    return writePatchMail({ messageId, from, date, subject, body });
  });
  const isUsable = mails.length > 0 && (missingIndexes.length === 0 || options.allowIncomplete);
  return {
    missingIndexes,
    warnings,
    text: isUsable ? mails.join('') : null,
    addedTrailers: added,
    ignoredTrailers: [...ignored.values()],
  };
}

function findMissing(
  patches: readonly AppliedPatch[],
  wanted: readonly number[] | null,
  count: number,
): number[] {
  const numbers = new Set(patches.map(({ number }) => number));
  if (wanted !== null) return wanted.filter((number) => !numbers.has(number));
  const missing: number[] = [];
  for (let index = 1; index <= Math.min(count, MAX_TOTAL); index += 1) {
    if (!numbers.has(index)) missing.push(index);
  }
  return missing;
}

function warnOfMissing(missing: readonly number[], count: number): MboxWarning[] {
  const named = missing.slice(0, MAX_MISSING_WARNINGS);
  const warnings: MboxWarning[] = named.map((number) => ({
    code: 'MISSING_PATCH',
    number,
    message: `Patch ${String(number)} of ${String(count)} is missing.`,
  }));
  const others = missing.length - named.length;
  const message = `${String(others)} more of ${String(count)} patches are missing.`;
  return others === 0 ? warnings : [...warnings, { code: 'MISSING_PATCH', number: null, message }];
}

function chooseTrailers(
  { trailers, lostTrailers }: AppliedPatch,
  options: MboxOptions,
): { readonly added: readonly TrailerFact[]; readonly ignored: readonly TrailerFact[] } {
  const given = trailers.filter(
    ({ occurrences }) => !occurrences.some(({ source }) => source === 'MESSAGE'),
  );
  const isAdded = (trailer: TrailerFact): boolean =>
    ADDED_KINDS.has(trailer.kind) &&
    (trailer.counts || (options.includeMismatched && trailer.identity === 'MISMATCH'));
  const keys = new Set(trailers.map(({ key }) => key));
  const lost = options.lostTrailers ? lostTrailers.filter(({ key }) => !keys.has(key)) : [];
  return {
    added: [...(options.trailers ? given.filter(isAdded) : []), ...lost.filter(isAdded)],
    ignored: given.filter((trailer) => !isAdded(trailer)),
  };
}

function lineOf({ name, value, note }: TrailerFact): string {
  return `${name}: ${value}${note === null ? '' : ` ${note}`}`;
}

/** A link or id that the message has already is not repeated. */
function linkLines({ messageId, trailers }: AppliedPatch, options: MboxOptions): string[] {
  const format = options.linkFormat;
  const own = trailers.filter(({ kind, linkedMessageId }) => {
    return kind === 'LINK' && linkedMessageId === messageId;
  });
  const hasName = (isId: boolean): boolean =>
    own.some(({ name }) => (name.toLowerCase() === 'message-id') === isId);
  const part = messageId.replace(/[\s%?#/<>"\\]/g, encodeURIComponent);
  const links: string[] = [];
  if (format !== null && !hasName(false)) {
    // A replacement text would read `$&` in an id as a pattern.
    const url = format.includes('%s') ? format.replace('%s', () => part) : format + part;
    links.push(`Link: ${url}`);
  }
  if (options.messageIdTrailer && !hasName(true)) links.push(`Message-ID: <${messageId}>`);
  return links;
}

/** Body of the mail: the message with its trailers, what follows `---`, the diff. */
function writeBody(patch: AppliedPatch, trailers: readonly string[]): string {
  const { frontText } = parseDiff(patch.diff);
  const message = parseMessage(patch.content, frontText);
  const lines = [...splitLines(patch.content), ...splitLines(frontText)];
  const start = startOf(lines, message);
  const end = lastTextLine(lines, message) + 1;
  const head = lines.slice(start, end);
  const hasText = end > message.span.start;
  // A message that ends in a wrapped or mixed block has one line more; any other needs a blank one.
  const gap = trailers.length > 0 && message.blockStart === null && hasText ? [''] : [];
  const rest = lines.slice(end);
  const separator = message.span.end >= lines.length ? ['---'] : [];
  const text = [...head, ...gap, ...trailers, ...rest, ...separator].join('\n');
  return `${text}\n\n${patch.diff.slice(frontText.length)}`;
}

/**
 * A mail that was sent with CRLF throughout has them in the headers of its diff too, where those of a
 * file with CRLF have none: there they belong to the mail, and the patch would not apply.
 */
function withPlainLineEnds(patch: AppliedPatch): AppliedPatch {
  const content = patch.content.replaceAll('\r\n', '\n');
  const [firstLine = ''] = patch.diff.slice(parseDiff(patch.diff).startOffset).split('\n', 1);
  const isOfMail = firstLine.endsWith('\r');
  return { ...patch, content, diff: isOfMail ? patch.diff.replaceAll('\r\n', '\n') : patch.diff };
}

/** Behind scissors, which `git am` heeds only with `--scissors`, and before headers that follow them. */
function startOf(lines: readonly string[], { hasScissors, span }: MailMessage): number {
  if (!hasScissors) return 0;
  for (let at = span.start - 1; at >= 0; at -= 1)
    if (isScissorsLine(lines[at] ?? '')) return at + 1;
  return span.start;
}

/** The last line of the block, or of the text where there is none; metadata below it is not text. */
function lastTextLine(lines: readonly string[], { span, blockStart }: MailMessage): number {
  let last = span.end - 1;
  if (blockStart !== null) {
    last = blockStart;
    while (last + 1 < span.end && !isBlank(lines[last + 1] ?? '')) last += 1;
    return last;
  }
  while (last >= span.start && isBlank(lines[last] ?? '')) last -= 1;
  return last;
}

function warn(patch: AppliedPatch, body: string, ignored: readonly TrailerFact[]): MboxWarning[] {
  const { number } = patch;
  const warnings: MboxWarning[] = [];
  const add = (code: MboxWarning['code'], message: string): void => {
    warnings.push({ code, number, message: `Patch ${number}: ${message}` });
  };
  const nack = patch.trailers.find(({ kind, counts }) => kind === 'NACK' && counts);
  if (nack !== undefined) add('NACKED', `${lineOf(nack)} rejects it.`);
  const mismatched = ignored.filter(({ identity }) => identity === 'MISMATCH').map(lineOf);
  for (const line of new Set(mismatched)) {
    add('MISMATCHED_TRAILER', `"${line}" was sent by another person and is omitted.`);
  }
  if (hasHiddenCharacters(body))
    add('BIDI_CHARACTERS', 'it contains invisible formatting characters.');
  if (hasFromLine(body)) add('FROM_LINE', 'a line looks like the start of a mail; it is encoded.');
  const codes = new Set(parseDiff(patch.diff, patch.content).problems.map(({ code }) => code));
  if (codes.has('CORRUPT_HUNK')) add('CORRUPT_DIFF', 'its diff is corrupt and will not apply.');
  if (codes.has('MISSING_FILES'))
    add('MISSING_FILES', 'its diff lacks files that its message lists.');
  return warnings;
}

/** Format characters in a line without letters of a script that needs them (b4). */
function hasHiddenCharacters(text: string): boolean {
  if (!/\p{Cf}/u.test(text)) return false;
  return text.split('\n').some((line) => /\p{Cf}/u.test(line) && !/\p{Lo}/u.test(line));
}
