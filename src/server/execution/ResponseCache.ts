import { setTimeout as pause } from 'node:timers/promises';
import { OperationTypeNode, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Cache } from '../../cache/cache.js';
import type { CacheRead } from '../../patchwork/Scope.js';
import type { OperationContext } from './createOperation.js';
import type { PreparedDocument } from './DocumentStore.js';
import type { Variables } from './readVariables.js';
import { selectsVolatileField } from './selectsVolatileField.js';

/** Longer variables are a client's own, which nobody else sends. */
const MAX_VARIABLES_LENGTH = 4_096;
/** Estimated bytes of memory for one read of an answer, and for the answer without its text. */
const BYTES_PER_READ = 200;
const BYTES_PER_ANSWER = 500;
/**
 * How long an operation waits for an identical one. After that it is executed beside it, and joins its
 * requests: a server that is slow or silent must not be waited for twice.
 */
const MAX_WAIT_MS = 500;

/** An answer as it was written, and all that it was made of. */
export class CachedResponse {
  constructor(
    /** Its JSON. */
    readonly body: string | Buffer,
    readonly reads: readonly CacheRead[],
  ) {}

  get bytes(): number {
    const { body, reads } = this;
    const bytes = typeof body === 'string' ? 2 * body.length : body.length;
    return BYTES_PER_ANSWER + bytes + BYTES_PER_READ * reads.length;
  }
}

/** An execution whose answer may be cached, and the operations that wait for it. */
export class SharedExecution {
  readonly ended: Promise<void>;
  readonly #followers = new Set<unknown>();
  readonly #onEnd: () => void;
  #resolve = (): void => undefined;
  #giveUp: (() => void) | undefined;

  /** @param onEnd called at the end. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** An operation waits for it, or shares its requests. */
  join(follower: unknown): void {
    this.#followers.add(follower);
  }

  /** An operation has ended, or its client has disconnected. */
  leave(follower: unknown): void {
    if (this.#followers.delete(follower)) this.#giveUpIfAlone();
  }

  /** The client who asked first has disconnected. @param giveUp called once nobody else relies on it. */
  abandon(giveUp: () => void): void {
    this.#giveUp = giveUp;
    this.#giveUpIfAlone();
  }

  /** Ends it, whether its answer was cached or not. */
  end(): void {
    this.#onEnd();
    this.#resolve();
  }

  #giveUpIfAlone(): void {
    if (this.#followers.size === 0) this.#giveUp?.();
  }
}

/**
 * Waits while the same is executed for somebody else, so that many clients who ask the same at once
 * cost one execution. Whether its answer can be given again is for {@link ResponseCache.find} to decide:
 * one that has errors, or is out of date by now, cannot.
 *
 * @param patienceMs how long the caller waits for an instance.
 */
export async function waitFor(
  { ended }: SharedExecution,
  patienceMs: number | undefined = Infinity,
): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const enough = pause(Math.min(MAX_WAIT_MS, patienceMs), undefined, { signal });
  await Promise.race([ended, enough.catch(() => undefined)]);
  waiting.abort();
}

/** Key of {@link ResponseCache.find}. */
export interface ResponseLookup {
  readonly prepared: PreparedDocument;
  readonly operation: OperationDefinitionNode;
  /** As the client sent them. */
  readonly variables: Variables;
  readonly context: OperationContext;
}

export interface ResponseCacheOptions {
  /** The cache with the values from which answers are built. */
  readonly cache: Pick<Cache, 'isCurrent'>;
  /** Maximum bytes of cached responses. */
  readonly maxBytes: number;
  /** Called for each cache hit. */
  readonly onReuse: () => void;
  /** Called with the total bytes of the cached responses when it changes. */
  readonly onChange: (bytes: number) => void;
}

/**
 * Caches complete response bodies, for dashboards that repeat the same queries. A response is reused
 * only while the cache still has the values from which it was built and each of them is fresh:
 * executing the operation again would write the same text. Cached are responses to queries without
 * errors, for callers without tokens, without volatile fields.
 */
export class ResponseCache {
  readonly #options: ResponseCacheOptions;
  readonly #answers: LRUCache<string, CachedResponse>;
  readonly #isVolatile = new WeakMap<DocumentNode, boolean>();
  /** Executions whose answers may be cached, each until it ends. */
  readonly #underWay = new Map<string, SharedExecution>();

  constructor(options: ResponseCacheOptions) {
    this.#options = options;
    this.#answers = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: (answer) => answer.bytes,
    });
    // A configuration that was read again begins with none.
    options.onChange(0);
  }

  /**
   * Looks for an answer to a query.
   *
   * @returns the answer; the key under which it may be cached; or null for an operation that is never cached.
   */
  find(question: ResponseLookup): CachedResponse | string | null {
    const { prepared, operation, variables, context } = question;
    if (operation.operation !== OperationTypeNode.QUERY || context.hasTokens) return null;
    if (!areAllReached(context)) return null;
    const written = JSON.stringify(variables);
    if (written.length > MAX_VARIABLES_LENGTH) return null;
    const { document, hash } = prepared;
    let isVolatile = this.#isVolatile.get(document);
    if (isVolatile === undefined) {
      this.#isVolatile.set(
        document,
        (isVolatile = selectsVolatileField(document, prepared.schema)),
      );
    }
    if (isVolatile) return null;
    const key = `${hash} ${operation.name?.value ?? ''} ${written}`;
    const answer = this.#find(key);
    if (answer === undefined) return key;
    context.cacheCounts.hits += answer.reads.length;
    this.#options.onReuse();
    return answer;
  }

  /** The execution that makes an answer now, if there is one. @param key of the answer. */
  underWay(key: string): SharedExecution | undefined {
    return this.#underWay.get(key);
  }

  /**
   * Announces that an answer is made now.
   *
   * @param key of the answer.
   */
  begin(key: string): SharedExecution {
    const execution = new SharedExecution(() => {
      if (this.#underWay.get(key) === execution) this.#underWay.delete(key);
    });
    if (!this.#underWay.has(key)) this.#underWay.set(key, execution);
    return execution;
  }

  /** Keeps an answer without errors, as long as all that it was made of is current. */
  keep(key: string, body: string | Buffer, context: OperationContext): void {
    const reads = readsOf(context);
    if (reads === null || reads.length === 0) return;
    this.#answers.set(key, new CachedResponse(body, reads));
    this.#options.onChange(this.#answers.calculatedSize);
  }

  #find(key: string): CachedResponse | undefined {
    const answer = this.#answers.get(key);
    if (answer === undefined) return undefined;
    const { cache } = this.#options;
    if (answer.reads.every((read) => cache.isCurrent(read.key, read.serial))) return answer;
    this.#answers.delete(key);
    this.#options.onChange(this.#answers.calculatedSize);
    return undefined;
  }
}

/**
 * Whether every instance's version is known. The part of one that was never reached left no read, and
 * may come at any moment: while the operation runs, too.
 */
function areAllReached({ gateway }: OperationContext): boolean {
  for (const { knownVersion } of gateway.clients.values()) {
    if (knownVersion === undefined) return false;
  }
  return true;
}

/** All that an answer is made of, each once; null if a later answer could still differ. */
function readsOf(operation: OperationContext): readonly CacheRead[] | null {
  const all = operation.reads();
  if (all === null || !areAllReached(operation)) return null;
  const byKey = new Map<string, CacheRead>();
  for (const read of all) {
    const { serial } = byKey.get(read.key) ?? read;
    if (serial !== read.serial) return null;
    byKey.set(read.key, read);
  }
  return [...byKey.values()];
}
