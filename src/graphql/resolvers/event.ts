import type { CheckEntity } from '../../catalog/kinds/check.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { read } from '../../patchwork/shape.js';
import type { User } from '../../patchwork/resources/user.js';
import { EVENT_CATEGORIES } from '../../patchwork/resources/event.js';
import type { RequestContext } from '../context.js';
import type { EventCategory, Resolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import type { EventModel } from '../models.js';
import { toState } from '../states.js';

const KNOWN: ReadonlySet<string> = new Set(EVENT_CATEGORIES);

/** `patch-created` is PATCH_CREATED; kinds that are not known are UNKNOWN. */
function categoryOf({ data }: EventModel): EventCategory {
  const word = read(data, 'category') ?? '';
  return KNOWN.has(word) ? (word.toUpperCase().replaceAll('-', '_') as EventCategory) : 'UNKNOWN';
}

/** The type of the events of each category. */
const TYPES = {
  COVER_CREATED: 'CoverCreatedEvent',
  PATCH_CREATED: 'PatchCreatedEvent',
  PATCH_COMPLETED: 'PatchCompletedEvent',
  PATCH_STATE_CHANGED: 'PatchStateChangedEvent',
  PATCH_DELEGATED: 'PatchDelegatedEvent',
  PATCH_RELATION_CHANGED: 'PatchRelationChangedEvent',
  PATCH_COMMENT_CREATED: 'PatchCommentCreatedEvent',
  COVER_COMMENT_CREATED: 'CoverCommentCreatedEvent',
  CHECK_CREATED: 'CheckCreatedEvent',
  SERIES_CREATED: 'SeriesCreatedEvent',
  SERIES_COMPLETED: 'SeriesCompletedEvent',
  UNKNOWN: 'UnknownEvent',
} as const satisfies Record<EventCategory, string>;

const payloadOf = ({ data }: EventModel) => read(data, 'payload');

function patchOf(event: EventModel, { store }: RequestContext): PatchEntity | null {
  const payload = payloadOf(event);
  const patch = payload === null ? null : read(payload, 'patch');
  if (patch === null) return null;
  const series = payload?.series?.id;
  return store.patches.addEmbedded(event.client, patch, series, event.data.project?.id);
}

function coverOf(event: EventModel, { store }: RequestContext): CoverEntity | null {
  const payload = payloadOf(event);
  const cover = payload === null ? null : read(payload, 'cover');
  return cover === null
    ? null
    : store.covers.addEmbedded(event.client, cover, event.data.project?.id);
}

function seriesOf(event: EventModel, { store }: RequestContext): SeriesEntity | null {
  const payload = payloadOf(event);
  const series = payload === null ? null : read(payload, 'series');
  return series === null
    ? null
    : store.series.addEmbedded(event.client, series, event.data.project?.id);
}

function checkOf(event: EventModel, context: RequestContext): CheckEntity | null {
  const payload = payloadOf(event);
  const check = payload === null ? null : read(payload, 'check');
  const patch = patchOf(event, context);
  return check === null || patch === null ? null : context.store.checks.addEmbedded(patch, check);
}

function commentOf(event: EventModel, context: RequestContext): CommentEntity | null {
  const payload = payloadOf(event);
  const comment = payload === null ? null : read(payload, 'comment');
  const parent = patchOf(event, context) ?? coverOf(event, context);
  return comment === null || parent === null
    ? null
    : context.store.comments.addEmbedded(parent, comment);
}

function stateAt(event: EventModel, key: 'previous_state' | 'current_state') {
  const payload = payloadOf(event);
  return payload === null ? null : toState(event.client, read(payload, key));
}

function userOf(event: EventModel, user: User | null | undefined, { store }: RequestContext) {
  return user == null ? null : store.users.addEmbedded(event.client, user);
}

function delegateAt(
  event: EventModel,
  key: 'previous_delegate' | 'current_delegate',
  context: RequestContext,
) {
  const payload = payloadOf(event);
  return payload === null ? null : userOf(event, read(payload, key), context);
}

const base = {
  id: ({ client, data }: EventModel) =>
    encodeGlobalId({ instance: client.name, type: 'Event', id: data.id }),
  databaseId: ({ data }: EventModel) => data.id,
  instance: ({ client }: EventModel) => client,
  category: categoryOf,
  project: ({ client, data }: EventModel, _args: unknown, { store }: RequestContext) => {
    const project = read(data, 'project');
    return project === null ? null : store.projects.addEmbedded(client, project);
  },
  date: ({ client, data }: EventModel) => client.stampZone.toUtc(read(data, 'date')),
  actor: (event: EventModel, _args: unknown, context: RequestContext) =>
    userOf(event, read(event.data, 'actor'), context),
};
const patch = (event: EventModel, _args: unknown, context: RequestContext) =>
  patchOf(event, context);
const cover = (event: EventModel, _args: unknown, context: RequestContext) =>
  coverOf(event, context);
const series = (event: EventModel, _args: unknown, context: RequestContext) =>
  seriesOf(event, context);
const check = (event: EventModel, _args: unknown, context: RequestContext) =>
  checkOf(event, context);
const comment = (event: EventModel, _args: unknown, context: RequestContext) =>
  commentOf(event, context);

/** Resolvers of the interface `Event` and of the type per category. */
export const eventResolvers = {
  Event: { __resolveType: (event) => TYPES[categoryOf(event)] },
  CoverCreatedEvent: { ...base, cover },
  PatchCreatedEvent: { ...base, patch },
  PatchCompletedEvent: { ...base, patch, series },
  PatchStateChangedEvent: {
    ...base,
    patch,
    previousState: (event) => stateAt(event, 'previous_state'),
    currentState: (event) => stateAt(event, 'current_state'),
  },
  PatchDelegatedEvent: {
    ...base,
    patch,
    previousDelegate: (event, _args, context) => delegateAt(event, 'previous_delegate', context),
    currentDelegate: (event, _args, context) => delegateAt(event, 'current_delegate', context),
  },
  PatchRelationChangedEvent: { ...base, patch },
  CheckCreatedEvent: { ...base, patch, check },
  SeriesCreatedEvent: { ...base, series },
  SeriesCompletedEvent: { ...base, series },
  CoverCommentCreatedEvent: { ...base, cover, comment },
  PatchCommentCreatedEvent: { ...base, patch, comment },
  UnknownEvent: { ...base, rawCategory: ({ data }) => read(data, 'category') },
} satisfies Partial<Resolvers>;
