import { planSeries, type SeriesListFilter } from '../../patchwork/lists/plans.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import {
  series,
  seriesList,
  type EmbeddedSeries,
  type Series,
} from '../../patchwork/resources/series.js';
import { readByNumbers } from '../reads/readByNumbers.js';
import { readByRange } from '../reads/readByRange.js';
import { readDetail } from '../reads/readDetails.js';
import type { Batch } from '../reads/LoadRequest.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ProjectEntityMap } from './EntityMap.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** A series of patches. Lists lose its dependencies. */
export class SeriesEntity extends Entity<EmbeddedSeries, Series, Series> {
  get kind(): 'Series' {
    return 'Series';
  }
  get address(): ObjectName {
    return names.of('series', this.id);
  }
  /** The project of the patch or cover through which it was reached: lets one list read many. */
  declare projectId: number | undefined;
}

export class SeriesMap extends ProjectEntityMap<SeriesEntity> {
  protected create(client: PatchworkClient, id: number): SeriesEntity {
    return new SeriesEntity(client, id);
  }
}

export const seriesKind = {
  type: 'Series',
  ids: { Series: null },
  createMap: () => new SeriesMap(),
  find: ({ series }, client, { id }) => series.get(client, Number(id)),
  read: readSeries,
} as const satisfies EntityKind<SeriesEntity, SeriesMap, { readonly series: SeriesMap }>;

export const SERIES: ListKind<
  Series,
  SeriesEntity,
  SeriesListFilter,
  { readonly series: SeriesMap }
> = {
  name: 'series',
  order: {
    defaultField: 'DATE',
    nameOf: ({ name }) => name,
    serverFields: { SUBMITTER: 'submitter', ID: 'id' },
  },
  plan: planSeries,
  toNode: (store, client, row) => store.series.addListed(client, row),
};

async function readSeries(batch: Batch<SeriesEntity>, map: SeriesMap): Promise<void> {
  const { deep, shallow } = batch.byDepth();
  const readOne = (entity: SeriesEntity): Promise<void> =>
    batch.attempt(entity, (scope) => readDetail(entity, series, scope));
  const list = { list: seriesList, keep: map.addListed.bind(map) };
  await Promise.all([
    ...Array.from(deep, readOne),
    readByRange(batch, [...shallow], list)
      .then((missed) => readByNumbers(batch, missed, list, readOne))
      .then((missed) => Promise.all(missed.map(readOne))),
  ]);
}
