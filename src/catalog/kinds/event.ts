import { planEvents, type EventListFilter } from '../../patchwork/lists/plans.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Event } from '../../patchwork/resources/event.js';
import type { ListKind } from './EntityKind.js';

/** An event of one instance; Patchwork has no address for it. */
export interface ListedEvent {
  readonly client: PatchworkClient;
  readonly data: Event;
}

export const EVENTS: ListKind<Event, ListedEvent, EventListFilter, unknown> = {
  name: 'events',
  order: 'stamp',
  plan: planEvents,
  toNode: (_store, client, data) => ({ client, data }),
};
