import { createHash } from 'node:crypto';
import type { EventCursor } from '../../live/eventCursor.js';
import { encodeEventCursor } from '../../live/eventCursor.js';
import type { EventReader, InstanceBatch } from '../../live/EventReader.js';
import { eventScope } from '../../live/readEventPage.js';
import { commentEventsWarningOf } from '../../patchwork/lists/commentEvents.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { SubscriptionChangedArgs } from '../generated/types.js';
import { readChangedObjects, type ChangedObject } from './changedObjects.js';
import type { DeliveredGap, Delivery, DeliverySource } from './Delivery.js';
import {
  feedOf,
  lostFeeds,
  openReader,
  readAfter,
  type SubscriptionContext,
} from './SubscriptionContext.js';

/** The deliveries of `Subscription.changed`. */
export class ChangeDeliveries implements DeliverySource {
  readonly #objects: readonly ChangedObject[];
  /** Stands for the objects in cursors. */
  readonly #name: string;
  readonly #reader: EventReader;
  readonly #clients: ReadonlyMap<string, PatchworkClient>;
  readonly #onRequest: () => void;
  readonly #patienceMs: number;
  #lost: readonly DeliveredGap[];
  /** Objects that are still to be delivered, by their numbers in `ids`. */
  #left: readonly number[];
  /** The events that they are delivered for. */
  #batch: InstanceBatch | undefined;

  /** @throws BadUserInputError for arguments that are not valid. */
  constructor({ ids, after: cursor }: SubscriptionChangedArgs, context: SubscriptionContext) {
    const { gateway, onRequest, patienceMs } = context;
    this.#clients = gateway.clients;
    this.#onRequest = onRequest;
    this.#patienceMs = patienceMs;
    this.#objects = readChangedObjects(ids, gateway);
    this.#name = createHash('sha256')
      .update(this.#objects.map(({ id }) => id).join(' '))
      .digest('base64url')
      .slice(0, 12);
    const clients = [...new Set(this.#objects.map(({ client }) => client))];
    const after = readAfter(cursor);
    const matches = (client: PatchworkClient) => (event: Parameters<ChangedObject['affects']>[0]) =>
      this.#objects.some((object) => object.client === client && object.affects(event));
    const feeds = clients.map((client) => ({
      feed: feedOf(gateway, client, 'ids'),
      matches: matches(client),
    }));
    this.#lost = lostFeeds(gateway, after).filter(({ client }) => clients.includes(client));
    this.#left = this.#begin(after);
    this.#reader = openReader(context, feeds, after);
  }

  async next(untilMs: number, signal: AbortSignal): Promise<Delivery> {
    const end = performance.now() + untilMs;
    for (;;) {
      const restMs = end - performance.now();
      if (restMs <= 0 || signal.aborted) return this.#delivery({});
      const delivery = await this.#step(restMs, signal);
      if (delivery !== undefined) return delivery;
    }
  }

  /** @returns undefined if what has happened was about other objects. */
  async #step(untilMs: number, signal: AbortSignal): Promise<Delivery | undefined> {
    const gaps = this.#lost;
    if (gaps.length > 0) {
      this.#lost = [];
      return this.#delivery({ gaps });
    }
    const [next, ...left] = this.#left;
    if (next !== undefined) return await this.#deliverObject(next, left, signal);
    const batch = await this.#reader.next(untilMs, signal);
    const client = this.#clients.get(batch?.instance ?? '');
    if (batch === undefined || client === undefined) return this.#delivery({});
    const isGap = batch.gaps.length > 0;
    this.#batch = isGap ? undefined : batch;
    // What a gap hides may have changed any of them.
    this.#left = this.#numbersOf(
      (object) =>
        object.client === client && (isGap || batch.events.some((e) => object.affects(e))),
    );
    if (isGap) return this.#delivery({ gaps: batch.gaps.map((gap) => ({ client, gap })) });
    return undefined;
  }

  get warnings(): Delivery['warnings'] {
    const clients = new Set(this.#objects.map(({ client }) => client));
    return [...clients].flatMap((client) => commentEventsWarningOf(client) ?? []);
  }

  close(): void {
    this.#reader.close();
  }

  /** The objects that come first, whatever happens. */
  #begin(after: EventCursor | null): readonly number[] {
    if (after === null) return this.#numbersOf(() => true);
    const left = after.objects?.of === this.#name ? after.objects.left : [];
    // Which patches a series has is only known once it is read.
    return this.#numbersOf(
      (object, number) => left.includes(number) || object.prepare !== undefined,
    );
  }

  async #deliverObject(
    number: number,
    left: readonly number[],
    signal: AbortSignal,
  ): Promise<Delivery | undefined> {
    this.#left = left;
    const object = this.#objects[number];
    const batch = this.#batch;
    if (left.length === 0) this.#batch = undefined;
    if (object === undefined) return this.#delivery({});
    const { client, id } = object;
    // A server that fails is reported by the delivery, which reads the same.
    const patient = AbortSignal.any([signal, AbortSignal.timeout(this.#patienceMs)]);
    const scope = { ...eventScope(patient, this, this.#onRequest), bypassesCache: false };
    const isPrepared = await this.#prepare(object, scope);
    const affecting = batch?.events.filter((event) => object.affects(event)) ?? [];
    const events = affecting.filter((event) => object.isAbout?.(event) ?? true);
    // What may have been about it was about others.
    if (batch !== undefined && isPrepared && events.length === 0) return undefined;
    return this.#delivery({ nodeId: id, events: events.map((data) => ({ client, data })) });
  }

  /** @returns whether it is known now which events are about it. */
  async #prepare(object: ChangedObject, scope: Scope): Promise<boolean> {
    try {
      await object.prepare?.(scope);
      return true;
    } catch {
      return false;
    }
  }

  #numbersOf(isMeant: (object: ChangedObject, number: number) => boolean): readonly number[] {
    return this.#objects.flatMap((object, number) => (isMeant(object, number) ? [number] : []));
  }

  #delivery({ events = [], gaps = [], nodeId = null }: Partial<Delivery>): Delivery {
    const { places } = this.#reader;
    const objects = this.#left.length === 0 ? null : { of: this.#name, left: this.#left };
    const cursor = encodeEventCursor({ places, objects });
    return { cursor, events, gaps, nodeId, sources: () => [], warnings: this.warnings };
  }
}
