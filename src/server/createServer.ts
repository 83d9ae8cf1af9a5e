import {
  ApolloServer,
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler, type ApolloFastifyContextFunction } from '@as-integrations/fastify';
import fastifyCompress, { type FastifyCompressOptions } from '@fastify/compress';
import fastifyCors from '@fastify/cors';
import { constants } from 'node:zlib';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Cache } from '../cache/cache.js';
import { BadUserInputError, type GatewayError } from '../errors.js';
import type { Gateway } from '../graphql/context.js';
import { createSchema } from '../graphql/schema.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Tracing } from '../telemetry/tracing.js';
import { readCallerTokens } from './callerTokens.js';
import { createCostPlugin } from './costPlugin.js';
import { answerFaults } from './answerFaults.js';
import { createExecutor } from './createExecutor.js';
import { createOperation, sumOf, type Operation, type OperationLimits } from './createOperation.js';
import { createErrorFormatter } from './formatError.js';
import { GatewayKeys, type GatewayKeyOptions } from './gatewayKeys.js';
import { graphiqlAssets } from './graphiqlAssets.js';
import { health } from './health.js';
import { KeptAnswers } from './KeptAnswers.js';
import { isWellFormed } from './isWellFormed.js';
import { createLimitRule, type DocumentLimits } from './limitRule.js';
import { metricsRoute } from './metricsRoute.js';
import { createOperationObserver } from './operationObserver.js';
import {
  createDocumentGuard,
  persistedQueriesOf,
  type PersistenceOptions,
} from './persistedDocuments.js';
import { clientKeyOf, RateLimiter, type Allowance } from './RateLimiter.js';
import { admit, RATE_LIMIT_HEADERS, rateLimitHeaders } from './rateLimit.js';
import type { WaitingAnswers } from './http/WaitingAnswers.js';
import { securityHeaders } from './securityHeaders.js';

/** Bounds of one request. */
export interface ServerLimits extends OperationLimits, DocumentLimits {
  /** Longest request body. */
  readonly maxBodyBytes: number;
  /** Upstream requests that one client may cause in a minute; no bound when missing. */
  readonly upstreamRequestsPerMinutePerClient?: number | undefined;
}

/** What {@link createServer} serves and how. */
export interface ServerOptions {
  readonly gateway: Gateway;
  /** What the gateway's clients read through. */
  readonly cache: Pick<Cache, 'isCurrent'>;
  /** Bound of the whole answers that are kept. */
  readonly answersMaxBytes: number;
  readonly logger: Logger;
  readonly limits: ServerLimits;
  /** Whether clients may read the schema. */
  readonly introspection: boolean;
  /** How callers say who they are. */
  readonly access: {
    /** Header in which they send their tokens, one per instance. */
    readonly tokenHeader: string;
    readonly gatewayKeys: readonly GatewayKeyOptions[];
  };
  /** How documents may be named instead of sent. */
  readonly persistence: PersistenceOptions;
  /** Whether GraphiQL is served at `/`. */
  readonly graphiql: boolean;
  /** Origins whose pages may call the gateway; `*` admits all. */
  readonly corsOrigins: readonly string[];
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustProxies: readonly string[];
  /** Counts what happens. */
  readonly metrics: Metrics;
  /** Sends spans, where it is configured. */
  readonly tracing?: Tracing | undefined;
  /** Whether `/metrics` shows them. */
  readonly showMetrics: boolean;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Whether the program is ending. */
  readonly isDraining: () => boolean;
  /** Counts what clients have not read yet. */
  readonly waiting: Pick<WaitingAnswers, 'hold'>;
}

/** Answers are compressed where the client takes it and it pays: not the small ones. */
const COMPRESSION: FastifyCompressOptions = {
  threshold: 2048,
  encodings: ['gzip', 'br', 'deflate'],
  // Zlib's defaults take twice the time for a few percent less.
  zlibOptions: { level: 4 },
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};

/** Characters of an answer from which on it is not copied without need. */
const LARGE_ANSWER = 65_536;

/** Header by which a client asks what its operation cost upstream. */
const REPORT_HEADER = 'x-upstream-report';

type SingleResult = Extract<GraphQLResponse['body'], { readonly kind: 'single' }>;

function hasOwnFault({ singleResult: { errors = [] } }: SingleResult): boolean {
  return errors.some(({ extensions }) => extensions?.['code'] === 'INTERNAL_SERVER_ERROR');
}

/** An operation with what its client sent along. */
interface ServedOperation extends Operation {
  /** Why the tokens cannot be read; thrown where the client sees it as an error of its operation. */
  readonly badTokens: GatewayError | undefined;
  /** Takes what the operation has cost from its client's share. */
  readonly charge: ((requests: number) => Allowance) | undefined;
}

/** Adds `extensions.upstream` where it was asked for, and ends the operation's deadline. */
const operationPlugin: ApolloServerPlugin<ServedOperation> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ request, contextValue: { badTokens } }) => {
        if (badTokens !== undefined) return Promise.reject(badTokens);
        if (isWellFormed(request.variables)) return Promise.resolve();
        return Promise.reject(
          new BadUserInputError(
            'A variable is nested too deep, or holds half of a surrogate pair, which is no text',
          ),
        );
      },
      willSendResponse: ({ request, response, contextValue }) => {
        const headers = request.http?.headers ?? new HeaderMap();
        const { body } = response;
        if (headers.get(REPORT_HEADER) === '1' && body.kind === 'single') {
          const byInstance = Object.fromEntries(contextValue.requestCounts);
          const requests = sumOf(contextValue.requestCounts);
          body.singleResult.extensions = {
            ...body.singleResult.extensions,
            upstream: {
              requests,
              cacheHits: contextValue.cacheCounts.hits,
              staleHits: contextValue.cacheCounts.stale,
              byInstance,
            },
          };
        }
        // Apollo Server takes what plugins refuse for faults of the server.
        if (response.http.status === 500 && body.kind === 'single' && !hasOwnFault(body)) {
          response.http.status = 400;
        }
        // One was taken when the request came.
        const upstream = sumOf(contextValue.requestCounts);
        const allowance = contextValue.charge?.(Math.max(upstream - 1, 0));
        const left = allowance === undefined ? {} : rateLimitHeaders(allowance);
        for (const [name, value] of Object.entries(left)) response.http.headers.set(name, value);
        contextValue.end();
        return Promise.resolve();
      },
    }),
};

/**
 * What answers under one configuration: the graph at `/graphql`, GraphiQL at `/`, health. It does
 * not listen itself: a listener hands requests to `routing`. The clients stay the caller's to close.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { gateway, logger, limits, metrics, corsOrigins } = options;
  const baseLogger: FastifyBaseLogger = logger;
  const app: FastifyInstance = fastify({
    loggerInstance: baseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.maxBodyBytes,
    trustProxy: [...options.trustProxies],
  });
  answerFaults(app, logger, limits.maxBodyBytes);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (!URL.canParse(request.url, `http://${request.host}/`)) {
      throw new BadUserInputError('The address or the header Host is malformed.');
    }
  });
  app.addHook('onResponse', async (_request, reply) => {
    metrics.observeResponse(reply.statusCode);
  });
  const keptAnswers = new KeptAnswers({
    cache: options.cache,
    maxBytes: options.answersMaxBytes,
    reportHeader: REPORT_HEADER,
    onReuse: () => {
      metrics.observeReuse();
    },
    onChange: (bytes) => {
      metrics.observeKeptAnswers(bytes);
    },
  });
  const apollo = new ApolloServer<ServedOperation>({
    gateway: createExecutor(createSchema()),
    introspection: options.introspection,
    persistedQueries: persistedQueriesOf(options.persistence),
    parseOptions: { maxLexicalTokens: limits.maxTokens },
    validationRules: [createLimitRule(limits)],
    csrfPrevention: true,
    // Apollo's own appends a newline, for which the engine copies a large answer as a whole.
    stringifyResult: (value) => keptAnswers.write(value),
    includeStacktraceInErrorResponses: false,
    formatError: createErrorFormatter(logger, limits),
    plugins: [
      operationPlugin,
      createCostPlugin(),
      keptAnswers.plugin,
      createOperationObserver({ logger, metrics, tracing: options.tracing }),
      ApolloServerPluginLandingPageDisabled(),
      // It costs half of the time of a large answer, and says nothing of our own cache.
      ApolloServerPluginCacheControlDisabled(),
    ],
    logger,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  await app.register(fastifyCompress, COMPRESSION);
  app.addHook('onSend', (request, reply, payload, done) => {
    if (typeof payload === 'string') {
      // Whole, since compression holds the whole of it until its last byte is out.
      options.waiting.hold(reply.raw, payload.length, clientKeyOf(request.ip));
    }
    // Node joins a text to the headers, which copies it again.
    const isLarge = typeof payload === 'string' && payload.length > LARGE_ANSWER;
    done(null, isLarge ? Buffer.from(payload) : payload);
  });
  await app.register(fastifyCors, {
    origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: RATE_LIMIT_HEADERS,
  });
  const perMinute = limits.upstreamRequestsPerMinutePerClient;
  const limiter = perMinute === undefined ? undefined : new RateLimiter(perMinute, options.now);
  const tokenSources = {
    instances: [...gateway.clients.keys()],
    tokenHeader: options.access.tokenHeader,
    gatewayKeys: new GatewayKeys(options.access.gatewayKeys),
  };
  const context: ApolloFastifyContextFunction<ServedOperation> = (request, reply) => {
    const { tokens, badTokens } = readCallerTokens(request.headers, tokenSources);
    const { tokenHeader } = tokenSources;
    const operation = createOperation(gateway, limits, { tokens, tokenHeader });
    // What a token shows is its owner's, whatever stands between.
    reply.header('cache-control', 'no-store');
    reply.raw.once('close', () => {
      // Apollo Server refuses some requests without a word to its plugins.
      operation.end(reply.raw.writableFinished ? undefined : new Error('the client has gone'));
    });
    const charge =
      limiter && ((requests: number) => limiter.spend(clientKeyOf(request.ip), requests));
    return Promise.resolve({ ...operation, badTokens, charge });
  };
  const guardDocument = createDocumentGuard(options.persistence);
  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    onRequest: async (request, reply) => {
      if (limiter !== undefined) admit(limiter, metrics, request, reply);
    },
    preHandler: async (request) => {
      guardDocument(request);
    },
    handler: fastifyApolloHandler(apollo, { context }),
  });
  if (options.graphiql) {
    await app.register(graphiqlAssets, { tokenHeader: options.access.tokenHeader });
  }
  if (options.showMetrics) await app.register(metricsRoute, { metrics });
  await app.register(health, { isDraining: options.isDraining });
  app.addHook('onClose', () => apollo.stop());
  await app.ready();
  return app;
}
