import DataLoader from 'dataloader';
import type { z } from 'zod';
import { atLeast } from '../patchwork/versions.js';
import { bundle } from '../patchwork/resources/bundle.js';
import { check } from '../patchwork/resources/check.js';
import { comment, comments } from '../patchwork/resources/comment.js';
import { coverDetail } from '../patchwork/resources/cover.js';
import { patchDetail } from '../patchwork/resources/patch.js';
import { person } from '../patchwork/resources/person.js';
import { project } from '../patchwork/resources/project.js';
import { series } from '../patchwork/resources/series.js';
import { user } from '../patchwork/resources/user.js';
import type { Scope } from '../patchwork/Scope.js';
import type { EntityStore } from './EntityStore.js';
import { readPatchesBySeries } from './readPatchesBySeries.js';
import type {
  AnyEntity,
  BundleEntity,
  CheckEntity,
  CommentEntity,
  CoverEntity,
  Facet,
  PatchEntity,
  PersonEntity,
  ProjectEntity,
  SeriesEntity,
  UserEntity,
} from './entities.js';

interface Wish<E> {
  readonly entity: E;
  readonly facet: Facet;
}

/** Settles each wish on its own: an error goes to those who asked for that object. */
type BatchRead<E> = (wishes: readonly Wish<E>[]) => Promise<readonly (Error | null)[]>;

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error('a request failed', { cause: reason });

/**
 * Reads what fields need beyond what is at hand. The wishes of one tick are seen together, so that
 * the cheapest requests that cover them are made: one detail for both facets of a patch, one list
 * for the patches of many series.
 */
export class FacetLoaders {
  readonly #loaders = new Map<string, DataLoader<Wish<AnyEntity>, null, string>>();
  /** Details on their way: they will serve a summary asked for meanwhile. */
  readonly #comingDetails = new Map<AnyEntity, Promise<unknown>>();

  constructor(
    private readonly store: EntityStore,
    private readonly scope: Scope,
  ) {}

  /**
   * Fills the entity to the depth asked for, or marks it absent.
   *
   * @throws UpstreamError when the server cannot tell.
   */
  async load(entity: AnyEntity, facet: Facet): Promise<void> {
    if (entity.absent || entity.at(facet) !== undefined) return;
    // Only patches have lists that hold many summaries; all else is read at its own address.
    const depth = entity.kind === 'Patch' ? facet : 'detail';
    const coming = this.#comingDetails.get(entity);
    if (coming !== undefined) {
      await coming;
      return;
    }
    const loading = this.#loaderOf(entity).load({ entity, facet: depth });
    if (depth === 'detail') this.#comingDetails.set(entity, loading);
    await loading;
  }

  #loaderOf(entity: AnyEntity): DataLoader<Wish<AnyEntity>, null, string> {
    const key = `${entity.kind} ${entity.client.name}`;
    let loader = this.#loaders.get(key);
    if (loader === undefined) {
      const read = this.#readOf(entity) as BatchRead<AnyEntity>;
      loader = new DataLoader((wishes) => read(wishes), {
        cacheKeyFn: ({ entity: asked, facet }) => `${wishKey(asked)} ${facet}`,
      });
      this.#loaders.set(key, loader);
    }
    return loader;
  }

  #readOf(entity: AnyEntity): unknown {
    switch (entity.kind) {
      case 'Patch':
        return this.#readPatches;
      case 'Comment':
        return this.#eachOf((asked: CommentEntity) => this.#readComment(asked));
      case 'Project':
        return this.#details<ProjectEntity>((asked) => `projects/${String(asked.id)}`, project);
      case 'Person':
        return this.#details<PersonEntity>((asked) => `people/${String(asked.id)}`, person);
      case 'User':
        return this.#details<UserEntity>((asked) => `users/${String(asked.id)}`, user);
      case 'Series':
        return this.#details<SeriesEntity>((asked) => `series/${String(asked.id)}`, series);
      case 'Cover':
        return this.#details<CoverEntity>((asked) => `covers/${String(asked.id)}`, coverDetail);
      case 'Bundle':
        return this.#details<BundleEntity>((asked) => `bundles/${String(asked.id)}`, bundle);
      case 'Check':
        return this.#details<CheckEntity>(
          (asked) => `patches/${String(asked.patch.id)}/checks/${String(asked.id)}`,
          check,
        );
    }
  }

  /** One request per object, whatever facets are asked of it. */
  #eachOf<E extends AnyEntity>(read: (entity: E) => Promise<void>): BatchRead<E> {
    return async (wishes) => {
      const reads = new Map<E, Promise<void>>();
      for (const { entity } of wishes) {
        if (!reads.has(entity)) reads.set(entity, read(entity));
      }
      const outcomes = await Promise.allSettled(wishes.map(({ entity }) => reads.get(entity)));
      return outcomes.map((one) => (one.status === 'fulfilled' ? null : asError(one.reason)));
    };
  }

  #details<E extends AnyEntity>(
    pathOf: (entity: E) => string,
    schema: z.ZodType<NonNullable<E['detail']>>,
  ): BatchRead<E> {
    return this.#eachOf(async (entity: E) => {
      await this.#readDetail(entity, pathOf(entity), schema);
    });
  }

  async #readDetail<E extends AnyEntity>(
    entity: E,
    path: string,
    schema: z.ZodType<NonNullable<E['detail']>>,
  ): Promise<void> {
    const detail = await entity.client.detail(path, schema, this.scope);
    if (detail === null) entity.absent = true;
    else entity.detail = detail;
  }

  readonly #readPatches: BatchRead<PatchEntity> = async (wishes) => {
    const [{ entity: first } = { entity: undefined }] = wishes;
    if (first === undefined) return [];
    const deep = new Set<PatchEntity>();
    const shallow = new Set<PatchEntity>();
    for (const { entity, facet } of wishes) (facet === 'detail' ? deep : shallow).add(entity);
    // One detail answers both facets: never a summary beside it.
    for (const entity of deep) shallow.delete(entity);
    const failures = new Map<PatchEntity, Error>();
    const readDetail = async (entity: PatchEntity): Promise<void> => {
      try {
        await this.#readDetail(entity, `patches/${String(entity.id)}`, patchDetail);
      } catch (error) {
        failures.set(entity, asError(error));
      }
    };
    await Promise.all([
      ...Array.from(deep, readDetail),
      readPatchesBySeries(
        first.client,
        [...shallow],
        this.store,
        this.scope,
        (patch, error) => void failures.set(patch, error),
      ).then((missed) => Promise.all(missed.map(readDetail))),
    ]);
    return wishes.map(({ entity }) => failures.get(entity) ?? null);
  };

  /** A comment has an address of its own from API 1.3 on; before, its list holds it whole. */
  async #readComment(entity: CommentEntity): Promise<void> {
    const under = commentParentPath(entity);
    const version = await entity.client.version();
    if (atLeast(version, '1.3')) {
      await this.#readDetail(entity, `${under}/comments/${String(entity.id)}`, comment);
      return;
    }
    if (!atLeast(version, '1.1')) {
      entity.absent = true;
      return;
    }
    const { rows } = await entity.client.all(comments, { under }, this.scope);
    const found = rows.find((row) => row.id === entity.id);
    if (found === undefined) entity.absent = true;
    else entity.detail = found;
  }
}

function commentParentPath({ parent }: CommentEntity): string {
  return `${parent.kind === 'Patch' ? 'patches' : 'covers'}/${String(parent.id)}`;
}

function wishKey(entity: AnyEntity): string {
  return entity.kind === 'Comment'
    ? `${entity.parent.kind} ${String(entity.id)}`
    : String(entity.id);
}
