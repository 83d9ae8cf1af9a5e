import type { BundleEntity } from '../../catalog/kinds/bundle.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { bundleMboxPath } from '../../patchwork/bundleMbox.js';
import { read } from '../../patchwork/shape.js';
import { facetFields, withFacet } from '../facetField.js';
import type { BundleResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';

const field = facetFields<BundleEntity>();

/** Patches in the bundle's order; Patchwork puts new ones at its end, and so are those it lacks. */
function inOrderOf(
  order: readonly number[],
  patches: readonly PatchEntity[],
): readonly PatchEntity[] {
  const places = new Map(order.map((id, index) => [id, index]));
  const placeOf = ({ id }: PatchEntity): number => places.get(id) ?? order.length;
  return [...patches].sort((one, other) => placeOf(one) - placeOf(other));
}

export const Bundle: BundleResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Bundle', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  name: field('basic', (data) => read(data, 'name')),
  owner: field('basic', (data, { client }, { store }) => {
    const owner = read(data, 'owner');
    return owner === null ? null : store.users.addEmbedded(client, owner);
  }),
  public: field('basic', (data) => read(data, 'public')),
  patches: (bundle, { inOrder }, context) =>
    withFacet<BundleEntity, 'basic', readonly PatchEntity[] | null>(
      bundle,
      'basic',
      context,
      (data) => {
        const rows = read(data, 'patches');
        if (rows === null) return null;
        const patches = rows.map((row) =>
          context.store.patches.addEmbedded(bundle.client, row, undefined, data.project?.id),
        );
        // REST lists them by date.
        // Null may be sent, which the generated type does not know, and means the default.
        if (patches.length < 2 || (inOrder as boolean | null) === false) return patches;
        return context.readers.bundleOrder.load(bundle).then((order) => inOrderOf(order, patches));
      },
    ),
  isPatchOrderKnown: (bundle, _args, context) =>
    withFacet(bundle, 'basic', context, (data) => {
      const patches = read(data, 'patches');
      if (patches === null || patches.length < 2) return patches === null ? null : true;
      return context.readers.bundleOrder.load(bundle).then((order) => {
        const known = new Set(order);
        return patches.every(({ id }) => known.has(id));
      });
    }),
  project: field('basic', (data, { client }, { store }) => {
    const project = read(data, 'project');
    return project === null ? null : store.projects.addEmbedded(client, project);
  }),
  mboxUrl: field('basic', (data) => read(data, 'mbox')),
  webUrl: field('basic', (data) => read(data, 'web_url')),
  url: field('basic', (data) => read(data, 'url')),
  mbox: (bundle, _args, context) =>
    withFacet(bundle, 'basic', context, async (data) => {
      const path = bundleMboxPath({ name: read(data, 'name'), owner: read(data, 'owner') });
      return path === null
        ? null
        : await context.readers.text.load({ client: bundle.client, path });
    }),
};
