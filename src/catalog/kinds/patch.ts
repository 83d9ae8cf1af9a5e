import { planPatches, type PatchListFilter } from '../../patchwork/lists/plans.js';
import { PATCH_MAIL, type PatchContent } from '../../patchwork/MailHalves.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { EmbeddedMail } from '../../patchwork/resources/embeddedMail.js';
import { patches, type PatchSummary } from '../../patchwork/resources/patch.js';
import { readByRange } from '../reads/readByRange.js';
import { readMails } from '../reads/readMails.js';
import { readPatchesBySeries } from '../reads/readPatchesBySeries.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ServerShelf } from './Shelf.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** A patch. */
export class PatchEntity extends Entity<EmbeddedMail, PatchSummary, PatchContent> {
  get kind(): 'Patch' {
    return 'Patch';
  }
  get address(): ObjectName {
    return names.of('patches', this.id);
  }
  /** The series through which it was reached: lets many patches be read by one list. */
  declare seriesId: number | undefined;
  /** The project of the event or bundle through which it was reached: lets a span of time be read. */
  declare projectId: number | undefined;
}

export class PatchShelf extends ServerShelf<PatchEntity> {
  protected create(client: PatchworkClient, id: number): PatchEntity {
    return new PatchEntity(client, id);
  }

  /** @param seriesId and projectId the series and project through which it was reached. */
  override embed(
    client: PatchworkClient,
    data: EmbeddedMail,
    seriesId?: number,
    projectId?: number,
  ): PatchEntity {
    const entity = super.embed(client, data);
    entity.seriesId ??= seriesId;
    entity.projectId ??= projectId;
    return entity;
  }
}

export const patchKind = {
  type: 'Patch',
  ids: { Patch: null },
  createShelf: () => new PatchShelf(),
  at: ({ patches }, client, { id }) => patches.at(client, Number(id)),
  read: (batch, shelf) =>
    readMails(PATCH_MAIL, batch, async (wanted) => {
      const list = { list: patches, keep: shelf.listed.bind(shelf) };
      return await readByRange(batch, await readPatchesBySeries(batch, wanted, list.keep), list);
    }),
} as const satisfies EntityKind<PatchEntity, PatchShelf, { readonly patches: PatchShelf }>;

export const PATCHES: ListKind<
  PatchSummary,
  PatchEntity,
  PatchListFilter,
  { readonly patches: PatchShelf }
> = {
  kind: 'patches',
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
  toNode: (store, client, row) => store.patches.listed(client, row),
};
