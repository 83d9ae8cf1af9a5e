import type { BundleRow } from '../SampleState.js';
import { methodNotAllowed, notAuthenticated } from '../http/ApiError.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { manyKeys, oneBoolean } from '../query/filters.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import { serializeBundle } from '../serialize/serializeBundle.js';
import { bundleOr404, isVisibleBundle } from './notFound.js';
import { findProject, findUser } from './lookups.js';
import { createBundle, deleteBundle, updateBundle } from './writeBundles.js';

const bundleList: ListSpec<BundleRow> = {
  filters: [
    manyKeys('project', findProject, (bundle) => bundle.project),
    manyKeys('owner', findUser, (bundle) => bundle.owner),
    oneBoolean('public', (bundle) => bundle.public),
  ],
  searches: (bundle) => [bundle.name],
  orders: {
    id: byValue((bundle) => bundle.id),
    name: byValue((bundle) => bundle.name),
    owner: byValue((bundle) => bundle.owner),
  },
  defaultOrder: 'id',
};

/** `BundlePermission.has_permission` of `patchwork/api/bundle.py`: API 1.2 added writes. */
function permitBundles(request: SampleRequest): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  if (!hasVersion(request, '1.2')) throw methodNotAllowed(request.method);
  if (request.method === 'POST' && request.user === undefined) throw notAuthenticated();
}

/** `/bundles/`. */
export const bundleListView: ApiView = {
  name: 'Bundle List',
  description: 'List or create bundles.',
  permit: permitBundles,
  post: createBundle,
  get: (request) => {
    const { rows, headers } = paginate(
      request,
      listRows(request, bundleList, {
        table: request.store.bundles,
        visible: (bundle) => isVisibleBundle(request, bundle),
      }),
    );
    return jsonResponse(
      200,
      rows.map((bundle) => serializeBundle(request, bundle)),
      headers,
    );
  },
};

/** `/bundles/{id}/`. */
export const bundleDetailView: ApiView = {
  name: 'Bundle Detail',
  description:
    'get:\nShow a bundle.\n\npatch:\nUpdate a bundle.\n\nput:\nUpdate a bundle.\n\n' +
    'delete:\nDelete a bundle.',
  permit: permitBundles,
  get: (request, { id }) => jsonResponse(200, serializeBundle(request, bundleOr404(request, id))),
  put: updateBundle,
  patch: updateBundle,
  delete: deleteBundle,
};
