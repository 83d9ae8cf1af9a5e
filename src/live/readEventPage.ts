import { UpstreamError } from '../errors.js';
import { events, type Event } from '../patchwork/resources/event.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { Params } from '../patchwork/query.js';
import type { Scope } from '../patchwork/Scope.js';
import { hasGoneBack } from '../patchwork/zoneError.js';
import type { FeedPage, PageAsked, ServerClock } from './feedState.js';
import { compareStamps, isStamp, shiftStamp, stampMs } from './stamps.js';

/** More than clocks are set forward or back by. */
const CHANGE_OF_CLOCK_SECONDS = 2 * 3600;

/** Events are not remembered for longer, so that they would be delivered again. */
const LONGEST_SET_BACK_SECONDS = 65 * 60;

/** Reads one page of the events of a server. */
export async function readEventPage(
  client: PatchworkClient,
  { order, since, page, perPage }: PageAsked,
  scope: Scope,
): Promise<FeedPage<Event>> {
  const params: Params = [
    ['order', order],
    ...(since === null ? [] : [['since', existingStamp(client, since)] as const]),
  ];
  const answer = await client.lists.page(events, { params, page, perPage }, scope);
  if (since !== null) requireSince(client, since, answer.rows);
  return { ...answer, unreadable: answer.unreadable.map(({ identity = '' }) => identity) };
}

/** Scope for reading events: in the background, without a token, and bypassing the cache. */
export function eventScope(
  signal: AbortSignal,
  operation: object,
  onRequest: () => void = () => undefined,
): Scope {
  return {
    signal,
    operation,
    isBackground: true,
    bypassesCache: true,
    tokenFor: () => undefined,
    onRequest,
    onCacheUse: () => undefined,
    onRead: () => undefined,
  };
}

/** The clock of a server, in the time zone of its events. */
export function serverClock(client: PatchworkClient): ServerClock {
  const { stampZone } = client;
  // If the clock of a front end is always slow, old events must not be read again at each poll.
  const now = client.now() + Math.max(0, client.clockOffsetMs);
  const setBackSeconds = Math.min(client.clockSetBackMs / 1000, LONGEST_SET_BACK_SECONDS);
  return {
    stamp: stampZone.clockAt(now),
    wentBack: hasGoneBack(stampZone, now),
    setBackSeconds,
  };
}

/**
 * A time that the clock has shown. One in the hour that summer time skips is moved back by that hour: the
 * database would read it as an hour later, and leave out events (PostgreSQL, as for dates of mails).
 */
function existingStamp({ stampZone }: PatchworkClient, stamp: string): string {
  const utc = stampZone.toUtc(stamp);
  if (utc === null) return stamp;
  const skippedMs = stampMs(stampZone.clockAt(Date.parse(utc))) - stampMs(stamp);
  return skippedMs === 0 ? stamp : shiftStamp(stamp, -skippedMs / 1000);
}

/** If a front end drops the query, all events would be read at each poll. */
function requireSince({ name }: PatchworkClient, since: string, rows: readonly Event[]): void {
  const earliest = shiftStamp(since, -CHANGE_OF_CLOCK_SECONDS);
  if (!rows.some(({ date }) => isStamp(date) && compareStamps(date, earliest) < 0)) return;
  throw new UpstreamError(
    'UPSTREAM_BAD_RESPONSE',
    'the answer has events from before "since": the server ignores the filter',
    { instance: name, request: 'GET events', field: 'since' },
  );
}
