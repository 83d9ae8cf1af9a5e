import type { CoverRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { manyKeys, oneText, timestamps, type Filter } from '../query/filters.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { serializeCover, serializeCoverDetail } from '../serialize/serializeCover.js';
import { findPerson, findProject } from './lookups.js';
import { rowOr404 } from './notFound.js';

/**
 * `?series=` of covers looks up its values among the *projects* (`CoverFilterSet`): a number that is not
 * a project makes the answer empty, and one that is makes the database raise an error.
 */
const seriesFilter: Filter<CoverRow> = (request) => {
  const byProject = manyKeys<CoverRow>(
    'series',
    (value) => (/^\s*\d+\s*$/.test(value) ? findProject(value, request) : undefined),
    () => null,
  )(request);
  if (typeof byProject === 'function') throw new Error('ValueError: not a series');
  return byProject;
};

const coverList: ListSpec<CoverRow> = {
  filters: [
    ...timestamps<CoverRow>(),
    manyKeys('project', findProject, (cover) => cover.project),
    seriesFilter,
    manyKeys('submitter', findPerson, (cover) => cover.submitter),
    // Unlike the filter of patches, this one exists at every API version.
    oneText('msgid', (messageId) => (cover) => cover.msgid === `<${messageId}>`),
  ],
  searches: (cover) => [cover.name],
  orders: {
    id: byValue((cover) => cover.id),
    name: byValue((cover) => cover.name),
    date: byValue((cover) => cover.date),
    submitter: byValue((cover) => cover.submitter),
  },
  defaultOrder: 'id',
};

/** `/covers/`. */
export const coverListView: ApiView = {
  name: 'Cover List',
  description: 'List cover letters.',
  get: (request) => {
    const { rows, headers } = paginate(
      request,
      listRows(request, coverList, { table: request.store.covers }),
    );
    return jsonResponse(
      200,
      rows.map((cover) => serializeCover(request, cover)),
      headers,
    );
  },
};

/** `/covers/{id}/`. */
export const coverDetailView: ApiView = {
  name: 'Cover Detail',
  description: 'Show a cover letter.',
  get: (request, { id }) =>
    jsonResponse(
      200,
      serializeCoverDetail(request, rowOr404(request, request.store.covers, id, 'Cover')),
    ),
};
