import type { GatewayError } from '../errors.js';
import type { StampZone } from '../patchwork/StampZone.js';
import type { FeedSettings, FeedStatus, LiveState } from './feed.js';
import type { FeedPlace } from './feedState.js';

/** A moment by a clock of this process that never steps back, and by the wall clock; both in milliseconds. */
export interface Moment {
  readonly elapsedMs: number;
  readonly at: number;
}

/** Progress of the polls. */
export interface FeedProgress {
  /** When coverage started. */
  readonly since: Moment | null;
  /** When the last complete poll started. */
  readonly last: Moment | null;
  /**
   * Time since which all changes are known: later than `since` if an event does not name its
   * object.
   */
  readonly known: Moment | null;
  /** Whether the last complete poll found a gap. */
  readonly hasGap: boolean;
  /** Why the last poll failed. */
  readonly error: GatewayError | null;
  readonly intervalSeconds: number;
  /** The newest event. */
  readonly place: FeedPlace | null;
  /** Offset of the server's timestamps from the configured time zone, in seconds; positive: ahead. */
  readonly zoneErrorSeconds: number;
}

/** Progress of a server that has not been polled. */
export function notPolled({ pollSeconds }: FeedSettings): FeedProgress {
  return {
    since: null,
    last: null,
    known: null,
    hasGap: false,
    error: null,
    intervalSeconds: pollSeconds.min,
    place: null,
    zoneErrorSeconds: 0,
  };
}

/** Maximum difference between the clocks of replicas that share a cache. */
const CLOCK_SKEW_MS = 2_000;

/** Evaluates the progress of polls at the current time. */
export class Coverage {
  progress: FeedProgress;
  readonly #maxLagSeconds: number;
  readonly #elapsed: () => number;

  constructor(settings: FeedSettings, elapsed: () => number) {
    this.progress = notPolled(settings);
    this.#maxLagSeconds = settings.maxLagSeconds;
    this.#elapsed = elapsed;
  }

  /** Whether the last complete poll is recent. */
  get isRecent(): boolean {
    const { lagSeconds } = this;
    return lagSeconds !== null && lagSeconds <= this.#maxLagSeconds;
  }

  /** Something may have changed that no event names: what was read so far is not covered any more. */
  breakOff(): void {
    this.progress = { ...this.progress, known: null };
  }

  /** Whether all changes since then are known. @param sinceMs milliseconds up to now. */
  covers(sinceMs: number): boolean {
    const { known } = this.progress;
    if (known === null || !this.isRecent) return false;
    return sinceMs + CLOCK_SKEW_MS <= this.#elapsed() - known.elapsedMs;
  }

  get lagSeconds(): number | null {
    const { last } = this.progress;
    return last === null ? null : Math.max(0, (this.#elapsed() - last.elapsedMs) / 1000);
  }

  get state(): LiveState {
    const { last, error, hasGap } = this.progress;
    if (last === null) return error === null ? 'CATCHING_UP' : 'FAILED';
    if (!this.isRecent) return error === null ? 'LAGGING' : 'FAILED';
    return hasGap ? 'GAP' : 'LIVE';
  }

  /** @param zone of the server's timestamps. */
  status(zone: StampZone): FeedStatus {
    const { since, last, place, intervalSeconds, error } = this.progress;
    return {
      state: this.state,
      since: since?.at ?? null,
      lastPollAt: last?.at ?? null,
      lastEventAt: place?.id == null ? null : zone.toUtc(place.date),
      lagSeconds: this.lagSeconds,
      intervalSeconds,
      error,
    };
  }
}
