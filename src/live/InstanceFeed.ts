import { setTimeout as delay } from 'node:timers/promises';
import { GatewayError, UpstreamError } from '../errors.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { events, type Event } from '../patchwork/resources/event.js';
import type { Following } from '../patchwork/freshness.js';
import { textOf, type CacheName } from '../patchwork/names.js';
import type { Params } from '../patchwork/query.js';
import type { Scope } from '../patchwork/Scope.js';
import { changesOf } from './changesOf.js';
import { hasGoneBack, zoneErrorOf } from '../patchwork/zoneError.js';
import { FeedLog } from './FeedLog.js';
import {
  beginPoll,
  noteZoneError,
  takePage,
  UNFOLLOWED,
  type FeedGap,
  type FeedPage,
  type FeedState,
  type FeedStep,
  type GapReason,
  type PageAsked,
  type ServerClock,
} from './feedState.js';
import { nextInterval, withJitter, type PollOutcome } from './pollInterval.js';
import { compareStamps, isStamp, shiftStamp, stampMs } from './stamps.js';

/** How one server is followed. */
export interface FeedSettings {
  readonly pollSeconds: { readonly min: number; readonly max: number };
  readonly overlapSeconds: number;
  /** A feed whose last poll is older does not follow the server. */
  readonly maxLagSeconds: number;
  /** No answer is kept for longer because of events. */
  readonly maxAgeSeconds: number;
  readonly catchUpPages: number;
  /** Events that are kept for those who come back. */
  readonly streamLength: number;
}

/** What a feed works with. */
export interface FeedCollaborators {
  /** Milliseconds of a clock that never steps back. Default: `performance.now`. */
  readonly elapsed?: (() => number) | undefined;
  /** From 0 up to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Must not throw. */
  readonly onEvent?: ((event: LiveEvent) => void) | undefined;
}

/** Something that an operator may want to see. It holds no secrets and no data of the server. */
export type LiveEvent =
  | {
      readonly type: 'polled';
      readonly instance: string;
      readonly outcome: PollOutcome;
      readonly events: number;
      /** Why it failed. */
      readonly error: GatewayError | null;
    }
  | { readonly type: 'gap'; readonly instance: string; readonly reason: GapReason }
  | {
      readonly type: 'live-changed';
      readonly instance: string;
      readonly from: LiveState;
      readonly to: LiveState;
    };

/**
 * CATCHING_UP: the first poll is not over. LIVE: followed. LAGGING: the last poll is too old. FAILED: so it is,
 * and polls fail. GAP: events may have been missed; the next poll ends it.
 */
export type LiveState = 'OFF' | 'CATCHING_UP' | 'LIVE' | 'LAGGING' | 'GAP' | 'FAILED';

/** How far one server is followed, for showing. Times are milliseconds since 1970. */
export interface FeedStatus {
  readonly state: LiveState;
  /** Since when no event can have been missed. */
  readonly since: number | null;
  readonly lastPollAt: number | null;
  /** RFC 3339, in UTC. */
  readonly lastEventAt: string | null;
  readonly lagSeconds: number | null;
  readonly intervalSeconds: number | null;
  /** Why the last poll failed. */
  readonly error: GatewayError | null;
}

/** A server that is not followed. */
export const NOT_FOLLOWED: FeedStatus = {
  state: 'OFF',
  since: null,
  lastPollAt: null,
  lastEventAt: null,
  lagSeconds: null,
  intervalSeconds: null,
  error: null,
};

/** Polls ended whole, by a clock that never steps back and by the wall clock. */
interface Covered {
  readonly elapsedMs: number;
  readonly at: number;
}

/** How far the clocks of replicas that share a cache may be apart. */
const CLOCK_SKEW_MS = 2_000;
/** Where the clocks differ by more, neither is believed. */
const CREDIBLE_OFFSET_MS = 60_000;
/** What clocks are set forward or back by, and more. */
const CHANGE_OF_CLOCK_SECONDS = 2 * 3600;

/**
 * Follows the events of one server by polling, politely: behind all other requests, and less often while
 * nothing happens. Patchwork has no push (getpatchwork/patchwork#557).
 */
export class InstanceFeed implements Following {
  /** What polls brought lately. */
  readonly log: FeedLog;
  readonly #elapsed: () => number;
  readonly #random: () => number;
  readonly #onEvent: (event: LiveEvent) => void;
  readonly #stopped = new AbortController();
  #state: FeedState = UNFOLLOWED;
  /** When coverage began, and when the last whole poll began. */
  #since: Covered | null = null;
  #last: Covered | null = null;
  /** Since when all changes are known: later than coverage where an event did not say what it changed. */
  #known: Covered | null = null;
  #hasGap = false;
  #error: GatewayError | null = null;
  #intervalSeconds: number;
  #shownState: LiveState = 'CATCHING_UP';

  constructor(
    readonly client: PatchworkClient,
    readonly settings: FeedSettings,
    collaborators: FeedCollaborators = {},
  ) {
    this.log = new FeedLog(settings.streamLength);
    this.#elapsed = collaborators.elapsed ?? (() => performance.now());
    this.#random = collaborators.random ?? Math.random;
    this.#onEvent = collaborators.onEvent ?? (() => undefined);
    this.#intervalSeconds = settings.pollSeconds.min;
  }

  get maxAgeMs(): number {
    return this.settings.maxAgeSeconds * 1000;
  }

  /** Whether the server is followed now: its changes reach the cache. */
  get isFollowing(): boolean {
    const last = this.#last;
    const isRecent = last !== null && this.#lagSeconds(last) <= this.settings.maxLagSeconds;
    return isRecent && !this.#stopped.signal.aborted;
  }

  covers(sinceMs: number): boolean {
    if (this.#known === null || !this.isFollowing) return false;
    return sinceMs + CLOCK_SKEW_MS <= this.#elapsed() - this.#known.elapsedMs;
  }

  /** How far the stamps of the server are off by the configured zone, in seconds; positive: ahead. */
  get zoneErrorSeconds(): number {
    return this.#state.zoneErrorSeconds;
  }

  /** How far the server is followed now. */
  status(): FeedStatus {
    const { place } = this.#state;
    return {
      state: this.#liveState(),
      since: this.#since?.at ?? null,
      lastPollAt: this.#last?.at ?? null,
      lastEventAt: place?.id == null ? null : this.client.stampZone.toUtc(place.date),
      lagSeconds: this.#last === null ? null : this.#lagSeconds(this.#last),
      intervalSeconds: this.#intervalSeconds,
      error: this.#error,
    };
  }

  /** Polls until {@link InstanceFeed.stop}. */
  async follow(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const outcome = await this.poll();
      const seconds = withJitter(this.#intervalSeconds, outcome, this.#random());
      await this.#rest(seconds * 1000);
    }
  }

  /** Ends the polling; what is under way is given up. */
  stop(): void {
    this.#stopped.abort(new Error('the feed is stopped'));
  }

  /** One poll: all that is new, page after page. Never throws. */
  async poll(): Promise<PollOutcome> {
    const began = { elapsedMs: this.#elapsed(), at: this.client.now() };
    let outcome: PollOutcome;
    let retryAfterSeconds: number | undefined;
    let count = 0;
    try {
      count = await this.#readAll(began);
      outcome = count > 0 ? 'EVENTS' : 'IDLE';
    } catch (error) {
      if (this.#stopped.signal.aborted) return 'FAILED';
      this.#error = asGatewayError(error, this.client.name);
      outcome = isThrottled(error) ? 'THROTTLED' : 'FAILED';
      if (error instanceof UpstreamError) ({ retryAfterSeconds } = error);
    }
    const { min, max } = this.settings.pollSeconds;
    this.#intervalSeconds = nextInterval(
      this.#intervalSeconds,
      outcome,
      { minSeconds: min, maxSeconds: max },
      this.log.isWatched,
      retryAfterSeconds,
    );
    const { name: instance } = this.client;
    this.#onEvent({ type: 'polled', instance, outcome, events: count, error: this.#error });
    this.#showState();
    return outcome;
  }

  /** @returns how many events were new. */
  async #readAll(began: Covered): Promise<number> {
    const { settings } = this;
    // Before the clock is read: it decides in which zone.
    await this.client.version(this.#stopped.signal);
    const clock = this.#clock();
    const lastAt = this.#last?.elapsedMs;
    let poll: ReturnType<typeof beginPoll> | null = beginPoll(this.#state, clock, settings);
    let count = 0;
    let isWhole = true;
    let isKnown = true;
    while (poll !== null) {
      const page: FeedPage<Event> = await this.#read(poll.asked);
      const step: FeedStep<Event> = takePage(this.#state, poll, page, clock, settings);
      this.#state = step.state;
      ({ poll } = step);
      count += step.events.length;
      if (step.gaps.length > 0) isWhole = false;
      // Before subscribers are notified, who would read it again.
      if (!(await this.#drop(step.events))) isKnown = false;
      this.#publish(step.events, step.gaps);
      if (lastAt !== undefined) this.#noteZone(step.events, clock, lastAt);
    }
    this.#hasGap = !isWhole;
    this.#last = began;
    this.#error = null;
    if (!isWhole || this.#since === null) this.#since = began;
    if (!isWhole || !isKnown || this.#known === null) this.#known = began;
    return count;
  }

  #publish(found: readonly Event[], gaps: readonly FeedGap[]): void {
    const { place } = this.#state;
    if (found.length === 0 && gaps.length === 0) {
      this.log.reach(place);
      return;
    }
    for (const { reason } of gaps)
      this.#onEvent({ type: 'gap', instance: this.client.name, reason });
    this.log.add({ events: found, gaps, place });
  }

  /** Drops from the cache what events changed. @returns whether all of them say what that is. */
  async #drop(found: readonly Event[]): Promise<boolean> {
    const changed = new Map<string, CacheName>();
    let isKnown = true;
    for (const event of found) {
      const changes = changesOf(event);
      if (changes === null) isKnown = false;
      for (const name of changes ?? []) changed.set(textOf(name), name);
    }
    await this.client.reads.drop([...changed.values()]);
    return isKnown;
  }

  async #read({ order, since, page, perPage }: PageAsked): Promise<FeedPage<Event>> {
    const params: Params = [
      ['order', order],
      ...(since === null ? [] : [['since', this.#existing(since)] as const]),
    ];
    const answer = await this.client.page(events, { params, page, perPage }, this.#scope());
    if (since !== null) this.#requireSince(since, answer.rows);
    return { ...answer, unreadable: answer.unreadable.length };
  }

  /**
   * A time that the clock has shown. One in the hour that summer time skips is moved back by that hour: the
   * database would read it as an hour later, and leave out events (PostgreSQL, as for dates of mails).
   */
  #existing(stamp: string): string {
    const { stampZone } = this.client;
    const utc = stampZone.toUtc(stamp);
    if (utc === null) return stamp;
    const skippedMs = stampMs(stampZone.clockAt(Date.parse(utc))) - stampMs(stamp);
    return skippedMs === 0 ? stamp : shiftStamp(stamp, -skippedMs / 1000);
  }

  /** A front end that loses the query would have all events read at each poll. */
  #requireSince(since: string, rows: readonly Event[]): void {
    const earliest = shiftStamp(since, -CHANGE_OF_CLOCK_SECONDS);
    if (!rows.some(({ date }) => isStamp(date) && compareStamps(date, earliest) < 0)) return;
    throw new UpstreamError(
      'UPSTREAM_BAD_RESPONSE',
      'the answer has events from before "since": the filter is ignored',
      { instance: this.client.name, request: 'GET events', field: 'since' },
    );
  }

  #scope(): Scope {
    return {
      signal: this.#stopped.signal,
      lane: this,
      isBackground: true,
      readsAnew: true,
      tokenFor: () => undefined,
      onRequest: () => undefined,
      onCacheUse: () => undefined,
      onRead: () => undefined,
    };
  }

  #clock(): ServerClock {
    const { stampZone } = this.client;
    // A front end whose clock is slow must not have old events read again at each poll.
    const now = this.client.now() + Math.max(0, this.client.clockOffsetMs);
    const stamp = stampZone.clockAt(now);
    return { stamp, wentBack: hasGoneBack(stampZone, now) };
  }

  #noteZone(found: readonly Event[], clock: ServerClock, lastAt: number): void {
    const newest = found.at(-1)?.date;
    // An hour that comes twice is read as its first pass.
    if (
      !isStamp(newest) ||
      clock.wentBack ||
      Math.abs(this.client.clockOffsetMs) > CREDIBLE_OFFSET_MS
    )
      return;
    const stamped = Date.parse(this.client.stampZone.toUtc(newest) ?? '');
    const aheadSeconds = (stamped - this.client.now() - this.client.clockOffsetMs) / 1000;
    const error = zoneErrorOf(aheadSeconds, (this.#elapsed() - lastAt) / 1000);
    if (error === null) return;
    this.#state = noteZoneError(this.#state, error);
    // Two events have agreed on it.
    if (error === this.#state.zoneErrorSeconds) this.client.stamps.settle(error);
  }

  #liveState(): LiveState {
    if (this.#last === null) return this.#error === null ? 'CATCHING_UP' : 'FAILED';
    if (this.#lagSeconds(this.#last) > this.settings.maxLagSeconds) {
      return this.#error === null ? 'LAGGING' : 'FAILED';
    }
    return this.#hasGap ? 'GAP' : 'LIVE';
  }

  #showState(): void {
    const from = this.#shownState;
    const to = this.#liveState();
    if (from === to) return;
    this.#shownState = to;
    this.#onEvent({ type: 'live-changed', instance: this.client.name, from, to });
  }

  #lagSeconds({ elapsedMs }: Covered): number {
    return Math.max(0, (this.#elapsed() - elapsedMs) / 1000);
  }

  async #rest(ms: number): Promise<void> {
    // A feed alone does not keep the program running.
    await delay(ms, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
  }
}

/** A server that is overloaded, or that says so. */
function isThrottled(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return error.code === 'UPSTREAM_RATE_LIMITED' || error.status === 503;
}

/** What else is thrown is a fault of this program, which is kept as the cause. */
function asGatewayError(error: unknown, instance: string): GatewayError {
  if (error instanceof GatewayError) return error;
  const message = `${instance}: the events could not be followed`;
  return new GatewayError(message, { code: 'INTERNAL_SERVER_ERROR', instance }, { cause: error });
}
