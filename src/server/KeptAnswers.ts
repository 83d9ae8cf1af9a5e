import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import {
  OperationTypeNode,
  type DocumentNode,
  type FormattedExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Cache } from '../cache/cache.js';
import type { KeptRead } from '../patchwork/Scope.js';
import type { Operation } from './createOperation.js';
import { tellsTheMoment } from './tellsTheMoment.js';

/** Longer variables are a client's own, which nobody else sends. */
const MAX_VARIABLES_LENGTH = 4_096;
/** What the memory takes for one read of an answer, and for the answer beside its text. */
const BYTES_PER_READ = 200;
const BYTES_PER_ANSWER = 500;

/** An answer as it was written, and all that it was made of. */
class KeptAnswer {
  constructor(
    readonly text: string,
    readonly reads: readonly KeptRead[],
  ) {}

  get bytes(): number {
    return BYTES_PER_ANSWER + 2 * this.text.length + BYTES_PER_READ * this.reads.length;
  }
}

/** What {@link KeptAnswers} stands on. */
export interface KeptAnswersOptions {
  /** Where all that answers are made of is kept. */
  readonly cache: Pick<Cache, 'isCurrent'>;
  /** Bound of the answers that are kept. */
  readonly maxBytes: number;
  /** Requests with this header want what only execution tells. */
  readonly reportHeader: string;
  /** Called for each answer that is given again. */
  readonly onReuse: () => void;
  /** Called with the bytes that the kept answers take when these have changed. */
  readonly onChange: (bytes: number) => void;
}

/**
 * Whole answers as they were written, for the dashboards that ask the same again and again. One is
 * given again only while the cache holds the very values that it was made of, and each of them is
 * fresh: executing the operation again would write the same text. Kept are answers to queries
 * without errors, for callers without tokens, that tell nothing of the moment.
 */
export class KeptAnswers {
  readonly #options: KeptAnswersOptions;
  readonly #answers: LRUCache<string, KeptAnswer>;
  /** Results that are to be kept once they are written. */
  readonly #awaited = new WeakMap<
    object,
    { readonly key: string; readonly reads: readonly KeptRead[] }
  >();
  readonly #isMomentary = new WeakMap<DocumentNode, boolean>();

  constructor(options: KeptAnswersOptions) {
    this.#options = options;
    this.#answers = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: (answer) => answer.bytes,
    });
    // A configuration that was read again begins with none.
    options.onChange(0);
  }

  /** Takes the place of execution where an answer is kept, and notes which one is to be kept. */
  readonly plugin: ApolloServerPlugin<Operation> = {
    requestDidStart: () => {
      let key: string | undefined;
      return Promise.resolve({
        responseForOperation: ({
          document,
          schema,
          operation,
          queryHash,
          request,
          contextValue,
        }) => {
          const isReportWanted = request.http?.headers.has(this.#options.reportHeader) === true;
          // The type does not say so: a document of several may leave open which one is meant.
          const kind = (operation as OperationDefinitionNode | undefined)?.operation;
          if (kind !== OperationTypeNode.QUERY || contextValue.hasTokens || isReportWanted) {
            return Promise.resolve(null);
          }
          if (!areAllReached(contextValue)) return Promise.resolve(null);
          const variables = JSON.stringify(request.variables ?? {});
          if (variables.length > MAX_VARIABLES_LENGTH) return Promise.resolve(null);
          let isMomentary = this.#isMomentary.get(document);
          if (isMomentary === undefined) {
            this.#isMomentary.set(document, (isMomentary = tellsTheMoment(document, schema)));
          }
          if (isMomentary) return Promise.resolve(null);
          key = `${queryHash} ${operation.name?.value ?? ''} ${variables}`;
          const answer = this.#find(key);
          if (answer === undefined) return Promise.resolve(null);
          key = undefined;
          contextValue.cacheCounts.hits += answer.reads.length;
          this.#options.onReuse();
          return Promise.resolve(responseOf(answer));
        },
        willSendResponse: ({ response: { body }, contextValue }) => {
          if (key === undefined || body.kind !== 'single') return Promise.resolve();
          const { data, errors } = body.singleResult;
          if (errors !== undefined || data == null) return Promise.resolve();
          const reads = readsOf(contextValue);
          if (reads !== null && reads.length > 0) this.#awaited.set(data, { key, reads });
          return Promise.resolve();
        },
      });
    },
  };

  /** The text of a result: written now, or as it was kept. */
  write(result: FormattedExecutionResult): string {
    const { data } = result;
    if (data instanceof KeptAnswer) return data.text;
    const text = JSON.stringify(result);
    const awaited = data == null ? undefined : this.#awaited.get(data);
    if (awaited !== undefined) {
      this.#answers.set(awaited.key, new KeptAnswer(text, awaited.reads));
      this.#options.onChange(this.#answers.calculatedSize);
    }
    return text;
  }

  #find(key: string): KeptAnswer | undefined {
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
function areAllReached({ gateway }: Operation): boolean {
  for (const { knownVersion } of gateway.clients.values()) {
    if (knownVersion === undefined) return false;
  }
  return true;
}

/** All that an answer is made of, each once; null where a later one could differ all the same. */
function readsOf(operation: Operation): readonly KeptRead[] | null {
  const all = operation.reads();
  if (all === null || !areAllReached(operation)) return null;
  const byKey = new Map<string, KeptRead>();
  for (const read of all) {
    const { serial } = byKey.get(read.key) ?? read;
    if (serial !== read.serial) return null;
    byKey.set(read.key, read);
  }
  return [...byKey.values()];
}

/** Apollo Server hands the result on as it is, up to where it is written. */
function responseOf(answer: KeptAnswer): GraphQLResponse {
  const data = answer as unknown as Record<string, unknown>;
  return {
    http: { headers: new HeaderMap() },
    body: { kind: 'single', singleResult: { data } },
  };
}
