import type { SeriesRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { manyKeys, timestamps } from '../query/filters.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { serializeSeriesPage } from '../serialize/serializeSeries.js';
import { findPerson, findProject } from './lookups.js';
import { rowOr404 } from './notFound.js';

const seriesList: ListSpec<SeriesRow> = {
  filters: [
    ...timestamps<SeriesRow>(),
    manyKeys('submitter', findPerson, (series) => series.submitter),
    manyKeys('project', findProject, (series) => series.project),
  ],
  searches: (series) => [series.name],
  orders: {
    id: byValue((series) => series.id),
    name: byValue((series) => series.name),
    date: byValue((series) => series.date),
    submitter: byValue((series) => series.submitter),
    // A Python property, but declared as an ordering field.
    received_all: { kind: 'broken' },
  },
  defaultOrder: 'id',
};

/** `/series/`. */
export const seriesListView: ApiView = {
  name: 'Series List',
  description: 'List series.',
  get: (request) => {
    const { rows, headers } = paginate(
      request,
      listRows(request, seriesList, { table: request.store.series }),
    );
    return jsonResponse(200, serializeSeriesPage(request, rows), headers);
  },
};

/** `/series/{id}/`. */
export const seriesDetailView: ApiView = {
  name: 'Series Detail',
  description: 'Show a series.',
  get: (request, { id }) => {
    const series = rowOr404(request, request.store.series, id, 'Series');
    return jsonResponse(200, serializeSeriesPage(request, [series])[0]);
  },
};
