import type { ChangeEffect } from '../cache/cache.js';
import { isObject } from '../isObject.js';
import { compareUtc } from './dates.js';
import type { PageData, PageRequest } from './page.js';
import { sortFieldsOf } from './query.js';
import { showsMatch } from './requireAsked.js';
import { event, events, type Event } from './resources/event.js';
import { MAX_PAGE_SIZE, type ListDescription } from './ListDescription.js';
import { storedAs } from './storedShape.js';

/** A field of a patch that events report; REST filters by two of them. */
const PATCH_FIELDS = ['check', 'state', 'delegate'] as const;
export type ReportedField = (typeof PATCH_FIELDS)[number];

/** Changes of an event in lists, besides those that it invalidates. */
export type ListChange =
  /** One row of lists of patches has another value. */
  | { readonly about: 'patch'; readonly id: number; readonly field: ReportedField }
  /** Lists of events have one more row. */
  | { readonly about: 'event'; readonly event: Event };

/** A page of any list, as the cache keeps it. */
type CachedPage = PageData<{ readonly id: number }>;

/**
 * Applies a change to a cached page of a list. Rows of patches are read again one by one; an event is added to
 * the lists that it belongs to. Everything that is not certain drops the page.
 */
export function effectOnPage<Row extends object>(
  list: ListDescription<Row>,
  request: PageRequest,
): (page: unknown, change: unknown) => ChangeEffect {
  return (page, change) => {
    if (!isListChange(change) || !isCachedPage(page)) return 'ALL';
    if (change.about === 'patch') {
      return list.path === 'patches' ? effectOnPatches(request, page, change) : 'ALL';
    }
    return list.path === 'events' ? effectOnEvents(request, page, change.event) : 'ALL';
  };
}

function effectOnPatches(
  { params = [] }: PageRequest,
  { rows, unreadable }: CachedPage,
  { id, field }: Extract<ListChange, { about: 'patch' }>,
): ChangeEffect {
  // It may belong to the list now, or not any more, or elsewhere.
  const depends = params.some(([name]) => name === field) || sortFieldsOf(params).includes(field);
  if (depends || unreadable.length > 0) return 'ALL';
  return rows.some((row) => row.id === id) ? { outdated: id } : 'NONE';
}

function effectOnEvents(
  { params = [], page: number = 1, perPage = MAX_PAGE_SIZE }: PageRequest,
  page: CachedPage,
  added: Event,
): ChangeEffect {
  const { rows, unreadable, repeated = 0, isLinkless = false } = page;
  if (rows.some(({ id }) => id === added.id)) return 'NONE';
  const isMatch = showsMatch(events, params, added);
  if (isMatch === false) return 'NONE';
  const order = params.find(([name]) => name === 'order')?.[1] ?? '-date';
  const isBounded = params.some(([name]) => name === 'since' || name === 'before');
  const isPlain = unreadable.length === 0 && repeated === 0 && !isLinkless && number === 1;
  const isAscending = order === 'date';
  if (isMatch === null || added.date == null || isBounded || !isPlain) return 'ALL';
  if (!isAscending && order !== '-date') return 'ALL';
  const dated = rows as readonly Event[];
  if (dated.some(({ date }) => date == null)) return 'ALL';
  const sign = isAscending ? 1 : -1;
  const place = dated.findIndex((row) => sign * compareDates(row, added) > 0);
  const at = place === -1 ? dated.length : place;
  // Whether it comes before the next page is not known.
  if (page.hasNext && at === dated.length && !isBehind(dated, added, isAscending)) return 'ALL';
  const extended = [...dated.slice(0, at), added, ...dated.slice(at)];
  const limit = page.hasNext ? dated.length : perPage;
  const isFull = extended.length > limit;
  const pages = page.hasNext ? page.lastPage : dated.length;
  const lastPage = perPage === 1 && pages !== null ? pages + 1 : null;
  return {
    value: isFull
      ? { ...page, rows: extended.slice(0, limit), hasNext: true, lastPage }
      : { ...page, rows: extended },
  };
}

/** Whether an event comes after all those of a page: the newest of all is on the last page. */
function isBehind(rows: readonly Event[], added: Event, isAscending: boolean): boolean {
  const last = rows.at(-1);
  return isAscending && last !== undefined && compareDates(added, last) > 0;
}

function compareDates(one: Event, other: Event): number {
  return compareUtc(`${one.date ?? ''}Z`, `${other.date ?? ''}Z`);
}

const isEvent = storedAs(event);

/** Changes come from other replicas too, through a server that anybody may write to. */
function isListChange(value: unknown): value is ListChange {
  if (!isObject(value)) return false;
  if (value['about'] === 'event') return isEvent(value['event']);
  return (
    value['about'] === 'patch' &&
    Number.isSafeInteger(value['id']) &&
    PATCH_FIELDS.some((field) => field === value['field'])
  );
}

/** Other values cached under the names of lists, such as their length, have no rows. */
function isCachedPage(value: unknown): value is CachedPage {
  return isObject(value) && Array.isArray(value['rows']);
}
