import { UpstreamError } from '../errors.js';
import { NO_COVERAGE, type CoverageState } from '../corpus/indexCoverage.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import type { Feed } from '../live/feed.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { Backfill } from './Backfill.js';
import { EventFollower, POLL_MS } from './EventFollower.js';
import { progressKey, type FillEvent, type FilledProject, type Fill } from './Fill.js';
import { CacheShare } from './CacheShare.js';
import { NewerSummaries } from './NewerSummaries.js';
import { Pace } from './Pace.js';
import { UnknownProject } from './projectFilter.js';
import { reconcile } from './reconcile.js';
import { Tail } from './Tail.js';
import { DAY_MS, DAY_SECONDS } from '../durations.js';
import { rest } from '../rest.js';

/** What a filling leaves in the cache. */
export interface CacheShareOptions {
  readonly bytes: number;
  /** How long the cache holds it. */
  readonly seconds: number;
}

export interface InstanceFillerOptions {
  readonly index: SearchIndex;
  readonly client: PatchworkClient;
  /** Projects of the client's server. */
  readonly projects: readonly FilledProject[];
  readonly requestsPerSecond: number;
  readonly maxTextBytes: number;
  /** Room in the cache for what is left to reviews. Default: nothing is left to them. */
  readonly cacheShare?: CacheShareOptions | undefined;
  /** Feed of the server; without it, its events are read every minute. */
  readonly feed: Feed | undefined;
  readonly onEvent?: ((event: FillEvent) => void) | undefined;
}

const RECONCILE_MS = DAY_MS;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 600_000;

/**
 * Indexes the mails of some projects of one server: reads them newest first, follows the events,
 * and compares the index with the server once a day. The coverage reports missing mails.
 */
export class InstanceFiller {
  readonly #options: InstanceFillerOptions;
  readonly #stopped = new AbortController();
  readonly #fill: Fill;
  readonly #follower: EventFollower;
  readonly #backfills: Map<FilledProject, Backfill>;
  readonly #pending: Set<FilledProject>;
  #reconciledAt: number;
  #pauseMs = FIRST_PAUSE_MS;
  #wake: () => void = () => undefined;
  #isPaused = false;
  #knowsStates = false;

  constructor(options: InstanceFillerOptions) {
    const { index, client, projects, requestsPerSecond, maxTextBytes, cacheShare, onEvent } =
      options;
    this.#options = options;
    this.#fill = {
      index,
      client,
      maxTextBytes,
      pace: new Pace(requestsPerSecond, this.#stopped.signal),
      newer: new NewerSummaries(),
      room:
        cacheShare &&
        new CacheShare(cacheShare.bytes, cacheShare.seconds * 1000, () => client.now()),
      onEvent: onEvent ?? (() => undefined),
    };
    this.#backfills = new Map(projects.map((one) => [one, new Backfill(this.#fill, one)]));
    this.#pending = new Set(projects);
    this.#follower = new EventFollower({
      fill: this.#fill,
      tail: new Tail(this.#fill, projects),
      feed: options.feed,
      projects: () => [...this.#backfills.keys()],
      readAgain: async (project, since) => {
        await this.#backfills.get(project)?.repair(since);
      },
      stateOf: (project) => this.#stateOf(project),
    });
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
      this.#follower.notice();
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
    await this.#follower.follow();
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
    await client.states.complete({ ...pace.scope, cachesDerived: true });
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
    const { newer, pace } = this.#fill;
    newer.begin();
    pace.beforeRead = async () => {
      if (this.#follower.isDue) await this.#follower.follow();
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

  #stateOf(project: FilledProject): CoverageState {
    return this.#pending.has(project) ? 'BACKFILLING' : 'LIVE';
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
    await rest(pauseMs, signal);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }

  /** Ends a pause after a successful read. */
  async #resume(): Promise<void> {
    if (!this.#isPaused) return;
    for (const project of this.#backfills.keys()) {
      await this.#setState(project, this.#stateOf(project));
    }
    this.#isPaused = false;
  }

  /** Waits, at most until the next delivery of the feed. */
  async #rest(ms: number): Promise<void> {
    if (this.#follower.hasNews) return;
    const woken = new AbortController();
    this.#wake = () => {
      woken.abort();
    };
    const signal = AbortSignal.any([woken.signal, this.#stopped.signal]);
    await rest(ms, signal);
    this.#wake = () => undefined;
  }
}
