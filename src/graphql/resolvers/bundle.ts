import type { BundleEntity } from '../../catalog/operation/entities.js';
import { read } from '../../patchwork/shape.js';
import { facetFields, whenRead } from '../facetField.js';
import type { BundleResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';

const field = facetFields<BundleEntity>();

export const Bundle: BundleResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Bundle', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  name: field('basic', (data) => read(data, 'name')),
  owner: field('basic', (data, { client }, { store }) => {
    const owner = read(data, 'owner');
    return owner === null ? null : store.user(client, owner);
  }),
  public: field('basic', (data) => read(data, 'public')),
  patches: field('basic', (data, { client }, { store }) => {
    const patches = read(data, 'patches');
    return patches?.map((patch) => store.patch(client, patch)) ?? null;
  }),
  project: field('basic', (data, { client }, { store }) => {
    const project = read(data, 'project');
    return project === null ? null : store.project(client, project);
  }),
  mboxUrl: field('basic', (data) => read(data, 'mbox')),
  webUrl: field('basic', (data) => read(data, 'web_url')),
  url: field('basic', (data) => read(data, 'url')),
  mbox: (bundle, _args, context) =>
    whenRead(bundle, 'basic', context, async (data) => {
      const owner = read(data, 'owner')?.username;
      const name = read(data, 'name');
      if (owner == null || name === null) return null;
      const path = `/bundle/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/mbox/`;
      return await context.readers.text.load({ client: bundle.client, path });
    }),
};
