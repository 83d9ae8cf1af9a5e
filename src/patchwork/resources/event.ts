import { z } from 'zod';
import { id, text } from '../shape.js';
import type { ListDescription } from '../Resource.js';
import { embeddedCheck } from './check.js';
import { embeddedComment } from './comment.js';
import { embeddedMail } from './embeddedMail.js';
import { embeddedProject } from './project.js';
import { embeddedSeries } from './series.js';
import { user } from './user.js';

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
    project: { many: true },
    category: {},
    series: { many: true },
    patch: { many: true },
    cover: { many: true },
    actor: { since: '1.2' },
    since: {},
    before: {},
  },
  orders: ['date'],
};
