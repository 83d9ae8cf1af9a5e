import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { FeedProgress } from '../Coverage.js';
import type { FeedSettings, LiveEvent } from '../feed.js';
import { FeedPoller, type FeedFinding } from '../FeedPoller.js';
import type { FeedState } from '../feedState.js';
import type { PollPause } from '../PollPause.js';
import type { FeedStore } from './FeedStore.js';

/** Collaborators of a leader. */
export interface LeadOptions {
  readonly client: PatchworkClient;
  readonly settings: FeedSettings;
  readonly store: FeedStore;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
  readonly pause: PollPause;
  readonly onEvent: (event: LiveEvent) => void;
  /** Whether this replica has subscribers. */
  readonly isWatched: () => boolean;
}

/** Place at which a leader continues. */
export interface LeadStart {
  readonly state: FeedState;
  /** Id of the last entry. */
  readonly last: string;
  readonly progress: FeedProgress;
}

/**
 * Polls a server and publishes its findings.
 *
 * @param from undefined if nothing is known about the server.
 * @throws if publishing fails because the lease is lost or the store is unavailable.
 */
export async function leadFeed(
  token: string,
  from: LeadStart | undefined,
  signal: AbortSignal,
  options: LeadOptions,
): Promise<void> {
  const { client, settings, elapsed, pause, onEvent } = options;
  const poller = new FeedPoller({
    client,
    settings,
    elapsed,
    onEvent,
    outlet: new StoreOutlet(token, from, options),
  });
  if (from !== undefined) poller.resume(from.state, from.progress);
  while (!signal.aborted) {
    const outcome = await poller.poll(signal);
    const { intervalSeconds } = poller.progress;
    await pause.rest(intervalSeconds, outcome, signal);
  }
}

/** Publishes the findings of a poller to the store. */
class StoreOutlet {
  readonly #options: LeadOptions;
  readonly #token: string;
  #last: string | undefined;
  #published: FeedState | undefined;
  #isWatchedElsewhere = false;

  constructor(token: string, from: LeadStart | undefined, options: LeadOptions) {
    this.#options = options;
    this.#token = token;
    this.#last = from?.last;
    this.#published = from?.state;
  }

  get isWatched(): boolean {
    return this.#isWatchedElsewhere || this.#options.isWatched();
  }

  async publish(finding: FeedFinding): Promise<void> {
    const { events, gaps, state } = finding;
    // The first entry of a stream is marked as such.
    if (events.length === 0 && gaps.length === 0 && this.#last !== undefined) return;
    await this.#send(state, { entry: { events, gaps, place: state.place } });
  }

  report(progress: FeedProgress, state: FeedState): Promise<void> {
    return this.#send(state, { progress });
  }

  async #send(
    state: FeedState,
    parts: Pick<Parameters<FeedStore['publish']>[0], 'entry' | 'progress'>,
  ): Promise<void> {
    const { client, store, elapsed } = this.#options;
    const hasChanged = this.#published === undefined || differs(state, this.#published);
    const answer = await store.publish(
      {
        token: this.#token,
        last: this.#last,
        state: hasChanged ? state : undefined,
        apiVersion: client.negotiatedVersion,
        ...parts,
      },
      elapsed(),
    );
    this.#last = answer.last;
    this.#published = state;
    this.#isWatchedElsewhere = answer.isWatched;
  }
}

/** Whether a successor would continue differently; forgotten events make no difference. */
function differs(state: FeedState, published: FeedState): boolean {
  const { seen, ...rest } = state;
  if (seen.size > published.seen.size) return true;
  const keys = Object.keys(rest) as (keyof typeof rest)[];
  return keys.some((key) => state[key] !== published[key]);
}
