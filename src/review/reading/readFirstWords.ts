import { GatewayError } from '../../errors.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { SentPatch } from '../../catalog/counts/SentPatches.js';
import type { EntityStore } from '../../catalog/kinds/kinds.js';
import { personKey } from '../../mail/identity.js';
import { mailDateToUtc } from '../../patchwork/dates.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { EmbeddedPerson } from '../../patchwork/resources/person.js';
import { read } from '../../patchwork/shape.js';
import type { PeopleOptions } from '../facts/mails.js';
import type { ReplyLedger } from './ReplyLedger.js';

/** Somebody who replied to a patch of somebody else. */
export interface Respondent {
  /** Address after the mailmap, in lower case. */
  readonly key: string;
  readonly name: string | null;
}

/** A patch, and who replied to it. */
export interface AnsweredPatch extends SentPatch {
  /** Each once. */
  readonly respondents: readonly Respondent[];
  /** Time from the patch to its first reply, in seconds; null without replies. */
  readonly secondsToReply: number | null;
}

export interface FirstWordsSources {
  readonly client: PatchworkClient;
  readonly store: EntityStore;
  readonly ledger: ReplyLedger;
  readonly people: PeopleOptions;
}

/** Most patches whose replies are read: each with replies costs a request the first time. */
const MOST_ANSWERED_PATCHES = 400;

/**
 * Reads who replied to patches, and how soon. Replies of the submitter and of bots do not count, nor do
 * those to a cover letter.
 *
 * @returns null below API 1.1, which has no replies.
 * @throws GatewayError QUERY_TOO_EXPENSIVE where there are too many patches.
 */
export async function readFirstWords(
  patches: readonly SentPatch[],
  { client, store, ledger, people }: FirstWordsSources,
): Promise<readonly AnsweredPatch[] | null> {
  if (patches.length > MOST_ANSWERED_PATCHES) throw tooMany(client.name, patches);
  const bots = new Set(people.bots.map((bot) => bot.toLowerCase()));
  const replies = await Promise.all(
    patches.map(({ row }) => ledger.load(store.patches.addListed(client, row))),
  );
  if (replies.includes(null)) return null;
  return patches.map((patch, index) => ({
    ...patch,
    ...wordsOf(patch, replies[index] ?? [], people, bots),
  }));
}

function wordsOf(
  { row }: SentPatch,
  replies: readonly CommentEntity[],
  people: PeopleOptions,
  bots: ReadonlySet<string>,
): Pick<AnsweredPatch, 'respondents' | 'secondsToReply'> {
  const keyOf = (person: Pick<EmbeddedPerson, 'name' | 'email'> | null | undefined) =>
    personKey({ name: person?.name ?? null, email: person?.email ?? null }, people.mailmap);
  const author = keyOf(read(row, 'submitter'));
  const sentAt = Date.parse(mailDateToUtc(row.date) ?? '');
  const respondents = new Map<string, Respondent>();
  let first = Infinity;
  for (const reply of replies) {
    const { submitter, date } = reply.at('summary') ?? {};
    const key = keyOf(submitter);
    const address = submitter?.email?.toLowerCase() ?? '';
    if (key === null || key === author || bots.has(key) || bots.has(address)) continue;
    if (!respondents.has(key)) respondents.set(key, { key, name: submitter?.name ?? null });
    const at = Date.parse(mailDateToUtc(date) ?? '');
    if (!Number.isNaN(at)) first = Math.min(first, at);
  }
  // A clock that is wrong dates a reply before its patch.
  const seconds = Math.max(0, (first - sentAt) / 1000);
  return {
    respondents: [...respondents.values()],
    secondsToReply: Number.isFinite(seconds) ? seconds : null,
  };
}

function tooMany(instance: string, patches: readonly SentPatch[]): GatewayError {
  return new GatewayError(
    `${instance}: the replies to ${String(patches.length)} patches would have to be read, and the limit is ${String(MOST_ANSWERED_PATCHES)}; use a shorter span (since, before)`,
    { code: 'QUERY_TOO_EXPENSIVE', instance },
  );
}
