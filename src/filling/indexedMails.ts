import type { IndexedMail, MailFields, MailSummary } from '../corpus/IndexedMail.js';
import { readMailFields } from '../corpus/readMailFields.js';
import type { ProjectRef } from '../corpus/SearchIndex.js';
import { decodeEncodedWords } from '../mail/encodedWords.js';
import { MailHeaders, unfold, type RawHeaders } from '../mail/headers.js';
import { displayMessageId } from '../mail/messageId.js';
import { mailDateToUtc } from '../patchwork/dates.js';
import type { PatchContent } from '../patchwork/MailHalves.js';
import type { Comment } from '../patchwork/resources/comment.js';
import type { EmbeddedPerson } from '../patchwork/resources/person.js';
import type { CoverSummary } from '../patchwork/resources/cover.js';
import type { PatchSummary } from '../patchwork/resources/patch.js';
import { read } from '../patchwork/shape.js';

/** Headers and texts of a mail. */
export interface MailParts {
  readonly headers: RawHeaders | null;
  readonly content: string;
  readonly diff: string | null;
}

/** Comments have no name, and their subject is a header. */
export interface CommentParts extends MailParts {
  /** Folded and encoded. */
  readonly subject: string | null;
}

/** The parts of a mail as REST gives it. @throws UpstreamError when one cannot be read. */
export function partsOf(mail: Pick<PatchContent, 'headers' | 'content'> | PatchContent): MailParts {
  return {
    headers: read(mail, 'headers'),
    content: read(mail, 'content') ?? '',
    diff: 'diff' in mail ? read(mail, 'diff') : null,
  };
}

/** The parts of a comment as REST gives it. @throws UpstreamError when one cannot be read. */
export function commentPartsOf(comment: Comment): CommentParts {
  return { ...partsOf(comment), subject: read(comment, 'subject') };
}

/** Project of a mail, and the limit of its text. */
export interface Placement extends ProjectRef {
  readonly maxTextBytes: number;
}

/** Seconds since 1970 of a mail's date; null if it cannot be read. */
export function dateSeconds(date: string | null | undefined): number | null {
  const utc = mailDateToUtc(date);
  const ms = utc === null ? NaN : Date.parse(utc);
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}

/** @returns null without a readable date. */
export function indexedPatch(
  row: PatchSummary,
  parts: MailParts,
  placement: Placement,
): IndexedMail | null {
  const mail = indexedHead(row, row.name, parts, placement);
  if (mail === null) return null;
  return { ...mail, kind: 'PATCH', parent: null, summary: summaryOf(row) };
}

/** @returns null without a readable date. */
export function indexedCover(
  row: CoverSummary,
  parts: MailParts,
  placement: Placement,
): IndexedMail | null {
  const mail = indexedHead(row, row.name, parts, placement);
  return mail === null ? null : { ...mail, kind: 'COVER', parent: null, summary: null };
}

/** @returns null without a readable date. */
export function indexedComment(
  comment: Omit<HeadRow, 'series'>,
  { subject, ...parts }: CommentParts,
  parent: NonNullable<IndexedMail['parent']>,
  placement: Placement,
): IndexedMail | null {
  const shown = decodeEncodedWords(unfold(subject ?? ''));
  const mail = indexedHead(comment, shown, parts, placement);
  if (mail === null) return null;
  return {
    ...mail,
    kind: 'COMMENT',
    number: commentNumber(comment.id, parent),
    parent,
    summary: null,
  };
}

/** Patchwork numbers comments of covers and of patches apart, and an index has one number for both: these are negative. @internal */
export function commentNumber(id: number, parent: NonNullable<IndexedMail['parent']>): number {
  return parent.kind === 'COVER' ? -id : id;
}

/** The summary of a patch. */
export function summaryOf(row: PatchSummary): MailSummary {
  return {
    state: row.state ?? null,
    // The field is present and null if there is no delegate.
    delegate: row.delegate === null ? '' : (row.delegate?.username ?? null),
    archived: row.archived ?? null,
    check: row.check ?? null,
  };
}

interface HeadRow {
  readonly id: number;
  readonly msgid?: string | null | undefined;
  readonly date?: string | null | undefined;
  readonly submitter?: EmbeddedPerson | null | undefined;
  readonly series?: PatchSummary['series'];
}

function indexedHead(
  row: HeadRow,
  subject: string | null | undefined,
  { headers: raw, content, diff }: MailParts,
  { instance, project, maxTextBytes }: Placement,
): Omit<IndexedMail, 'kind' | 'parent' | 'summary'> | null {
  const date = dateSeconds(row.date);
  if (date === null) return null;
  const headers = new MailHeaders(raw);
  const messageId = row.msgid == null ? null : displayMessageId(row.msgid);
  const [series] = row.series ?? [];
  return {
    instance,
    project,
    number: row.id,
    messageId,
    series: series?.id ?? null,
    submitter: row.submitter?.id ?? null,
    version: series?.version ?? null,
    date,
    fields: withSender(
      readMailFields({ subject: subject ?? '', headers, content, diff }, maxTextBytes),
      row.submitter,
    ),
  };
}

/**
 * Adds Patchwork's sender to From if they differ: lists that rewrite From for DMARC put their own
 * address there, and Patchwork restores the author (`get_original_sender` in
 * `patchwork/parser.py`).
 */
function withSender(fields: MailFields, person: EmbeddedPerson | null | undefined): MailFields {
  const { name, email } = person ?? {};
  if (email == null || fields.f.toLowerCase().includes(email.toLowerCase())) return fields;
  return { ...fields, f: `${fields.f}, ${name ?? ''} <${email}>` };
}
