import { keyOf } from '../corpus/dateKeys.js';
import type { CoverageState } from '../corpus/indexCoverage.js';
import { DAY_SECONDS } from '../durations.js';
import type { EventLog, FeedDelivery } from '../live/EventLog.js';
import type { Feed } from '../live/feed.js';
import { events, type Event } from '../patchwork/resources/event.js';
import { addHoles, readCoverage, type FilledProject, type Fill } from './Fill.js';
import type { Tail } from './Tail.js';

export interface EventFollowerOptions {
  readonly fill: Fill;
  readonly tail: Tail;
  /** Feed of the server; without it, its events are read. */
  readonly feed: Feed | undefined;
  /** Projects that the server has. */
  readonly projects: () => readonly FilledProject[];
  /** Reads the lists of a project again. @param since date key of the earliest mail. */
  readonly readAgain: (project: FilledProject, since: string) => Promise<void>;
  /** State of a project that has no gap. */
  readonly stateOf: (project: FilledProject) => CoverageState;
}

/** Without deliveries of a feed, events are read so often. */
export const POLL_MS = 60_000;
/** Events become visible late. */
const OVERLAP_SECONDS = 120;
/** Maximum pages of events; if there are more, lists are read again instead. */
const CATCH_UP_PAGES = 40;
/**
 * Time before a gap from which mails are read again, because mails are dated when they were
 * written.
 */
const REPAIR_SECONDS = DAY_SECONDS;

/**
 * Keeps the index up to date with the events of one server: deliveries of its feed, or its list of events since the
 * index was complete.
 */
export class EventFollower {
  readonly #options: EventFollowerOptions;
  /** Position in the log of the feed; null before the start, and after a gap. */
  #position: string | null = null;
  /** Events that were processed by reading them again. */
  #seen = new Set<number>();
  /** Whether there are new deliveries of the feed. */
  #hasNews = false;
  #isFollowing = false;
  #followedAt = -Infinity;

  constructor(options: EventFollowerOptions) {
    this.#options = options;
  }

  get hasNews(): boolean {
    return this.#hasNews;
  }

  /** Whether {@link EventFollower.follow} should be called, unless it is under way. */
  get isDue(): boolean {
    if (this.#isFollowing) return false;
    return this.#hasNews || this.#options.fill.client.now() - this.#followedAt >= POLL_MS;
  }

  /** The feed has new deliveries. */
  notice(): void {
    this.#hasNews = true;
  }

  /** Processes the changes since the last call. */
  async follow(): Promise<void> {
    this.#hasNews = false;
    this.#followedAt = this.#options.fill.client.now();
    this.#isFollowing = true;
    try {
      await this.#takeNew();
    } finally {
      this.#isFollowing = false;
    }
  }

  async #takeNew(): Promise<void> {
    const { feed } = this.#options;
    const { client } = this.#options.fill;
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
        : await allAfter(feed.log, this.#position);
    if (deliveries === undefined || deliveries.some(({ gaps }) => gaps.length > 0)) {
      await this.#catchUp(known);
    } else if (deliveries.length > 0) {
      await this.#take(deliveries.flatMap((delivery) => delivery.events));
    }
    this.#position = deliveries?.at(-1)?.position ?? position;
    if (feed !== undefined && !feed.isFollowing) return;
    for (const project of known.keys()) {
      await this.#options.fill.index.setCoverage(project, { until: askedAt });
    }
  }

  /** Projects with stored mails, and the time until which they are complete. */
  async #filled(): Promise<ReadonlyMap<FilledProject, number>> {
    const { client, index } = this.#options.fill;
    const found = new Map<FilledProject, number>();
    for (const { instance, project, until } of await index.coverage()) {
      if (instance !== client.name || until === null) continue;
      const own = this.#options.projects().find((one) => one.project === project);
      if (own !== undefined) found.set(own, until);
    }
    return found;
  }

  /** Reads the events since the index was complete, or lists if there are too many. */
  async #catchUp(known: ReadonlyMap<FilledProject, number>): Promise<void> {
    const { client, pace } = this.#options.fill;
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
    const { fill, readAgain, stateOf } = this.#options;
    const { client, index } = fill;
    const now = Math.floor(client.now() / 1000);
    const reason = 'more events were missed than are read one by one; lists are being read';
    await addHoles(index, project, [{ from: until, to: now, reason }]);
    await index.setCoverage(project, { state: 'GAP' });
    await readAgain(project, keyOf(until - REPAIR_SECONDS));
    const holes = (await readCoverage(index, project))?.holes ?? [];
    await index.setHoles(
      project,
      holes.filter((hole) => hole.reason !== reason),
    );
    await index.setCoverage(project, { state: stateOf(project) });
  }

  async #take(found: readonly Event[]): Promise<void> {
    const { index } = this.#options.fill;
    for (const [project, unreadable] of await this.#options.tail.take(found)) {
      const now = Math.floor(this.#options.fill.client.now() / 1000);
      const holes = unreadable.map(({ date, reason }) => ({
        from: date ?? now - REPAIR_SECONDS,
        to: (date ?? now) + 1,
        reason,
      }));
      await addHoles(index, project, holes);
      for (const { reason } of unreadable) {
        const { instance, project: name } = project;
        this.#options.fill.onEvent({ type: 'unreadable', instance, project: name, reason });
      }
    }
  }
}

/** All deliveries after a position; undefined if the log does not have them. */
async function allAfter(
  log: EventLog,
  position: string,
): Promise<readonly FeedDelivery[] | undefined> {
  const found: FeedDelivery[] = [];
  let reached = position;
  for (;;) {
    const some = await log.after(reached);
    if (some === undefined) return undefined;
    for (const delivery of some) found.push(delivery);
    reached = some.at(-1)?.position ?? reached;
    if (some.length === 0 || reached === log.position) return found;
  }
}
