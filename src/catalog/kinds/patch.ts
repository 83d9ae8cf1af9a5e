import { planPatches, type PatchListFilter } from '../../patchwork/lists/plans.js';
import { PATCH_MAIL, type PatchContent } from '../../patchwork/MailHalves.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { EmbeddedMail } from '../../patchwork/resources/embeddedMail.js';
import { patches, type PatchSummary } from '../../patchwork/resources/patch.js';
import { readByNumbers } from '../reads/readByNumbers.js';
import { readByRange } from '../reads/readByRange.js';
import { readMails } from '../reads/readMails.js';
import { readPatchesBySeries } from '../reads/readPatchesBySeries.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ServerEntityMap } from './EntityMap.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** A patch. */
export class PatchEntity extends Entity<EmbeddedMail, PatchSummary, PatchContent> {
  get kind(): 'Patch' {
    return 'Patch';
  }
  get address(): ObjectName {
    return names.of('patches', this.id);
  }
  /** The series through which it was reached: many patches of it can be read by one list. */
  declare seriesId: number | undefined;
  /** The project of the event or bundle through which it was reached: allows reads of a span of time. */
  declare projectId: number | undefined;
}

export class PatchMap extends ServerEntityMap<PatchEntity> {
  protected create(client: PatchworkClient, id: number): PatchEntity {
    return new PatchEntity(client, id);
  }

  /** @param seriesId and projectId the series and project through which it was reached. */
  override addEmbedded(
    client: PatchworkClient,
    data: EmbeddedMail,
    seriesId?: number,
    projectId?: number,
  ): PatchEntity {
    const entity = super.addEmbedded(client, data);
    entity.seriesId ??= seriesId;
    entity.projectId ??= projectId;
    return entity;
  }
}

export const patchKind = {
  type: 'Patch',
  ids: { Patch: null },
  createMap: () => new PatchMap(),
  find: ({ patches }, client, { id }) => patches.get(client, Number(id)),
  read: (batch, map) =>
    readMails(PATCH_MAIL, batch, async (wanted, readOne) => {
      const list = { list: patches, keep: map.addListed.bind(map) };
      const rest = await readPatchesBySeries(batch, wanted, list.keep);
      return await readByNumbers(batch, await readByRange(batch, rest, list), list, readOne);
    }),
} as const satisfies EntityKind<PatchEntity, PatchMap, { readonly patches: PatchMap }>;

export const PATCHES: ListKind<
  PatchSummary,
  PatchEntity,
  PatchListFilter,
  { readonly patches: PatchMap }
> = {
  name: 'patches',
  order: {
    defaultField: 'DATE',
    nameOf: ({ name }) => name,
    serverFields: {
      STATE: 'state',
      SUBMITTER: 'submitter',
      ARCHIVED: 'archived',
      PROJECT: 'project',
      ID: 'id',
    },
  },
  plan: planPatches,
  toNode: (store, client, row) => store.patches.addListed(client, row),
};
