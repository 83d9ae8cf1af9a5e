import type { BundleRow, PatchRow } from '../SampleState.js';
import { apiUrl, bundlePath, webUrl } from '../links.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import { byDate } from '../store/SampleStore.js';
import { embeddedPatch, embeddedProject, embeddedUser, type JsonObject } from './embedded.js';

/**
 * A bundle, in lists and alone (`patchwork/api/bundle.py`). Its patches are sorted by date, regardless
 * of the bundle's own order.
 *
 * @throws Error for a name that has no address: one such bundle turns every list of bundles into a 500.
 */
export function serializeBundle(request: SampleRequest, bundle: BundleRow): JsonObject {
  const { store } = request;
  const owner = store.users.require(bundle.owner);
  const path = bundlePath(owner.username, bundle.name);
  if (path === undefined) throw new Error('NoReverseMatch: the name of the bundle has a slash');
  return {
    id: bundle.id,
    url: apiUrl(request, `bundles/${String(bundle.id)}/`),
    ...(hasVersion(request, '1.1') && { web_url: webUrl(request, path) }),
    project: embeddedProject(request, store.projects.require(bundle.project)),
    name: bundle.name,
    owner: embeddedUser(request, owner),
    patches: byDate(patchesInOrder(request, bundle)).map((patch) => embeddedPatch(request, patch)),
    public: bundle.public,
    mbox: webUrl(request, `${path}mbox/`),
  };
}

/** The patches of a bundle in its own order, that of the mbox. */
export function patchesInOrder(request: SampleRequest, bundle: BundleRow): readonly PatchRow[] {
  return bundle.patches.flatMap((id) => request.store.patches.get(id) ?? []);
}
