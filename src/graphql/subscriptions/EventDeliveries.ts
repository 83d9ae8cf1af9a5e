import { emptyListIn, canMatch } from '../../catalog/lists/emptyLists.js';
import { emptySources } from '../../catalog/lists/FederatedList.js';
import type { GatewayError } from '../../errors.js';
import {
  notAsked,
  skippedInstance,
  statusOf,
  type SourceStatus,
} from '../../federation/sourceStatus.js';
import { encodeEventCursor } from '../../live/eventCursor.js';
import type { EventReader } from '../../live/EventReader.js';
import { eventScope } from '../../live/readEventPage.js';
import type { Feed, LiveState } from '../../live/feed.js';
import type { SourceWarning } from '../../orderedList.js';
import { missingEvents, type MissingEvents } from '../../patchwork/lists/commentEvents.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { eventFilter } from '../eventFilter.js';
import type { SubscriptionEventsArgs } from '../generated/types.js';
import { clientsOf } from '../instances.js';
import type { SourceStatusModel } from '../models.js';
import type { DeliveredGap, Delivery, SharedSource } from './Delivery.js';
import { createEventMatcher } from './matchEvent.js';
import { UnknownProjects } from './UnknownProjects.js';
import {
  feedOf,
  lostFeeds,
  openReader,
  readAfter,
  type SubscriptionContext,
} from './SubscriptionContext.js';

/** The deliveries of `Subscription.events`. */
export class EventDeliveries implements SharedSource {
  readonly #reader: EventReader;
  readonly #clients: ReadonlyMap<string, PatchworkClient>;
  readonly #sources: Delivery['sources'];
  /** What each followed instance lacks. */
  readonly #missing: () => ReadonlyMap<string, MissingEvents>;
  readonly #closed = new AbortController();
  readonly #unknown: UnknownProjects;
  #lost: readonly DeliveredGap[];
  #isFirst = true;

  /** @throws BadUserInputError for arguments that are not valid, and where nothing is followed. */
  constructor(args: Partial<SubscriptionEventsArgs>, context: SubscriptionContext) {
    const { gateway } = context;
    this.#clients = gateway.clients;
    const clients = clientsOf(gateway, args.instances);
    const named = args.instances == null ? [] : clients;
    for (const client of named) feedOf(gateway, client, 'instances');
    const filterOn = eventFilter(args.filter, {}, { gateway });
    const filters = new Map(clients.map((client) => [client, filterOn(client)]));
    const after = readAfter(args.after);
    const followed = clients.filter(({ name }) => gateway.feeds?.has(name) === true);
    const [first] = clients;
    // The error names what is missing.
    if (followed.length === 0 && first !== undefined) feedOf(gateway, first, 'instances');
    const emptyList = emptyListIn(args);
    const asked = followed.flatMap((client) => {
      const filter = filters.get(client);
      if (filter === undefined || emptyList !== undefined || !canMatch(filter)) return [];
      const matches = createEventMatcher(client, filter);
      return [{ feed: feedOf(gateway, client, 'instances'), matches }];
    });
    this.#lost = lostFeeds(gateway, after).filter(({ client }) => clients.includes(client));
    this.#reader = openReader(context, asked, after);
    const feeds = new Map(asked.map(({ feed }) => [feed.client.name, feed]));
    const projects = asked.flatMap(({ feed: { client } }) => {
      const names = filters.get(client)?.project;
      return names === undefined ? [] : [[client, names] as const];
    });
    const scope = eventScope(this.#closed.signal, this, context.onRequest);
    this.#unknown = new UnknownProjects(new Map(projects), { ...scope, bypassesCache: false });
    this.#missing = () =>
      new Map(
        asked.map(({ feed: { client } }) => {
          const { warnings, error } = missingEvents(client, filters.get(client) ?? {});
          const unknown = this.#unknown.warningsOf(client);
          return [client.name, { warnings: [...warnings, ...unknown], error }];
        }),
      );
    this.#sources = () =>
      emptyList === undefined
        ? clients.map((client) => this.#sourceOf(client, feeds.get(client.name), gateway.feeds))
        : emptySources(clients, emptyList, { gateway });
  }

  async next(untilMs: number, signal: AbortSignal): Promise<Delivery> {
    const gaps = this.#lost;
    if (gaps.length > 0) {
      this.#lost = [];
      return this.#delivery({ gaps });
    }
    const checking = this.#unknown.check();
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst) await checking;
    const batch = await this.#reader.next(isFirst ? 0 : untilMs, signal);
    const client = this.#clients.get(batch?.instance ?? '');
    if (batch === undefined || client === undefined) return this.#delivery({});
    this.#unknown.note(batch.events);
    return this.#delivery({
      events: batch.events.map((data) => ({ client, data })),
      gaps: batch.gaps.map((gap) => ({ client, gap })),
    });
  }

  get places(): SharedSource['places'] {
    return this.#reader.places;
  }

  get isAtEnd(): boolean {
    return !this.#isFirst && this.#lost.length === 0 && this.#reader.isAtEnd;
  }

  get readsLog(): boolean {
    return this.#reader.readsLog;
  }

  pause(): void {
    this.#reader.pause();
  }

  resume(places: SharedSource['places'] | undefined): void {
    if (places !== undefined) {
      this.#isFirst = false;
      this.#lost = [];
    }
    this.#reader.resume(places);
  }

  get warnings(): Delivery['warnings'] {
    return [...this.#missing().values()].flatMap(({ warnings, error }) =>
      error === null ? warnings : [{ code: error.code, message: error.message }],
    );
  }

  close(): void {
    this.#closed.abort(new Error('the subscription is over'));
    this.#reader.close();
  }

  #delivery({ events = [], gaps = [] }: Partial<Delivery>): Delivery {
    const cursor = encodeEventCursor({ places: this.#reader.places, objects: null });
    return { cursor, events, gaps, nodeId: null, sources: this.#sources, warnings: this.warnings };
  }

  #sourceOf(
    client: PatchworkClient,
    feed: Feed | undefined,
    feeds: SubscriptionContext['gateway']['feeds'],
  ): SourceStatusModel {
    const { name } = client;
    const { errors, reading } = this.#reader;
    const status =
      feed !== undefined
        ? followedStatus(feed, errors.get(name), reading.has(name), this.#missing().get(name))
        : feeds?.has(name) === true
          ? skippedInstance(name)
          : notAsked(name, {
              code: 'NOT_FOLLOWED',
              message: `${name}: its events are not followed (live.enabled)`,
            });
    return { status, totalCount: () => null };
  }
}

/**
 * @param error why events that were missed could not be read yet.
 * @param isReading whether events that were missed are being read.
 * @param missing what the instance lacks of what is requested.
 */
function followedStatus(
  feed: Feed,
  error: GatewayError | undefined,
  isReading: boolean,
  missing: MissingEvents | undefined,
): SourceStatus {
  const { name: instance } = feed.client;
  const { state, lastPollAt, error: pollError } = feed.status();
  const failure = missing?.error ?? error ?? (state === 'FAILED' ? pollError : null);
  const behind = delayOf(instance, state, isReading);
  const warnings = [...behind, ...(missing?.warnings ?? [])];
  const fetchedAt = lastPollAt === null ? {} : { fetchedAt: new Date(lastPollAt) };
  return statusOf({ instance, notes: [{ warnings, ...fetchedAt }], error: failure, requests: 0 });
}

function delayOf(instance: string, state: LiveState, isReading: boolean): readonly SourceWarning[] {
  if (state === 'CATCHING_UP' || state === 'LAGGING') {
    return [{ code: state, message: `${instance}: its events are delayed: the feed is ${state}` }];
  }
  if (!isReading) return [];
  const message = `${instance}: the events since the cursor are delayed: they are being read`;
  return [{ code: 'CATCHING_UP', message }];
}
