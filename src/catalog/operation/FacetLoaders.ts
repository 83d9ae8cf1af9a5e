import DataLoader from 'dataloader';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { Entity, Facet } from '../kinds/Entity.js';
import { kindOf, type AnyEntity, type EntityStore, type NamedKind } from '../kinds/kinds.js';
import { batchSchedule } from '../reads/batchSchedule.js';
import { Batch, settled, LoadRequest } from '../reads/LoadRequest.js';

type EntityLoader = DataLoader<LoadRequest, null>;

/** Requests of all sources of an operation, and their readers. */
class SharedLoads {
  readonly loaders = new Map<PatchworkClient, Map<string, EntityLoader>>();
  /** Requests, one per object and depth; a detail also serves a summary requested meanwhile. */
  readonly summaries = new Map<Entity, LoadRequest>();
  readonly details = new Map<Entity, LoadRequest>();

  clear(): void {
    this.loaders.clear();
    this.summaries.clear();
    this.details.clear();
  }
}

/**
 * Reads data that fields need and that is not loaded yet. The requests of one tick are seen together, so that
 * the cheapest requests that cover them are made: one detail for both facets of a patch, one list
 * for the patches of many series.
 */
export class FacetLoaders {
  readonly #store: EntityStore;
  readonly #scope: Scope;
  readonly #loads: SharedLoads;

  /** @param asked requests of other sources of the operation; by default none. */
  constructor(store: EntityStore, scope: Scope, asked: SharedLoads = new SharedLoads()) {
    this.#store = store;
    this.#scope = scope;
    this.#loads = asked;
  }

  /** The same loaders for one source of the operation, whose scope counts its requests. */
  within(scope: Scope): FacetLoaders {
    return new FacetLoaders(this.#store, scope, this.#loads);
  }

  /**
   * Fills the entity to the requested depth, or marks it absent.
   *
   * @throws UpstreamError if the server cannot be queried.
   */
  load(entity: AnyEntity, facet: Facet): Promise<unknown> {
    const { summaries, details } = this.#loads;
    if (isSettled(entity, facet)) {
      (details.get(entity) ?? summaries.get(entity))?.join(this.#scope);
      return settled;
    }
    // All else is read whole, whatever is asked for.
    const hasLists = entity.kind === 'Patch' || entity.kind === 'Cover' || entity.kind === 'Series';
    const depth =
      !hasLists || facet === 'basic' ? 'detail' : facet === 'address' ? 'summary' : facet;
    const asked = depth === 'detail' ? details : summaries;
    const known = asked.get(entity);
    if (known !== undefined) {
      known.join(this.#scope);
      return known.loading;
    }
    const request = new LoadRequest(entity, depth, this.#scope);
    request.loading = this.#begin(request, facet);
    asked.set(entity, request);
    return request.loading;
  }

  async #begin(request: LoadRequest, facet: Facet): Promise<void> {
    const { entity } = request;
    const detail = this.#loads.details.get(entity);
    const summary = this.#loads.summaries.get(entity);
    const coming = detail?.loading ?? summary?.mail;
    if (coming !== undefined) {
      (detail ?? summary)?.join(request);
      await coming;
      // Out of the cache it may have filled one half only.
      if (isSettled(entity, facet)) return;
    }
    await this.#loaderOf(entity).load(request);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#loads.clear();
  }

  #loaderOf(entity: Entity): EntityLoader {
    const { loaders } = this.#loads;
    let ofClient = loaders.get(entity.client);
    if (ofClient === undefined) {
      ofClient = new Map<string, EntityLoader>();
      loaders.set(entity.client, ofClient);
    }
    let loader = ofClient.get(entity.kind);
    if (loader === undefined) {
      const { kind } = entity;
      const named = kindOf(entity);
      // The operation already holds results by entity and depth.
      loader = new DataLoader((requests) => this.#readBatch(named, requests), {
        cache: false,
        ...batchSchedule(this.#scope),
      });
      ofClient.set(kind, loader);
    }
    return loader;
  }

  async #readBatch(
    { kind, resource }: NamedKind,
    [first, ...others]: readonly LoadRequest[],
  ): Promise<readonly (Error | null)[]> {
    if (first === undefined) return [];
    const batch = new Batch([first, ...others]);
    await kind.read(batch, this.#store[resource]);
    return batch.outcomes();
  }
}

/** Whether there is nothing to load: the facet is loaded, or the object does not exist. */
function isSettled(entity: Entity, facet: Facet): boolean {
  return entity.absent || entity.at(facet) !== undefined;
}
