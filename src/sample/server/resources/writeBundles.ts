import type { BundleRow, PatchRow } from '../SampleState.js';
import type { Handler } from '../http/ApiView.js';
import { notAuthenticated } from '../http/ApiError.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { requirePermission } from '../permissions.js';
import type { SampleRequest } from '../SampleRequest.js';
import { serializeBundle } from '../serialize/serializeBundle.js';
import { booleanField, keysField, textField } from '../validation/fields.js';
import { readInput, requireFields } from '../validation/readInput.js';
import { validateInput } from '../validation/validateInput.js';
import { bundleOr404 } from './notFound.js';

/** POST of `/bundles/`. */
export const createBundle: Handler = async (request) => {
  const { store, user } = request;
  if (user === undefined) throw notAuthenticated();
  const input = requireFields(await readInput(request));
  const values = validateInput(input, bundleFields(request), false);
  const patches = values.patches ?? [];
  const name = values.name ?? '';
  // As in PostgreSQL, the id is used up even if the name turns out to be taken.
  const id = store.bundles.takeId();
  refuseTakenName(request, { id, owner: user.id, name });
  const bundle = store.bundles.insert({
    id,
    owner: user.id,
    project: projectOf(patches) ?? 0,
    name,
    public: values.public ?? false,
    patches: idsOnce(patches),
  });
  // A name with a slash is stored but cannot be shown: 500, here and in every list from now on.
  const body = serializeBundle(request, bundle);
  return jsonResponse(201, body, { Location: String(body['url']) });
};

/** PUT and PATCH of `/bundles/{id}/`. */
export const updateBundle: Handler = async (request, { id }) => {
  const { store } = request;
  const found = bundleOr404(request, id);
  requirePermission(request, found.owner === request.user?.id);
  const input = requireFields(await readInput(request));
  const values = validateInput(input, bundleFields(request), request.method === 'PATCH');
  const before = store.bundles.require(found.id);
  const changed: BundleRow = {
    ...before,
    ...(typeof values.name === 'string' && { name: values.name }),
    ...(typeof values.public === 'boolean' && { public: values.public }),
    ...(values.patches && {
      patches: idsOnce(values.patches),
      // The bundle moves to the project of its patches.
      project: projectOf(values.patches) ?? before.project,
    }),
  };
  refuseTakenName(request, changed);
  return jsonResponse(200, serializeBundle(request, store.bundles.replace(changed)));
};

/** DELETE of `/bundles/{id}/`. */
export const deleteBundle: Handler = (request, { id }) => {
  const bundle = bundleOr404(request, id);
  requirePermission(request, bundle.owner === request.user?.id);
  request.store.bundles.delete(bundle.id);
  return { status: 204, headers: {}, body: '' };
};

function bundleFields(request: SampleRequest) {
  return {
    name: textField({ required: true, maxLength: 50 }),
    patches: keysField(request, request.store.patches, {
      required: true,
      check: (patches) => {
        if (patches.length === 0) return 'Bundles cannot be empty';
        return new Set(patches.map(({ project }) => project)).size > 1
          ? 'Bundle patches must belong to the same project'
          : undefined;
      },
    }),
    public: booleanField(),
  };
}

/** The unique constraint, which no validator checks. */
function refuseTakenName(
  request: SampleRequest,
  bundle: Pick<BundleRow, 'id' | 'owner' | 'name'>,
): void {
  const taken = request.store.bundles.rows.some(
    (other) => other.id !== bundle.id && other.owner === bundle.owner && other.name === bundle.name,
  );
  if (taken) throw new Error('IntegrityError: duplicate key value (owner, name)');
}

function projectOf(patches: readonly PatchRow[]): number | undefined {
  return patches[0]?.project;
}

function idsOnce(patches: readonly PatchRow[]): readonly number[] {
  return [...new Set(patches.map(({ id }) => id))];
}
