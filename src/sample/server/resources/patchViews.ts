import type { PatchRow } from '../SampleState.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { manyKeys, oneBoolean, oneText, timestamps } from '../query/filters.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { hasVersion } from '../SampleRequest.js';
import { serializePatch, serializePatchDetail } from '../serialize/serializePatch.js';
import { findPerson, findProject, findSeries, findState, findUser } from './lookups.js';
import { rowOr404 } from './notFound.js';
import { updatePatch } from './updatePatch.js';

/** `PatchFilterSet`, `search_fields` and `ordering_fields` of Patchwork's API. */
const patchList: ListSpec<PatchRow> = {
  filters: [
    ...timestamps<PatchRow>(),
    manyKeys('project', findProject, (patch) => patch.project),
    manyKeys('series', findSeries, (patch) => patch.series),
    manyKeys('submitter', findPerson, (patch) => patch.submitter),
    manyKeys('delegate', findUser, (patch) => patch.delegate),
    manyKeys('state', findState, (patch) => patch.state),
    oneBoolean('archived', (patch) => patch.archived),
    oneText(
      'hash',
      (hash) => (patch) => patch.hash?.toUpperCase() === hash.toUpperCase(),
      (request) => hasVersion(request, '1.2'),
    ),
    oneText(
      'msgid',
      (messageId) => (patch) => patch.msgid === `<${messageId}>`,
      (request) => hasVersion(request, '1.2'),
    ),
  ],
  searches: (patch) => [patch.name],
  orders: {
    id: byValue((patch) => patch.id),
    name: byValue((patch) => patch.name),
    // Ordering by a foreign key means ordering by the other model's default order.
    project: byValue((patch, { store }) => store.projects.require(patch.project).link_name),
    date: byValue((patch) => patch.date),
    state: byValue((patch, { store }) => store.states.require(patch.state).ordering),
    archived: byValue((patch) => patch.archived),
    submitter: byValue((patch) => patch.submitter),
    check: {
      kind: 'join',
      idsOf: (patch, { store }) => store.checksOfPatch(patch.id).map((check) => check.id),
    },
  },
  defaultOrder: 'id',
};

/** `/patches/`. */
export const patchListView: ApiView = {
  name: 'Patch List',
  description: 'List patches.',
  get: (request) => {
    const { rows, headers } = paginate(
      request,
      listRows(request, patchList, { table: request.store.patches }),
    );
    return jsonResponse(
      200,
      rows.map((patch) => serializePatch(request, patch)),
      headers,
    );
  },
};

/** `/patches/{id}/`. */
export const patchDetailView: ApiView = {
  name: 'Patch Detail',
  description: 'get:\nShow a patch.\n\npatch:\nUpdate a patch.\n\nput:\nUpdate a patch.',
  get: (request, { id }) =>
    jsonResponse(
      200,
      serializePatchDetail(request, rowOr404(request, request.store.patches, id, 'Patch')),
    ),
  put: updatePatch,
  patch: updatePatch,
};
