import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import type { Cache, CacheEvent } from './cache/cache.js';
import { openCache } from './cache/openCache.js';
import type { GatewayConfig, InstanceConfig } from './config/GatewayConfig.js';
import { loadConfig } from './config/loadConfig.js';
import { GatewayError } from './errors.js';
import type { Logger } from './telemetry/logger.js';
import { createMetrics, type GatewayState, type Metrics } from './telemetry/metrics.js';
import { PatchworkClient } from './patchwork/PatchworkClient.js';
import type { DemoServer } from './sample/demo/startDemoServers.js';
import { createServer } from './server/createServer.js';
import type { WaitingAnswers } from './server/http/WaitingAnswers.js';
import { HttpListener } from './server/HttpListener.js';
import { readTrustedDocuments } from './server/readTrustedDocuments.js';
import type { Tracing } from './telemetry/tracing.js';
import { ByteBudget } from './transport/ByteBudget.js';
import { createTransport } from './transport/createTransport.js';
import type { TransportEvent } from './transport/transport.js';

/** Begins the keys in a shared cache; its number changes with the shape of what is kept. */
const CACHE_NAMESPACE = 'patchwork-graphql:1';

/** Part of the memory for the cache that goes to whole answers. */
const ANSWERS_SHARE = 1 / 8;

/** What {@link startGateway} needs. */
export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** Name and version for the User-Agent of upstream requests. */
  readonly version?: string;
  /** What the sample servers shall do wrong. */
  readonly sampleFaults?: string;
  /** Log lines that were dropped since the start. Default: none. */
  readonly droppedLogLines?: () => number;
  /** The clock by which kept answers grow old; milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/** A gateway that listens. */
export interface RunningGateway {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** The instances it serves. */
  readonly instances: readonly { readonly name: string; readonly url: string }[];
  /**
   * Serves under another configuration from now on; what runs goes on under the old one. Servers
   * that are configured as before keep their connections, and the cache what it holds.
   *
   * @throws whatever keeps it from being served; then the old one goes on.
   */
  reload(config: GatewayConfig): Promise<void>;
  /** Stops accepting, finishes what runs, and frees everything. */
  close(): Promise<void>;
}

/** Who we are to upstream servers, and whom their operators can turn to. */
export function userAgentOf(version: string, contact: string | undefined): string {
  return `patchwork-graphql/${version}${contact === undefined ? '' : ` (${contact})`}`;
}

/**
 * Starts the gateway over the configured instances, or over the sample servers where there are none.
 * A server that is down is no reason not to start.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { logger } = options;
  const metrics = createMetrics(options.version ?? '0');
  const { endpoint } = options.config.tracing;
  // Loaded when needed: most gateways do without, and the packages take memory.
  const tracing =
    endpoint === undefined
      ? undefined
      : await (
          await import('./telemetry/tracing.js')
        ).startTracing({ endpoint, version: options.version ?? '0' });
  let samples: Promise<readonly DemoServer[]> | undefined;
  const instancesOf = async (config: GatewayConfig): Promise<readonly InstanceConfig[]> => {
    if (config.instances.length > 0) return config.instances;
    return sampleInstances(await (samples ??= startSamples(options.sampleFaults)));
  };
  const budget = new ByteBudget(options.config.limits.maxUpstreamBytes);
  const listener = new HttpListener(
    {
      ...options.config.listen,
      maxWaitingBytesPerClient: options.config.limits.maxWaitingBytesPerClient,
    },
    (cut) => {
      metrics.observeUnreadAnswer(cut.reason);
      logger.info(cut, 'the client did not read its answer; its connection is closed');
    },
  );
  const isDraining = (): boolean => listener.isDraining;
  const open = async (config: GatewayConfig, before?: Serving): Promise<Serving> =>
    await openServing({
      options,
      metrics,
      tracing,
      config,
      instances: await instancesOf(config),
      isDraining,
      waiting: listener.waiting,
      budget,
      before,
    });

  // First, so that a port in use is reported before anything else happens.
  const { host, port } = options.config.listen;
  const url = await listener.listen(host, port).catch(async (error: unknown) => {
    metrics.close();
    await tracing?.close().catch(() => undefined);
    throw error;
  });
  let serving = await open(options.config).catch(async (error: unknown) => {
    await listener.close({ delayMs: 0, deadlineMs: 0 });
    throw error;
  });
  const alive = new Set([serving]);
  const retire = async (over: Serving): Promise<void> => {
    alive.delete(over);
    await over.app.close();
    await closeUpstream(over, alive);
  };
  metrics.readStateFrom(() => ({
    ...stateOf(serving, listener),
    upstreamBytes: budget,
    droppedLogLines: options.droppedLogLines?.() ?? 0,
  }));
  let lastReload: Promise<void> = Promise.resolve();
  const retired = new Set<Promise<void>>();
  const exchange = async (config: GatewayConfig): Promise<void> => {
    if (isDraining()) return;
    const before = serving;
    if (config.instances.length === 0 && before.config.instances.length > 0) {
      throw new Error('it names no instance, and real servers are not replaced by sample servers');
    }
    serving = await open(config, before);
    budget.maxBytes = config.limits.maxUpstreamBytes;
    alive.add(serving);
    listener.serve(serving.app);
    listener.limitWaitingBytes(config.limits.maxWaitingBytesPerClient);
    const retiring = listener
      .drained(before.app, before.config.limits.deadlineMs)
      .then(() => retire(before))
      .catch((error: unknown) => {
        logger.error({ err: error }, 'what served before could not be closed');
      })
      .finally(() => retired.delete(retiring));
    retired.add(retiring);
  };
  const close = async (): Promise<void> => {
    await listener.close(serving.config.shutdown);
    await lastReload.catch(() => undefined);
    await Promise.all(retired);
    await retire(serving);
    metrics.close();
    await tracing?.close().catch((error: unknown) => {
      logger.warn({ err: error }, 'the last spans could not be sent');
    });
    await Promise.all(((await samples) ?? []).map(({ server }) => server.close()));
  };
  try {
    listener.serve(serving.app);
    return {
      url,
      get instances() {
        return [...serving.clients.values()].map(({ name, options: { url: address } }) => ({
          name,
          url: address,
        }));
      },
      // One after another, so that each takes over from the one before.
      reload: (config) => {
        lastReload = lastReload.catch(() => undefined).then(() => exchange(config));
        lastReload.then(
          () => {
            metrics.observeReload('applied');
          },
          () => {
            metrics.observeReload('refused');
          },
        );
        return lastReload;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Everything that belongs to one configuration. */
interface Serving {
  readonly config: GatewayConfig;
  readonly cache: Cache;
  readonly clients: ReadonlyMap<string, PatchworkClient>;
  readonly app: FastifyInstance;
}

interface ServingOptions {
  readonly options: GatewayOptions;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  readonly config: GatewayConfig;
  readonly instances: readonly InstanceConfig[];
  readonly isDraining: () => boolean;
  readonly waiting: WaitingAnswers;
  /** Bytes of answers under way, over all configurations that serve. */
  readonly budget: ByteBudget;
  /** What served before; what did not change is taken over. */
  readonly before: Serving | undefined;
}

async function openServing(from: ServingOptions): Promise<Serving> {
  const { options, config, instances, before } = from;
  const { logger, now } = options;
  const { l1MaxBytes, l2TimeoutMs, url: l2Url } = config.cache;
  const answersMaxBytes = Math.floor(l1MaxBytes * ANSWERS_SHARE);
  const isSameCache =
    before?.config.cache.l1MaxBytes === l1MaxBytes &&
    before.config.cache.l2TimeoutMs === l2TimeoutMs &&
    before.config.cache.url === l2Url;
  const cache = isSameCache
    ? before.cache
    : await openCache({
        l1MaxBytes: l1MaxBytes - answersMaxBytes,
        l2Url,
        l2TimeoutMs,
        namespace: CACHE_NAMESPACE,
        now,
        onEvent: (event) => {
          from.metrics.observeEvent(event.type);
          logCacheEvent(logger, event);
        },
      });
  const keptClients =
    isSameCache && isDeepStrictEqual(before.config.cache, config.cache)
      ? before.clients
      : new Map<string, PatchworkClient>();
  const clients = new Map(
    instances.map((instance) => {
      const kept = keptClients.get(instance.name);
      const isSame = kept !== undefined && isDeepStrictEqual(kept.options, instance);
      const client = isSame ? kept : createClient(instance, cache, from);
      return [instance.name, client] as const;
    }),
  );
  const { automaticPersistedQueries, trustedDocuments, trustedDocumentsOnly } = config.graphql;
  const createApp = async (): Promise<FastifyInstance> =>
    await createServer({
      gateway: {
        clients,
        scanRows: config.limits.scanRows,
        isSample: config.instances.length === 0,
      },
      cache,
      answersMaxBytes,
      logger,
      limits: config.limits,
      access: config.access,
      introspection: config.graphql.introspection,
      persistence: {
        automatic: automaticPersistedQueries,
        trusted:
          trustedDocuments === undefined ? new Map() : await readTrustedDocuments(trustedDocuments),
        trustedOnly: trustedDocumentsOnly,
      },
      // Without the schema GraphiQL can neither complete nor explain anything.
      graphiql: config.graphql.graphiql && config.graphql.introspection,
      corsOrigins: config.cors.origins,
      trustProxies: config.listen.trustProxies,
      metrics: from.metrics,
      tracing: from.tracing,
      showMetrics: config.metrics.enabled,
      now,
      isDraining: from.isDraining,
      waiting: from.waiting,
    });
  try {
    const app = await createApp();
    for (const client of clients.values()) {
      if (before?.clients.get(client.name) !== client) greet(client, logger);
    }
    return { config, cache, clients, app };
  } catch (error) {
    await closeUpstream({ cache, clients }, before === undefined ? [] : [before]);
    throw error;
  }
}

type Upstream = Pick<Serving, 'cache' | 'clients'>;

/** Closes what nobody else uses. */
async function closeUpstream(upstream: Upstream, others: Iterable<Upstream>): Promise<void> {
  const inUse = new Set<unknown>();
  for (const { cache, clients } of others) {
    inUse.add(cache);
    for (const client of clients.values()) inUse.add(client);
  }
  const over = [...upstream.clients.values()].filter((client) => !inUse.has(client));
  await Promise.all(over.map((client) => client.close()));
  if (!inUse.has(upstream.cache)) await upstream.cache.close();
}

/** What metrics show of the present. */
function stateOf(
  { cache, clients }: Serving,
  listener: HttpListener,
): Omit<GatewayState, 'droppedLogLines' | 'upstreamBytes'> {
  return {
    connections: listener.connections,
    droppedConnections: listener.dropped,
    waitingBytes: listener.waiting.bytes,
    runningRequests: listener.running,
    isDraining: listener.isDraining,
    instances: [...clients.values()].map(({ name, status }) => ({ name, ...status })),
    cache: cache.stats(),
  };
}

/** Loaded when needed: a gateway over real servers has no use for them, and they take memory. */
async function startSamples(faultSpec: string | undefined): Promise<readonly DemoServer[]> {
  const { startDemoServers } = await import('./sample/demo/startDemoServers.js');
  return await startDemoServers(faultSpec);
}

/** The sample servers as a configuration would name them. */
function sampleInstances(samples: readonly DemoServer[]): readonly InstanceConfig[] {
  const { instances } = loadConfig({
    flags: { instances: samples.map(({ name, server }) => `${name}=${server.url}`) },
    environment: {},
  });
  return instances.map((instance) => ({
    ...instance,
    timezone: samples.find(({ name }) => name === instance.name)?.timezone ?? 'UTC',
  }));
}

function createClient(
  instance: InstanceConfig,
  cache: Cache,
  { options: { version = '0', logger, now }, config, metrics, tracing, budget }: ServingOptions,
): PatchworkClient {
  const transport = createTransport({
    instance: instance.name,
    baseUrl: instance.url,
    userAgent: userAgentOf(version, instance.contact),
    concurrency: instance.concurrency,
    requestsPerSecond: instance.requestsPerSecond,
    connectTimeoutMs: instance.connectTimeoutMs,
    timeoutMs: instance.timeoutMs,
    maxBodyBytes: instance.maxBodyBytes,
    budget,
    onRequest: (event) => {
      metrics.observeUpstream(event);
      tracing?.observeUpstream(event);
    },
    onEvent: (event) => {
      metrics.observeEvent(event.type, instance.name);
      logTransportEvent(logger, event);
    },
  });
  return new PatchworkClient(instance, {
    transport,
    cache,
    serviceToken: instance.token,
    now,
    onEvent: ({ type, ...event }) => {
      metrics.observeEvent(type, instance.name);
      logger.warn({ event: type, ...event }, 'a token was refused');
    },
    maxJsonDepth: config.limits.maxJsonDepth,
    freshness: {
      ...config.cache,
      ttlSeconds: { ...config.cache.ttlSeconds, ...instance.ttlSeconds },
    },
  });
}

/** A change of a server's health, for whoever watches the log. */
function logTransportEvent(logger: Logger, event: TransportEvent): void {
  const { type, ...fields } = event;
  const line = { event: type, ...fields };
  switch (event.type) {
    case 'health-changed':
      if (event.to === 'UP') logger.info(line, 'instance answers');
      else logger.warn(line, 'instance fails');
      break;
    case 'breaker-opened':
      logger.warn(line, 'instance is left alone: its breaker is open');
      break;
    case 'breaker-half-open':
      logger.info(line, 'instance is probed');
      break;
    case 'breaker-closed':
      logger.warn(line, 'instance is asked again: its breaker is closed');
  }
}

/** What befell the shared cache. Keys name requests of clients, so they are not logged. */
function logCacheEvent(logger: Logger, event: CacheEvent): void {
  const line = {
    event: event.type,
    ...('error' in event ? { reason: reasonOf(event.error) } : {}),
  };
  switch (event.type) {
    case 'l2-disconnected':
    case 'l2-paused':
      logger.warn(line, 'the shared cache is not used');
      break;
    case 'l2-connected':
    case 'l2-resumed':
      logger.info(line, 'the shared cache is used');
      break;
    case 'l2-garbage':
      logger.warn(line, 'a value in the shared cache cannot be read');
      break;
    case 'l2-failed':
    case 'refresh-failed':
      logger.debug(line, 'a call of the cache failed');
  }
}

/** Code or kind of an error; messages may hold addresses with passwords and requests of clients. */
function reasonOf(error: unknown): string {
  if (error instanceof GatewayError) return error.code;
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Finds the API version before the first query comes, and tells the log when that fails. */
function greet(client: PatchworkClient, logger: Logger): void {
  Promise.resolve(client.version()).then(
    (apiVersion) => {
      logger.debug({ instance: client.name, apiVersion }, 'instance answers');
    },
    (error: unknown) => {
      logger.warn({ instance: client.name, reason: String(error) }, 'instance does not answer yet');
    },
  );
}
