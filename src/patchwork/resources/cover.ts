import type { z } from 'zod';
import { listOf, text } from '../shape.js';
import type { ListDescription } from '../ListDescription.js';
import { headers } from './comment.js';
import { embeddedMail, messageIds } from './embeddedMail.js';
import { embeddedPerson, submitterNames } from './person.js';
import { embeddedProject, namedProject, projectNames } from './project.js';
import { embeddedSeries } from './series.js';

export const coverSummary = embeddedMail.extend({
  project: embeddedProject.nullish(),
  submitter: embeddedPerson.nullish(),
  /** A list of 0 or 1. */
  series: listOf(embeddedSeries).nullish(),
});
export type CoverSummary = z.infer<typeof coverSummary>;

export const coverDetail = coverSummary.extend({ headers, content: text });
export type CoverDetail = z.infer<typeof coverDetail>;

export const covers: ListDescription<CoverSummary> = {
  path: 'covers',
  row: coverSummary,
  // `series` is not here: it filters by project id, and is a 500 on every server.
  filters: {
    project: { many: true, named: namedProject, shows: projectNames },
    submitter: { many: true, shows: submitterNames },
    msgid: { shows: messageIds },
    since: {},
    before: {},
    q: {},
  },
  orders: ['id', 'name', 'date', 'submitter'],
};
