import { planByFilters, type BundleListFilter } from '../../patchwork/lists/plans.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { bundle, bundles, type Bundle } from '../../patchwork/resources/bundle.js';
import { readDetail, readEach } from '../reads/readDetails.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ServerEntityMap } from './EntityMap.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** Patches that somebody has put together. */
export class BundleEntity extends Entity<Bundle, Bundle, Bundle> {
  get kind(): 'Bundle' {
    return 'Bundle';
  }
  get address(): ObjectName {
    return names.of('bundles', this.id);
  }
}

export class BundleMap extends ServerEntityMap<BundleEntity> {
  protected create(client: PatchworkClient, id: number): BundleEntity {
    return new BundleEntity(client, id);
  }
}

export const bundleKind = {
  type: 'Bundle',
  ids: { Bundle: null },
  createMap: () => new BundleMap(),
  find: ({ bundles }, client, { id }) => bundles.get(client, Number(id)),
  read: (batch) => readEach(batch, (one, scope) => readDetail(one, bundle, scope)),
} as const satisfies EntityKind<BundleEntity, BundleMap, { readonly bundles: BundleMap }>;

export const BUNDLES: ListKind<
  Bundle,
  BundleEntity,
  BundleListFilter,
  { readonly bundles: BundleMap }
> = {
  name: 'bundles',
  order: { defaultField: 'NAME', nameOf: ({ name }) => name, serverFields: { ID: 'id' } },
  plan: planByFilters(bundles),
  toNode: (store, client, row) => store.bundles.addDetail(client, row),
};
