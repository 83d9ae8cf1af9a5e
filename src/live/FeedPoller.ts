import { GatewayError, UpstreamError } from '../errors.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { Event } from '../patchwork/resources/event.js';
import { zoneErrorOf } from '../patchwork/zoneError.js';
import { changesOfAll } from './changesOf.js';
import { notPolled, type FeedProgress, type Moment } from './Coverage.js';
import type { FeedSettings, LiveEvent } from './feed.js';
import {
  beginPoll,
  noteZoneError,
  takePage,
  UNFOLLOWED,
  type FeedGap,
  type FeedPage,
  type FeedState,
  type FeedStep,
  type ServerClock,
} from './feedState.js';
import { nextInterval, type PollOutcome } from './pollInterval.js';
import { eventScope, readEventPage, serverClock } from './readEventPage.js';
import { isStamp } from './stamps.js';

/** The new events of one page of a poll. */
export interface FeedFinding {
  /** Oldest first; data that they changed is dropped from the cache. */
  readonly events: readonly Event[];
  readonly gaps: readonly FeedGap[];
  /** Whether all that changed is known: there is no gap, and each event names its object. */
  readonly isComplete: boolean;
  /** State after the page. */
  readonly state: FeedState;
}

/** Receives the results of a poller. */
export interface FeedOutlet {
  /** Whether there are subscribers. */
  readonly isWatched: boolean;
  /** Called for each page. An error that it throws ends the poll; the next poll starts at this page. */
  publish(finding: FeedFinding): Promise<void> | void;
  /** Called at the end of each poll. */
  report(progress: FeedProgress, state: FeedState): Promise<void> | void;
}

/** Options of {@link FeedPoller}. */
export interface PollerOptions {
  readonly client: PatchworkClient;
  readonly settings: FeedSettings;
  readonly outlet: FeedOutlet;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  /** Must not throw. */
  readonly onEvent: (event: LiveEvent) => void;
}

/** Where the clocks differ by more, neither is trusted. */
const CREDIBLE_OFFSET_MS = 60_000;

/** Polls the events of one server, with lower priority than all other requests. */
export class FeedPoller {
  readonly #options: PollerOptions;
  #state: FeedState = UNFOLLOWED;
  #progress: FeedProgress;

  constructor(options: PollerOptions) {
    this.#options = options;
    this.#progress = notPolled(options.settings);
  }

  get progress(): FeedProgress {
    return this.#progress;
  }

  /** Continues from the state of another poller. */
  resume(state: FeedState, progress: FeedProgress): void {
    this.#state = state;
    this.#progress = progress;
  }

  /**
   * One poll: reads all new events, page by page. It does not throw if the server fails.
   *
   * @param signal aborts the poll.
   * @throws errors of the outlet.
   */
  async poll(signal: AbortSignal): Promise<PollOutcome> {
    const { client, settings, outlet, elapsed, onEvent } = this.#options;
    const began = { elapsedMs: elapsed(), at: client.now() };
    let outcome: PollOutcome;
    let retryAfterSeconds: number | undefined;
    let count = 0;
    let error: GatewayError | null = null;
    try {
      count = await this.#readAll(began, signal);
      outcome = count > 0 ? 'EVENTS' : 'IDLE';
    } catch (thrown) {
      if (signal.aborted) return 'FAILED';
      if (thrown instanceof OutletError) throw thrown.cause;
      error = asGatewayError(thrown, client.name);
      outcome = isThrottled(thrown) ? 'THROTTLED' : 'FAILED';
      if (thrown instanceof UpstreamError) ({ retryAfterSeconds } = thrown);
    }
    const { min, max } = settings.pollSeconds;
    const intervalSeconds = nextInterval(
      this.#progress.intervalSeconds,
      outcome,
      { minSeconds: min, maxSeconds: max },
      outlet.isWatched,
      retryAfterSeconds,
    );
    const { place, zoneErrorSeconds } = this.#state;
    this.#progress = { ...this.#progress, error, intervalSeconds, place, zoneErrorSeconds };
    onEvent({ type: 'polled', instance: client.name, outcome, events: count, error });
    await outlet.report(this.#progress, this.#state);
    return outcome;
  }

  /** @returns how many events were new. */
  async #readAll(began: Moment, signal: AbortSignal): Promise<number> {
    const { client, settings } = this.#options;
    // Before the clock is read: it decides in which zone.
    await client.version(signal);
    const clock = serverClock(client);
    const scope = eventScope(signal, this);
    const lastAt = this.#progress.last?.elapsedMs;
    let poll: ReturnType<typeof beginPoll> | null = beginPoll(this.#state, clock, settings);
    let count = 0;
    let hasGap = false;
    while (poll !== null) {
      const page: FeedPage<Event> = await readEventPage(client, poll.asked, scope);
      const step: FeedStep<Event> = takePage(this.#state, poll, page, clock, settings);
      ({ poll } = step);
      count += step.events.length;
      const { events, gaps } = step;
      // Before subscribers are notified, because they read the data again.
      const { dropped, changed, isComplete } = changesOfAll(events);
      await client.reads.drop(dropped, changed);
      const state =
        lastAt === undefined ? step.state : this.#noteZone(step.state, events, clock, lastAt);
      const isKnown = isComplete && gaps.length === 0;
      await this.#publish({ events, gaps, isComplete: isKnown, state });
      this.#state = state;
      if (gaps.length > 0) hasGap = true;
      // Now, because a later page may fail, and the next poll does not see this page again.
      if (gaps.length > 0) this.#progress = { ...this.#progress, since: null };
      if (!isKnown) this.#progress = { ...this.#progress, known: null };
    }
    const { since, known } = this.#progress;
    this.#progress = {
      ...this.#progress,
      hasGap,
      last: began,
      since: since ?? began,
      known: known ?? began,
    };
    return count;
  }

  async #publish(finding: FeedFinding): Promise<void> {
    const { client, outlet, onEvent } = this.#options;
    try {
      await outlet.publish(finding);
    } catch (error) {
      throw new OutletError('publishing events failed', { cause: error });
    }
    for (const { reason } of finding.gaps) onEvent({ type: 'gap', instance: client.name, reason });
  }

  #noteZone(
    state: FeedState,
    found: readonly Event[],
    clock: ServerClock,
    lastAt: number,
  ): FeedState {
    const { client, elapsed } = this.#options;
    const newest = found.at(-1)?.date;
    const isCredible = Math.abs(client.clockOffsetMs) <= CREDIBLE_OFFSET_MS;
    // An hour that comes twice is read as its first pass.
    if (!isStamp(newest) || clock.wentBack || !isCredible) return state;
    const stamped = Date.parse(client.stampZone.toUtc(newest) ?? '');
    const aheadSeconds = (stamped - client.now() - client.clockOffsetMs) / 1000;
    const error = zoneErrorOf(aheadSeconds, (elapsed() - lastAt) / 1000);
    if (error === null) return state;
    const noted = noteZoneError(state, error);
    // Two events have agreed on it.
    if (error === noted.zoneErrorSeconds) client.stamps.settle(error);
    return noted;
  }
}

/** An error of the outlet, as the cause. */
class OutletError extends Error {}

/** Whether the server is overloaded or limits requests. */
function isThrottled(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return error.code === 'UPSTREAM_RATE_LIMITED' || error.status === 503;
}

/** Any other error is a bug of this program and becomes the cause. */
function asGatewayError(error: unknown, instance: string): GatewayError {
  if (error instanceof GatewayError) return error;
  const message = `${instance}: the events could not be read`;
  return new GatewayError(message, { code: 'INTERNAL_SERVER_ERROR', instance }, { cause: error });
}
