import { randomUUID } from 'node:crypto';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { Coverage, notPolled, type Moment } from '../Coverage.js';
import { changesOfAll } from '../changesOf.js';
import type {
  Feed,
  FeedCollaborators,
  FeedSettings,
  FeedStatus,
  LiveEvent,
  LiveState,
} from '../feed.js';
import { witnessed, type FeedPlace, type FeedState, type GapReason } from '../feedState.js';
import { PollPause } from '../PollPause.js';
import { rest } from '../../rest.js';
import { decodeBeat, errorOf, type FeedBeat } from './feedCodec.js';
import { startOf, WATCH_AGAIN_MS, type FeedStore, type StreamEntry } from './FeedStore.js';
import { leadFeed } from './leadFeed.js';
import { Lease } from './Lease.js';
import { deliveryOf, lostUpTo, SharedLog, type LoggedDelivery } from './SharedLog.js';
import {
  compareStreamIds,
  isStreamId,
  laterStreamId,
  STREAM_START,
  streamIdMs,
} from './streamIds.js';
import type { FollowedStreams, StoreClock, StreamReader } from './StreamReader.js';

/** Options of {@link SharedFeed}. */
export interface SharedFeedOptions extends FeedCollaborators {
  readonly store: FeedStore;
  readonly reader: StreamReader;
  /** Whether this replica polls, when no other one does. */
  readonly polls: boolean;
}

/** A beat that counts once the entries before it are processed. */
interface PendingBeat {
  readonly beat: FeedBeat;
  readonly last: string;
  readonly atMs: number;
  readonly clock: StoreClock;
}

/**
 * Follows the events of one server together with other replicas: one of them polls and publishes
 * its findings to a store, and all of them read them there.
 */
export class SharedFeed implements Feed, FollowedStreams {
  readonly log: SharedLog;
  readonly #options: SharedFeedOptions;
  readonly #elapsed: () => number;
  readonly #pause: PollPause;
  readonly #onEvent: (event: LiveEvent) => void;
  readonly #coverage: Coverage;
  readonly #lease: Lease | undefined;
  readonly #stopped = new AbortController();
  readonly #replica = randomUUID();
  /** State according to the entries read so far, for a leader whose store has lost its data. */
  #state: FeedState | undefined;
  /** Whether everything up to the last beat has been read, and the next one will be received. */
  #isListening = false;
  #hasJoined = false;
  /** Ids after which to read. They are ahead of the log's place if the store has lost entries. */
  #places = { events: STREAM_START, polls: STREAM_START };
  #pending: PendingBeat | undefined;
  /** Time since which this replica has read everything. */
  #unbrokenSince: Moment | undefined;
  /** Whether something was missed since the last beat. */
  #hasMissed = false;
  #shownState: LiveState = 'CATCHING_UP';

  constructor(
    readonly client: PatchworkClient,
    readonly settings: FeedSettings,
    options: SharedFeedOptions,
  ) {
    this.#options = options;
    const { random = Math.random, sleep = rest } = options;
    this.#elapsed = options.elapsed ?? (() => performance.now());
    const { min: minSeconds } = settings.pollSeconds;
    this.#pause = new PollPause({ minSeconds, elapsed: this.#elapsed, random, sleep });
    this.log = new SharedLog(options.store, () => {
      void this.#sayWatched();
    });
    this.#onEvent = options.onEvent ?? (() => undefined);
    this.#coverage = new Coverage(settings, this.#elapsed);
    this.#lease = options.polls
      ? new Lease({
          store: options.store,
          replica: this.#replica,
          elapsed: this.#elapsed,
          random,
          lead: (token, signal) => this.#leadAs(token, signal),
        })
      : undefined;
  }

  get events(): string {
    return this.#options.store.events;
  }

  get polls(): string {
    return this.#options.store.polls;
  }

  get maxAgeMs(): number {
    return this.settings.maxAgeSeconds * 1000;
  }

  get isFollowing(): boolean {
    return this.#isListening && this.#coverage.isRecent && !this.#stopped.signal.aborted;
  }

  /** Whether this replica polls the server. */
  get isLeading(): boolean {
    return this.#lease?.isLeading === true;
  }

  get zoneErrorSeconds(): number {
    return this.#coverage.progress.zoneErrorSeconds;
  }

  covers(sinceMs: number): boolean {
    return this.isFollowing && this.#coverage.covers(sinceMs);
  }

  status(): FeedStatus {
    return { ...this.#coverage.status(this.client.stampZone), state: this.#liveState() };
  }

  async follow(): Promise<void> {
    const leave = this.#options.reader.follow(this);
    const watching = this.#sayWhetherWatched();
    await Promise.all([watching, this.#lease?.run()]);
    leave();
  }

  handOver(): void {
    this.#lease?.stop();
  }

  stop(): void {
    this.#stopped.abort(new Error('the feed is stopped'));
    this.#lease?.stop();
  }

  places(): { readonly events: string; readonly polls: string } {
    return this.#places;
  }

  async join(clock: StoreClock): Promise<void> {
    this.#lease?.retry();
    const stored = await this.#options.store.read();
    const start = startOf(stored);
    if (!this.#hasJoined) {
      this.#hasJoined = true;
      this.#state = stored.state;
      this.#unbrokenSince = this.#now();
      this.log.begin(start, stored.state?.place ?? null);
    }
    // If the store has lost entries, their ids are reused.
    const isBehind = compareStreamIds(start, this.log.position) < 0;
    const polls = stored.beat?.id ?? STREAM_START;
    this.#places = { events: isBehind ? start : this.log.position, polls };
    if (stored.beat !== undefined) this.#take(stored.beat.beat, polls, start, clock);
    this.#showState();
  }

  away(): void {
    this.#isListening = false;
    this.#pending = undefined;
    this.#showState();
  }

  takeEvents(entries: readonly StreamEntry[]): void {
    for (const entry of entries) {
      this.#places = { ...this.#places, events: entry.id };
      // One that was given back to the store has the id that it had before.
      const isKnown =
        entry.fields.has('restored') && compareStreamIds(entry.id, this.log.position) <= 0;
      if (!isKnown) this.#takeDelivery(deliveryOf(entry) ?? unreadable(entry, this.log.place));
    }
    this.#settle();
  }

  takePolls(entries: readonly StreamEntry[], clock: StoreClock, hasAllEvents: boolean): void {
    for (const { id, fields } of entries) {
      this.#places = { ...this.#places, polls: id };
      if (fields.has('released')) this.#lease?.retry();
      if (fields.has('watched')) this.#pause.hurry();
      const beat = decodeBeat(fields.get('beat'));
      if (beat === undefined) continue;
      const field = fields.get('last');
      const last = isStreamId(field) ? field : STREAM_START;
      const isLost = hasAllEvents && compareStreamIds(last, this.log.position) > 0;
      if (isLost) this.#takeDelivery(lostUpTo(last, beat.place));
      this.#take(beat, id, last, clock);
    }
  }

  /** Drops changed data before subscribers are notified, because they read it again. */
  #takeDelivery(read: LoggedDelivery): void {
    const { dropped, changed, isComplete } = changesOfAll(read.events);
    // The replica that polls has dropped it everywhere; other replicas may not have been notified yet.
    if (read.by !== this.#replica) this.client.reads.forget(dropped, changed);
    if (!isComplete) {
      this.#unbrokenSince = this.#now();
      this.#coverage.breakOff();
    }
    const gaps = [...read.gaps];
    const isBroken = !this.log.isFollowedBy(read);
    if (isBroken) {
      const reason = read.after === undefined ? 'NOT_FOLLOWED' : 'TRIMMED';
      const from = this.log.place?.date ?? null;
      gaps.unshift({ reason, from, to: read.place?.date ?? null, missedAtLeast: null });
      this.#report(reason);
    }
    // The replica that polls has reported its own.
    if (!this.isLeading) for (const { reason } of read.gaps) this.#report(reason);
    if (gaps.length > 0) {
      this.#unbrokenSince = this.#now();
      this.#coverage.breakOff();
      this.#hasMissed = true;
      this.#showState();
    }
    if (read.after === undefined) void this.#readState();
    this.#state = this.#state && witnessed(this.#state, read.events, read.place);
    this.log.add({ ...read, gaps, isBroken });
  }

  /** The stream starts over, so the state is read instead. */
  async #readState(): Promise<void> {
    const stored = await this.#options.store.read().catch(() => undefined);
    if (stored?.last === this.log.position) this.#state = stored.state;
  }

  #report(reason: GapReason): void {
    this.#onEvent({ type: 'gap', instance: this.client.name, reason });
  }

  #take(beat: FeedBeat, id: string, last: string, clock: StoreClock): void {
    this.#pending = { beat, last, atMs: streamIdMs(id), clock };
    this.#settle();
  }

  /** Applies the progress, once everything before it has been read. */
  #settle(): void {
    if (this.#pending === undefined) return;
    const { beat, last, atMs, clock } = this.#pending;
    if (compareStreamIds(last, this.log.position) > 0) return;
    this.#pending = undefined;
    this.#hasMissed = false;
    this.#isListening = true;
    const known = momentOf(beat.known, (agoMs) => clock.latest(atMs - agoMs));
    const since = momentOf(beat.since, (agoMs) => clock.latest(atMs - agoMs));
    const unbroken = this.#unbrokenSince;
    const { zoneErrorSeconds } = this.#coverage.progress;
    this.#coverage.progress = {
      since,
      last: momentOf(beat.last, (agoMs) => clock.earliest(atMs - agoMs)),
      known: known && unbroken && unbroken.elapsedMs > known.elapsedMs ? unbroken : known,
      hasGap: beat.hasGap,
      error: errorOf(beat, this.client.name),
      intervalSeconds: beat.intervalSeconds,
      place: beat.place,
      zoneErrorSeconds: beat.zoneErrorSeconds,
    };
    // Before timestamps are read, because it determines their time zone.
    if (beat.apiVersion !== undefined) this.client.adoptVersion(beat.apiVersion);
    this.log.reach(beat.place);
    if (beat.zoneErrorSeconds !== zoneErrorSeconds) {
      this.client.stamps.settle(beat.zoneErrorSeconds);
    }
    this.#showState();
  }

  /** Polls while this replica holds the lease. */
  async #leadAs(token: string, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const { name: instance } = this.client;
    const known = await this.#known(token);
    const { progress } = this.#coverage;
    const from = known && {
      ...known,
      progress: progress.last === null ? notPolled(this.settings) : progress,
    };
    this.#onEvent({ type: 'lead', instance, isLeading: true });
    await leadFeed(token, from, signal, {
      client: this.client,
      settings: this.settings,
      store,
      elapsed: this.#elapsed,
      pause: this.#pause,
      onEvent: this.#onEvent,
      isWatched: () => this.log.isWatched,
    }).finally(() => {
      this.#onEvent({ type: 'lead', instance, isLeading: false });
    });
  }

  /**
   * Where to continue: at the store's place, or at that of this replica if the store has lost data. Then the store
   * gets it back, for replicas that had not read it.
   */
  async #known(token: string): Promise<{ state: FeedState; last: string } | undefined> {
    const { store } = this.#options;
    const { state, last } = await store.read();
    const { position } = this.log;
    const isStored =
      state !== undefined && last !== undefined && compareStreamIds(last, position) >= 0;
    if (isStored) return { state, last };
    const own = this.#state;
    if (own === undefined || position === STREAM_START) return undefined;
    for (const lost of this.log.missingAfter(last)) await store.restore(token, lost);
    return { state: own, last: laterStreamId(position, last ?? STREAM_START) };
  }

  #liveState(): LiveState {
    const { state } = this.#coverage;
    if (this.#stopped.signal.aborted || this.#coverage.progress.last === null) return state;
    if (!this.#isListening) return 'LAGGING';
    return this.#hasMissed && state === 'LIVE' ? 'GAP' : state;
  }

  #showState(): void {
    const from = this.#shownState;
    const to = this.#liveState();
    if (from === to) return;
    this.#shownState = to;
    this.#onEvent({ type: 'live-changed', instance: this.client.name, from, to });
  }

  /** The leader polls more often while this replica has subscribers. */
  async #sayWhetherWatched(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      if (this.log.isWatched) await this.#sayWatched();
      await rest(WATCH_AGAIN_MS, signal);
    }
  }

  /** If the store is unavailable, it is reported again later. */
  async #sayWatched(): Promise<void> {
    await this.#options.store.watch().catch(() => undefined);
  }

  #now(): Moment {
    return { elapsedMs: this.#elapsed(), at: this.client.now() };
  }
}

/** An entry that cannot be read may have contained any event. */
function unreadable({ id, fields }: StreamEntry, place: FeedPlace | null): LoggedDelivery {
  const after = fields.get('after');
  const from = place?.date ?? null;
  return {
    position: id,
    after: isStreamId(after) ? after : undefined,
    by: undefined,
    events: [],
    gaps: [{ reason: 'UNREADABLE', from, to: null, missedAtLeast: null }],
    place,
  };
}

function momentOf(beat: FeedBeat['last'], elapsedAt: (agoMs: number) => number): Moment | null {
  return beat && { elapsedMs: elapsedAt(beat.agoMs), at: beat.at };
}
