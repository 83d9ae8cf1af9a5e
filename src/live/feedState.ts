import { compareStamps, earlierStamp, isStamp, shiftStamp } from './stamps.js';

/** Fields of an event that the feed reads; the others are passed on unchanged. */
export interface FeedEvent {
  readonly id: number;
  /** The server's timestamp. */
  readonly date?: string | null | undefined;
}

/** Why events may have been missed. */
export type GapReason =
  'FEED_REWOUND' | 'TOO_FAR_BEHIND' | 'TRIMMED' | 'SLOW_CLIENT' | 'NOT_FOLLOWED' | 'UNREADABLE';

/** A span in which events may have been missed, in timestamps of the server. */
export interface FeedGap {
  readonly reason: GapReason;
  readonly from: string | null;
  readonly to: string | null;
  readonly missedAtLeast: number | null;
}

/** The newest known event; without an id if there was none and the time was used. */
export interface FeedPlace {
  readonly date: string;
  readonly id: number | null;
}

/** State of the feed of one server. */
export interface FeedState {
  /** Null before the first poll, and when the feed restarts after a gap. */
  readonly place: FeedPlace | null;
  /** Dates of recent events, by id. */
  readonly seen: ReadonlyMap<number, string>;
  /** Rows of the latest poll that could not be read, by their identities. */
  readonly unreadable: ReadonlySet<string>;
  /** Offset of the server's timestamps from the configured time zone, in seconds; positive: ahead. */
  readonly zoneErrorSeconds: number;
  /** The offset according to the latest event, until another one confirms it. */
  readonly shownZoneErrorSeconds: number;
  /** Additional time that the next poll looks back. */
  readonly lookBackSeconds: number;
}

/** Bounds of a feed. */
export interface FeedOptions {
  /** Time that each poll looks back before the newest event, because rows become visible late. */
  readonly overlapSeconds: number;
  /** Maximum pages of one poll; more are a gap. */
  readonly catchUpPages: number;
}

/** The server's clock, read in the configured zone. */
export interface ServerClock {
  readonly stamp: string;
  /** Whether it was set back within the last two hours, so that an hour comes twice. */
  readonly wentBack: boolean;
  /** By how much it has been set back since the first answer: new events are dated before known ones. */
  readonly setBackSeconds: number;
}

/** One page that a poll requests. */
export interface PageAsked {
  readonly order: 'date' | '-date';
  /** Inclusive. */
  readonly since: string | null;
  readonly page: number;
  readonly perPage: number;
}

/** A poll in progress: it reads pages until it finds the newest known event. */
export interface FeedPoll {
  readonly asked: PageAsked;
  /** Pages read. */
  readonly pages: number;
  /** The newest event of the last poll, until it is found again. */
  readonly lastSeen: FeedPlace | null;
  /** Rows so far that could not be read, by their identities. */
  readonly unreadable: ReadonlySet<string>;
  /** {@link FeedState.lookBackSeconds} that the poll covers. */
  readonly lookBackSeconds: number;
}

/** Content of one page. */
export interface FeedPage<E extends FeedEvent> {
  readonly rows: readonly E[];
  /** Identities of the rows that could not be read; empty if they have none. */
  readonly unreadable: readonly string[];
  readonly hasNext: boolean;
  /** Number of the last page, if the server reports it. */
  readonly lastPage: number | null;
}

/** The result of a page. */
export interface FeedStep<E extends FeedEvent> {
  readonly state: FeedState;
  /** The rest of the poll; null at its end. */
  readonly poll: FeedPoll | null;
  /** Events that were not seen before, oldest first. */
  readonly events: readonly E[];
  readonly gaps: readonly FeedGap[];
}

const NONE: ReadonlySet<string> = new Set();

/** State of an unknown server. */
export const UNFOLLOWED: FeedState = {
  place: null,
  seen: new Map(),
  unreadable: NONE,
  zoneErrorSeconds: 0,
  shownZoneErrorSeconds: 0,
  lookBackSeconds: 0,
};

/** Rows of the largest page of Patchwork. */
const LARGEST_PAGE = 250;
const SMALLEST_PAGE = 50;
/** Rows that a poll expects in addition to those of its overlap. */
const SPARE_ROWS = 25;

/** When an hour occurs twice, all of it is read again. */
const CHANGE_OVERLAP_SECONDS = 65 * 60;
/** How long events are remembered: slightly more than the longest overlap. */
const MEMORY_SECONDS = 75 * 60;
/** Limits the events that are remembered. */
const MAX_KNOWN = 50_000;

/** Starts a poll. Without a place it reads the newest events, which are known afterwards. */
export function beginPoll(state: FeedState, clock: ServerClock, options: FeedOptions): FeedPoll {
  const { place } = state;
  if (place === null) return beginAtNewest();
  const overlap = clock.wentBack
    ? Math.max(CHANGE_OVERLAP_SECONDS, options.overlapSeconds)
    : options.overlapSeconds;
  const lookBack = overlap + state.lookBackSeconds + clock.setBackSeconds;
  const since = shiftStamp(reached(state, place, clock), -lookBack);
  let known = 0;
  for (const date of state.seen.values()) if (compareStamps(date, since) >= 0) known += 1;
  const perPage = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, known + SPARE_ROWS));
  return {
    asked: { order: 'date', since, page: 1, perPage },
    pages: 0,
    lastSeen: place.id === null ? null : place,
    unreadable: NONE,
    lookBackSeconds: state.lookBackSeconds,
  };
}

/** Processes the next page of a poll. */
export function takePage<E extends FeedEvent>(
  state: FeedState,
  poll: FeedPoll,
  page: FeedPage<E>,
  clock: ServerClock,
  options: FeedOptions,
): FeedStep<E> {
  if (state.place === null) return takeNewest(state, page, clock);
  const seen = new Map(state.seen);
  const events = page.rows.filter(({ id, date }) => {
    const stamp = isStamp(date) ? date : '';
    if (seen.get(id) === stamp) return false;
    seen.set(id, stamp);
    return true;
  });
  const last = newestOf(page.rows);
  const read: FeedPoll = {
    ...poll,
    pages: poll.pages + 1,
    unreadable: withUnreadable(poll.unreadable, page.unreadable),
    lastSeen: page.rows.some((row) => isAt(row, poll.lastSeen)) ? null : poll.lastSeen,
  };
  const gaps: FeedGap[] = [];
  const { lastSeen } = read;
  const isPast =
    !page.hasNext ||
    (lastSeen !== null && last !== null && compareStamps(last.date, lastSeen.date) > 0);
  const isRewound = lastSeen !== null && isPast;
  if (isRewound) gaps.push(rewound(lastSeen, clock));
  // A deleted event is not a place to continue from.
  const place = laterPlace(
    isRewound ? { date: poll.asked.since ?? clock.stamp, id: null } : state.place,
    last,
  );
  const next = { ...state, place, seen };
  if (page.hasNext && read.pages < options.catchUpPages) {
    const asked = nextPage(poll.asked, last);
    const rest = { ...read, asked, lastSeen: isPast ? null : lastSeen };
    return { state: next, poll: rest, events, gaps };
  }
  if ([...read.unreadable].some((row) => !state.unreadable.has(row)))
    gaps.push(unreadableGap(read, clock));
  const ended = {
    ...next,
    seen: recent(seen, reached(state, place, clock)),
    unreadable: read.unreadable,
    // What was noted since the poll began is for the next one.
    lookBackSeconds: state.lookBackSeconds - read.lookBackSeconds,
  };
  if (!page.hasNext) return { state: ended, poll: null, events, gaps };
  gaps.push(tooFarBehind(page, read, place, clock));
  return { state: { ...ended, place: null }, poll: beginAtNewest(), events, gaps };
}

/**
 * Records the offset of a new event from the configured time zone. Two events have to agree. If the
 * server's clock was set back, new events are dated before the newest one, so the next poll looks
 * back further by the same time.
 */
export function noteZoneError(state: FeedState, errorSeconds: number): FeedState {
  const { zoneErrorSeconds, shownZoneErrorSeconds, lookBackSeconds } = state;
  if (errorSeconds !== shownZoneErrorSeconds || errorSeconds === zoneErrorSeconds) {
    return { ...state, shownZoneErrorSeconds: errorSeconds };
  }
  const setBackSeconds = Math.max(0, zoneErrorSeconds - errorSeconds);
  return {
    ...state,
    zoneErrorSeconds: errorSeconds,
    lookBackSeconds: Math.min(lookBackSeconds + setBackSeconds, MEMORY_SECONDS),
  };
}

/** The state of a feed, as known from its deliveries: enough to continue from. */
export function witnessed(
  state: FeedState,
  events: readonly FeedEvent[],
  place: FeedPlace | null,
): FeedState {
  const seen = new Map(state.seen);
  for (const { id, date } of events) seen.set(id, isStamp(date) ? date : '');
  return { ...state, place, seen: place === null ? seen : recent(seen, place.date) };
}

function beginAtNewest(): FeedPoll {
  const asked = { order: '-date', since: null, page: 1, perPage: LARGEST_PAGE } as const;
  return { asked, pages: 0, lastSeen: null, unreadable: NONE, lookBackSeconds: 0 };
}

/** Existing events are known, and not reported as new. */
function takeNewest<E extends FeedEvent>(
  state: FeedState,
  { rows, unreadable }: FeedPage<E>,
  { stamp }: ServerClock,
): FeedStep<E> {
  const seen = new Map<number, string>();
  for (const { id, date } of rows) seen.set(id, isStamp(date) ? date : '');
  const place = newestOf(rows) ?? { date: stamp, id: null };
  const ended = { ...state, place, seen, unreadable: withUnreadable(NONE, unreadable) };
  return { state: ended, poll: null, events: [], gaps: [] };
}

/**
 * Progress of the feed: up to the newest event, and at most up to now. An event with a later date
 * would hide the following ones until that time.
 */
function reached(
  { zoneErrorSeconds }: FeedState,
  { date }: FeedPlace,
  { stamp }: ServerClock,
): string {
  return earlierStamp(date, shiftStamp(stamp, zoneErrorSeconds));
}

function newestOf(rows: readonly FeedEvent[]): FeedPlace | null {
  let newest: FeedPlace | null = null;
  for (const { id, date } of rows) {
    if (!isStamp(date)) continue;
    newest = laterPlace(newest, { date, id });
  }
  return newest;
}

function laterPlace(place: FeedPlace, other: FeedPlace | null): FeedPlace;
function laterPlace(place: FeedPlace | null, other: FeedPlace): FeedPlace;
function laterPlace(place: FeedPlace | null, other: FeedPlace | null): FeedPlace | null {
  if (place === null || other === null) return place ?? other;
  return compareStamps(other.date, place.date) > 0 ? other : place;
}

function isAt({ id, date }: FeedEvent, place: FeedPlace | null): boolean {
  return place !== null && id === place.id && date === place.date;
}

/** Later pages start at the last row, because page numbers shift when rows become visible late. */
function nextPage(asked: PageAsked, last: FeedPlace | null): PageAsked {
  const { since, page } = asked;
  const hasMoved = last !== null && (since === null || compareStamps(last.date, since) > 0);
  return hasMoved
    ? { order: 'date', since: last.date, page: 1, perPage: LARGEST_PAGE }
    : { ...asked, page: page + 1 };
}

/** The events that a later poll may show again. */
function recent(seen: ReadonlyMap<number, string>, newest: string): Map<number, string> {
  const oldest = shiftStamp(newest, -MEMORY_SECONDS);
  const known = [...seen].filter(([, stamp]) => compareStamps(stamp, oldest) >= 0);
  return new Map(known.slice(-MAX_KNOWN));
}

/** Rows without an identity are told apart by their number. */
function withUnreadable(
  known: ReadonlySet<string>,
  identities: readonly string[],
): ReadonlySet<string> {
  if (identities.length === 0) return known;
  const unreadable = new Set(known);
  for (const identity of identities) {
    unreadable.add(identity === '' ? `#${String(unreadable.size)}` : identity);
  }
  return unreadable;
}

function rewound(lastSeen: FeedPlace, { stamp }: ServerClock): FeedGap {
  return { reason: 'FEED_REWOUND', from: lastSeen.date, to: stamp, missedAtLeast: null };
}

function unreadableGap({ asked, unreadable }: FeedPoll, { stamp }: ServerClock): FeedGap {
  return { reason: 'UNREADABLE', from: asked.since, to: stamp, missedAtLeast: unreadable.size };
}

function tooFarBehind(
  page: FeedPage<FeedEvent>,
  { asked }: FeedPoll,
  place: FeedPlace,
  { stamp }: ServerClock,
): FeedGap {
  // The last page has one row at least.
  const pagesBetween = page.lastPage === null ? 0 : page.lastPage - asked.page - 1;
  const missedAtLeast = Math.max(1, pagesBetween * asked.perPage + 1);
  return { reason: 'TOO_FAR_BEHIND', from: place.date, to: stamp, missedAtLeast };
}
