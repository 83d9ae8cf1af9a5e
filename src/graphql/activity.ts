import { BadUserInputError } from '../errors.js';
import { compareText } from '../orderedList.js';
import { intervalLabel, intervalsBetween, type Interval } from '../catalog/counts/intervals.js';
import { placeOf, type PatchGroup, type Unplaced } from '../catalog/counts/patchGroups.js';
import { SentPatches, type SentRows } from '../catalog/counts/SentPatches.js';
import type { Operation } from '../catalog/operation/Operation.js';
import { boundKey } from '../patchwork/lists/dateKey.js';
import { planPatches, type PatchListFilter } from '../patchwork/lists/plans.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { readFirstWords, type AnsweredPatch } from '../review/reading/readFirstWords.js';
import { NO_REVIEW_SETTINGS } from '../review/reading/ReviewSettings.js';
import type { RequestContext } from './context.js';
import type { ActivityDimension, InputMaybe } from './generated/types.js';
import type { ActivityPointModel, FirstReplyModel } from './models.js';
import { countOn, keyShown, labelOf, patchReads } from './patchCounts.js';
import { toState } from './states.js';

/** Patches of one project over a span of time. */
export interface ActivityQuestion {
  readonly client: PatchworkClient;
  /** Link name or number. */
  readonly project: string;
  /** RFC 3339 in UTC. */
  readonly since: string;
  readonly before: InputMaybe<string> | undefined;
  readonly interval: Interval;
}

const MOST_INTERVALS = 4_000;

/**
 * Counts the patches of a project over time.
 *
 * @throws GatewayError when not all of them can be counted: half of the points would be taken for all.
 */
export async function readActivity(
  question: ActivityQuestion,
  by: ActivityDimension | undefined,
  context: RequestContext,
): Promise<readonly ActivityPointModel[]> {
  const { client, interval } = question;
  const span = spanOf(question);
  if (by === 'REVIEWER') return await readReviewers(question, context);
  const counted = await countOn(client, filterOf(question, span), { interval, by }, context);
  const { unplaced = [], error } = counted;
  if (error !== undefined && unplaced.length === 0) throw error;
  const label = ({ time, key, label: own }: PatchGroup): string =>
    own ??
    (by === 'STATE' ? toState(client, key)?.name : undefined) ??
    labelOf(key, by, time, interval);
  const points = counted.groups.map((group) => ({
    time: dateTime(group.time ?? ''),
    key: keyShown(group.key, by),
    label: label({ ...group, key: keyShown(group.key, by) }),
    count: group.count,
  }));
  const whole = by === undefined ? withEmpty(points, span, interval) : sorted(points);
  return [...whole, ...unplaced.map(toPoint)];
}

/** How soon the patches of a project got a reply. @returns null below API 1.1, which has no replies. */
export async function readFirstReplies(
  question: ActivityQuestion,
  context: RequestContext,
): Promise<readonly FirstReplyModel[] | null> {
  const span = spanOf(question);
  const { answered, unplaced } = await readAnswered(question, span, context);
  if (answered === null) return null;
  const byTime = new Map<string, AnsweredPatch[]>(
    intervalsBetween(span, question.interval, MOST_INTERVALS).map((time) => [time, []]),
  );
  for (const patch of answered) byTime.get(patch.time)?.push(patch);
  const points = Array.from(byTime, ([time, patches]): FirstReplyModel => ({
    time: dateTime(time),
    patches: patches.length,
    seconds: patches
      .flatMap(({ secondsToReply }) => secondsToReply ?? [])
      .sort((one, other) => one - other),
  }));
  if (unplaced === undefined) return points;
  return [...points, { time: unplaced.error, patches: unplaced.count, seconds: [] }];
}

async function readReviewers(
  question: ActivityQuestion,
  context: RequestContext,
): Promise<readonly ActivityPointModel[]> {
  const { answered, unplaced } = await readAnswered(question, spanOf(question), context);
  if (answered === null) return [];
  const points = new Map<string, ActivityPointModel>();
  for (const { time, respondents } of answered) {
    const own = respondents.length === 0 ? [{ key: null, name: 'Nobody' }] : respondents;
    for (const { key, name } of own) {
      const place = placeOf({ time, key });
      const count = (points.get(place)?.count ?? 0) + 1;
      points.set(place, { time: dateTime(time), key, label: name ?? key ?? '', count });
    }
  }
  return [...sorted([...points.values()]), ...(unplaced === undefined ? [] : [toPoint(unplaced)])];
}

async function readAnswered(
  question: ActivityQuestion,
  span: Span,
  context: RequestContext,
): Promise<{
  readonly answered: readonly AnsweredPatch[] | null;
  readonly unplaced: Unplaced | undefined;
}> {
  const { client, interval } = question;
  const { patches, unplaced } = await readSent(client, filterOf(question, span), interval, context);
  const { people } = context.gateway.reviewSettings ?? NO_REVIEW_SETTINGS;
  const { store, review } = context;
  const sources = { client, store, ledger: review.ledger, people };
  return { answered: await readFirstWords(patches, sources), unplaced };
}

/** Reads all patches that a filter matches. @throws GatewayError where there are too many. */
export async function readSent(
  client: PatchworkClient,
  filter: PatchListFilter,
  interval: Interval,
  operation: Operation,
): Promise<SentRows> {
  const { gateway, scope } = operation;
  await client.version(scope);
  const sent = new SentPatches({
    client,
    scope,
    plan: await planPatches(client, filter, scope),
    scanRows: gateway.historyRows,
    limitName: 'limits.historyRows',
    reads: patchReads(client, operation),
  });
  const all = await sent.wide.total();
  return all === 0 ? { patches: [], unplaced: undefined } : await sent.read(all, interval);
}

interface Span {
  readonly since: string;
  readonly before: string;
}

/** The span as keys. @throws BadUserInputError for too many intervals. */
function spanOf({ client, since, before, interval }: ActivityQuestion): Span {
  const now = new Date(client.now()).toISOString();
  const span = {
    since: boundKey(since, 'second') ?? since,
    before: boundKey(before ?? now, 'second') ?? now,
  };
  if (intervalsBetween(span, interval, MOST_INTERVALS).length > MOST_INTERVALS) {
    throw new BadUserInputError(
      `interval: the span has more than ${String(MOST_INTERVALS)} intervals of a ${interval}; use a longer interval or a later "since"`,
      { argument: 'interval' },
    );
  }
  return span;
}

function filterOf({ project }: ActivityQuestion, { since, before }: Span): PatchListFilter {
  return { project: [project], since: `${since}Z`, before: `${before}Z` };
}

/** Charts draw a line from point to point, so a time without patches needs one. */
function withEmpty(
  points: readonly ActivityPointModel[],
  span: Span,
  interval: Interval,
): readonly ActivityPointModel[] {
  const byTime = new Map(points.map((point) => [point.time, point]));
  return intervalsBetween(span, interval, MOST_INTERVALS).map(
    (time) =>
      byTime.get(dateTime(time)) ?? {
        time: dateTime(time),
        key: null,
        label: intervalLabel(time, interval),
        count: 0,
      },
  );
}

function sorted(points: readonly ActivityPointModel[]): readonly ActivityPointModel[] {
  return [...points].sort(
    (one, other) =>
      compareText(textOf(one.time), textOf(other.time)) ||
      other.count - one.count ||
      compareText(textOf(one.key), textOf(other.key)),
  );
}

const textOf = (value: ActivityPointModel['key']): string =>
  typeof value === 'string' ? value : '';
const dateTime = (key: string): string => `${key}Z`;

function toPoint({ time, count, error }: Unplaced): ActivityPointModel {
  return {
    time: time === null ? error : dateTime(time),
    key: time === null ? null : error,
    label: 'Unreadable',
    count,
  };
}
