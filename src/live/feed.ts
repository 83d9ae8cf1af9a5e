import type { GatewayError } from '../errors.js';
import type { ChangeFeed } from '../patchwork/freshness.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { EventLog } from './EventLog.js';
import type { GapReason } from './feedState.js';
import type { PollOutcome } from './pollInterval.js';

/** Settings of the feed of one server. */
export interface FeedSettings {
  readonly pollSeconds: { readonly min: number; readonly max: number };
  readonly overlapSeconds: number;
  /** If the last poll is older, the server does not count as followed. */
  readonly maxLagSeconds: number;
  /** Maximum time for which events keep an answer fresh. */
  readonly maxAgeSeconds: number;
  readonly catchUpPages: number;
  /** Events that are stored for subscribers that reconnect. */
  readonly streamLength: number;
}

/** Waits for a time in milliseconds, or until the signal. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Collaborators of a feed. */
export interface FeedCollaborators {
  /** Milliseconds of a clock that never steps back. Default: `performance.now`. */
  readonly elapsed?: (() => number) | undefined;
  /** From 0 up to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Waits between polls, up to the signal; never rejects. Default: a timer. */
  readonly sleep?: Sleep | undefined;
  /** Must not throw. */
  readonly onEvent?: ((event: LiveEvent) => void) | undefined;
}

/** Something that an operator may want to see. It contains no secrets and no data of the server. */
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
  /** This process starts or stops polling the server. */
  | { readonly type: 'lead'; readonly instance: string; readonly isLeading: boolean }
  | {
      readonly type: 'live-changed';
      readonly instance: string;
      readonly from: LiveState;
      readonly to: LiveState;
    };

/**
 * CATCHING_UP: the first poll has not finished. LIVE: followed. LAGGING: the last poll is too old.
 * FAILED: so it is, and polls fail. GAP: events may have been missed; the next poll ends it.
 */
export type LiveState = 'OFF' | 'CATCHING_UP' | 'LIVE' | 'LAGGING' | 'GAP' | 'FAILED';

/** Status of the feed of one server, for display. Times are milliseconds since 1970. */
export interface FeedStatus {
  readonly state: LiveState;
  /** Time since which no event can have been missed. */
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

/** Follows the events of one server. */
export interface Feed extends ChangeFeed {
  readonly client: PatchworkClient;
  readonly settings: FeedSettings;
  /** The latest events. */
  readonly log: EventLog;
  /** Whether the server is followed now: its changes reach the cache. */
  readonly isFollowing: boolean;
  /** Whether this process polls the server. */
  readonly isLeading: boolean;
  /** Offset of the server's timestamps from the configured time zone, in seconds; positive: ahead. */
  readonly zoneErrorSeconds: number;
  /** How far the server is followed now. */
  status(): FeedStatus;
  /** Follows the server until {@link Feed.stop}. */
  follow(): Promise<void>;
  /** Stops polling, so that another process can; this one still follows its results. */
  handOver(): void;
  /** Stops the feed, and aborts requests in progress. */
  stop(): void;
}
