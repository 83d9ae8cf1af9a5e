import { GatewayError } from '../../errors.js';
import { isAsked, type ListFailure } from '../../patchwork/CachedLists.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { events, type Event } from '../../patchwork/resources/event.js';
import type { Scope } from '../../patchwork/Scope.js';
import { refuseUnreadable } from '../../patchwork/shape.js';

/** Kinds of objects that have events. */
export type EventSubject = 'patch' | 'cover';

/** Which events of which objects of one server to read. */
export interface EventsQuestion {
  readonly client: PatchworkClient;
  readonly subject: EventSubject;
  /** Kind of the events wanted: `check-created`. */
  readonly category: string;
  /** Numbers of the objects. */
  readonly ids: readonly number[];
}

/** Events of several objects. */
export interface EventsAnswer {
  readonly rows: readonly Event[];
  /** Why the events of some objects are missing: the server failed, and they are not cached. */
  readonly missing: ReadonlyMap<number, GatewayError>;
}

const NONE: ReadonlyMap<number, GatewayError> = new Map();

/**
 * Reads events of one kind of some objects with one list. Where the server fails, the events of each object are
 * taken from cached lists that requested it together with others.
 *
 * @throws UpstreamError where an event cannot be read, or nothing of it is cached while the server fails.
 */
export async function readEventsOf(question: EventsQuestion, scope: Scope): Promise<EventsAnswer> {
  const { client, subject, category, ids } = question;
  const own = [['category', category]] as const;
  const params = [...own, ...ids.map((id) => [subject, String(id)] as const)];
  const cachedBecause = (failure: ListFailure): ReadonlyMap<number, readonly Event[]> => {
    const partsOf = ({ payload }: Event): readonly number[] => {
      const id = payload?.[subject]?.id;
      return id === undefined ? [] : [id];
    };
    const trustsEmpty = category !== `${subject}-created`;
    const batch = { list: events, by: subject, partsOf, trustsEmpty };
    return client.lists.cached.batches(batch, failure).rowsOf(ids, isAsked(own));
  };
  const hasSubstitute = (error: GatewayError): boolean =>
    cachedBecause({ scope, error, isProbe: true }).size === new Set(ids).size;
  try {
    const { rows, unreadable } = await client.lists.all(events, { params, hasSubstitute }, scope);
    refuseUnreadable(unreadable);
    return { rows, missing: NONE };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const cached = cachedBecause({ scope, error });
    if (cached.size === 0) throw error;
    const lost = ids.filter((id) => !cached.has(id)).map((id) => [id, error] as const);
    return { rows: [...cached.values()].flat(), missing: new Map(lost) };
  }
}
