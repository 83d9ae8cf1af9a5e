import { z } from 'zod';
import { flag, listOf, text } from '../shape.js';
import type { ListDescription } from '../ListDescription.js';
import { CHECK_WORDS } from './check.js';
import { headers } from './comment.js';
import { embeddedMail, messageIds } from './embeddedMail.js';
import { embeddedPerson, submitterNames } from './person.js';
import { embeddedProject, namedProject, projectNames } from './project.js';
import { embeddedSeries } from './series.js';
import { namedUser, user, userNames } from './user.js';

/** A patch as lists give it. */
export const patchSummary = embeddedMail.extend({
  project: embeddedProject.nullish(),
  commit_ref: text,
  pull_url: text,
  /** The slug of one of the server's own states. */
  state: text,
  archived: flag,
  hash: text,
  submitter: embeddedPerson.nullish(),
  delegate: user.nullish(),
  /** A list of 0 or 1. */
  series: listOf(embeddedSeries).nullish(),
  /** `pending` also where there are no checks. */
  check: z.enum(CHECK_WORDS).nullish(),
  /** Real servers always send `{}`. */
  tags: z.record(z.string(), z.unknown()).nullish(),
  /** From API 1.2 on; without the patch itself. */
  related: listOf(embeddedMail).nullish(),
});
export type PatchSummary = z.infer<typeof patchSummary>;

/** A patch as its own address gives it. */
export const patchDetail = patchSummary.extend({
  headers,
  content: text,
  diff: text,
  prefixes: listOf(z.string()).nullish(),
});
export type PatchDetail = z.infer<typeof patchDetail>;

export const patches: ListDescription<PatchSummary> = {
  path: 'patches',
  row: patchSummary,
  filters: {
    project: { many: true, named: namedProject, shows: projectNames },
    series: { many: true, shows: ({ series }) => series?.map(({ id }) => id) ?? null },
    submitter: { many: true, shows: submitterNames },
    delegate: {
      many: true,
      named: ({ delegate }) => namedUser(delegate),
      shows: ({ delegate }) => userNames(delegate),
    },
    // Not compared: an administrator can give a state a slug that has nothing of its name.
    state: { many: true },
    archived: { shows: ({ archived }) => (archived == null ? null : [String(archived)]) },
    msgid: { since: '1.2', shows: messageIds },
    hash: { since: '1.2', shows: ({ hash }) => (hash == null ? [] : [hash]) },
    since: {},
    before: {},
    q: {},
  },
  renewal: {
    detail: patchDetail,
    idOf: ({ id }) => id,
    seriesOf: ({ series }) => series?.[0]?.id,
  },
  // `order=check` repeats patches once per check.
  orders: ['id', 'name', 'project', 'date', 'state', 'archived', 'submitter'],
};
