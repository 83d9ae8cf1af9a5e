import { groupBy } from '../../groupBy.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { Entity, Facet } from '../kinds/Entity.js';
import { asError } from './asError.js';
import { scopeFor, SharedRead } from './SharedRead.js';

/** For loads of objects that are already loaded. */
export const settled = Promise.resolve();

/** One object asked for to one depth. */
export class LoadRequest<E extends Entity = Entity> extends SharedRead {
  /** Ends when it is read; a failure is that of this object alone. */
  loading: Promise<unknown> = settled;
  /** A summary on its way that is read at the mail's own address, which gives its content too. */
  mail: Promise<void> | undefined;

  constructor(
    readonly entity: E,
    readonly facet: Facet,
    scope: Scope,
  ) {
    super(scope);
  }
}

/** The objects of one kind and server that were requested in one tick. */
export class Batch<E extends Entity> {
  readonly client: PatchworkClient;
  readonly #byEntity: ReadonlyMap<E, readonly LoadRequest<E>[]>;
  readonly #failures = new Map<E, Error>();

  constructor(readonly requests: readonly [LoadRequest<E>, ...LoadRequest<E>[]]) {
    this.client = requests[0].entity.client;
    this.#byEntity = groupBy(requests, ({ entity }) => entity);
  }

  /** The requested objects, each once. */
  get entities(): Iterable<E> {
    return this.#byEntity.keys();
  }

  /** The objects by the depth to which they are read: the detail of one holds its summary. */
  byDepth(): { readonly deep: Set<E>; readonly shallow: Set<E> } {
    const deep = new Set<E>();
    const shallow = new Set<E>();
    for (const [entity, requests] of this.#byEntity) {
      const isDeep = requests.some(({ facet }) => facet === 'detail');
      (isDeep ? deep : shallow).add(entity);
    }
    return { deep, shallow };
  }

  /** The requests for one of the objects. */
  requestsFor(entity: E): readonly LoadRequest<E>[] {
    return this.#byEntity.get(entity) ?? [];
  }

  /** Options of a request that reads some of the objects: the first to request one of them is charged. */
  scopeOf(entities: Iterable<E>): Scope {
    const wanted = new Set(entities);
    return this.#scopeOf(this.requests.filter(({ entity }) => wanted.has(entity)));
  }

  /** Runs a read of one object; a failure is that of this object alone. */
  async attempt(entity: E, read: (scope: Scope) => Promise<void>): Promise<void> {
    try {
      await read(this.#scopeOf(this.requestsFor(entity)));
    } catch (error) {
      this.fail(entity, error);
    }
  }

  /** An object could not be read. */
  fail(entity: E, reason: unknown): void {
    this.#failures.set(entity, asError(reason));
  }

  #scopeOf([first = this.requests[0], ...others]: readonly LoadRequest<E>[]): Scope {
    return scopeFor(first, others);
  }

  /** Outcome of each request: why it could not be read, or null. */
  outcomes(): readonly (Error | null)[] {
    return this.requests.map(({ entity }) => this.#failures.get(entity) ?? null);
  }
}
