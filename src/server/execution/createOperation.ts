import { GatewayError } from '../../errors.js';
import type { Gateway, RequestContext } from '../../graphql/context.js';
import { createEntityStore } from '../../catalog/kinds/kinds.js';
import { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import { createObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import { BatchGate } from './BatchGate.js';
import { Patience } from '../../patchwork/Patience.js';
import { ReviewReaders } from '../../review/reading/ReviewReaders.js';
import type { CacheRead, Scope } from '../../patchwork/Scope.js';

/** Bounds of one operation. */
export interface OperationLimits {
  /** Time for the whole operation. */
  readonly deadlineMs: number;
  /** Upstream requests it may make to one instance. */
  readonly maxUpstreamRequestsPerInstance: number;
  /** How long it waits for one instance that does not answer. */
  readonly patienceMs: number;
  /** The same where an old answer is cached. */
  readonly stalePatienceMs: number;
}

/** Request of a client. */
export interface Caller {
  /** Tokens by instance. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Name of the header they come in, for messages. */
  readonly tokenHeader?: string | undefined;
  /** Whether they come with a gateway key. */
  readonly hasGatewayKey?: boolean | undefined;
  /** Lowers {@link OperationLimits.patienceMs}. */
  readonly patienceMs?: number | undefined;
}

/** Upstream requests of one operation, by instance. */
export type RequestCounts = ReadonlyMap<string, number>;

/** Answers of one operation that came out of the cache. */
export interface CacheCounts {
  hits: number;
  stale: number;
}

/** One operation: its context, its cost, and its end. */
export interface OperationContext extends RequestContext {
  /** Whether the caller sent tokens, so that the data may be visible to this caller only. */
  readonly hasTokens: boolean;
  /** Decides when its batches are read. */
  readonly batches: BatchGate;
  readonly requestCounts: RequestCounts;
  readonly cacheCounts: CacheCounts;
  /** Outcome for each instance, the worst where it had several. */
  readonly sourceStatuses: ReadonlyMap<string, string>;
  /** All that its answer is made of so far; null where the cache does not keep all of it. */
  readonly reads: () => readonly CacheRead[] | null;
  /** Frees the deadline's timer; pending reads are aborted with this reason. */
  readonly end: (reason?: Error) => void;
}

/** One for all operations: an error takes longer to make than to end an operation by it. */
const OVER = new GatewayError('the operation is over', { code: 'INTERNAL_SERVER_ERROR' });

/** Prepares the context of one GraphQL operation. */
export function createOperation(
  gateway: Gateway,
  limits: OperationLimits,
  caller: Caller,
): OperationContext {
  const { deadlineMs, maxUpstreamRequestsPerInstance } = limits;
  const over = new AbortController();
  const patienceMs = Math.min(limits.patienceMs, caller.patienceMs ?? Infinity);
  const stalePatienceMs = Math.min(limits.stalePatienceMs, patienceMs);
  const patiences = new Map<string, Patience>();
  const finish = (reason: Error): void => {
    over.abort(reason);
    for (const patience of patiences.values()) patience.cancel(reason);
  };
  const deadline = setTimeout(() => {
    finish(
      new GatewayError(
        `the operation exceeded its time limit of ${String(deadlineMs)} ms (limits.deadlineMs); request less at once`,
        { code: 'UPSTREAM_TIMEOUT', limit: 'deadlineMs', maximum: deadlineMs },
      ),
    );
  }, deadlineMs);
  const batches = new BatchGate();
  const requestCounts = new Map<string, number>();
  const cacheCounts: CacheCounts = { hits: 0, stale: 0 };
  const sourceStatuses = new Map<string, string>();
  let reads: CacheRead[] | null = [];
  const scope: Scope = {
    signal: over.signal,
    operation: over,
    tokenFor: (instance) => caller.tokens.get(instance),
    tokenHeader: caller.tokenHeader,
    patienceWith: (instance) => {
      let patience = patiences.get(instance);
      if (patience === undefined) {
        patiences.set(instance, (patience = new Patience({ patienceMs, stalePatienceMs })));
        if (over.signal.aborted) patience.cancel(over.signal.reason);
      }
      return patience;
    },
    onUnsent: (instance) => {
      requestCounts.set(instance, (requestCounts.get(instance) ?? 1) - 1);
    },
    onRequest: (instance) => {
      const count = requestCounts.get(instance) ?? 0;
      if (count >= maxUpstreamRequestsPerInstance) {
        throw new GatewayError(
          `${instance}: this operation has used its ${String(maxUpstreamRequestsPerInstance)} requests (limits.maxUpstreamRequestsPerInstance); request less at once`,
          {
            code: 'QUERY_TOO_EXPENSIVE',
            instance,
            limit: 'maxUpstreamRequestsPerInstance',
            maximum: maxUpstreamRequestsPerInstance,
          },
        );
      }
      requestCounts.set(instance, count + 1);
    },
    scheduleBatch: batches.schedule,
    onCacheUse: (_instance, use) => {
      if (use === 'STALE') cacheCounts.stale += 1;
      else cacheCounts.hits += 1;
    },
    onSource: (instance, status) => {
      const before = sourceStatuses.get(instance);
      if (before === undefined || severityOf(status) > severityOf(before)) {
        sourceStatuses.set(instance, status);
      }
    },
    onRead: (read) => {
      if (read === null) reads = null;
      else reads?.push(read);
    },
  };
  const store = createEntityStore();
  const facets = new FacetLoaders(store, scope);
  const readers = createObjectReaders(store, scope);
  const review = new ReviewReaders({ store, facets, readers, scope, collaborators: gateway });
  return {
    gateway,
    store,
    scope,
    facets,
    readers,
    review,
    derive: (own) => ({
      review: new ReviewReaders({ ...own, store, collaborators: gateway, whole: review }),
    }),
    batches,
    hasTokens: caller.tokens.size > 0,
    hasGatewayKey: caller.hasGatewayKey === true,
    requestCounts,
    cacheCounts,
    sourceStatuses,
    reads: () => reads,
    cost: {
      estimatedRequests: 0,
      upstreamRequests: () => sumOf(requestCounts),
      limit: maxUpstreamRequestsPerInstance * gateway.clients.size,
    },
    end: (reason = OVER) => {
      if (over.signal.aborted) return;
      clearTimeout(deadline);
      finish(reason);
    },
  };
}

const BY_BADNESS = ['SKIPPED', 'OK', 'STALE', 'PARTIAL', 'TIMED_OUT', 'FAILED'];

function severityOf(status: string): number {
  return BY_BADNESS.indexOf(status);
}

/** Requests to all instances together. */
export function sumOf(counts: RequestCounts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
