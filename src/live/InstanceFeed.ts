import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { Coverage } from './Coverage.js';
import type {
  Feed,
  FeedCollaborators,
  FeedSettings,
  FeedStatus,
  LiveEvent,
  LiveState,
} from './feed.js';
import { FeedLog } from './FeedLog.js';
import { FeedPoller, type FeedFinding, type FeedOutlet } from './FeedPoller.js';
import type { PollOutcome } from './pollInterval.js';
import { PollPause } from './PollPause.js';
import { rest } from '../rest.js';

/** Events in memory for subscribers that reconnect. */
const EVENTS_IN_MEMORY = 10_000;

/**
 * Follows the events of one server by polling it from this process, less often while nothing happens.
 * Patchwork has no push (getpatchwork/patchwork#557).
 */
export class InstanceFeed implements Feed {
  readonly log: FeedLog;
  readonly #pause: PollPause;
  readonly #onEvent: (event: LiveEvent) => void;
  readonly #stopped = new AbortController();
  readonly #coverage: Coverage;
  readonly #poller: FeedPoller;
  #shownState: LiveState = 'CATCHING_UP';

  constructor(
    readonly client: PatchworkClient,
    readonly settings: FeedSettings,
    collaborators: FeedCollaborators = {},
  ) {
    const { random = Math.random, sleep = rest } = collaborators;
    const elapsed = collaborators.elapsed ?? (() => performance.now());
    const { min: minSeconds } = settings.pollSeconds;
    this.#pause = new PollPause({ minSeconds, elapsed, random, sleep });
    this.log = new FeedLog(Math.min(settings.streamLength, EVENTS_IN_MEMORY), () => {
      this.#pause.hurry();
    });
    this.#onEvent = collaborators.onEvent ?? (() => undefined);
    this.#coverage = new Coverage(settings, elapsed);
    const outlet = this.#outlet();
    this.#poller = new FeedPoller({ client, settings, outlet, elapsed, onEvent: this.#onEvent });
  }

  get maxAgeMs(): number {
    return this.settings.maxAgeSeconds * 1000;
  }

  get isFollowing(): boolean {
    return this.#coverage.isRecent && !this.#stopped.signal.aborted;
  }

  get isLeading(): boolean {
    return !this.#stopped.signal.aborted;
  }

  covers(sinceMs: number): boolean {
    return !this.#stopped.signal.aborted && this.#coverage.covers(sinceMs);
  }

  get zoneErrorSeconds(): number {
    return this.#coverage.progress.zoneErrorSeconds;
  }

  status(): FeedStatus {
    return this.#coverage.status(this.client.stampZone);
  }

  async follow(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const outcome = await this.poll();
      const { intervalSeconds } = this.#coverage.progress;
      await this.#pause.rest(intervalSeconds, outcome, signal);
    }
  }

  handOver(): void {
    // There is no other process.
  }

  stop(): void {
    this.#stopped.abort(new Error('the feed is stopped'));
  }

  /** One poll: reads all new events, page by page. Never throws. */
  async poll(): Promise<PollOutcome> {
    return await this.#poller.poll(this.#stopped.signal);
  }

  #outlet(): FeedOutlet {
    const { log } = this;
    return {
      get isWatched() {
        return log.isWatched;
      },
      publish: (finding) => {
        this.#publish(finding);
      },
      report: (progress) => {
        this.#coverage.progress = progress;
        this.#showState();
      },
    };
  }

  #publish({ events, gaps, isComplete, state: { place } }: FeedFinding): void {
    // Before subscribers are notified, because they read the data again.
    if (!isComplete) this.#coverage.breakOff();
    if (events.length === 0 && gaps.length === 0) this.log.reach(place);
    else this.log.add({ events, gaps, place });
  }

  #showState(): void {
    const from = this.#shownState;
    const to = this.#coverage.state;
    if (from === to) return;
    this.#shownState = to;
    this.#onEvent({ type: 'live-changed', instance: this.client.name, from, to });
  }
}
