import { z } from 'zod';
import { isCount } from '../fitsShape.js';
import { idFromUrl } from '../idFromUrl.js';
import { flag, id, integer, listOf, text, url } from '../shape.js';
import type { ListDescription } from '../ListDescription.js';
import { embeddedMail } from './embeddedMail.js';
import { embeddedPerson, submitterNames } from './person.js';
import { embeddedProject, namedProject, projectNames } from './project.js';

/** A series inside a patch or cover. */
export const embeddedSeries = z.object({
  id,
  url,
  /** From API 1.1 on. */
  web_url: url,
  date: text,
  /** Null when neither the cover nor the first patch has come. */
  name: text,
  version: integer,
  mbox: url,
});
export type EmbeddedSeries = z.infer<typeof embeddedSeries>;

/**
 * The number of the series at an address, the only way REST names one; null for other addresses and
 * for numbers that are not ids.
 */
export function seriesIdOf(url: string): number | null {
  const address = idFromUrl(url);
  const isSeries = address?.resource === 'series' && address.parent === null;
  return isSeries && isCount(address.id) ? address.id : null;
}

const seriesAddress = z.string().refine((url) => seriesIdOf(url) !== null);

/** A series as lists and details give it: both are the same, but for the dependencies in lists. */
export const series = embeddedSeries.extend({
  project: embeddedProject.nullish(),
  submitter: embeddedPerson.nullish(),
  total: integer,
  received_total: integer,
  received_all: flag,
  cover_letter: embeddedMail.nullish(),
  /** By mail date, not by number. */
  patches: listOf(embeddedMail).nullish(),
  /** Addresses; from API 1.4 on and where the project shows them. Lists lose them: details are right. */
  dependencies: listOf(seriesAddress).nullish(),
  dependents: listOf(seriesAddress).nullish(),
});
export type Series = z.infer<typeof series>;

export const seriesList: ListDescription<Series> = {
  path: 'series',
  row: series,
  filters: {
    project: { many: true, named: namedProject, shows: projectNames },
    submitter: { many: true, shows: submitterNames },
    since: {},
    before: {},
    q: {},
  },
  // `order=received_all` is a 500 on every server.
  orders: ['id', 'name', 'date', 'submitter'],
};
