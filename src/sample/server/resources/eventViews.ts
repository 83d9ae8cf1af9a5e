import type { EventCategory, EventRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import {
  manyKeys,
  oneChoice,
  pythonInt,
  refused,
  timestamps,
  type Filter,
} from '../query/filters.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { hasVersion } from '../SampleRequest.js';
import { serializeEvent } from '../serialize/serializeEvent.js';
import { findCover, findPatch, findProject, findSeries } from './lookups.js';

const COMMENT_CATEGORIES: readonly EventCategory[] = [
  'cover-comment-created',
  'patch-comment-created',
];

const CATEGORIES: readonly EventCategory[] = [
  'cover-created',
  'patch-created',
  'patch-completed',
  'patch-state-changed',
  'patch-delegated',
  'patch-relation-changed',
  'check-created',
  'series-created',
  'series-completed',
  ...COMMENT_CATEGORIES,
];

/** Accepts only the number of a user, uses the last of several, and exists from API 1.2. */
const actorFilter: Filter<EventRow> = (request) => {
  const value = request.query.last('actor');
  if (value === undefined || value === '' || !hasVersion(request, '1.2')) return undefined;
  const id = pythonInt(value);
  if (id === undefined || request.store.users.get(id) === undefined) return refused;
  return (event) => event.actor === id;
};

const eventList: ListSpec<EventRow> = {
  filters: [
    ...timestamps<EventRow>(),
    manyKeys('project', findProject, (event) => event.project),
    oneChoice('category', CATEGORIES, (category) => (event) => event.category === category),
    manyKeys('series', findSeries, (event) => event.series),
    manyKeys('patch', findPatch, (event) => event.patch),
    manyKeys('cover', findCover, (event) => event.cover),
    actorFilter,
  ],
  orders: { date: byValue((event) => event.date) },
  defaultOrder: '-date',
};

/** `/events/`. */
export const eventListView: ApiView = {
  name: 'Event List',
  description: 'List events.',
  get: (request) => {
    // Below 1.3 there is no comment endpoint to which these events could link.
    const withComments = hasVersion(request, '1.3');
    const { rows, headers } = paginate(
      request,
      listRows(request, eventList, {
        table: request.store.events,
        visible: (event) => withComments || !COMMENT_CATEGORIES.includes(event.category),
      }),
    );
    return jsonResponse(
      200,
      rows.map((event) => serializeEvent(request, event)),
      headers,
    );
  },
};
