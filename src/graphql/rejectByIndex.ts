import { MAIL_KINDS, type MailKind, type TextField } from '../corpus/IndexedMail.js';
import type { IndexAnswer, IndexCondition, IndexHit, IndexPlan } from '../corpus/IndexPlan.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import { headerTokens, tokensOf } from '../corpus/tokens.js';
import { GatewayError } from '../errors.js';
import { displayMessageId } from '../mail/messageId.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { PatchSummary } from '../patchwork/resources/patch.js';
import type { Series } from '../patchwork/resources/series.js';
import { NO_PEOPLE_OPTIONS } from '../review/facts/mails.js';
import type { RequestContext } from './context.js';
import { isUpToDate, isWhole } from './indexTrust.js';
import { pathCondition } from './search/indexCondition.js';
import { indexCall, readCoverage } from './search/IndexScope.js';

/** Data of a row that is known before its details are read. */
type PatchRow = Pick<PatchSummary, 'id' | 'msgid'>;
type Context = Pick<RequestContext, 'gateway'>;

const MOST_HITS = 1_000;
const MOST_PAGES = 10;
const NOTHING: ReadonlySet<number> = new Set();
/** Wherever an address of a reviewer can stand. */
const PLACES: readonly TextField[] = ['f', 'nq', 'q', 'tr'];
/** Headers with the sender where a mailing list has replaced From (`patchwork/parser.py`). */
const SENDER_HEADERS = ['Reply-To', 'X-Original-From', 'X-Original-Sender'];

/**
 * Patches that the index has as a whole and that change no file that fits a pattern: their diffs need not be read.
 * Texts do not change, so that it does not matter how far the index is.
 */
export async function patchesWithoutPath(
  client: PatchworkClient,
  rows: readonly PatchRow[],
  patterns: readonly string[],
  { gateway: { index } }: Context,
): Promise<ReadonlySet<number>> {
  const ids = rows.flatMap(({ msgid }) => (msgid == null ? [] : [displayMessageId(msgid)]));
  if (index === undefined || ids.length === 0) return NOTHING;
  return await unlessAway(async () => {
    const asked: IndexCondition = { kind: 'messageId', ids };
    const own = (more: IndexCondition) =>
      hitsOf(index, client, ['PATCH'], { kind: 'and', parts: [asked, more] });
    const stored = await own({ kind: 'whole' });
    if (stored === null || stored.length === 0) return NOTHING;
    const touching = await own(anyPath(patterns));
    if (touching === null) return NOTHING;
    const fitting = new Set(touching.map(({ number }) => number));
    return new Set(stored.map(({ number }) => number).filter((number) => !fitting.has(number)));
  });
}

/** The same of series: all patches that arrived are indexed as a whole, and none fits. */
export async function seriesWithoutPath(
  client: PatchworkClient,
  rows: readonly Series[],
  patterns: readonly string[],
  { gateway: { index } }: Context,
): Promise<ReadonlySet<number>> {
  if (index === undefined || rows.length === 0) return NOTHING;
  return await unlessAway(async () => {
    const asked: IndexCondition = { kind: 'series', numbers: rows.map(({ id }) => id) };
    const own = (more: IndexCondition) =>
      hitsOf(index, client, ['PATCH'], { kind: 'and', parts: [asked, more] });
    const stored = await own({ kind: 'whole' });
    const touching = await own(anyPath(patterns));
    if (stored === null || touching === null) return NOTHING;
    const fitting = new Set(touching.map(({ series }) => series));
    const without = rows.filter(({ id, received_total: received }) => {
      const count = stored.filter(({ series }) => series === id).length;
      return received != null && count > 0 && count >= received && !fitting.has(id);
    });
    return new Set(without.map(({ id }) => id));
  });
}

/**
 * Patches of series in whose mails and replies an address does not occur: nobody with it has reviewed them. Needs an
 * index that is whole and has taken the latest events of the server.
 */
export async function patchesWithoutReviewer(
  client: PatchworkClient,
  rows: readonly PatchSummary[],
  addresses: readonly string[],
  { gateway: { index, feeds, reviewSettings }, scope }: Pick<RequestContext, 'gateway' | 'scope'>,
): Promise<ReadonlySet<number>> {
  const feed = feeds?.get(client.name);
  // People of the configuration can have more addresses than their mails show.
  const { mailmap } = reviewSettings?.people ?? NO_PEOPLE_OPTIONS;
  if (index === undefined || feed === undefined || mailmap !== NO_PEOPLE_OPTIONS.mailmap) {
    return NOTHING;
  }
  if (addresses.some((address) => tokensOf(address).length === 0)) return NOTHING;
  return await unlessAway(async () => {
    const coverage = await readCoverage(index, client.now());
    const known = rows.filter(({ project, date }) => {
      const own = coverage.find(
        (one) => one.instance === client.name && one.project === project?.link_name,
      );
      if (own === undefined || !own.comments || own.truncated > 0 || date == null) return false;
      return isWhole(own, Date.parse(`${date.slice(0, 19)}Z`) / 1000) && isUpToDate(own, feed);
    });
    const numbers = known.flatMap(({ series }) =>
      series?.length === 1 ? (series[0]?.id ?? []) : [],
    );
    if (numbers.length === 0) return NOTHING;
    const members = await hitsOf(index, client, ['PATCH', 'COVER'], { kind: 'series', numbers });
    const mails = await hitsOf(index, client, MAIL_KINDS, {
      kind: 'or',
      parts: addresses.flatMap(addressConditions),
    });
    if (members === null || mails === null) return NOTHING;
    // Responses are cached as long as the values read for them; the index changes independently.
    scope.onRead(null);
    const seriesOf = new Map(members.map((hit) => [nameOf(hit), hit.series]));
    const named = new Set(
      mails.map((hit) => hit.series ?? seriesOf.get(nameOf(hit.parent ?? hit))),
    );
    return new Set(
      known
        .filter(({ id, series }) => {
          const own = series?.[0]?.id;
          return (
            own !== undefined && seriesOf.get(`PATCH ${String(id)}`) === own && !named.has(own)
          );
        })
        .map(({ id }) => id),
    );
  });
}

/** Answers of tests of which some are known beforehand to be no. */
export async function examineRest<Row extends { readonly id: number }>(
  rows: readonly Row[],
  rejected: ReadonlySet<number>,
  examine: (rows: readonly Row[]) => Promise<readonly boolean[]>,
): Promise<readonly boolean[]> {
  if (rejected.size === 0) return await examine(rows);
  const left = rows.filter(({ id }) => !rejected.has(id));
  const met = left.length === 0 ? [] : await examine(left);
  const answers = new Map(left.map((row, index) => [row, met[index] === true]));
  return rows.map((row) => answers.get(row) ?? false);
}

function addressConditions(address: string): readonly IndexCondition[] {
  const ofHeaders = SENDER_HEADERS.map((name): IndexCondition => {
    return { kind: 'text', fields: ['h'], tokens: headerTokens(name, address), prefix: false };
  });
  const tokens = tokensOf(address);
  return [{ kind: 'text', fields: PLACES, tokens, prefix: false }, ...ofHeaders];
}

function anyPath(patterns: readonly string[]): IndexCondition {
  return { kind: 'or', parts: patterns.map(pathCondition) };
}

function nameOf({ kind, number }: { readonly kind: MailKind; readonly number: number }): string {
  return `${kind} ${String(number)}`;
}

/** All hits; null where they are too many. */
async function hitsOf(
  index: SearchIndex,
  { name }: PatchworkClient,
  kinds: readonly MailKind[],
  where: IndexCondition,
): Promise<readonly IndexHit[] | null> {
  const hits: IndexHit[] = [];
  let before: number | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const plan: Omit<IndexPlan, 'count'> = {
      instance: name,
      projects: null,
      kinds,
      where,
      before,
      limit: MOST_HITS,
    };
    const answer: IndexAnswer = await indexCall(() => index.query({ ...plan, count: false }));
    hits.push(...answer.hits);
    if (answer.exhausted) return hits;
    before = answer.interruptedAt ?? hits.at(-1)?.row ?? null;
  }
  return null;
}

/** Without the index every row is read. */
async function unlessAway(find: () => Promise<ReadonlySet<number>>): Promise<ReadonlySet<number>> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return NOTHING;
  }
}
