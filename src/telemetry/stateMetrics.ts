import { Counter, Gauge } from 'prom-client';
import type { CacheStats } from '../cache/cache.js';
import { showLive, type LiveReading } from './liveMetrics.js';
import { showIndex, type IndexReading } from './indexMetrics.js';
import type { NameMetric } from './metricName.js';

const BREAKER_STATES = ['CLOSED', 'HALF_OPEN', 'OPEN'] as const;

/** State of the gateway at one scrape. */
export interface GatewayState {
  readonly connections: number;
  readonly droppedConnections: number;
  /** Bytes of answers that clients have not read yet. */
  readonly waitingBytes: number;
  readonly runningRequests: number;
  /** Of upstream answers under way. */
  readonly upstreamBytes: {
    readonly held: number;
    readonly waiting: number;
    readonly refusals: number;
  };
  readonly isDraining: boolean;
  readonly droppedLogLines: number;
  readonly instances: readonly {
    readonly name: string;
    readonly breaker: (typeof BREAKER_STATES)[number];
    readonly running: number;
    readonly queued: number;
    /** Milliseconds since 1970. */
    readonly lastSuccessAt: number | null;
    /** How far its events are followed; null where they are not. */
    readonly live: LiveReading | null;
  }[];
  /** Whether the store through which replicas share feeds is available, or none is configured. */
  readonly isStoreReady: boolean;
  readonly cache: CacheStats;
  /** Reads the index status of each project; null where no mails are indexed. */
  readonly readIndex: (() => Promise<readonly IndexReading[]>) | null;
}

type Reader = (state: GatewayState) => number;
type InstanceState = GatewayState['instances'][number];

/** Defines metrics whose values others keep; they are read when Prometheus asks. */
class StateMetrics {
  readonly #named: NameMetric;
  readonly #read: () => GatewayState;

  constructor(named: NameMetric, read: () => GatewayState) {
    this.#named = named;
    this.#read = read;
  }

  gauge(name: string, help: string, of: Reader): void {
    const read = this.#read;
    new Gauge({
      ...this.#named(name, help),
      collect() {
        this.set(of(read()));
      },
    });
  }

  counter(name: string, help: string, of: Reader): void {
    const read = this.#read;
    new Counter({
      ...this.#named(name, help),
      collect() {
        this.reset();
        this.inc(of(read()));
      },
    });
  }

  /** A gauge with a value for each instance that has one. */
  perInstance(name: string, help: string, of: (instance: InstanceState) => number | null): void {
    const read = this.#read;
    new Gauge({
      ...this.#named(name, help),
      labelNames: ['server'],
      collect() {
        this.reset();
        for (const instance of read().instances) {
          const value = of(instance);
          if (value !== null) this.set({ server: instance.name }, value);
        }
      },
    });
  }

  /** A gauge that is 1 for the current breaker state of each instance. */
  breakers(name: string, help: string): void {
    const read = this.#read;
    new Gauge({
      ...this.#named(name, help),
      labelNames: ['server', 'state'],
      collect() {
        this.reset();
        for (const { name: server, breaker } of read().instances) {
          for (const state of BREAKER_STATES)
            this.set({ server, state }, Number(breaker === state));
        }
      },
    });
  }
}

/** Defines the metrics of the gateway's state. @param read is called at each scrape. */
export function defineStateMetrics(named: NameMetric, read: () => GatewayState): void {
  const metrics = new StateMetrics(named, read);
  defineClientMetrics(metrics);
  defineUpstreamMetrics(metrics);
  showLive(named, () => read().instances);
  showIndex(named, () => read().readIndex?.() ?? null);
  defineCacheMetrics(metrics);
  defineSharedCacheMetrics(metrics);
}

function defineClientMetrics(metrics: StateMetrics): void {
  metrics.gauge('connections', 'Open client connections.', (state) => state.connections);
  metrics.counter(
    'dropped_connections_total',
    'Client connections refused because of limits.maxConnections.',
    (state) => state.droppedConnections,
  );
  metrics.gauge(
    'waiting_bytes',
    'Bytes of answers that clients have not read.',
    (s) => s.waitingBytes,
  );
  metrics.gauge('running_requests', 'Client requests in progress.', (s) => s.runningRequests);
  metrics.gauge('draining', '1 while the process is shutting down.', (state) =>
    Number(state.isDraining),
  );

  metrics.counter(
    'log_lines_dropped_total',
    'Log lines dropped because standard error accepted no data.',
    (state) => state.droppedLogLines,
  );
}

function defineUpstreamMetrics(metrics: StateMetrics): void {
  metrics.gauge(
    'upstream_held_bytes',
    'Uncompressed bytes of upstream answers in flight.',
    (state) => {
      return state.upstreamBytes.held;
    },
  );
  metrics.gauge(
    'upstream_waiting_for_bytes',
    'Requests that wait for memory for their answer.',
    (state) => {
      return state.upstreamBytes.waiting;
    },
  );
  metrics.counter(
    'upstream_answers_given_up_total',
    'Upstream answers aborted because all answers in flight were too large together.',
    (state) => state.upstreamBytes.refusals,
  );
  metrics.perInstance(
    'upstream_running',
    'Requests to the server in progress.',
    (one) => one.running,
  );
  metrics.perInstance('upstream_queued', 'Queued requests.', (one) => one.queued);
  metrics.perInstance(
    'upstream_last_success_timestamp_seconds',
    'Time of the last answer.',
    (one) => (one.lastSuccessAt === null ? null : one.lastSuccessAt / 1000),
  );
  metrics.breakers(
    'upstream_breaker_state',
    '1 for the current state of the circuit breaker of the server.',
  );
}

function defineCacheMetrics(metrics: StateMetrics): void {
  metrics.gauge(
    'live_store_ready',
    '1 while the store of events is used, or none is configured.',
    (s) => Number(s.isStoreReady),
  );

  metrics.gauge(
    'cache_entries',
    'Values in the in-process cache.',
    ({ cache }) => cache.l1.entries,
  );
  metrics.gauge(
    'cache_bytes',
    'Estimated size of the in-process cache.',
    ({ cache }) => cache.l1.bytes,
  );
  metrics.gauge('cache_max_bytes', 'Maximum of cache_bytes.', ({ cache }) => cache.l1.maxBytes);
  metrics.counter(
    'cache_evictions_total',
    'Values evicted from the in-process cache.',
    (s) => s.cache.l1.evictions,
  );
  metrics.counter(
    'cache_memory_hits_total',
    'Reads answered from the in-process cache.',
    ({ cache }) => cache.l1.hits,
  );
  metrics.counter(
    'cache_stale_hits_total',
    'Reads answered with stale values.',
    (s) => s.cache.staleHits,
  );
  metrics.counter(
    'cache_shared_total',
    'Reads that joined a load in flight.',
    ({ cache }) => cache.shared,
  );
  metrics.counter(
    'cache_loads_total',
    'Reads that went upstream (misses).',
    ({ cache }) => cache.loads,
  );
  metrics.counter(
    'cache_load_failures_total',
    'Loads that failed.',
    ({ cache }) => cache.loadFailures,
  );
  metrics.gauge('cache_loads_in_flight', 'Loads in progress.', ({ cache }) => cache.inFlight);
  metrics.counter(
    'cache_invalidations_total',
    'Invalidations.',
    ({ cache }) => cache.invalidations,
  );
}

function defineSharedCacheMetrics(metrics: StateMetrics): void {
  metrics.gauge(
    'cache_l2_ready',
    '1 while the shared cache is available, or none is configured.',
    (s) => Number(s.cache.l2.state === 'READY' || s.cache.l2.state === 'OFF'),
  );
  metrics.counter(
    'cache_l2_hits_total',
    'Reads answered from the shared cache.',
    (s) => s.cache.l2.hits,
  );
  metrics.counter('cache_l2_misses_total', 'Misses of the shared cache.', (s) => s.cache.l2.misses);
  metrics.counter(
    'cache_l2_failures_total',
    'Calls to the shared cache that failed or timed out.',
    (s) => s.cache.l2.failures + s.cache.l2.garbage,
  );
}
