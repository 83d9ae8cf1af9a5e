import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { countLive, showLive, type LiveObservation, type LiveReading } from './liveMetrics.js';
import { METRIC_PREFIX as PREFIX } from './metricPrefix.js';

const OPERATION_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const UPSTREAM_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BREAKER_STATES = ['CLOSED', 'HALF_OPEN', 'OPEN'] as const;

/** One HTTP request to a Patchwork server. */
export interface UpstreamObservation {
  readonly instance: string;
  readonly method: string;
  /** 0 for the first try. */
  readonly attempt: number;
  readonly status?: number;
  /** Why it failed. */
  readonly code?: string;
  readonly aborted: boolean;
  readonly bytes: number;
  readonly durationMs: number;
}

/** One GraphQL operation that was answered. */
export interface OperationObservation {
  readonly type: 'query' | 'mutation' | 'subscription' | 'none';
  /**
   * `ok`: without errors; `partial`: with data and errors, or without some sources; `failed`: with
   * errors alone, or without all of its sources; `abandoned`: the client went away.
   */
  readonly outcome: 'ok' | 'partial' | 'failed' | 'abandoned';
  readonly durationMs: number;
  /** How often each code occurred, with the instance it names. */
  readonly errors: readonly { readonly code: string; readonly instance?: string | undefined }[];
  /** Outcome for each instance. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** What is read when Prometheus asks. */
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
  /** Whether the store is used through which replicas share what they follow, or none is configured. */
  readonly isStoreReady: boolean;
  readonly cache: {
    readonly l1: {
      readonly entries: number;
      readonly bytes: number;
      readonly maxBytes: number;
      readonly hits: number;
      readonly evictions: number;
    };
    readonly l2: {
      readonly state: string;
      readonly hits: number;
      readonly misses: number;
      readonly failures: number;
      readonly garbage: number;
    };
    readonly loads: number;
    readonly loadFailures: number;
    readonly staleHits: number;
    readonly shared: number;
    readonly invalidations: number;
    readonly inFlight: number;
  };
}

/**
 * What the program counts. Labels are bounded: instances, codes, states, never names of clients. The
 * label of an instance is `server`, since Prometheus itself calls what it scrapes `instance`.
 */
export interface Metrics {
  observeUpstream(request: UpstreamObservation): void;
  observeOperation(operation: OperationObservation): void;
  /** An HTTP answer of ours. */
  observeResponse(status: number): void;
  /** An operation that was refused since its client has used up its share. */
  observeRateLimited(): void;
  /** An operation that was refused or cut off by a bound, by its key below `limits`. */
  observeRefusal(limit: string): void;
  /** An operation that got an answer given before. */
  observeResponseCacheHit(): void;
  /** Bytes that the answers which may be given again take now. */
  observeResponseCacheBytes(bytes: number): void;
  /** An answer that was given up because its client did not read it. */
  observeUnreadAnswer(reason: 'timeout' | 'bytes'): void;
  /** A change that an operator may have to act on, by its type. */
  observeEvent(event: string, instance?: string): void;
  /** A poll of events, or a gap in them. */
  observeLive(event: LiveObservation): void;
  observeReload(outcome: 'applied' | 'refused'): void;
  /** Says where the state is read from; it is read at each scrape. */
  readStateFrom(read: () => GatewayState): void;
  /** Everything, in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Stops watching the event loop. */
  close(): void;
}

/** @param version of this program, for `patchwork_graphql_build_info`. */
export function createMetrics(version: string): Metrics {
  const registers = [new Registry()];
  const [registry = new Registry()] = registers;
  const named = (name: string, help: string) => ({ name: PREFIX + name, help, registers });

  new Gauge({
    ...named('build_info', 'Version of the program; always 1.'),
    labelNames: ['version'],
  }).set({ version }, 1);

  const operations = new Counter({
    ...named('operations_total', 'GraphQL operations answered.'),
    labelNames: ['type', 'outcome'],
  });
  const operationSeconds = new Histogram({
    ...named('operation_duration_seconds', 'Duration of operations.'),
    labelNames: ['type'],
    buckets: OPERATION_SECONDS,
  });
  const errors = new Counter({
    ...named('errors_total', 'Errors in answers, by extensions.code and extensions.instance.'),
    labelNames: ['code', 'server'],
  });
  const sources = new Counter({
    ...named('sources_total', 'Sources in answers, by instance and status.'),
    labelNames: ['server', 'status'],
  });
  const events = new Counter({
    ...named('events_total', 'Events of servers, the shared cache and tokens.'),
    labelNames: ['event', 'server'],
  });
  const responses = new Counter({
    ...named('http_responses_total', 'HTTP answers to clients.'),
    labelNames: ['status'],
  });
  const rateLimited = new Counter(
    named('rate_limited_total', 'Operations refused by the rate limit.'),
  );
  const refusals = new Counter({
    ...named('refusals_total', 'Errors caused by a limit, by its key in `limits`.'),
    labelNames: ['limit'],
  });
  const reused = new Counter(
    named('answers_reused_total', 'Operations answered from the response cache.'),
  );
  const responseCacheBytes = new Gauge(
    named('answers_kept_bytes', 'Estimated size of the response cache.'),
  );
  const unread = new Counter({
    ...named('unread_answers_total', 'Answers aborted because the client did not read them.'),
    labelNames: ['reason'],
  });
  const reloads = new Counter({
    ...named('config_reloads_total', 'Configuration reloads.'),
    labelNames: ['outcome'],
  });
  const upstreamRequests = new Counter({
    ...named('upstream_requests_total', 'HTTP requests to Patchwork servers, retries included.'),
    labelNames: ['server', 'method', 'outcome'],
  });
  const upstreamRetries = new Counter({
    ...named('upstream_retries_total', 'Requests that repeat one that failed.'),
    labelNames: ['server'],
  });
  const upstreamBytes = new Counter({
    ...named('upstream_received_bytes_total', 'Bodies received from Patchwork servers.'),
    labelNames: ['server'],
  });
  const upstreamSeconds = new Histogram({
    ...named('upstream_request_duration_seconds', 'Time of one request, without queueing.'),
    labelNames: ['server'],
    buckets: UPSTREAM_SECONDS,
  });
  const observeLive = countLive(registers);
  const closeProcess = watchProcess(registers);

  return {
    observeUpstream: (request) => {
      const { instance: server, method, attempt, bytes, durationMs } = request;
      upstreamRequests.inc({ server, method, outcome: outcomeOf(request) });
      if (attempt > 0) upstreamRetries.inc({ server });
      if (bytes > 0) upstreamBytes.inc({ server }, bytes);
      if (!request.aborted) upstreamSeconds.observe({ server }, durationMs / 1000);
    },
    observeOperation: ({ type, outcome, durationMs, errors: met, sources: parts = {} }) => {
      operations.inc({ type, outcome });
      operationSeconds.observe({ type }, durationMs / 1000);
      for (const { code, instance: server = '' } of met) errors.inc({ code, server });
      for (const [server, status] of Object.entries(parts)) sources.inc({ server, status });
    },
    observeResponse: (status) => {
      responses.inc({ status: String(status) });
    },
    observeRateLimited: () => {
      rateLimited.inc();
    },
    observeRefusal: (limit) => {
      refusals.inc({ limit });
    },
    observeResponseCacheHit: () => {
      reused.inc();
    },
    observeResponseCacheBytes: (bytes) => {
      responseCacheBytes.set(bytes);
    },
    observeUnreadAnswer: (reason) => {
      unread.inc({ reason });
    },
    observeEvent: (event, server = '') => {
      events.inc({ event, server });
    },
    observeLive,
    observeReload: (outcome) => {
      reloads.inc({ outcome });
    },
    readStateFrom: (read) => {
      defineState(registers, read);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: closeProcess,
  };
}

function outcomeOf({ status, code, aborted }: UpstreamObservation): string {
  if (aborted) return 'ABORTED';
  return code ?? `${String(Math.floor((status ?? 0) / 100))}xx`;
}

type Reader = (state: GatewayState) => number;

/** Gauges and counters whose values others keep; they are read when Prometheus asks. */
function defineState(registers: Registry[], read: () => GatewayState): void {
  const gauge = (name: string, help: string, of: Reader): void => {
    new Gauge({
      name: PREFIX + name,
      help,
      registers,
      collect() {
        this.set(of(read()));
      },
    });
  };
  const counter = (name: string, help: string, of: Reader): void => {
    new Counter({
      name: PREFIX + name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(of(read()));
      },
    });
  };
  const perInstance = (
    name: string,
    help: string,
    of: (instance: GatewayState['instances'][number]) => number | null,
  ): void => {
    new Gauge({
      name: PREFIX + name,
      help,
      registers,
      labelNames: ['server'],
      collect() {
        this.reset();
        for (const instance of read().instances) {
          const value = of(instance);
          if (value !== null) this.set({ server: instance.name }, value);
        }
      },
    });
  };

  gauge('connections', 'Open client connections.', (state) => state.connections);
  counter(
    'dropped_connections_total',
    'Client connections refused because of limits.maxConnections.',
    (state) => state.droppedConnections,
  );
  gauge('waiting_bytes', 'Bytes of answers that clients have not read.', (s) => s.waitingBytes);
  gauge('running_requests', 'Client requests in progress.', (s) => s.runningRequests);
  gauge('draining', '1 while the process is shutting down.', (state) => Number(state.isDraining));

  counter(
    'log_lines_dropped_total',
    'Log lines dropped because standard error accepted no data.',
    (state) => state.droppedLogLines,
  );
  gauge('upstream_held_bytes', 'Uncompressed bytes of upstream answers in flight.', (state) => {
    return state.upstreamBytes.held;
  });
  gauge(
    'upstream_waiting_for_bytes',
    'Requests that wait for memory for their answer.',
    (state) => {
      return state.upstreamBytes.waiting;
    },
  );
  counter(
    'upstream_answers_given_up_total',
    'Upstream answers aborted because all answers in flight were too large together.',
    (state) => state.upstreamBytes.refusals,
  );
  perInstance('upstream_running', 'Requests to the server in progress.', (one) => one.running);
  perInstance('upstream_queued', 'Queued requests.', (one) => one.queued);
  perInstance('upstream_last_success_timestamp_seconds', 'Time of the last answer.', (one) =>
    one.lastSuccessAt === null ? null : one.lastSuccessAt / 1000,
  );
  new Gauge({
    name: `${PREFIX}upstream_breaker_state`,
    help: '1 for the current state of the circuit breaker of the server.',
    registers,
    labelNames: ['server', 'state'],
    collect() {
      this.reset();
      for (const { name, breaker } of read().instances) {
        for (const state of BREAKER_STATES) {
          this.set({ server: name, state }, Number(breaker === state));
        }
      }
    },
  });

  showLive(registers, () => read().instances);

  gauge('live_store_ready', '1 while the store of events is used, or none is configured.', (s) =>
    Number(s.isStoreReady),
  );

  gauge('cache_entries', 'Values in the in-process cache.', ({ cache }) => cache.l1.entries);
  gauge('cache_bytes', 'Estimated size of the in-process cache.', ({ cache }) => cache.l1.bytes);
  gauge('cache_max_bytes', 'Maximum of cache_bytes.', ({ cache }) => cache.l1.maxBytes);
  counter(
    'cache_evictions_total',
    'Values evicted from the in-process cache.',
    (s) => s.cache.l1.evictions,
  );
  counter(
    'cache_memory_hits_total',
    'Reads answered from the in-process cache.',
    ({ cache }) => cache.l1.hits,
  );
  counter('cache_stale_hits_total', 'Reads answered with stale values.', (s) => s.cache.staleHits);
  counter('cache_shared_total', 'Reads that joined a load in flight.', ({ cache }) => cache.shared);
  counter('cache_loads_total', 'Reads that went upstream (misses).', ({ cache }) => cache.loads);
  counter('cache_load_failures_total', 'Loads that failed.', ({ cache }) => cache.loadFailures);
  gauge('cache_loads_in_flight', 'Loads in progress.', ({ cache }) => cache.inFlight);
  counter('cache_invalidations_total', 'Invalidations.', ({ cache }) => cache.invalidations);
  gauge('cache_l2_ready', '1 while the shared cache is available, or none is configured.', (s) =>
    Number(s.cache.l2.state === 'READY' || s.cache.l2.state === 'OFF'),
  );
  counter('cache_l2_hits_total', 'Reads answered from the shared cache.', (s) => s.cache.l2.hits);
  counter('cache_l2_misses_total', 'Misses of the shared cache.', (s) => s.cache.l2.misses);
  counter(
    'cache_l2_failures_total',
    'Calls to the shared cache that failed or timed out.',
    (s) => s.cache.l2.failures + s.cache.l2.garbage,
  );
}

/**
 * The process itself, under the names that prom-client gives them and dashboards know. Its own
 * collectors cannot be ended, and a program that closes a gateway is not always at its end.
 *
 * @returns ends it.
 */
function watchProcess(registers: Registry[]): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0;
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  const lag = 'Event loop lag since the last scrape';
  gauge('nodejs_eventloop_lag_mean_seconds', `${lag}: mean.`, () => seconds(delay.mean));
  gauge('nodejs_eventloop_lag_p50_seconds', `${lag}: median.`, () => seconds(delay.percentile(50)));
  gauge('nodejs_eventloop_lag_p99_seconds', `${lag}: 99th percentile.`, () =>
    seconds(delay.percentile(99)),
  );
  // The last of them to be read, in the order of the registry: it begins the next period.
  gauge('nodejs_eventloop_lag_max_seconds', `${lag}: maximum.`, () => {
    const max = seconds(delay.max);
    delay.reset();
    return max;
  });
  gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  gauge('nodejs_heap_size_used_bytes', 'Used heap.', () => process.memoryUsage().heapUsed);
  gauge('nodejs_external_memory_bytes', 'Memory outside the heap.', () => {
    return process.memoryUsage().external;
  });
  gauge('process_start_time_seconds', 'Start time of the process, in seconds since 1970.', () =>
    Math.round(Date.now() / 1000 - process.uptime()),
  );
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  return () => {
    delay.disable();
  };
}
