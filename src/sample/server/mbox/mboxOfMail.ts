import { DateTime } from 'luxon';
import type { CommentRow, CoverRow, PatchRow, PersonRow, ProjectRow } from '../SampleState.js';
import type { SampleRequest } from '../SampleRequest.js';
import { splitHeaderBlock } from '../serialize/mailHeaders.js';
import { byDate } from '../store/SampleStore.js';
import { encodeWord } from './encodedWord.js';
import { foldHeader } from './foldHeader.js';

/** The mbox text of a patch (`_submission_to_mbox` of `patchwork/views/utils.py`). */
export function mboxOfPatch(request: SampleRequest, patch: PatchRow): string {
  const { store } = request;
  return mboxOf(request, {
    mail: patch,
    project: store.projects.require(patch.project),
    submitter: store.people.require(patch.submitter),
    delegateEmail: store.users.get(patch.delegate)?.email,
    comments: store.commentsOfPatch(patch.id),
    diff: patch.diff ?? '',
  });
}

/** The mbox text of a cover letter. */
export function mboxOfCover(request: SampleRequest, cover: CoverRow): string {
  const { store } = request;
  return mboxOf(request, {
    mail: cover,
    project: store.projects.require(cover.project),
    submitter: store.people.require(cover.submitter),
    delegateEmail: undefined,
    comments: store.commentsOfCover(cover.id),
    diff: '',
  });
}

/** The mbox text of several patches. */
export function mboxOfPatches(request: SampleRequest, patches: readonly PatchRow[]): string {
  return patches.map((patch) => mboxOfPatch(request, patch)).join('\n');
}

interface Submission {
  readonly mail: PatchRow | CoverRow;
  readonly project: ProjectRow;
  readonly submitter: PersonRow;
  readonly delegateEmail: string | undefined;
  readonly comments: readonly CommentRow[];
  readonly diff: string;
}

function mboxOf(request: SampleRequest, submission: Submission): string {
  const body = bodyOf(request, submission);
  const ascii = !/[^\0-\x7f]/.test(body);
  const lines = [
    `From patchwork ${ctime(submission.mail.date)}`,
    'Content-Type: text/plain; charset="utf-8"',
    'MIME-Version: 1.0',
    `Content-Transfer-Encoding: ${ascii ? '7bit' : '8bit'}`,
    ...headersOf(submission).map(([name, value]) => foldHeader(name, value)),
    '',
    // Python's generator converts every line end to "\n".
    body.replace(/\r\n|\r/g, '\n'),
  ];
  return lines.join('\n');
}

function headersOf(submission: Submission): readonly (readonly [string, string])[] {
  const { mail, project, submitter, delegateEmail } = submission;
  const submitterText = formatAddress(submitter);
  const headers: (readonly [string, string])[] = [
    ['X-Patchwork-Submitter', submitterText],
    ['X-Patchwork-Id', String(mail.id)],
  ];
  if (delegateEmail !== undefined) headers.push(['X-Patchwork-Delegate', delegateEmail]);
  let dated = false;
  for (const [name, value] of splitHeaderBlock(mail.headers)) {
    if (['Content-Type', 'Content-Transfer-Encoding'].includes(name)) continue;
    dated ||= name.toLowerCase() === 'date';
    if (name === 'From' && addressOf(value) === project.list_email) {
      // The list rewrites From (DMARC): the patch must still name its author.
      headers.push(['X-Patchwork-Original-From', value], [name, submitterText]);
    } else {
      headers.push([name, value]);
    }
  }
  if (!dated) headers.push(['Date', rfc2822(mail.date)]);
  return headers;
}

function bodyOf(request: SampleRequest, { mail, comments, diff }: Submission): string {
  const text = mail.content === '' ? '' : `${mail.content.trim()}\n`;
  const [head, postscript] = splitPostscript(text, request.traits.splitsPostscriptAtAnyLine);
  let body = postscript === undefined ? head : `${head.trim()}\n`;
  for (const comment of byDate(comments)) body += trailersOf(comment.content);
  const rest = postscript?.trimEnd() ?? '';
  if (rest !== '') body += rest.startsWith('\n') ? `---${rest}\n` : `---\n${rest}\n`;
  return diff === '' ? body : `${body}\n${diff}`;
}

/** Cuts the text at the first line `--` or `---`, after which the diffstat follows. */
function splitPostscript(text: string, anyLine: boolean): readonly [string, string | undefined] {
  const match = (anyLine ? /^-{2,3} ?$/m : /\n-{2,3} ?\n/).exec(text);
  if (match === null) return [text, undefined];
  return [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}

function trailersOf(content: string): string {
  const trailers = content.matchAll(
    /^(?:Tested|Reviewed|Acked|Signed-off|Nacked|Reported)-by:.*$/gim,
  );
  return Array.from(trailers, ([line]) => `${line}\n`).join('');
}

/** `email.utils.formataddr`. */
function formatAddress({ name, email }: PersonRow): string {
  if (name === null || name === '') return email;
  if (/[^\0-\x7f]/.test(name)) return `${encodeWord(name)} <${email}>`;
  const escaped = name.replace(/[\\"]/g, '\\$&');
  return /[\][\\()<>@,:;".]/.test(name) ? `"${escaped}" <${email}>` : `${escaped} <${email}>`;
}

/** The address of a From header (the common form in `split_from_header` of `patchwork/parser.py`). */
function addressOf(from: string): string {
  return /^"?[^]*?"?\s*<([^>]+)>/.exec(from)?.[1] ?? from;
}

/** C's `ctime`: `Tue Mar  3 09:00:00 2026`. */
function ctime(date: string): string {
  const moment = DateTime.fromISO(date, { zone: 'UTC', locale: 'en-US' });
  return `${moment.toFormat('ccc LLL')} ${String(moment.day).padStart(2)} ${moment.toFormat('HH:mm:ss yyyy')}`;
}

function rfc2822(date: string): string {
  const moment = DateTime.fromISO(date, { zone: 'UTC', locale: 'en-US' });
  return `${moment.toFormat('ccc, dd LLL yyyy HH:mm:ss')} -0000`;
}
