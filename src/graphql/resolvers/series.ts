import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { mailDateToUtc } from '../../patchwork/dates.js';
import { seriesIdOf } from '../../patchwork/resources/series.js';
import { read } from '../../patchwork/shape.js';
import { inNumberOrder } from '../../review/reading/SeriesPatches.js';
import { facetFields } from '../facetField.js';
import type { SeriesResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { seriesFiles } from './changedFile.js';
import { readMbox } from '../readMbox.js';
import { applyMbox } from './applyMbox.js';
import { rollupOfSeries } from './checkRollup.js';
import { compareSeries } from './seriesComparison.js';
import { seriesStatus } from './seriesStatus.js';
import { threadOfSeries } from './thread.js';
import { seriesTrailers } from './trailer.js';
import { seriesVersions } from './version.js';

const field = facetFields<SeriesEntity>();

/** Series by their addresses. */
function seriesAt(
  addresses: readonly string[] | null,
  { client }: SeriesEntity,
  store: EntityStore,
): readonly SeriesEntity[] | null {
  if (addresses === null) return null;
  return addresses.flatMap((address) => {
    const id = seriesIdOf(address);
    return id === null ? [] : [store.series.get(client, id)];
  });
}

export const Series: SeriesResolvers = {
  ...seriesStatus,
  ...seriesTrailers,
  ...seriesFiles,
  ...seriesVersions,
  thread: threadOfSeries,
  compare: compareSeries,
  applyMbox,
  checkRollup: rollupOfSeries,
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Series', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  name: field('basic', (data) => read(data, 'name')),
  date: field('basic', (data) => mailDateToUtc(read(data, 'date'))),
  version: field('basic', (data) => read(data, 'version')),
  mboxUrl: field('basic', (data) => read(data, 'mbox')),
  webUrl: field('basic', (data) => read(data, 'web_url')),
  url: field('basic', (data) => read(data, 'url')),
  total: field('summary', (data) => read(data, 'total')),
  receivedTotal: field('summary', (data) => read(data, 'received_total')),
  receivedAll: field('summary', (data) => read(data, 'received_all')),
  submitter: field('summary', (data, { client }, { store }) => {
    const person = read(data, 'submitter');
    return person === null ? null : store.people.addEmbedded(client, person);
  }),
  project: field('summary', (data, { client }, { store }) => {
    const project = read(data, 'project');
    return project === null ? null : store.projects.addEmbedded(client, project);
  }),
  coverLetter: field('summary', (data, { client }, { store }) => {
    const cover = read(data, 'cover_letter');
    return cover === null ? null : store.covers.addEmbedded(client, cover, data.project?.id);
  }),
  patches: field('summary', (data, { client, id }, { store }) => {
    const patches = read(data, 'patches');
    return patches === null
      ? null
      : inNumberOrder(
          patches.map((patch) => store.patches.addEmbedded(client, patch, id, data.project?.id)),
        );
  }),
  // Lists lose these two after the first series of a project that does not show them.
  dependencies: field('detail', (data, series, { store }) =>
    seriesAt(read(data, 'dependencies'), series, store),
  ),
  dependents: field('detail', (data, series, { store }) =>
    seriesAt(read(data, 'dependents'), series, store),
  ),
  mbox: async (series, _args, context) =>
    await readMbox(series, [`/series/${String(series.id)}/mbox/`], context),
};
