import type { Operation } from '../../../catalog/operation/Operation.js';
import type { PatchEntity } from '../../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../../catalog/kinds/series.js';
import { parseAddresses, type MailAddress } from '../../../mail/address.js';
import { MailHeaders } from '../../../mail/headers.js';
import { matchSender } from '../../../mail/identity.js';
import { displayMessageId } from '../../../mail/messageId.js';
import { parsePosting } from '../../../mail/posting.js';
import { parsePatchName } from '../../../mail/subject.js';
import { mailDateToUtc } from '../../../patchwork/dates.js';
import { read } from '../../../patchwork/shape.js';
import { compareByDate, instantOf } from '../../facts/mails.js';
import type { AppliedPatch } from '../../facts/mbox/assembleMbox.js';
import type { TrailerFact } from '../../facts/trailerFacts.js';
import type { ReviewReaders } from '../ReviewReaders.js';
import { membersOf, toMailAddress } from '../SeriesPatches.js';
import { trailersOfPatch, type SeriesReview } from '../SeriesReviews.js';

/** `name = CharField(max_length=255)` in patchwork/models.py. */
const MAX_NAME_LENGTH = 255;

/** Something to be known before a mailbox is applied. */
export interface ReadyWarning {
  readonly code: string;
  readonly message: string;
}

/** An operation that reads mailboxes. */
export interface ReviewOperation extends Operation {
  readonly review: ReviewReaders;
}

/** A patch with its object. */
export interface ReadPatch extends AppliedPatch {
  readonly entity: PatchEntity;
}

/** A series as it is applied. */
export interface AppliedSeries {
  readonly series: SeriesEntity;
  /** `2`, or `5.1`. */
  readonly label: string;
  readonly total: number;
  /** Each number once. */
  readonly patches: readonly ReadPatch[];
  /** Null where replies are not requested, or the server has none. */
  readonly review: SeriesReview | null;
  readonly warnings: readonly ReadyWarning[];
}

/**
 * The patches of a series from their details, each number once, with their trailers. Costs 1 request
 * per patch, and with trailers 1 for each mail with replies.
 *
 * @param hasTrailers whether replies are read.
 * @returns null when the series or a patch is absent or hidden. @throws UpstreamError
 */
export async function readAppliedSeries(
  series: SeriesEntity,
  hasTrailers: boolean,
  { review, facets, store }: ReviewOperation,
): Promise<AppliedSeries | null> {
  const all = await review.seriesPatches.list(series);
  const data = series.at('summary');
  if (all === null || data === undefined) return null;
  const version = read(data, 'version') ?? 1;
  const announced = read(data, 'total');
  const members = membersOf(all, version, announced);
  const { chosen, warnings } = chooseNumbers(members);
  const cover = read(data, 'cover_letter');
  const parents =
    cover === null ? members : [...members, store.covers.addEmbedded(series.client, cover)];
  // Side by side: the texts of the patches come from their details then.
  await Promise.all([
    ...members.map((patch) => facets.load(patch, 'detail')),
    ...(hasTrailers ? parents.map((parent) => review.ledger.load(parent)) : []),
  ]);
  const reviewed = hasTrailers ? await review.reviews.load(series) : null;
  if (hasTrailers && reviewed === null && members.every(({ absent }) => !absent)) {
    const message = 'The API of this server has no replies, so their trailers are missing.';
    warnings.push({ code: 'NO_REPLIES', message });
  }
  const sender = toMailAddress(read(data, 'submitter'));
  const patches = chosen.flatMap(({ patch, number }) => {
    const trailers = reviewed === null ? [] : trailersOfPatch(reviewed, patch);
    return toReadPatch(patch, number, trailers, sender) ?? [];
  });
  if (patches.length < chosen.length) return null;
  const heads = [cover, ...members.map((patch) => patch.at('basic'))];
  const names = heads.flatMap((head) => (head == null ? [] : [read(head, 'name')]));
  const most = Math.max(announced ?? 0, ...chosen.map(({ number }) => number));
  return {
    series,
    label: parsePosting(names[0]).label,
    total: announced ?? most,
    patches: patches.filter(({ diff }) => diff !== ''),
    review: reviewed,
    warnings: [...warnings, ...warnOfEmpty(patches), ...warnOfStrays(all, members)],
  };
}

interface Numbered {
  readonly patch: PatchEntity;
  readonly number: number;
}

/** Of several patches with one number the last that was sent. */
function chooseNumbers(patches: readonly PatchEntity[]): {
  readonly chosen: readonly Numbered[];
  readonly warnings: ReadyWarning[];
} {
  const byNumber = new Map<number, PatchEntity>();
  const warnings: ReadyWarning[] = [];
  const dated = patches.map((patch) => ({
    patch,
    id: patch.id,
    date: mailDateToUtc(patch.at('basic')?.date ?? null),
  }));
  for (const { patch } of dated.sort(compareByDate)) {
    const number = parsePatchName(patch.at('basic')?.name).index ?? 1;
    const before = byNumber.get(number);
    if (before !== undefined) {
      const message = `Patch ${String(number)} was sent several times; ${String(patch.id)} is used instead of ${String(before.id)}.`;
      warnings.push({ code: 'DUPLICATE_PATCH', message });
    }
    byNumber.set(number, patch);
  }
  const chosen = Array.from(byNumber, ([number, patch]) => ({ number, patch }));
  return { chosen: chosen.sort((one, other) => one.number - other.number), warnings };
}

function warnOfEmpty(patches: readonly ReadPatch[]): ReadyWarning[] {
  return patches
    .filter(({ diff }) => diff === '')
    .map(({ number }) => ({
      code: 'NO_DIFF',
      message: `Patch ${String(number)} has no diff, as a pull request, and cannot be applied.`,
    }));
}

function warnOfStrays(
  all: readonly PatchEntity[],
  members: readonly PatchEntity[],
): ReadyWarning[] {
  const strays = all.filter((patch) => !members.includes(patch));
  return strays.map((patch) => ({
    code: 'STRAY_PATCH',
    message: `Patch ${String(patch.id)} of this series belongs to another version and is omitted.`,
  }));
}

function toReadPatch(
  patch: PatchEntity,
  number: number,
  trailers: readonly TrailerFact[],
  sender: MailAddress | null,
): ReadPatch | null {
  const { detail } = patch;
  if (detail === undefined) return null;
  const headers = new MailHeaders(read(detail, 'headers'));
  return {
    entity: patch,
    number,
    title: titleOf(headers, read(detail, 'name') ?? ''),
    messageId: displayMessageId(read(detail, 'msgid') ?? ''),
    author: authorOf(patch, headers, sender),
    date: dateOf(headers, read(detail, 'date')),
    content: read(detail, 'content') ?? '',
    diff: read(detail, 'diff') ?? '',
    trailers,
    lostTrailers: [],
  };
}

/** Patchwork keeps no more than 255 characters of a name; the rest is in the mail. */
function titleOf(headers: MailHeaders, name: string): string {
  const { title } = parsePatchName(name);
  if (name.length < MAX_NAME_LENGTH) return title;
  const [subject = ''] = headers.values('Subject');
  const whole = parsePatchName(subject.replace(/\s+/g, ' ')).title;
  return whole.startsWith(title) ? whole : title;
}

/** What From says, but for the address of a list in it, which replaces the submitter. */
function authorOf(
  { summary }: PatchEntity,
  headers: MailHeaders,
  sender: MailAddress | null,
): MailAddress {
  const raw = (name: string): string[] => headers.entries([name]).map((entry) => entry.raw);
  const [from] = raw('From').flatMap(parseAddresses);
  const submitter = summary === undefined ? null : toMailAddress(read(summary, 'submitter'));
  const isMunged = / via /i.test(from?.name ?? '');
  if (from !== undefined && !isMunged) return from;
  if (submitter !== null) return submitter;
  const others = ['X-Original-From', 'Reply-To'].flatMap(raw).flatMap(parseAddresses);
  const isSender = sender !== null && matchSender(sender, others) !== 'MISMATCH';
  return (isSender ? sender : others[0]) ?? sender ?? from ?? { name: null, email: null };
}

/** As the mail says, where git can read it; else as Patchwork does. */
function dateOf(headers: MailHeaders, known: string | null): string | null {
  const [sent] = headers.values('Date');
  const written = sent?.replace(/\([^)]*\)/g, ' ').trim() ?? '';
  if (/^(?:[A-Z][a-z]{2}, *)?\d{1,2} /.test(written) && !Number.isNaN(Date.parse(written))) {
    return written;
  }
  if (known === null) return null;
  return new Date(instantOf(known)).toUTCString().replace('GMT', '+0000');
}
