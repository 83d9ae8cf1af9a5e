import fastifyCompress, { type FastifyCompressOptions } from '@fastify/compress';
import fastifyCors from '@fastify/cors';
import fastifyWebsocket from '@fastify/websocket';
import { constants } from 'node:zlib';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Cache } from '../cache/cache.js';
import type { SharedBuckets } from './BucketSync.js';
import { BadUserInputError } from '../errors.js';
import type { Gateway } from '../graphql/context.js';
import { ComparisonThreads, type ComparisonLimits } from '../review/comparing/ComparisonThreads.js';
import { createSchema } from '../graphql/schema.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Tracing } from '../telemetry/tracing.js';
import { boundJsonBodies } from './jsonBodies.js';
import { registerErrorHandlers } from './registerErrorHandlers.js';
import { bodyOf } from './execution/answerBody.js';
import { createErrorFormatter } from './execution/formatError.js';
import { dashboardPage } from './dashboardPage.js';
import { GatewayKeys, type GatewayKeyOptions } from './gatewayKeys.js';
import { graphiqlAssets } from './graphiqlAssets.js';
import { health } from './health.js';
import type { Place } from './http/notFoundPage.js';
import { NO_SCHEMAS } from './http/noSchemas.js';
import { ResponseCache } from './execution/ResponseCache.js';
import { metricsRoute } from './metricsRoute.js';
import { createOperationObserver } from './execution/operationObserver.js';
import type { Schemas } from './execution/schemaOf.js';
import { Pipeline, type PipelineLimits } from './execution/Pipeline.js';
import { graphqlRoute, type GraphqlRouteOptions } from './graphqlRoute.js';
import type { McpSettings } from './mcpRoute.js';
import { feedRoutes } from './feeds/feedRoutes.js';
import { MBOX_HEADERS, mboxRoute } from './mboxRoute.js';
import { persistedQueriesOf, type PersistenceOptions } from './persistedDocuments.js';
import { clientKeyOf, RateLimiter } from './RateLimiter.js';
import { RATE_LIMIT_HEADERS } from './rateLimit.js';
import type { WaitingAnswers } from './http/WaitingAnswers.js';
import { createDocumentFinder } from './subscriptions/createDocumentFinder.js';
import { Subscriptions, type SubscriptionLimits } from './subscriptions/Subscriptions.js';
import { schemaRoute } from './schemaRoute.js';
import { securityHeaders } from './securityHeaders.js';

/** Bounds of one request. */
export interface ServerLimits extends PipelineLimits {
  /** Longest request body. */
  readonly maxBodyBytes: number;
  /** Keys and values of a request body. */
  readonly maxBodyValues: number;
  /** Upstream requests that one client may cause in a minute; no bound when missing. */
  readonly upstreamRequestsPerMinutePerClient?: number | undefined;
}

/** Options of the HTTP server. */
export interface ServerOptions {
  readonly gateway: Omit<Gateway, 'comparer'>;
  /** Bounds of comparisons of versions. */
  readonly comparison: ComparisonLimits;
  /** Clients, cache and store of the upstream servers. */
  readonly cache: Pick<Cache, 'isCurrent'>;
  /** Maximum bytes of cached responses. */
  readonly answersMaxBytes: number;
  readonly logger: Logger;
  readonly limits: ServerLimits;
  /** Whether clients may read the schema. */
  readonly introspection: boolean;
  /** Whether the graph is a subgraph of Apollo Federation, and the prefix of its names. */
  readonly federation: {
    readonly enabled: boolean;
    readonly typePrefix?: string | undefined;
    readonly fieldPrefix?: string | undefined;
  };
  /** How callers say who they are. */
  readonly access: {
    /** Header in which they send their tokens, one per instance. */
    readonly tokenHeader: string;
    readonly gatewayKeys: readonly GatewayKeyOptions[];
  };
  /** How documents may be named instead of sent. */
  readonly persistence: PersistenceOptions;
  /** Whether GraphiQL is served: at `/graphiql`, and at `/` where the dashboard is not. */
  readonly graphiql: boolean;
  readonly subscriptions: SubscriptionLimits;
  /** After so long without events a subscription delivers its cursor. Default: 60 seconds. */
  readonly heartbeatMs?: number | undefined;
  /** Path below which the dashboard is served, with a slash at both ends; undefined: it is not. */
  readonly dashboardPath?: string | undefined;
  /** Whether Atom feeds are served. */
  readonly feeds: boolean;
  /** Undefined: `/mcp` is not served. */
  readonly mcp?: McpSettings | undefined;
  /** Origins whose pages may call the gateway; `*` admits all. */
  readonly corsOrigins: readonly string[];
  /** Client limits shared with other processes; default: each process has its own limits. */
  readonly sharedBuckets?: SharedBuckets | undefined;
  /** Proxies whose X-Forwarded-For is trusted. */
  readonly trustProxies: readonly string[];
  /** Metrics. */
  readonly metrics: Metrics;
  /** Sends spans, where it is configured. */
  readonly tracing?: Tracing | undefined;
  /** Whether `/metrics` shows them. */
  readonly showMetrics: boolean;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Whether the program is ending. */
  readonly isDraining: () => boolean;
  /** Counts bytes that clients have not read yet. */
  readonly waiting: Pick<WaitingAnswers, 'hold'>;
}

/** The Fastify server and its subscriptions. */
export interface GraphServer {
  readonly app: FastifyInstance;
  readonly subscriptions: Subscriptions;
}

/** Answers are compressed where the client takes it and it pays: not the small ones. */
const COMPRESSION: FastifyCompressOptions = {
  threshold: 2048,
  encodings: ['gzip', 'br', 'deflate'],
  // Zlib's defaults take twice the time for a few percent less.
  zlibOptions: { level: 4 },
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};

/** How long a browser may cache a preflight response; Chrome's maximum. */
const PREFLIGHT_SECONDS = 7_200;

/**
 * Creates the HTTP server of one configuration: the graph at `/graphql`, the pages, health. It does
 * not listen itself: a listener hands requests to `routing`. The clients stay the caller's to close.
 */
export async function createServer(options: ServerOptions): Promise<GraphServer> {
  const { logger, limits, metrics, corsOrigins } = options;
  const baseLogger: FastifyBaseLogger = logger;
  const app: FastifyInstance = fastify({
    ...NO_SCHEMAS,
    loggerInstance: baseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.maxBodyBytes,
    trustProxy: [...options.trustProxies],
  });
  registerErrorHandlers(app, logger, limits.maxBodyBytes, {
    places: placesOf(options),
    hint: 'the graph is at /graphql',
  });
  boundJsonBodies(app, { maxBodyValues: limits.maxBodyValues, metrics });
  // First: it closes the connections of handshakes that are refused, also by the hooks below.
  await app.register(fastifyWebsocket, { options: { maxPayload: limits.maxBodyBytes } });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (!URL.canParse(request.url, `http://${request.host}/`)) {
      throw new BadUserInputError('The URL or the header Host is malformed.');
    }
  });
  app.addHook('onResponse', async (_request, reply) => {
    metrics.observeResponse(reply.statusCode);
  });
  await app.register(fastifyCompress, COMPRESSION);
  app.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload === 'string' || Buffer.isBuffer(payload)) {
      // Whole, since compression buffers all of it until its last byte is out.
      options.waiting.hold(reply.raw, payload.length, clientKeyOf(request.ip));
    }
    // Node joins a text to the headers, which copies it again.
    done(null, typeof payload === 'string' ? bodyOf(payload) : payload);
  });
  await app.register(fastifyCors, {
    origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
    methods: ['GET', 'POST'],
    maxAge: PREFLIGHT_SECONDS,
    exposedHeaders: [...RATE_LIMIT_HEADERS, ...MBOX_HEADERS],
  });
  const comparer = new ComparisonThreads(options.comparison);
  app.addHook('onClose', () => comparer.close());
  const schemas = await createSchemas(options.federation);
  const routes = routeOptions(options, { ...options.gateway, comparer }, schemas);
  app.addHook('preClose', (done) => {
    routes.subscriptions.close();
    done();
  });
  await graphqlRoute(app, routes);
  await addFilesAndTools(app, options, routes, schemas);
  await addPages(app, options);
  if (options.showMetrics) await app.register(metricsRoute, { metrics });
  await app.register(health, { isDraining: options.isDraining });
  await app.ready();
  return { app, subscriptions: routes.subscriptions };
}

/** Pages for a browser that opens an unknown path. */
function placesOf({ dashboardPath, graphiql, introspection }: ServerOptions): readonly Place[] {
  return [
    ...(dashboardPath === undefined ? [] : [{ path: dashboardPath, name: 'Dashboard' }]),
    ...(graphiql ? [{ path: '/graphiql', name: 'GraphiQL' }] : []),
    ...(introspection ? [{ path: '/schema.graphql', name: 'Schema' }] : []),
  ];
}

async function addPages(
  app: FastifyInstance,
  { access: { tokenHeader }, graphiql, dashboardPath }: ServerOptions,
): Promise<void> {
  if (graphiql) {
    const paths = dashboardPath === '/' ? ['/graphiql'] : ['/', '/graphiql'];
    await app.register(graphiqlAssets, { tokenHeader, paths });
  }
  if (dashboardPath !== undefined) {
    await app.register(dashboardPage, { path: dashboardPath, tokenHeader, graphiql });
  }
}

async function addFilesAndTools(
  app: FastifyInstance,
  { introspection, feeds, mcp }: ServerOptions,
  routes: GraphqlRouteOptions,
  { schema }: Schemas,
): Promise<void> {
  mboxRoute(app, routes);
  if (introspection) schemaRoute(app, schema);
  if (feeds) feedRoutes(app, routes);
  if (mcp === undefined) return;
  // Loaded when needed: most gateways do without, and the packages take memory.
  const { mcpRoute } = await import('./mcpRoute.js');
  mcpRoute(app, mcp, routes);
}

async function createSchemas({
  enabled,
  ...prefixes
}: ServerOptions['federation']): Promise<Schemas> {
  if (!enabled) return { schema: createSchema() };
  // Loaded when needed: the packages of federation take memory.
  const { createSubgraphSchema } = await import('../graphql/subgraph/createSubgraphSchema.js');
  const schema = createSubgraphSchema(prefixes);
  // The pages and webhooks keep the names of the contract.
  const { typePrefix = '', fieldPrefix = '' } = prefixes;
  return { schema, ...(typePrefix + fieldPrefix !== '' && { contract: createSchema() }) };
}

function routeOptions(
  options: ServerOptions,
  gateway: Gateway,
  schemas: Schemas,
): GraphqlRouteOptions {
  const { access, limits, logger, metrics, persistence } = options;
  const perMinute = limits.upstreamRequestsPerMinutePerClient;
  const formatError = createErrorFormatter(logger);
  const responseCache = new ResponseCache({
    cache: options.cache,
    maxBytes: options.answersMaxBytes,
    onReuse: () => {
      metrics.observeResponseCacheHit();
    },
    onChange: (bytes) => {
      metrics.observeResponseCacheBytes(bytes);
    },
  });
  const pipeline = new Pipeline({
    ...schemas,
    gateway,
    limits,
    introspection: options.introspection,
    responseCache,
    observer: createOperationObserver({ logger, metrics, tracing: options.tracing }),
    formatError,
  });
  const persistedQueries = persistedQueriesOf(persistence);
  const subscriptions = new Subscriptions({
    pipeline,
    gateway,
    limits: options.subscriptions,
    patienceMs: limits.patienceMs,
    findDocument: createDocumentFinder(persistence, persistedQueries),
    formatError,
    observer: metrics.subscriptions,
    heartbeatMs: options.heartbeatMs,
  });
  return {
    pipeline,
    subscriptions,
    maxBodyValues: limits.maxBodyValues,
    persistedQueries,
    persistence,
    graphiql: options.graphiql,
    corsOrigins: options.corsOrigins,
    tokenSources: {
      instances: [...gateway.clients.keys()],
      tokenHeader: access.tokenHeader,
      gatewayKeys: new GatewayKeys(access.gatewayKeys),
    },
    limiter:
      perMinute === undefined
        ? undefined
        : new RateLimiter(perMinute, options.now, options.sharedBuckets),
    formatError,
    metrics,
    logger,
  };
}
