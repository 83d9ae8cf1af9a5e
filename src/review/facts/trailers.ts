import type { MailAddress } from '../../mail/address.js';
import { isOneOf, matchSender, personKey } from '../../mail/identity.js';
import { parseMessage } from '../../mail/message.js';
import { parseReply, type ReplyTrailer } from '../../mail/reply.js';
import type { TrailerScope } from '../../mail/trailerScope.js';
import { namesPerson, type TrailerKind } from '../../mail/trailerKinds.js';
import {
  frontTextOf,
  NO_PEOPLE_OPTIONS,
  numberOf,
  type PeopleOptions,
  type ReviewPatch,
  type ReviewReply,
  type ReviewSeries,
} from './mails.js';
import { findReplyTargets, type ReplyTarget } from './replyTargets.js';
import {
  isApproval,
  joinTrailers,
  type FoundTrailer,
  type TrailerFact,
  type TrailerIdentity,
} from './trailerFacts.js';

/** Something that a reader of the trailers should know. */
export interface TrailerWarning {
  readonly code: 'SCOPE_OUT_OF_RANGE';
  readonly messageId: string;
  readonly message: string;
}

/** The trailers of a series, as a whole and for each patch. */
export interface SeriesTrailers {
  /** One entry per kind and person over all patches. */
  readonly all: readonly TrailerFact[];
  /** By number of the patch. */
  readonly byPatch: ReadonlyMap<number, readonly TrailerFact[]>;
  readonly warnings: readonly TrailerWarning[];
}

/** A range wider than any series is a year or a size, and expanded no further. */
const MAX_PATCHES = 10_000;

/**
 * The trailers of a series: those of each patch's own message, and those given in replies. A reply to
 * the cover counts for every patch (b4, patchew), a reply to a patch for that patch, unless its text
 * names others. The cover's own trailers count for nothing: kernel reviewers object to it.
 */
export function readSeriesTrailers(
  series: ReviewSeries,
  options: PeopleOptions = NO_PEOPLE_OPTIONS,
): SeriesTrailers {
  const numbers = series.patches.map(numberOf);
  const warnings: TrailerWarning[] = [];
  const found = series.patches.flatMap((patch) => readOwnTrailers(patch, series, options));
  const targets = findReplyTargets(series);
  const seen = new Set<string>();
  for (const reply of series.replies) {
    const target = targets.get(reply.messageId);
    if (target === undefined || seen.has(reply.messageId) || isBot(reply, options)) continue;
    seen.add(reply.messageId);
    const given = readGivenTrailers(reply, target, { series, numbers, warnings, options });
    found.push(...given.filter(({ identity }) => identity !== 'EMBEDDED'));
  }
  return { all: joinTrailers(found, options), byPatch: split(found, numbers, options), warnings };
}

function split(
  found: readonly FoundTrailer[],
  numbers: readonly number[],
  options: PeopleOptions,
): ReadonlyMap<number, readonly TrailerFact[]> {
  const byPatch = new Map<number, FoundTrailer[]>(numbers.map((number) => [number, []]));
  for (const trailer of found) {
    for (const number of trailer.appliesTo) byPatch.get(number)?.push(trailer);
  }
  return new Map([...byPatch].map(([number, list]) => [number, joinTrailers(list, options)]));
}

/**
 * The trailers of one reply, those of a diff that it contains included (EMBEDDED, which never count). A bot's
 * reply gives none.
 *
 * @param target subject of the reply; null where its patch is not known.
 */
export function readReplyTrailers(
  reply: ReviewReply,
  target: ReplyTarget | null,
  series: ReviewSeries,
  options: PeopleOptions = NO_PEOPLE_OPTIONS,
): TrailerFact[] {
  if (isBot(reply, options)) return [];
  const numbers = series.patches.map(numberOf);
  const context = { series, numbers, options, warnings: [] };
  return joinTrailers(readGivenTrailers(reply, target, context), options);
}

function readOwnTrailers(
  patch: ReviewPatch,
  series: ReviewSeries,
  options: PeopleOptions,
): FoundTrailer[] {
  const message = parseMessage(patch.content, frontTextOf(patch.diff));
  const selves = [series.submitter, patch.submitter, message.author];
  return message.trailers.map((trailer) => ({
    ...trailer,
    messageId: patch.messageId,
    id: patch.id,
    source: 'MESSAGE',
    identity: ownIdentity(trailer, selves, options),
    author: message.author ?? patch.submitter,
    date: patch.date,
    patchIndexes: null,
    appliesTo: [numberOf(patch)],
  }));
}

/** Own trailers have no sender to compare: they are the author's claim. */
function ownIdentity(
  trailer: PersonTrailer,
  selves: readonly (MailAddress | null)[],
  { mailmap }: PeopleOptions,
): TrailerIdentity {
  if (isMalformed(trailer)) return 'MALFORMED';
  return isOpinion(trailer.kind) && isOneOf(trailer.person, selves, mailmap) ? 'SELF' : 'NONE';
}

interface PersonTrailer {
  readonly name: string;
  readonly kind: TrailerKind;
  readonly person: MailAddress | null;
}

function isMalformed({ name, kind, person }: PersonTrailer): boolean {
  return namesPerson(name, kind) && person?.email == null;
}

/** Nobody reviews his own patch; a sign-off that was forgotten is his to give. */
function isOpinion(kind: TrailerKind): boolean {
  return isApproval(kind) || kind === 'TEST' || kind === 'NACK';
}

interface ReplyContext {
  readonly series: ReviewSeries;
  readonly numbers: readonly number[];
  readonly warnings: TrailerWarning[];
  readonly options: PeopleOptions;
}

function readGivenTrailers(
  reply: ReviewReply,
  target: ReplyTarget | null,
  context: ReplyContext,
): FoundTrailer[] {
  const { series, numbers, options } = context;
  const patch = series.patches.find((one) => numberOf(one) === target);
  const selves = [series.submitter, patch?.submitter ?? null];
  return parseReply(reply.content).trailers.map((trailer) => {
    const patchIndexes = readIndexes(trailer, reply, context);
    const place = target === 'COVER' ? numbers : numbers.filter((number) => number === target);
    const appliesTo = trailer.scope?.kind === 'SERIES' ? numbers : (patchIndexes ?? place);
    return {
      ...trailer,
      appliesTo,
      patchIndexes,
      messageId: reply.messageId,
      id: reply.id,
      source: target === 'COVER' ? 'COVER_REPLY' : 'REPLY',
      identity: givenIdentity(trailer, reply, selves, options),
      author: reply.submitter,
      date: reply.date,
      inBlock: false,
    };
  });
}

function givenIdentity(
  trailer: ReplyTrailer,
  reply: ReviewReply,
  selves: readonly (MailAddress | null)[],
  options: PeopleOptions,
): TrailerIdentity {
  if (trailer.isEmbedded) return 'EMBEDDED';
  if (isMalformed(trailer)) return 'MALFORMED';
  const { person } = trailer;
  if (person === null) return 'NONE';
  const own = reply.submitter === null ? [] : [reply.submitter];
  const match = matchSender(person, [...own, ...reply.routing.senders], options.mailmap);
  if (match === 'MISMATCH' || !isOpinion(trailer.kind)) return match;
  const isSelf = [person, reply.submitter].some((one) => isOneOf(one, selves, options.mailmap));
  return isSelf ? 'SELF' : match;
}

/** The numbers a trailer's text names; none where one of them lies outside the series. */
function readIndexes(
  trailer: ReplyTrailer,
  reply: ReviewReply,
  { numbers, warnings }: ReplyContext,
): readonly number[] | null {
  if (trailer.scope?.kind !== 'PATCHES') return null;
  const indexes = expand(trailer.scope, Math.max(...numbers, 0));
  if (indexes !== null) return indexes;
  warnings.push({
    code: 'SCOPE_OUT_OF_RANGE',
    messageId: reply.messageId,
    message: `${trailer.name} in line ${trailer.line} of the reply ${reply.messageId} refers to a patch that the series does not have, and is not counted.`,
  });
  return [];
}

function expand(
  scope: Extract<TrailerScope, { kind: 'PATCHES' }>,
  count: number,
): readonly number[] | null {
  const indexes = new Set<number>();
  for (const { first, last } of scope.ranges) {
    if (first < 1 || last < first || last > Math.min(count, MAX_PATCHES)) return null;
    for (let index = first; index <= last; index += 1) indexes.add(index);
  }
  return [...indexes].sort((one, other) => one - other);
}

/** Whether a reply comes from a bot: by its address, or that without `+detail`. */
export function isBot(reply: ReviewReply, { bots, mailmap }: PeopleOptions): boolean {
  const key = personKey(reply.submitter, mailmap);
  const address = reply.submitter?.email?.toLowerCase();
  return bots.some((bot) => bot.toLowerCase() === address || bot.toLowerCase() === key);
}
