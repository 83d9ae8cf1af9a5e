import type { MailAddress } from './address.js';
import type { RawHeaders } from './headers.js';

/** One patch of Patchwork's mbox. */
export interface MboxMail {
  /** Number of the patch, `X-Patchwork-Id`. */
  readonly id: number;
  readonly headers: RawHeaders;
  /** Text before the diff, with the lines that Patchwork adds. */
  readonly text: string;
  /** Null where the patch has none. */
  readonly diff: string | null;
}

/** Begins each mail of Patchwork's mboxes (`patchwork/views/utils.py`, `_submission_to_mbox`). */
const MAIL_START = /^From patchwork (?=[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d )/m;
const HEADER = /^([!-9;-~]+):[ \t]?(.*)$/;
/** Patchwork collects these lines out of replies (`patchwork/models.py`, `response_re`). */
const COLLECTED = /^(?:Tested|Reviewed|Acked|Signed-off|Nacked|Reported)-by:.*$/gim;
const COLLECTED_LINE = /^(?:Tested|Reviewed|Acked|Signed-off|Nacked|Reported)-by:/i;
const DASHES = /^-{2,3} ?$/m;
const TRAILER = /^[A-Za-z][A-Za-z-]{1,38}-by[ \t]*:|^(?:Fixes|Cc|Closes|Link):/im;

/**
 * Takes the mbox of a series apart. It is trusted only if it holds exactly the patches expected, each
 * once: a message may hold lines that look like another mail.
 *
 * @param hasOthers whether it may hold patches beside those expected.
 * @returns mails by number of the patch, or null where it is not trusted.
 */
export function splitSeriesMbox(
  mbox: string,
  expected: readonly number[],
  hasOthers = false,
): ReadonlyMap<number, MboxMail> | null {
  const [front, ...pieces] = mbox.split(new RegExp(MAIL_START, 'gm'));
  if (front?.trim() !== '') return null;
  const mails = new Map<number, MboxMail>();
  for (const piece of pieces) {
    const mail = readMail(piece);
    if (mail === null || mails.has(mail.id)) return null;
    mails.set(mail.id, mail);
  }
  const isExact = hasOthers || mails.size === expected.length;
  return isExact && expected.every((id) => mails.has(id)) ? mails : null;
}

function readMail(piece: string): MboxMail | null {
  const end = piece.indexOf('\n\n');
  const lines = piece.slice(0, end === -1 ? undefined : end).split('\n');
  const values = new Map<string, string[]>();
  let last: string[] | undefined;
  // The first line is the rest of the separator.
  for (const line of lines.slice(1)) {
    if (/^[ \t]/.test(line)) {
      if (last === undefined) return null;
      last.push(`${last.pop() ?? ''}\n${line}`);
      continue;
    }
    const [, name = '', value = ''] = HEADER.exec(line) ?? [];
    if (name === '') return null;
    last = values.get(name) ?? [];
    last.push(value);
    values.set(name, last);
  }
  // Patchwork's own headers come first; a mail may have brought some by these names.
  const id = Number(values.get('X-Patchwork-Id')?.[0] ?? NaN);
  const encoding = values.get('Content-Transfer-Encoding')?.[0] ?? '';
  if (!Number.isSafeInteger(id) || end === -1 || !/^[78]bit$/i.test(encoding)) return null;
  const original = values.get('X-Patchwork-Original-From');
  if (original !== undefined) values.set('From', original);
  const body = piece.slice(end + 2);
  const split = findDiff(body);
  const headers = Object.fromEntries(
    Array.from(values, ([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]),
  );
  return split === null
    ? { id, headers, text: body, diff: null }
    : { id, headers, text: body.slice(0, split), diff: body.slice(split + 1).replace(/\n$/, '') };
}

/** Where the empty line before the diff begins: Patchwork writes one there. */
function findDiff(body: string): number | null {
  const start = /^(?:diff |Index: |--- [^\n]*\n\+\+\+ )/m.exec(body);
  if (start === null) return null;
  return start.index >= 2 && body.slice(start.index - 2, start.index) === '\n\n'
    ? start.index - 1
    : null;
}

/**
 * The message of a patch as its author sent it, out of Patchwork's mbox: without the trailers that
 * Patchwork adds out of replies, one line each in the order of their dates, behind the text or before
 * its first `---`.
 *
 * @param replies texts of the replies filed at the patch, by date.
 * @returns null where the text does not end in exactly these lines, or if they cannot be distinguished from
 *   the author's.
 */
export function withoutAddedTrailers(text: string, replies: readonly string[]): string | null {
  const added = replies.flatMap((reply) => reply.match(COLLECTED) ?? []).map((line) => `${line}\n`);
  const cut = DASHES.exec(text);
  const head = cut === null ? text : text.slice(0, cut.index);
  const rest = cut === null ? '' : text.slice(cut.index);
  // The cut may have been a line `--` of prose, which Patchwork writes as `---`.
  const below = rest.replace(/^.*\n?/, '');
  if (DASHES.test(below) || TRAILER.test(below)) return null;
  const suffix = added.join('');
  if (!head.endsWith(suffix)) return null;
  return `${head.slice(0, head.length - suffix.length)}${rest}`.trim();
}

/**
 * The message of a patch as its author sent it, out of Patchwork's mbox, where that shows without the
 * replies: the lines that Patchwork adds come last, so there are none behind another line, or behind
 * the only sign-off of the sender.
 *
 * @param sender of the patch.
 * @returns null where the last line may be one of those added.
 */
export function ownTextOf(text: string, sender: MailAddress | null): string | null {
  const own = withoutAddedTrailers(text, []);
  if (own === null) return null;
  const cut = DASHES.exec(text);
  const lines = (cut === null ? text : text.slice(0, cut.index)).trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  if (!COLLECTED_LINE.test(last)) return own;
  const [, signer = ''] = /^Signed-off-by:(.*)$/i.exec(last) ?? [];
  const email = sender?.email?.toLowerCase();
  const isSenders = email !== undefined && signer.toLowerCase().includes(`<${email}>`);
  return isSenders && lines.indexOf(last) === lines.length - 1 ? own : null;
}
