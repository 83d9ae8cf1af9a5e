import DataLoader from 'dataloader';
import { GatewayError } from '../../errors.js';
import { groupBy } from '../../groupBy.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Scope } from '../../patchwork/Scope.js';
import { batchSchedule } from './batchSchedule.js';
import { scopeFor, SharedRead } from './SharedRead.js';

class KeyedRead<K, V> extends SharedRead {
  value: Promise<V> | undefined;

  constructor(
    readonly key: K,
    scope: Scope,
  ) {
    super(scope);
  }
}

/** Reads of one kind, each made once per operation, whichever of its sources ask. */
export class SharedReads<K, V> {
  readonly #reads = new Map<unknown, KeyedRead<K, V>>();

  readonly #begin: (read: KeyedRead<K, unknown>) => Promise<V>;
  readonly #idOf: (key: K) => unknown;

  private constructor(
    begin: (read: KeyedRead<K, unknown>) => Promise<V>,
    idOf: (key: K) => unknown = (key) => key,
  ) {
    this.#begin = begin;
    this.#idOf = idOf;
  }

  /**
   * Reads each key by itself.
   *
   * @param idOf identity of a key; by default the object itself.
   */
  static once<K, V>(
    read: (key: K, scope: Scope) => Promise<V>,
    idOf?: (key: K) => unknown,
  ): SharedReads<K, V> {
    return new SharedReads<K, V>((one) => read(one.key, scopeFor(one)), idOf);
  }

  /**
   * Reads many objects of one server together, and alone those that this leaves out. A failure of the
   * whole is everybody's: asking a server that fails for every single object would make it worse.
   *
   * @param schedule decides when requested keys are read.
   */
  static batched<E extends { readonly client: PatchworkClient }, V>(
    readMany: (
      client: PatchworkClient,
      entities: readonly E[],
      scope: Scope,
    ) => Promise<ReadonlyMap<E, V>>,
    readOne: (entity: E, scope: Scope) => Promise<V>,
    schedule: Scope,
  ): SharedReads<E, V> {
    const batches = new DataLoader<KeyedRead<E, unknown>, V>(
      async (asked) => {
        const found = new Map<E, V | GatewayError>();
        const byClient = groupBy(asked, ({ key }) => key.client);
        await Promise.all(
          Array.from(byClient, async ([client, [first, ...others]]) => {
            const entities = [first, ...others].map(({ key }) => key);
            try {
              const values = await readMany(client, entities, scopeFor(first, others));
              for (const [entity, value] of values) found.set(entity, value);
            } catch (error) {
              if (!(error instanceof GatewayError)) throw error;
              for (const entity of entities) found.set(entity, error);
            }
          }),
        );
        const outcomes = await Promise.allSettled(
          asked.map(async (one) => found.get(one.key) ?? (await readOne(one.key, scopeFor(one)))),
        );
        return outcomes.map((one) =>
          one.status === 'fulfilled' ? one.value : (one.reason as Error),
        );
      },
      { cache: false, ...batchSchedule(schedule) },
    );
    return new SharedReads<E, V>((one) => batches.load(one));
  }

  load(key: K, scope: Scope): Promise<V> {
    const id = this.#idOf(key);
    let read = this.#reads.get(id);
    if (read === undefined) this.#reads.set(id, (read = new KeyedRead<K, V>(key, scope)));
    else read.join(scope);
    return (read.value ??= this.#begin(read));
  }

  /** Takes a value that is known without a read, unless the key was requested already. */
  prime(key: K, value: V, scope: Scope): void {
    const id = this.#idOf(key);
    if (this.#reads.has(id)) return;
    const read = new KeyedRead<K, V>(key, scope);
    read.value = Promise.resolve(value);
    this.#reads.set(id, read);
  }

  clear(key: K): void {
    this.#reads.delete(this.#idOf(key));
  }

  /** These reads for one source of the operation, whose scope counts them. */
  within(scope: Scope): ObjectReader<K, V> {
    return new ObjectReader(this, scope);
  }

  clearAll(): void {
    this.#reads.clear();
  }
}

/** {@link SharedReads} for one source of the operation. */
export class ObjectReader<K, V> {
  readonly #reads: SharedReads<K, V>;
  readonly #scope: Scope;

  constructor(reads: SharedReads<K, V>, scope: Scope) {
    this.#reads = reads;
    this.#scope = scope;
  }

  load(key: K): Promise<V> {
    return this.#reads.load(key, this.#scope);
  }

  /** Takes a value that is known without a read, unless the key was requested already. */
  prime(key: K, value: V): void {
    this.#reads.prime(key, value, this.#scope);
  }

  /** Forgets one value, so that it is read again, by all sources. */
  clear(key: K): void {
    this.#reads.clear(key);
  }
}
