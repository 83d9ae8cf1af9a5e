import { z } from 'zod';
import { flag, text } from '../shape.js';
import type { ListDescription } from '../Resource.js';
import { CHECK_WORDS } from './check.js';
import { headers } from './comment.js';
import { embeddedMail } from './embeddedMail.js';
import { embeddedPerson } from './person.js';
import { embeddedProject } from './project.js';
import { embeddedSeries } from './series.js';
import { user } from './user.js';

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
  series: z.array(embeddedSeries).nullish(),
  /** `pending` also where there are no checks. */
  check: z.enum(CHECK_WORDS).nullish(),
  /** Real servers always send `{}`. */
  tags: z.record(z.string(), z.unknown()).nullish(),
  /** From API 1.2 on; without the patch itself. */
  related: z.array(embeddedMail).nullish(),
});
export type PatchSummary = z.infer<typeof patchSummary>;

/** A patch as its own address gives it. */
export const patchDetail = patchSummary.extend({
  headers,
  content: text,
  diff: text,
  prefixes: z.array(z.string()).nullish(),
});
export type PatchDetail = z.infer<typeof patchDetail>;

export const patches: ListDescription<PatchSummary> = {
  path: 'patches',
  row: patchSummary,
  filters: {
    project: { many: true },
    series: { many: true },
    submitter: { many: true },
    delegate: { many: true },
    state: { many: true },
    archived: {},
    msgid: { since: '1.2' },
    hash: { since: '1.2' },
    since: {},
    before: {},
    q: {},
  },
  // `order=check` repeats patches once per check.
  orders: ['id', 'name', 'project', 'date', 'state', 'archived', 'submitter'],
};
