import type { NamedChange } from '../patchwork/CachedReads.js';
import type { ReportedField } from '../patchwork/listChanges.js';
import {
  names,
  textOf,
  type CacheName,
  type ObjectName,
  type ResourceName,
} from '../patchwork/names.js';
import type { Event, EventCategory } from '../patchwork/resources/event.js';

/** Cached data that events change. */
export interface EventChanges {
  /** Answers that are read again. */
  readonly dropped: readonly CacheName[];
  /** Lists of which a part changes. */
  readonly changed: readonly NamedChange[];
}

/** The cached data that one event drops. */
type Dropped = (payload: NonNullable<Event['payload']>, listsOf: ListsOf) => readonly CacheName[];
/** Lists of these kinds that may show something of the event's project. */
type ListsOf = (...resources: readonly ResourceName[]) => readonly CacheName[];

/** Mails that have an mbox and comments. */
type Mail = { readonly id: number } | null | undefined;

// The events that each change makes, and those that have none, were observed on servers. Not one of them
// names the series that a patch arrived in, so that an arrival concerns every series.
const DROPPED: Readonly<Record<EventCategory, Dropped>> = {
  'cover-created': ({ cover }, listsOf) => [
    ...object('covers', cover),
    names.every('series'),
    names.mbox('series'),
    ...listsOf('covers', 'series'),
  ],
  'patch-created': ({ patch }, listsOf) => [
    ...object('patches', patch),
    names.every('series'),
    names.mbox('series'),
    ...listsOf('patches', 'series'),
  ],
  'patch-completed': ({ patch, series }, listsOf) => [
    ...object('patches', patch),
    ...object('series', series),
    names.mbox('series'),
    ...listsOf('patches', 'series'),
  ],
  'series-created': ({ series }, listsOf) => [
    ...object('series', series),
    ...listsOf('patches', 'covers', 'series'),
  ],
  'series-completed': ({ series }, listsOf) => [
    ...object('series', series),
    names.mbox('series'),
    ...listsOf('patches', 'series'),
  ],
  'patch-state-changed': ({ patch }) => object('patches', patch),
  // An mbox names the delegate.
  'patch-delegated': ({ patch }) => [
    ...object('patches', patch),
    ...(patch == null ? [] : mboxes('patches', patch)),
  ],
  // The event does not name the other patches.
  'patch-relation-changed': () => [names.every('patches')],
  'check-created': ({ patch }) => [
    ...object('patches', patch),
    ...(patch == null ? [] : [names.list('checks', names.of('patches', patch.id))]),
  ],
  'cover-comment-created': ({ cover, comment }) => commented('covers', cover, comment),
  'patch-comment-created': ({ patch, comment }) => commented('patches', patch, comment),
};

/** Events that leave lists of patches as they are, but for one field of one row. */
const ROW_FIELDS: Readonly<Partial<Record<EventCategory, ReportedField>>> = {
  'patch-state-changed': 'state',
  'patch-delegated': 'delegate',
  'check-created': 'check',
};

/**
 * Cached data that an event changes.
 *
 * @returns null for an event that may have changed anything: its kind is not known, or its object
 *   is missing.
 * @internal
 */
export function changesOf(event: Event): EventChanges | null {
  const { category, project, payload } = event;
  if (!isKnown(category) || payload == null || !hasKnownObject(category, payload)) return null;
  const projects =
    project == null
      ? undefined
      : [String(project.id), ...(project.link_name == null ? [] : [project.link_name])];
  const listsOf: ListsOf = (...resources) =>
    resources.flatMap((resource): CacheName | readonly CacheName[] =>
      projects === undefined
        ? names.list(resource)
        : [null, ...projects].map((one) => names.listsIn(resource, one)),
    );
  const added: NamedChange = { names: listsOf('events'), change: { about: 'event', event } };
  const field = ROW_FIELDS[category];
  const id = payload.patch?.id;
  return {
    dropped: DROPPED[category](payload, listsOf),
    changed:
      field === undefined || id === undefined
        ? [added]
        : [{ names: listsOf('patches'), change: { about: 'patch', id, field } }, added],
  };
}

/** Cached data that several events change; each dropped name once. */
export function changesOfAll(events: readonly Event[]): EventChanges & {
  /** False where one of them may have changed anything. */
  readonly isComplete: boolean;
} {
  const dropped = new Map<string, CacheName>();
  const changed: NamedChange[] = [];
  let isComplete = true;
  for (const event of events) {
    const changes = changesOf(event);
    if (changes === null) isComplete = false;
    for (const name of changes?.dropped ?? []) dropped.set(textOf(name), name);
    changed.push(...(changes?.changed ?? []));
  }
  return { dropped: [...dropped.values()], changed, isComplete };
}

function isKnown(category: string | null | undefined): category is EventCategory {
  return category != null && Object.hasOwn(DROPPED, category);
}

/** An event without the object that it is about may be about any of them. */
function hasKnownObject(category: EventCategory, payload: NonNullable<Event['payload']>): boolean {
  if (category.startsWith('cover')) return payload.cover != null;
  return (category.startsWith('series') ? payload.series : payload.patch) != null;
}

function object(resource: ResourceName, found: Mail): readonly CacheName[] {
  return [found == null ? names.every(resource) : names.of(resource, found.id)];
}

/** Series and bundles show the mboxes of their patches. */
function mboxes(resource: 'patches' | 'covers', { id }: NonNullable<Mail>): readonly CacheName[] {
  return [names.mbox(resource, id), names.mbox('series'), names.mbox('bundles')];
}

/**
 * A comment is new, or was marked as addressed: both make the same event. The data of the mail
 * itself does not change.
 */
function commented(
  resource: 'patches' | 'covers',
  mail: Mail,
  comment: Mail,
): readonly CacheName[] {
  if (mail == null) return [];
  const under: ObjectName = names.of(resource, mail.id);
  return [
    names.list('comments', under),
    ...(comment == null ? [] : [names.of('comments', comment.id, under)]),
    ...mboxes(resource, mail),
  ];
}
