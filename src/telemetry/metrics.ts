import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestEvent } from '../transport/transport.js';
import { countFilling, countIndexQueries, type FillObservation } from './indexMetrics.js';
import { countHooks, type HookObservation } from './hookMetrics.js';
import { countLive, type LiveObservation } from './liveMetrics.js';
import { namesIn, type NameMetric } from './metricName.js';
import { watchProcess } from './processMetrics.js';
import { createSubscriptionMetrics, type SubscriptionMetrics } from './subscriptionMetrics.js';
import { defineStateMetrics, type GatewayState } from './stateMetrics.js';

const OPERATION_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const UPSTREAM_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

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

/**
 * The metrics of the program. Labels are bounded: instances, codes, states, never names of clients. The
 * label of an instance is `server`, because Prometheus itself uses `instance` for the scrape target.
 */
export interface Metrics {
  observeUpstream(request: RequestEvent): void;
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
  /** A server is configured: the counters of its failures that alerts wait for begin with 0. */
  beginServer(instance: string): void;
  /** A change that an operator may have to act on, by its type. */
  observeEvent(event: string, instance?: string): void;
  readonly subscriptions: SubscriptionMetrics;
  /** A poll of events, or a gap in them. */
  observeLive(event: LiveObservation): void;
  /** Counts of indexed and skipped mails. */
  observeFill(event: FillObservation): void;
  /** A query of the search index. */
  observeIndexQuery(query: {
    readonly outcome: 'answered' | 'failed';
    readonly durationMs: number;
  }): void;
  /** An attempt to deliver a webhook, or its outcome. */
  observeHook(event: HookObservation): void;
  observeReload(outcome: 'applied' | 'refused'): void;
  /** Says where the state is read from; it is read at each scrape. */
  readStateFrom(read: () => GatewayState): void;
  /** Everything, in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Stops watching the event loop. */
  close(): void;
}

type ServerBegin = Pick<Metrics, 'beginServer'>;

const METHODS: readonly RequestEvent['method'][] = ['GET', 'POST', 'PATCH', 'DELETE'];

/**
 * Counters of failures that an alert waits for begin with 0: Prometheus sees no increase in a series that begins
 * with 1.
 *
 * @param version of this program, for `patchwork_graphql_build_info`.
 */
export function createMetrics(version: string): Metrics {
  const registers = [new Registry()];
  const [registry = new Registry()] = registers;
  const named = namesIn(registers);
  new Gauge({
    ...named('build_info', 'Version of the program; always 1.'),
    labelNames: ['version'],
  }).set({ version }, 1);
  const close = watchProcess(registers);
  const upstream = upstreamMetrics(named);
  const events = eventMetrics(named);
  return {
    ...operationMetrics(named),
    ...answerMetrics(named),
    ...upstream,
    ...events,
    beginServer: (instance) => {
      upstream.beginServer(instance);
      events.beginServer(instance);
    },
    observeLive: countLive(named),
    subscriptions: createSubscriptionMetrics(named),
    observeFill: countFilling(named),
    observeIndexQuery: countIndexQueries(named),
    observeHook: countHooks(named),
    readStateFrom: (read) => {
      defineStateMetrics(named, read);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close,
  };
}

function operationMetrics(
  named: NameMetric,
): Pick<Metrics, 'observeOperation' | 'observeRateLimited' | 'observeRefusal'> {
  const operations = new Counter({
    ...named('operations_total', 'GraphQL operations answered.'),
    labelNames: ['type', 'outcome'],
  });
  const seconds = new Histogram({
    ...named('operation_duration_seconds', 'Duration of operations.'),
    labelNames: ['type'],
    buckets: OPERATION_SECONDS,
  });
  const errors = new Counter({
    ...named('errors_total', 'Errors in answers, by extensions.code and extensions.instance.'),
    labelNames: ['code', 'server'],
  });
  errors.inc({ code: 'INTERNAL_SERVER_ERROR', server: '' }, 0);
  const sources = new Counter({
    ...named('sources_total', 'Sources in answers, by instance and status.'),
    labelNames: ['server', 'status'],
  });
  const rateLimited = new Counter(
    named('rate_limited_total', 'Operations refused by the rate limit.'),
  );
  const refusals = new Counter({
    ...named('refusals_total', 'Errors caused by a limit, by its key in `limits`.'),
    labelNames: ['limit'],
  });
  return {
    observeOperation: ({ type, outcome, durationMs, errors: met, sources: parts = {} }) => {
      operations.inc({ type, outcome });
      seconds.observe({ type }, durationMs / 1000);
      for (const { code, instance: server = '' } of met) errors.inc({ code, server });
      for (const [server, status] of Object.entries(parts)) sources.inc({ server, status });
    },
    observeRateLimited: () => {
      rateLimited.inc();
    },
    observeRefusal: (limit) => {
      refusals.inc({ limit });
    },
  };
}

function answerMetrics(
  named: NameMetric,
): Pick<
  Metrics,
  | 'observeResponse'
  | 'observeResponseCacheHit'
  | 'observeResponseCacheBytes'
  | 'observeUnreadAnswer'
> {
  const responses = new Counter({
    ...named('http_responses_total', 'HTTP answers to clients.'),
    labelNames: ['status'],
  });
  const reused = new Counter(
    named('answers_reused_total', 'Operations answered from the response cache.'),
  );
  const answersSize = new Gauge(
    named('answers_kept_bytes', 'Estimated size of the response cache.'),
  );
  const unread = new Counter({
    ...named('unread_answers_total', 'Answers aborted because the client did not read them.'),
    labelNames: ['reason'],
  });
  return {
    observeResponse: (status) => {
      responses.inc({ status: String(status) });
    },
    observeResponseCacheHit: () => {
      reused.inc();
    },
    observeResponseCacheBytes: (bytes) => {
      answersSize.set(bytes);
    },
    observeUnreadAnswer: (reason) => {
      unread.inc({ reason });
    },
  };
}

function upstreamMetrics(named: NameMetric): Pick<Metrics, 'observeUpstream'> & ServerBegin {
  const requests = new Counter({
    ...named('upstream_requests_total', 'HTTP requests to Patchwork servers, retries included.'),
    labelNames: ['server', 'method', 'outcome'],
  });
  const retries = new Counter({
    ...named('upstream_retries_total', 'Requests that repeat one that failed.'),
    labelNames: ['server'],
  });
  const received = new Counter({
    ...named('upstream_received_bytes_total', 'Bodies received from Patchwork servers.'),
    labelNames: ['server'],
  });
  const seconds = new Histogram({
    ...named('upstream_request_duration_seconds', 'Time of one request, without queueing.'),
    labelNames: ['server'],
    buckets: UPSTREAM_SECONDS,
  });
  return {
    beginServer: (server) => {
      for (const method of METHODS) {
        requests.inc({ server, method, outcome: 'UPSTREAM_RATE_LIMITED' }, 0);
      }
    },
    observeUpstream: (request) => {
      const { instance: server, method, attempt, bytes, durationMs } = request;
      requests.inc({ server, method, outcome: outcomeOf(request) });
      if (attempt > 0) retries.inc({ server });
      if (bytes > 0) received.inc({ server }, bytes);
      if (!request.aborted) seconds.observe({ server }, durationMs / 1000);
    },
  };
}

function eventMetrics(
  named: NameMetric,
): Pick<Metrics, 'observeEvent' | 'observeReload'> & ServerBegin {
  const events = new Counter({
    ...named('events_total', 'Events of servers, the shared cache and tokens.'),
    labelNames: ['event', 'server'],
  });
  const reloads = new Counter({
    ...named('config_reloads_total', 'Configuration reloads.'),
    labelNames: ['outcome'],
  });
  for (const outcome of ['applied', 'refused']) reloads.inc({ outcome }, 0);
  return {
    beginServer: (server) => {
      events.inc({ event: 'token-refused', server }, 0);
    },
    observeEvent: (event, server = '') => {
      events.inc({ event, server });
    },
    observeReload: (outcome) => {
      reloads.inc({ outcome });
    },
  };
}

function outcomeOf({ status, code, aborted }: RequestEvent): string {
  if (aborted) return 'ABORTED';
  return code ?? `${String(Math.floor((status ?? 0) / 100))}xx`;
}
