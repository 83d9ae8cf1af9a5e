import { planCovers, type MailListFilter } from '../../patchwork/lists/plans.js';
import { COVER_MAIL, type CoverContent } from '../../patchwork/MailHalves.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { covers, type CoverSummary } from '../../patchwork/resources/cover.js';
import type { EmbeddedMail } from '../../patchwork/resources/embeddedMail.js';
import { readByNumbers } from '../reads/readByNumbers.js';
import { readByRange } from '../reads/readByRange.js';
import { readMails } from '../reads/readMails.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ProjectEntityMap } from './EntityMap.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** The cover letter of a series. */
export class CoverEntity extends Entity<EmbeddedMail, CoverSummary, CoverContent> {
  get kind(): 'Cover' {
    return 'Cover';
  }
  get address(): ObjectName {
    return names.of('covers', this.id);
  }
  /** The project of the event or series through which it was reached. */
  declare projectId: number | undefined;
}

export class CoverMap extends ProjectEntityMap<CoverEntity> {
  protected create(client: PatchworkClient, id: number): CoverEntity {
    return new CoverEntity(client, id);
  }
}

export const coverKind = {
  type: 'Cover',
  ids: { Cover: null },
  createMap: () => new CoverMap(),
  find: ({ covers }, client, { id }) => covers.get(client, Number(id)),
  read: (batch, map) =>
    readMails(COVER_MAIL, batch, async (wanted, readOne) => {
      const list = { list: covers, keep: map.addListed.bind(map) };
      return await readByNumbers(batch, await readByRange(batch, wanted, list), list, readOne);
    }),
} as const satisfies EntityKind<CoverEntity, CoverMap, { readonly covers: CoverMap }>;

export const COVERS: ListKind<
  CoverSummary,
  CoverEntity,
  MailListFilter,
  { readonly covers: CoverMap }
> = {
  name: 'covers',
  order: {
    defaultField: 'DATE',
    nameOf: ({ name }) => name,
    serverFields: { SUBMITTER: 'submitter', ID: 'id' },
  },
  plan: planCovers,
  toNode: (store, client, row) => store.covers.addListed(client, row),
};
