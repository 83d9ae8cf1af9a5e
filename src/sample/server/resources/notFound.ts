import { ApiError } from '../http/ApiError.js';
import type { PathParams } from '../http/ApiView.js';
import { pythonInt } from '../query/filters.js';
import type { SampleRequest } from '../SampleRequest.js';
import type { BundleRow, PatchRow, ProjectRow } from '../SampleState.js';
import type { Row, Table } from '../store/Table.js';

/** The 404 for an object that does not exist, with the message of the server's DRF. */
export function objectNotFound(request: SampleRequest, model: string): ApiError {
  return ApiError.detail(
    404,
    request.traits.namesModelInNotFound ? `No ${model} matches the given query.` : 'Not found.',
  );
}

/** The row whose id is in the path, or the 404 of its model. */
export function rowOr404<T extends Row>(
  request: SampleRequest,
  table: Table<T>,
  idText: string | undefined,
  model: string,
): T {
  const row = /^\d+$/.test(idText ?? '') ? table.get(Number(idText)) : undefined;
  if (row === undefined) throw objectNotFound(request, model);
  return row;
}

/** The bundle in the path; another user's private bundle is not found, not even by a superuser. */
export function bundleOr404(request: SampleRequest, id: string | undefined): BundleRow {
  const bundle = rowOr404(request, request.store.bundles, id, 'Bundle');
  if (!isVisibleBundle(request, bundle)) throw objectNotFound(request, 'Bundle');
  return bundle;
}

/** Whether the caller may see a bundle. */
export function isVisibleBundle(request: SampleRequest, bundle: BundleRow): boolean {
  return bundle.public || bundle.owner === request.user?.id;
}

/** A project by number or by link name; the link name is case-sensitive. */
export function projectOr404(request: SampleRequest, key: string): ProjectRow {
  const { store } = request;
  const project = store.projects.get(pythonInt(key)) ?? store.projectByLinkName(key);
  if (project === undefined) throw objectNotFound(request, 'Project');
  return project;
}

/** The patch in the path; on 2.2, a word instead of a number results in a 500. */
export function patchOfChecks(request: SampleRequest, { id }: PathParams): PatchRow {
  if (!/^\d+$/.test(id ?? '')) throw new Error('ValueError: the id is no number');
  return rowOr404(request, request.store.patches, id, 'Patch');
}
