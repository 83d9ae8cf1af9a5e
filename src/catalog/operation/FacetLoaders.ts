import DataLoader from 'dataloader';
import { COVER_MAIL, PATCH_MAIL } from '../../patchwork/MailHalves.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { atLeast } from '../../patchwork/versions.js';
import { bundle } from '../../patchwork/resources/bundle.js';
import { check } from '../../patchwork/resources/check.js';
import { comment, comments } from '../../patchwork/resources/comment.js';
import { person } from '../../patchwork/resources/person.js';
import { project } from '../../patchwork/resources/project.js';
import { series, seriesList } from '../../patchwork/resources/series.js';
import { covers } from '../../patchwork/resources/cover.js';
import { patches } from '../../patchwork/resources/patch.js';
import { user } from '../../patchwork/resources/user.js';
import type { Scope } from '../../patchwork/Scope.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import type { EntityStore } from './EntityStore.js';
import { batchSchedule } from './batchSchedule.js';
import { readDetail, readEach } from './readDetails.js';
import { readMails } from './readMails.js';
import { readPatchesBySeries } from './readPatchesBySeries.js';
import { readByRange } from './readByRange.js';
import { Batch, settled, Wish } from './Wish.js';
import type { AnyEntity, CommentEntity, Facet, SeriesEntity } from './entities.js';

type WishLoader = DataLoader<Wish, null>;

/** What was asked for by all sources of an operation, and how it is read. */
class Asked {
  readonly loaders = new Map<PatchworkClient, Map<string, WishLoader>>();
  /** What was asked for, once per object and depth; a detail serves a summary asked for meanwhile. */
  readonly summaries = new Map<AnyEntity, Wish>();
  readonly details = new Map<AnyEntity, Wish>();

  clear(): void {
    this.loaders.clear();
    this.summaries.clear();
    this.details.clear();
  }
}

/**
 * Reads what fields need beyond what is at hand. The wishes of one tick are seen together, so that
 * the cheapest requests that cover them are made: one detail for both facets of a patch, one list
 * for the patches of many series.
 */
export class FacetLoaders {
  /** @param asked what other sources of the operation have asked for; by default nothing. */
  constructor(
    private readonly store: EntityStore,
    private readonly scope: Scope,
    private readonly asked: Asked = new Asked(),
  ) {}

  /** The same loaders for one source of the operation, whose scope counts what it asks for. */
  within(scope: Scope): FacetLoaders {
    return new FacetLoaders(this.store, scope, this.asked);
  }

  /**
   * Fills the entity to the depth asked for, or marks it absent.
   *
   * @throws UpstreamError when the server cannot tell.
   */
  load(entity: AnyEntity, facet: Facet): Promise<unknown> {
    const { summaries, details } = this.asked;
    if (isSettled(entity, facet)) {
      (details.get(entity) ?? summaries.get(entity))?.join(this.scope);
      return settled;
    }
    // All else is read whole, whatever is asked for.
    const hasLists = entity.kind === 'Patch' || entity.kind === 'Cover' || entity.kind === 'Series';
    const depth =
      !hasLists || facet === 'basic' ? 'detail' : facet === 'address' ? 'summary' : facet;
    const asked = depth === 'detail' ? details : summaries;
    const known = asked.get(entity);
    if (known !== undefined) {
      known.join(this.scope);
      return known.loading;
    }
    const wish = new Wish(entity, depth, this.scope);
    wish.loading = this.#begin(wish, facet);
    asked.set(entity, wish);
    return wish.loading;
  }

  async #begin(wish: Wish, facet: Facet): Promise<void> {
    const { entity } = wish;
    const detail = this.asked.details.get(entity);
    const summary = this.asked.summaries.get(entity);
    const coming = detail?.loading ?? summary?.mail;
    if (coming !== undefined) {
      (detail ?? summary)?.join(wish);
      await coming;
      // Out of the cache it may have brought one half only.
      if (isSettled(entity, facet)) return;
    }
    await this.#loaderOf(entity).load(wish);
  }

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    this.asked.clear();
  }

  #loaderOf(entity: AnyEntity): WishLoader {
    const { loaders } = this.asked;
    let ofClient = loaders.get(entity.client);
    if (ofClient === undefined) {
      ofClient = new Map<string, WishLoader>();
      loaders.set(entity.client, ofClient);
    }
    let loader = ofClient.get(entity.kind);
    if (loader === undefined) {
      const { kind } = entity;
      // What was asked for is kept by entity and depth already.
      loader = new DataLoader((wishes) => this.#readBatch(kind, wishes), {
        cache: false,
        ...batchSchedule(this.scope),
      });
      ofClient.set(kind, loader);
    }
    return loader;
  }

  async #readBatch(
    kind: AnyEntity['kind'],
    [first, ...others]: readonly Wish[],
  ): Promise<readonly (Error | null)[]> {
    if (first === undefined) return [];
    const batch = new Batch([first, ...others], this.store);
    const kindRead: KindRead<AnyEntity> = KIND_READS[kind];
    await kindRead.read(batch);
    return batch.outcomes();
  }
}

/** How the objects of one kind are read. */
interface KindRead<E extends AnyEntity> {
  read(batch: Batch<E>): Promise<void>;
}

type Kind = AnyEntity['kind'];

const KIND_READS: {
  readonly [K in Kind]: KindRead<Extract<AnyEntity, { readonly kind: K }>>;
} = {
  Patch: {
    read: (batch) =>
      readMails(PATCH_MAIL, batch, async (wanted) => {
        const { store } = batch;
        const missed = await readPatchesBySeries(batch, wanted);
        const list = { list: patches, keep: store.listedPatch.bind(store) };
        return await readByRange(batch, missed, list);
      }),
  },
  Cover: {
    read: (batch) =>
      readMails(COVER_MAIL, batch, (wanted) => {
        const { store } = batch;
        return readByRange(batch, wanted, { list: covers, keep: store.listedCover.bind(store) });
      }),
  },
  Series: { read: readSeries },
  Comment: { read: (batch) => readEach(batch, readComment) },
  Project: {
    read: (batch) => readEach(batch, (one, scope) => readDetail(one, project, scope)),
  },
  Person: {
    read: (batch) => readEach(batch, (one, scope) => readDetail(one, person, scope)),
  },
  User: {
    read: (batch) => readEach(batch, (one, scope) => readDetail(one, user, scope)),
  },
  Bundle: {
    read: (batch) => readEach(batch, (one, scope) => readDetail(one, bundle, scope)),
  },
  Check: {
    read: (batch) => readEach(batch, (one, scope) => readDetail(one, check, scope)),
  },
};

async function readSeries(batch: Batch<SeriesEntity>): Promise<void> {
  const { store } = batch;
  const { deep, shallow } = batch.byDepth();
  const readOne = (entity: SeriesEntity): Promise<void> =>
    batch.attempt(entity, (scope) => readDetail(entity, series, scope));
  const list = { list: seriesList, keep: store.listedSeries.bind(store) };
  await Promise.all([
    ...Array.from(deep, readOne),
    readByRange(batch, [...shallow], list).then((missed) => Promise.all(missed.map(readOne))),
  ]);
}

/** A comment has an address of its own from API 1.3 on; before, its list holds it whole. */
async function readComment(entity: CommentEntity, scope: Scope): Promise<void> {
  const version = await entity.client.version(scope);
  if (atLeast(version, '1.3')) {
    await readDetail(entity, comment, scope);
    return;
  }
  if (!atLeast(version, '1.1')) {
    entity.absent = true;
    return;
  }
  const { rows, unreadable } = await entity.client.all(
    comments,
    { under: entity.parent.address },
    scope,
  );
  const found = rows.find((row) => row.id === entity.id);
  if (found === undefined) {
    refuseUnreadable(unreadable);
    entity.absent = true;
  } else entity.summary = entity.detail = found;
}

/** Whether there is nothing to load: the facet is at hand, or the object does not exist. */
function isSettled(entity: AnyEntity, facet: Facet): boolean {
  return entity.absent || entity.at(facet) !== undefined;
}
