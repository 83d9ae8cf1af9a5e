import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.js';
import type { GatewayState } from '../../src/telemetry/stateMetrics.js';
import type { RequestEvent } from '../../src/transport/transport.js';

let metrics: Metrics;
beforeEach(() => {
  metrics = createMetrics('1.2.3');
});
afterEach(() => {
  metrics.close();
});

/** The value of one series, such as `operations_total{type="query"}`. */
async function valueOf(series: string): Promise<number | undefined> {
  const lines = (await metrics.text()).split('\n');
  const line = lines.find((one) => one.startsWith(`patchwork_graphql_${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

const REQUEST: RequestEvent = {
  instance: 'kernel',
  method: 'GET',
  path: '/api/',
  operation: undefined,
  attempt: 0,
  aborted: false,
  bytes: 0,
  startedAt: 0,
  durationMs: 20,
};

const LIVE = { state: 'LIVE', lagSeconds: 4, intervalSeconds: 15, isLeading: true };

describe('createMetrics', () => {
  it('reports the version', async () => {
    expect(await valueOf('build_info{version="1.2.3"}')).toBe(1);
  });

  it('begins with 0 for failures that alerts wait for', async () => {
    metrics.beginServer('kernel');
    metrics.observeLive({ type: 'polled', instance: 'kernel', outcome: 'IDLE', events: 0 });
    for (const series of [
      'events_total{event="token-refused",server="kernel"}',
      'live_gaps_total{server="kernel",reason="TOO_FAR_BEHIND"}',
      'errors_total{code="INTERNAL_SERVER_ERROR",server=""}',
      'config_reloads_total{outcome="applied"}',
      'config_reloads_total{outcome="refused"}',
      'upstream_requests_total{server="kernel",method="GET",outcome="UPSTREAM_RATE_LIMITED"}',
    ]) {
      expect(await valueOf(series)).toBe(0);
    }
  });

  it.each<[end: Partial<RequestEvent>, outcome: string]>([
    [{ status: 200 }, '2xx'],
    [{ status: 404 }, '4xx'],
    [{ status: 503, code: 'UPSTREAM_UNAVAILABLE' }, 'UPSTREAM_UNAVAILABLE'],
    [{ code: 'UPSTREAM_TIMEOUT' }, 'UPSTREAM_TIMEOUT'],
    [{ aborted: true }, 'ABORTED'],
  ])('counts an upstream request that ended with %j as %s', async (end, outcome) => {
    metrics.observeUpstream({ ...REQUEST, ...end });
    const series = `upstream_requests_total{server="kernel",method="GET",outcome="${outcome}"}`;
    expect(await valueOf(series)).toBe(1);
  });

  it('counts retries, bytes and time of upstream requests', async () => {
    metrics.observeUpstream({ ...REQUEST, status: 200, bytes: 100 });
    metrics.observeUpstream({ ...REQUEST, status: 200, bytes: 50, attempt: 1 });
    expect(await valueOf('upstream_retries_total{server="kernel"}')).toBe(1);
    expect(await valueOf('upstream_received_bytes_total{server="kernel"}')).toBe(150);
    expect(await valueOf('upstream_request_duration_seconds_count{server="kernel"}')).toBe(2);
    expect(
      await valueOf('upstream_request_duration_seconds_bucket{le="0.01",server="kernel"}'),
    ).toBe(0);
    expect(
      await valueOf('upstream_request_duration_seconds_bucket{le="0.025",server="kernel"}'),
    ).toBe(2);
  });

  it('counts operations and their errors', async () => {
    metrics.observeOperation({
      type: 'query',
      outcome: 'partial',
      durationMs: 3,
      errors: [{ code: 'UPSTREAM_TIMEOUT', instance: 'kernel' }, { code: 'BAD_USER_INPUT' }],
    });
    expect(await valueOf('operations_total{type="query",outcome="partial"}')).toBe(1);
    expect(await valueOf('errors_total{code="UPSTREAM_TIMEOUT",server="kernel"}')).toBe(1);
    expect(await valueOf('errors_total{code="BAD_USER_INPUT",server=""}')).toBe(1);
  });

  it('reads the state when it is scraped, and drops removed instances', async () => {
    let instances: GatewayState['instances'] = [
      { name: 'kernel', breaker: 'OPEN', running: 1, queued: 5, lastSuccessAt: 2000, live: LIVE },
      { name: 'lab', breaker: 'CLOSED', running: 0, queued: 0, lastSuccessAt: null, live: null },
    ];
    metrics.readStateFrom(() => ({
      connections: 3,
      droppedConnections: 1,
      waitingBytes: 7,
      droppedLogLines: 3,
      upstreamBytes: { held: 0, waiting: 0, refusals: 0 },
      runningRequests: 2,
      isDraining: true,
      instances,
      isStoreReady: false,
      cache: {
        l1: { entries: 4, bytes: 100, maxBytes: 1000, hits: 9, evictions: 0 },
        l2: { state: 'DOWN', hits: 0, misses: 0, failures: 2, garbage: 1 },
        loads: 5,
        loadFailures: 1,
        staleHits: 1,
        shared: 1,
        invalidations: 0,
        inFlight: 0,
      },
      readIndex: () => Promise.reject(new Error('the index is closed')),
    }));
    expect(await valueOf('index_available')).toBe(0);
    expect(await valueOf('index_holes')).toBeUndefined();
    expect(await valueOf('connections')).toBe(3);
    expect(await valueOf('draining')).toBe(1);
    expect(await valueOf('cache_memory_hits_total')).toBe(9);
    expect(await valueOf('cache_memory_hits_total')).toBe(9);
    expect(await valueOf('cache_l2_ready')).toBe(0);
    expect(await valueOf('cache_l2_failures_total')).toBe(3);
    expect(await valueOf('upstream_queued{server="kernel"}')).toBe(5);
    expect(await valueOf('live_state{server="kernel",state="LIVE"}')).toBe(1);
    expect(await valueOf('live_state{server="kernel",state="GAP"}')).toBe(0);
    expect(await valueOf('live_lag_seconds{server="kernel"}')).toBe(4);
    expect(await valueOf('live_interval_seconds{server="kernel"}')).toBe(15);
    expect(await valueOf('live_leader{server="kernel"}')).toBe(1);
    expect(await valueOf('live_leader{server="lab"}')).toBeUndefined();
    expect(await valueOf('live_store_ready')).toBe(0);
    expect(await valueOf('live_state{server="lab",state="LIVE"}')).toBeUndefined();
    expect(await valueOf('live_lag_seconds{server="lab"}')).toBeUndefined();
    expect(await valueOf('upstream_breaker_state{server="kernel",state="OPEN"}')).toBe(1);
    expect(await valueOf('upstream_breaker_state{server="kernel",state="CLOSED"}')).toBe(0);
    expect(await valueOf('upstream_last_success_timestamp_seconds{server="kernel"}')).toBe(2);
    expect(await valueOf('upstream_last_success_timestamp_seconds{server="lab"}')).toBeUndefined();
    instances = instances.slice(1);
    expect(await valueOf('upstream_queued{server="kernel"}')).toBeUndefined();
    expect(await valueOf('upstream_queued{server="lab"}')).toBe(0);
  });

  it('counts polls, events and gaps', async () => {
    const polled = { type: 'polled', instance: 'kernel', outcome: 'EVENTS', events: 3 } as const;
    metrics.observeLive(polled);
    metrics.observeLive({ ...polled, outcome: 'IDLE', events: 0 });
    metrics.observeLive({ type: 'gap', instance: 'kernel', reason: 'FEED_REWOUND' });
    metrics.observeLive({ type: 'live-changed' });
    expect(await valueOf('live_polls_total{server="kernel",outcome="EVENTS"}')).toBe(1);
    expect(await valueOf('live_polls_total{server="kernel",outcome="IDLE"}')).toBe(1);
    expect(await valueOf('live_events_total{server="kernel"}')).toBe(3);
    expect(await valueOf('live_gaps_total{server="kernel",reason="FEED_REWOUND"}')).toBe(1);
  });

  it('reports the process with the names used by dashboards', async () => {
    const text = await metrics.text();
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} [\\d.e-]+$`, 'm'));
    }
  });
});
