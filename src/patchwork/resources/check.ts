import { z } from 'zod';
import { id, text, url } from '../shape.js';
import type { ListDescription } from '../ListDescription.js';
import { user, userNames } from './user.js';

/** The words of a check's state, in the order of Patchwork's numbers 0 to 3. */
export const CHECK_WORDS = ['pending', 'success', 'warning', 'fail'] as const;
export type CheckWord = (typeof CHECK_WORDS)[number];

/** A check inside an event: without description and user. */
export const embeddedCheck = z.object({
  id,
  url,
  /** Local time of the server, without a zone. */
  date: text,
  state: z.enum(CHECK_WORDS).nullish(),
  target_url: url,
  context: text,
});
export type EmbeddedCheck = z.infer<typeof embeddedCheck>;

export const check = embeddedCheck.extend({ user: user.nullish(), description: text });
export type Check = z.infer<typeof check>;

/** Checks of one patch: `/patches/{id}/checks/`. */
export const checks: ListDescription<Check> = {
  path: 'checks',
  row: check,
  filters: {
    state: {},
    context: { shows: ({ context }) => (context == null ? null : [context]) },
    user: { shows: (row) => userNames(row.user) },
    since: {},
    before: {},
  },
  stampOf: ({ date }) => date,
  orders: ['id', 'date'],
};
