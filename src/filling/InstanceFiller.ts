import { keyOf } from '../corpus/dateKeys.js';
import { setTimeout as delay } from 'node:timers/promises';
import { UpstreamError } from '../errors.js';
import { NO_COVERAGE, type CoverageState } from '../corpus/indexCoverage.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import type { Feed } from '../live/feed.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { events, type Event } from '../patchwork/resources/event.js';
import { Backfill, UnknownProject } from './Backfill.js';
import {
  addHoles,
  coverageOf,
  progressKey,
  type FillEvent,
  type FilledProject,
  type Fill,
} from './Fill.js';
import { KeptRoom } from './KeptRoom.js';
import { NewerSummaries } from './NewerSummaries.js';
import { Pace } from './Pace.js';
import { reconcile } from './reconcile.js';
import { Tail } from './Tail.js';
import { DAY_MS, DAY_SECONDS } from '../durations.js';

export interface InstanceFillerOptions {
  readonly index: SearchIndex;
  readonly client: PatchworkClient;
  /** Projects of the client's server. */
  readonly projects: readonly FilledProject[];
  readonly requestsPerSecond: number;
  readonly maxTextBytes: number;
  /** Bytes of the cache that take what is left to reviews. Default: nothing is left to them. */
  readonly keptBytes?: number | undefined;
  /** Feed of the server; without it, its events are read every minute. */
  readonly feed: Feed | undefined;
  readonly onEvent?: ((event: FillEvent) => void) | undefined;
}

/** Events become visible late. */
const OVERLAP_SECONDS = 120;
const POLL_MS = 60_000;
/** Maximum pages of events; if there are more, lists are read again instead. */
const CATCH_UP_PAGES = 40;
const RECONCILE_MS = DAY_MS;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 600_000;
/**
 * Time before a gap from which mails are read again, because mails are dated when they were
 * written.
 */
const REPAIR_SECONDS = DAY_SECONDS;

/**
 * Indexes the mails of some projects of one server: reads them newest first, follows the events,
 * and compares the index with the server once a day. The coverage reports missing mails.
 */
export class InstanceFiller {
  readonly #options: InstanceFillerOptions;
  readonly #stopped = new AbortController();
  readonly #fill: Fill;
  readonly #tail: Tail;
  readonly #backfills: Map<FilledProject, Backfill>;
  readonly #pending: Set<FilledProject>;
  /** Position in the log of the feed; null before the start, and after a gap. */
  #position: string | null = null;
  /** Events that were processed by reading them again. */
  #seen = new Set<number>();
  #reconciledAt: number;
  #pauseMs = FIRST_PAUSE_MS;
  #wake: () => void = () => undefined;
  /** Whether there are new deliveries of the feed. */
  #hasNews = false;
  #isFollowing = false;
  #followedAt = -Infinity;
  #isPaused = false;
  #knowsStates = false;

  constructor(options: InstanceFillerOptions) {
    const { index, client, projects, requestsPerSecond, maxTextBytes, keptBytes, onEvent } =
      options;
    this.#options = options;
    this.#fill = {
      index,
      client,
      maxTextBytes,
      pace: new Pace(requestsPerSecond, this.#stopped.signal),
      newer: new NewerSummaries(),
      room: keptBytes === undefined ? undefined : new KeptRoom(keptBytes),
      onEvent: onEvent ?? (() => undefined),
    };
    this.#tail = new Tail(this.#fill, projects);
    this.#backfills = new Map(projects.map((one) => [one, new Backfill(this.#fill, one)]));
    this.#pending = new Set(projects);
    this.#reconciledAt = client.now();
  }

  /** Requests made so far. */
  get requests(): number {
    return this.#fill.pace.requests;
  }

  /** Runs until {@link InstanceFiller.stop}; never throws. */
  async run(): Promise<void> {
    const { signal } = this.#stopped;
    const unlisten = this.#options.feed?.log.listen(() => {
      this.#hasNews = true;
      this.#wake();
    });
    while (!signal.aborted) {
      try {
        const isBusy = await this.step();
        await this.#resume();
        this.#pauseMs = FIRST_PAUSE_MS;
        if (!isBusy) await this.#rest(POLL_MS);
      } catch (error) {
        await this.#fail(error);
      }
    }
    unlisten?.();
  }

  /** Stops, and aborts reads in progress. */
  stop(): void {
    this.#stopped.abort(new Error('the filling of the index is stopped'));
    this.#wake();
  }

  /**
   * Processes new events, fills one slice of one project, and compares once a day.
   *
   * @returns whether there is more to do immediately.
   * @throws GatewayError when the server does not answer, IndexUnavailable when the index does not.
   */
  async step(): Promise<boolean> {
    await this.#learnStates();
    await this.#findLost();
    await this.#follow();
    const [next] = this.#pending;
    if (next !== undefined) {
      await this.#keepingUp(() => this.#fillOne(next));
      return true;
    }
    const now = this.#fill.client.now();
    if (now - this.#reconciledAt >= RECONCILE_MS) {
      for (const project of this.#backfills.keys()) {
        await this.#keepingUp(() => reconcile(this.#fill, project));
      }
      this.#reconciledAt = now;
    }
    return false;
  }

  /** Finds the states of the server, which the first list of open patches would have to wait for. */
  async #learnStates(): Promise<void> {
    const { client, pace, room } = this.#fill;
    if (room === undefined || this.#knowsStates) return;
    await pace.turn();
    await client.states.complete({ ...pace.scope, keepsDerived: true });
    this.#knowsStates = true;
  }

  /** Restarts projects whose mails are no longer indexed because the index was emptied or damaged. */
  async #findLost(): Promise<void> {
    for (const project of this.#backfills.keys()) {
      if (this.#pending.has(project)) continue;
      if ((await this.#fill.index.progress(progressKey(project))) === null) {
        this.#pending.add(project);
      }
    }
  }

  /** Runs a long task, and processes new events between its reads. */
  async #keepingUp(work: () => Promise<unknown>): Promise<void> {
    const { client, newer, pace } = this.#fill;
    newer.begin();
    pace.beforeRead = async () => {
      if (this.#isFollowing) return;
      if (this.#hasNews || client.now() - this.#followedAt >= POLL_MS) await this.#follow();
    };
    try {
      await work();
    } finally {
      pace.beforeRead = undefined;
      newer.end();
    }
  }

  async #fillOne(project: FilledProject): Promise<void> {
    // Projects take turns.
    this.#pending.delete(project);
    try {
      const isDone = await this.#backfills.get(project)?.step();
      if (isDone === false) this.#pending.add(project);
      else await this.#setState(project, 'LIVE');
    } catch (error) {
      if (!(error instanceof UnknownProject)) {
        this.#pending.add(project);
        throw error;
      }
      this.#backfills.delete(project);
      const now = Math.floor(this.#fill.client.now() / 1000);
      const hole = { from: now - project.days * DAY_SECONDS, to: now, reason: error.message };
      await this.#fill.index.setCoverage(project, { ...NO_COVERAGE, state: 'PAUSED' });
      await this.#fill.index.setHoles(project, [hole]);
      this.#fill.onEvent({ type: 'failed', instance: project.instance, error });
    }
  }

  /** Processes the changes since the last call. */
  async #follow(): Promise<void> {
    this.#hasNews = false;
    this.#followedAt = this.#fill.client.now();
    this.#isFollowing = true;
    try {
      await this.#takeNew();
    } finally {
      this.#isFollowing = false;
    }
  }

  async #takeNew(): Promise<void> {
    const { feed } = this.#options;
    const { client } = this.#fill;
    const known = await this.#filled();
    const position = feed?.log.position ?? null;
    const lastPollAt = feed?.status().lastPollAt;
    // Deliveries during this call have later positions.
    const askedAt = Math.floor((lastPollAt ?? client.now()) / 1000);
    if (known.size === 0) {
      this.#position = position;
      return;
    }
    const deliveries =
      feed === undefined || this.#position === null
        ? undefined
        : await feed.log.after(this.#position);
    if (deliveries === undefined || deliveries.some(({ gaps }) => gaps.length > 0)) {
      await this.#catchUp(known);
    } else if (deliveries.length > 0) {
      await this.#take(deliveries.flatMap((delivery) => delivery.events));
    }
    this.#position = deliveries?.at(-1)?.position ?? position;
    if (feed !== undefined && !feed.isFollowing) return;
    for (const project of known.keys()) {
      await this.#fill.index.setCoverage(project, { until: askedAt });
    }
  }

  /** Projects with stored mails, and the time until which they are complete. */
  async #filled(): Promise<ReadonlyMap<FilledProject, number>> {
    const { client, index } = this.#fill;
    const found = new Map<FilledProject, number>();
    for (const { instance, project, until } of await index.coverage()) {
      if (instance !== client.name || until === null) continue;
      const own = [...this.#backfills.keys()].find((one) => one.project === project);
      if (own !== undefined) found.set(own, until);
    }
    return found;
  }

  /** Reads the events since the index was complete, or lists if there are too many. */
  async #catchUp(known: ReadonlyMap<FilledProject, number>): Promise<void> {
    const { client, pace } = this.#fill;
    const earliest = Math.min(...known.values());
    const since = client.stampZone.toStamp(`${keyOf(earliest - OVERLAP_SECONDS)}Z`);
    const seen = new Set<number>();
    for (let page = 1; page <= CATCH_UP_PAGES; page += 1) {
      await pace.turn();
      const params = [
        ['order', 'date'],
        ['since', since],
      ] as const;
      const answer = await client.lists.page(events, { params, page, perPage: 250 }, pace.scope);
      for (const { id } of answer.rows) seen.add(id);
      await this.#take(answer.rows.filter(({ id }) => !this.#seen.has(id)));
      if (!answer.hasNext) {
        this.#seen = seen;
        return;
      }
    }
    for (const [project, until] of known) await this.#repair(project, until);
    this.#seen = seen;
  }

  async #repair(project: FilledProject, until: number): Promise<void> {
    const { client, index } = this.#fill;
    const now = Math.floor(client.now() / 1000);
    const reason = 'more events were missed than are read one by one; lists are being read';
    await addHoles(index, project, [{ from: until, to: now, reason }]);
    await this.#setState(project, 'GAP');
    await this.#backfills.get(project)?.repair(keyOf(until - REPAIR_SECONDS));
    const holes = (await coverageOf(index, project))?.holes ?? [];
    await index.setHoles(
      project,
      holes.filter((hole) => hole.reason !== reason),
    );
    await this.#setState(project, this.#pending.has(project) ? 'BACKFILLING' : 'LIVE');
  }

  async #take(found: readonly Event[]): Promise<void> {
    const { index } = this.#fill;
    for (const [project, unreadable] of await this.#tail.take(found)) {
      const now = Math.floor(this.#fill.client.now() / 1000);
      const holes = unreadable.map(({ date, reason }) => ({
        from: date ?? now - REPAIR_SECONDS,
        to: (date ?? now) + 1,
        reason,
      }));
      await addHoles(index, project, holes);
      for (const { reason } of unreadable) {
        const { instance, project: name } = project;
        this.#fill.onEvent({ type: 'unreadable', instance, project: name, reason });
      }
    }
  }

  async #setState(project: FilledProject, state: CoverageState): Promise<void> {
    await this.#fill.index.setCoverage(project, { state });
  }

  async #fail(error: unknown): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    const { client, index, onEvent } = this.#fill;
    onEvent({ type: 'failed', instance: client.name, error });
    const asked = error instanceof UpstreamError ? error.retryAfterSeconds : undefined;
    this.#isPaused = true;
    for (const project of this.#backfills.keys()) {
      await index.setCoverage(project, { state: 'PAUSED' }).catch(() => undefined);
    }
    const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(this.#pauseMs, (asked ?? 0) * 1000));
    const { signal } = this.#stopped;
    // Events do not end this pause, because the server requested it.
    await delay(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  /** Ends a pause after a successful read. */
  async #resume(): Promise<void> {
    if (!this.#isPaused) return;
    for (const project of this.#backfills.keys()) {
      await this.#setState(project, this.#pending.has(project) ? 'BACKFILLING' : 'LIVE');
    }
    this.#isPaused = false;
  }

  /** Waits, at most until the next delivery of the feed. */
  async #rest(ms: number): Promise<void> {
    if (this.#hasNews) return;
    const woken = new AbortController();
    this.#wake = () => {
      woken.abort();
    };
    const signal = AbortSignal.any([woken.signal, this.#stopped.signal]);
    await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
    this.#wake = () => undefined;
  }
}
