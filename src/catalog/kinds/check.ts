import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { check, type Check, type EmbeddedCheck } from '../../patchwork/resources/check.js';
import { readDetail, readEach } from '../reads/readDetails.js';
import { Entity } from './Entity.js';
import type { EntityKind } from './EntityKind.js';
import type { PatchEntity, PatchMap } from './patch.js';
import { EntityMap } from './EntityMap.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** The result of a check of a patch. */
export class CheckEntity extends Entity<EmbeddedCheck, Check, Check> {
  get kind(): 'Check' {
    return 'Check';
  }
  get address(): ObjectName {
    return names.of('checks', this.id, this.patch.address);
  }
  declare readonly patch: PatchEntity;
  /** Number of the user who sent it, where an event says so. */
  declare actorId: number | undefined;

  constructor(client: PatchworkClient, id: number, patch: PatchEntity) {
    super(client, id);
    this.patch = patch;
    this.actorId = undefined;
  }
}

export class CheckMap extends EntityMap<CheckEntity, PatchEntity> {
  get(patch: PatchEntity, id: number): CheckEntity {
    return this.getOrCreate(patch.client, patch, id);
  }

  protected create(patch: PatchEntity, id: number): CheckEntity {
    return new CheckEntity(patch.client, id, patch);
  }
}

export const checkKind = {
  type: 'Check',
  ids: { Check: 'patches' },
  createMap: () => new CheckMap(),
  find: ({ checks, patches }, client, { id, parent }) =>
    checks.get(patches.get(client, Number(parent?.id)), Number(id)),
  read: (batch) => readEach(batch, (one, scope) => readDetail(one, check, scope)),
} as const satisfies EntityKind<
  CheckEntity,
  CheckMap,
  { readonly checks: CheckMap; readonly patches: PatchMap }
>;
