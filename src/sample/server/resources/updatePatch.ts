import type { PatchRow } from '../SampleState.js';
import type { Handler } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { mayEditPatch, requirePermission } from '../permissions.js';
import { recordEvent } from '../recordEvent.js';
import type { SampleRequest } from '../SampleRequest.js';
import { serializePatchDetail } from '../serialize/serializePatch.js';
import { booleanField, keyField, keysField, textField } from '../validation/fields.js';
import { readInput, requireFields } from '../validation/readInput.js';
import { validateInput } from '../validation/validateInput.js';
import { rowOr404 } from './notFound.js';
import { relatePatches } from './relatePatches.js';
import { stateField } from './stateField.js';

/** PUT and PATCH of `/patches/{id}/`; read-only and unknown fields are ignored. */
export const updatePatch: Handler = async (request, { id }) => {
  const { store } = request;
  const found = rowOr404(request, store.patches, id, 'Patch');
  requirePermission(request, mayEditPatch(request, found));
  const input = requireFields(await readInput(request));
  // Another write may have completed while the body was read.
  const before = store.patches.require(found.id);
  const values = validateInput(input, patchFields(request, before), request.method === 'PATCH');

  let patch = before;
  let shown: readonly PatchRow[] | undefined;
  if (values.related !== undefined && values.related !== null) {
    ({ patch, shown } = relatePatches(request, patch, values.related));
  }
  const changed: PatchRow = {
    ...patch,
    ...(values.commit_ref !== undefined && { commit_ref: values.commit_ref }),
    ...(values.pull_url !== undefined && { pull_url: values.pull_url }),
    ...(typeof values.archived === 'boolean' && { archived: values.archived }),
    ...(values.state && { state: values.state.id }),
    ...(values.delegate !== undefined && { delegate: values.delegate?.id ?? null }),
  };
  recordChanges(request, patch, changed);
  store.patches.replace(changed);
  store.forgetDocuments('patches', changed.id);
  const { related: relatedPatches, ...rest } = serializePatchDetail(request, changed, shown);
  // A partial serializer skips a field that would need its default, as for a patch without a relation.
  const skipped = request.method === 'PATCH' && changed.relation === null;
  return jsonResponse(200, skipped ? rest : { ...rest, related: relatedPatches });
};

function patchFields(request: SampleRequest, patch: PatchRow) {
  const { store } = request;
  const text = { maxLength: 255, nullable: true, allowsBlank: true };
  return {
    commit_ref: textField(text),
    pull_url: textField(text),
    state: stateField(request),
    archived: booleanField(),
    delegate: keyField(request, store.users, {
      required: true,
      nullable: true,
      check: (user) => {
        if (user.maintainer_of.includes(patch.project)) return undefined;
        const { name } = store.projects.require(patch.project);
        return `User '${user.username}' is not a maintainer for project '${name}'`;
      },
    }),
    related: keysField(request, store.patches),
  };
}

/** The signals of `patchwork/signals.py`; archived, commit_ref and pull_url create no event. */
function recordChanges(request: SampleRequest, before: PatchRow, after: PatchRow): void {
  const common = {
    project: before.project,
    actor: request.user?.id ?? null,
    patch: before.id,
  };
  if (before.state !== after.state) {
    recordEvent(request, {
      category: 'patch-state-changed',
      ...common,
      previous_state: before.state,
      current_state: after.state,
    });
  }
  if (before.delegate !== after.delegate) {
    recordEvent(request, {
      category: 'patch-delegated',
      ...common,
      ...(before.delegate !== null && { previous_delegate: before.delegate }),
      ...(after.delegate !== null && { current_delegate: after.delegate }),
    });
  }
}
