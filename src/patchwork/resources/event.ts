import { z } from 'zod';
import { id, text } from '../shape.js';
import type { ListDescription, ShownValues } from '../ListDescription.js';
import { embeddedCheck } from './check.js';
import { embeddedComment } from './comment.js';
import { embeddedMail } from './embeddedMail.js';
import { embeddedProject, namedProject, projectNames } from './project.js';
import { embeddedSeries } from './series.js';
import { user, userNames } from './user.js';

/** The kinds of events that Patchwork has, up to API 1.4. */
export const EVENT_CATEGORIES = [
  'cover-created',
  'patch-created',
  'patch-completed',
  'patch-state-changed',
  'patch-delegated',
  'patch-relation-changed',
  'check-created',
  'series-created',
  'series-completed',
  'cover-comment-created',
  'patch-comment-created',
] as const;
export type EventCategory = (typeof EVENT_CATEGORIES)[number];

export const event = z.object({
  id,
  category: text,
  project: embeddedProject.nullish(),
  /** Local time of the server, without a zone. */
  date: text,
  actor: user.nullish(),
  /** Which of these are there depends on the category. */
  payload: z
    .object({
      patch: embeddedMail.nullish(),
      cover: embeddedMail.nullish(),
      series: embeddedSeries.nullish(),
      check: embeddedCheck.nullish(),
      comment: embeddedComment.nullish(),
      previous_state: text,
      current_state: text,
      previous_delegate: user.nullish(),
      current_delegate: user.nullish(),
    })
    .nullish(),
});
export type Event = z.infer<typeof event>;

export const events: ListDescription<Event> = {
  path: 'events',
  row: event,
  filters: {
    project: { many: true, named: namedProject, shows: projectNames },
    category: { shows: ({ category }) => (category == null ? null : [category]) },
    series: { many: true, shows: ({ payload }) => idOf(payload?.series) },
    patch: { many: true, shows: ({ payload }) => idOf(payload?.patch) },
    cover: { many: true, shows: ({ payload }) => idOf(payload?.cover) },
    actor: { since: '1.2', shows: ({ actor }) => userNames(actor) },
    since: {},
    before: {},
  },
  stampOf: ({ date }) => date,
  orders: ['date'],
};

/** The number of an object in a payload; other kinds of events do not have it. */
function idOf(object: { readonly id: number } | null | undefined): ShownValues {
  return object == null ? null : [object.id];
}
