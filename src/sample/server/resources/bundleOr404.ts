import type { BundleRow } from '../SampleState.js';
import type { SampleRequest } from '../SampleRequest.js';
import { objectNotFound, rowOr404 } from './notFound.js';

/** The bundle in the path; a private one of somebody else is not found, by the superuser neither. */
export function bundleOr404(request: SampleRequest, id: string | undefined): BundleRow {
  const bundle = rowOr404(request, request.store.bundles, id, 'Bundle');
  if (!isVisibleBundle(request, bundle)) throw objectNotFound(request, 'Bundle');
  return bundle;
}

/** Whether the caller may know of a bundle. */
export function isVisibleBundle(request: SampleRequest, bundle: BundleRow): boolean {
  return bundle.public || bundle.owner === request.user?.id;
}
