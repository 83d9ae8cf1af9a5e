import DataLoader from 'dataloader';
import type { z } from 'zod';
import { COVER_MAIL, PATCH_MAIL, type MailKind } from '../../patchwork/MailHalves.js';
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
import { readPatchesBySeries } from './readPatchesBySeries.js';
import { readByRange } from './readByRange.js';
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

type WishLoader = DataLoader<Wish<AnyEntity>, null>;

/** Settles each wish on its own: an error goes to those who asked for that object. */
type BatchRead<E> = (wishes: readonly Wish<E>[]) => Promise<readonly (Error | null)[]>;

/** For whoever asks for what is there. */
const settled = Promise.resolve();

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error('a request failed', { cause: reason });

/**
 * Reads what fields need beyond what is at hand. The wishes of one tick are seen together, so that
 * the cheapest requests that cover them are made: one detail for both facets of a patch, one list
 * for the patches of many series.
 */
export class FacetLoaders {
  readonly #loaders = new Map<PatchworkClient, Map<string, WishLoader>>();
  /** What was asked for, once per object and depth; a detail serves a summary asked for meanwhile. */
  readonly #askedSummaries = new Map<AnyEntity, Promise<unknown>>();
  readonly #askedDetails = new Map<AnyEntity, Promise<unknown>>();
  /** Summaries on their way that are read at the mail's own address, which gives its content too. */
  readonly #comingMails = new Map<AnyEntity, Promise<void>>();

  constructor(
    private readonly store: EntityStore,
    private readonly scope: Scope,
  ) {}

  /**
   * Fills the entity to the depth asked for, or marks it absent.
   *
   * @throws UpstreamError when the server cannot tell.
   */
  load(entity: AnyEntity, facet: Facet): Promise<unknown> {
    if (isSettled(entity, facet)) return settled;
    // All else is read whole, whatever is asked for.
    const hasLists = entity.kind === 'Patch' || entity.kind === 'Cover' || entity.kind === 'Series';
    const depth =
      !hasLists || facet === 'basic' ? 'detail' : facet === 'address' ? 'summary' : facet;
    const asked = depth === 'detail' ? this.#askedDetails : this.#askedSummaries;
    let loading = asked.get(entity);
    if (loading === undefined) asked.set(entity, (loading = this.#begin(entity, facet, depth)));
    return loading;
  }

  async #begin(entity: AnyEntity, facet: Facet, depth: Facet): Promise<void> {
    const coming = this.#askedDetails.get(entity) ?? this.#comingMails.get(entity);
    if (coming !== undefined) {
      await coming;
      // Out of the cache it may have brought one half only.
      if (isSettled(entity, facet)) return;
    }
    await this.#loaderOf(entity).load({ entity, facet: depth });
  }

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    this.#loaders.clear();
    this.#askedSummaries.clear();
    this.#askedDetails.clear();
    this.#comingMails.clear();
  }

  #loaderOf(entity: AnyEntity): WishLoader {
    let ofClient = this.#loaders.get(entity.client);
    if (ofClient === undefined) {
      ofClient = new Map<string, WishLoader>();
      this.#loaders.set(entity.client, ofClient);
    }
    let loader = ofClient.get(entity.kind);
    if (loader === undefined) {
      const read = this.#readOf(entity) as BatchRead<AnyEntity>;
      // What was asked for is kept by entity and depth already.
      loader = new DataLoader((wishes) => read(wishes), {
        cache: false,
        ...batchSchedule(this.scope),
      });
      ofClient.set(entity.kind, loader);
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
        return this.#readSeries;
      case 'Cover':
        return this.#readCovers;
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
      const outcomes = await Promise.allSettled(
        wishes.map(async ({ entity }) => {
          await reads.get(entity);
        }),
      );
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
    else entity.summary = entity.detail = detail;
  }

  readonly #readSeries: BatchRead<SeriesEntity> = async (wishes) => {
    const [first] = wishes;
    if (first === undefined) return [];
    const deep = new Set<SeriesEntity>();
    const shallow = new Set<SeriesEntity>();
    for (const { entity, facet } of wishes) (facet === 'detail' ? deep : shallow).add(entity);
    for (const entity of deep) shallow.delete(entity);
    const failures = new Map<SeriesEntity, Error>();
    const readOne = async (entity: SeriesEntity): Promise<void> => {
      try {
        await this.#readDetail(entity, `series/${String(entity.id)}`, series);
      } catch (error) {
        failures.set(entity, asError(error));
      }
    };
    await Promise.all([
      ...Array.from(deep, readOne),
      readByRange(
        first.entity.client,
        [...shallow],
        { list: seriesList, keep: (client, row) => this.store.listedSeries(client, row) },
        this.scope,
        (entity, error) => failures.set(entity, error),
      ).then((missed) => Promise.all(missed.map(readOne))),
    ]);
    return wishes.map(({ entity }) => failures.get(entity) ?? null);
  };

  readonly #readPatches: BatchRead<PatchEntity> = (wishes) =>
    this.#readMails(PATCH_MAIL, wishes, async (client, wanted, onFailure) => {
      const { store, scope } = this;
      const missed = await readPatchesBySeries(client, wanted, store, scope, onFailure);
      const list = { list: patches, keep: store.listedPatch.bind(store) };
      return await readByRange(client, missed, list, scope, onFailure);
    });

  readonly #readCovers: BatchRead<CoverEntity> = (wishes) =>
    this.#readMails(COVER_MAIL, wishes, (client, wanted, onFailure) => {
      const { store, scope } = this;
      const list = { list: covers, keep: store.listedCover.bind(store) };
      return readByRange(client, wanted, list, scope, onFailure);
    });

  /**
   * Reads both halves of mails by the cheapest requests: contents out of the cache, then lists for
   * many summaries, then each mail at its own address, which gives both halves at once.
   */
  async #readMails<E extends PatchEntity | CoverEntity>(
    kind: MailKind<NonNullable<E['summary']>, NonNullable<E['detail']>>,
    wishes: readonly Wish<E>[],
    readSummaries: (
      client: PatchworkClient,
      wanted: readonly E[],
      onFailure: (entity: E, error: Error) => void,
    ) => Promise<readonly E[]>,
  ): Promise<readonly (Error | null)[]> {
    const [first] = wishes;
    if (first === undefined) return [];
    const { client } = first.entity;
    const deep = new Map<number, E>();
    const shallow = new Map<number, E>();
    for (const { entity, facet } of wishes) {
      (facet === 'detail' ? deep : shallow).set(entity.id, entity);
    }
    const kept = await client.keptContents(kind, [...deep.keys()], this.scope);
    for (const [id, content] of kept) {
      const entity = deep.get(id);
      if (entity !== undefined) entity.detail = content;
      deep.delete(id);
    }
    // One detail answers both halves: never a summary beside it.
    for (const id of deep.keys()) shallow.delete(id);
    const failures = new Map<E, Error>();
    const fail = (entity: E, error: unknown): void => void failures.set(entity, asError(error));
    const readOne = async (entity: E, need: 'summary' | 'whole'): Promise<void> => {
      try {
        const halves = await client.mail(kind, entity.id, need, this.scope);
        if (halves === null) {
          entity.absent = true;
          entity.detail = undefined;
        } else {
          entity.summary = halves.summary;
          entity.detail = halves.content ?? entity.detail;
        }
      } catch (error) {
        fail(entity, error);
      }
    };
    await Promise.all([
      ...Array.from(deep.values(), (entity) => readOne(entity, 'whole')),
      readSummaries(client, [...shallow.values()], fail).then((missed) =>
        Promise.all(
          missed.map((entity) => {
            const reading = readOne(entity, 'summary');
            this.#comingMails.set(entity, reading);
            return reading;
          }),
        ),
      ),
    ]);
    return wishes.map(({ entity }) => failures.get(entity) ?? null);
  }

  /** A comment has an address of its own from API 1.3 on; before, its list holds it whole. */
  async #readComment(entity: CommentEntity): Promise<void> {
    const under = commentParentPath(entity);
    const version = await entity.client.version(this.scope);
    if (atLeast(version, '1.3')) {
      await this.#readDetail(entity, `${under}/comments/${String(entity.id)}`, comment);
      return;
    }
    if (!atLeast(version, '1.1')) {
      entity.absent = true;
      return;
    }
    const { rows, unreadable } = await entity.client.all(comments, { under }, this.scope);
    const found = rows.find((row) => row.id === entity.id);
    if (found === undefined) {
      refuseUnreadable(unreadable);
      entity.absent = true;
    } else entity.summary = entity.detail = found;
  }
}

/** Whether there is nothing to load: the facet is at hand, or the object does not exist. */
function isSettled(entity: AnyEntity, facet: Facet): boolean {
  return entity.absent || entity.at(facet) !== undefined;
}

function commentParentPath({ parent }: CommentEntity): string {
  return `${parent.kind === 'Patch' ? 'patches' : 'covers'}/${String(parent.id)}`;
}
