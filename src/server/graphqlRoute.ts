import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler, type ApolloFastifyContextFunction } from '@as-integrations/fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { buildSchema, parse, type FormattedExecutionResult } from 'graphql';
import type { Logger } from '../telemetry/logger.js';
import type { ErrorFormatter } from './execution/formatError.js';
import type { PipelineCaller } from './execution/OperationRequest.js';
import type { Pipeline } from './execution/Pipeline.js';
import {
  createDocumentGuard,
  type PersistedQueries,
  type PersistenceOptions,
} from './persistedDocuments.js';
import { isPageVisit, refuseCrossSite } from './http/crossSite.js';
import { admit } from './rateLimit.js';
import { sendEventStream, wantsEventStream } from './subscriptions/eventStream.js';
import { requireOwnOrigin } from './subscriptions/requireOwnOrigin.js';
import type { Subscriptions } from './subscriptions/Subscriptions.js';
import { createWebSocketHandler } from './subscriptions/webSocket.js';
import { readCaller, type CallerOptions } from './readCaller.js';

/** Header by which a client requests the upstream cost of its operation. */
const REPORT_HEADER = 'x-upstream-report';

/** Options of the route. */
export interface GraphqlRouteOptions extends CallerOptions {
  /** Keys and values of a message of a WebSocket, as of a body. */
  readonly maxBodyValues: number;
  readonly pipeline: Pipeline;
  readonly persistence: PersistenceOptions;
  /** Where documents are looked up by their hash. */
  readonly persistedQueries: PersistedQueries;
  readonly subscriptions: Subscriptions;
  /** Whether browsers find GraphiQL at `/`. */
  readonly graphiql: boolean;
  /** Origins whose pages may read the graph by GET. */
  readonly corsOrigins: readonly string[];
  readonly formatError: ErrorFormatter;
  readonly logger: Logger;
}

/**
 * Serves the graph at `/graphql`. Apollo Server speaks GraphQL over HTTP: forms of requests, hashes of
 * documents, what a browser may send, types of answers. It hands on the text of each document, and sends
 * the answer as it was written.
 */
export async function graphqlRoute(
  app: FastifyInstance,
  options: GraphqlRouteOptions,
): Promise<void> {
  const { limiter, metrics, persistence } = options;
  const apollo = new ApolloServer<PipelineCaller>({
    // Neither is used: the pipeline parses, validates and executes.
    schema: buildSchema('type Query { pipeline: Boolean }'),
    documentStore: { get: () => Promise.resolve(PLACEHOLDER), set: nothing, delete: nothing },
    persistedQueries: options.persistedQueries,
    // `refuseCrossSite` knows which requests of browsers are their own.
    csrfPrevention: false,
    stringifyResult: write,
    includeStacktraceInErrorResponses: false,
    formatError: options.formatError,
    plugins: [
      handOver(options.pipeline),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      // It traces resolvers of subgraphs, of which Apollo Server sees none; to load it takes memory.
      ApolloServerPluginInlineTraceDisabled(),
    ],
    logger: options.logger,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const context: ApolloFastifyContextFunction<PipelineCaller> = (request, reply) =>
    Promise.resolve(readCaller(request, reply, options));
  const guardDocument = createDocumentGuard(persistence);
  const answer = fastifyApolloHandler(apollo, { context });
  const route: Omit<RouteOptions, 'method'> = {
    url: '/graphql',
    onRequest: async (request, reply) => {
      if (limiter !== undefined) admit(limiter, metrics, request, reply);
    },
    preHandler: async (request, reply) => {
      if (options.graphiql && isPageVisit(request)) {
        const [, search = ''] = /(\?.*)$/s.exec(request.url) ?? [];
        // Relative, because a proxy may serve the gateway below another path.
        return reply.header('vary', 'Accept').redirect(`./graphiql${search}`, 302);
      }
      refuseCrossSite(request, options.corsOrigins);
      if (request.ws || wantsEventStream(request)) {
        requireOwnOrigin(request, options.corsOrigins);
      } else {
        guardDocument(request);
      }
      return undefined;
    },
    async handler(request, reply) {
      if (!wantsEventStream(request)) return await answer.call(this, request, reply);
      await sendEventStream(request, reply, options);
      return reply;
    },
  };
  app.route({ ...route, method: ['POST', 'OPTIONS'] });
  app.route({ ...route, method: 'GET', wsHandler: createWebSocketHandler(options) });
  app.addHook('onClose', () => apollo.stop());
}

/** Stands for every document, so that Apollo Server does not parse and validate it a second time. */
const PLACEHOLDER = parse('{ pipeline }');

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

/** An answer that is written already, on its way through Apollo Server. */
class WrittenAnswer {
  [key: string]: unknown;

  constructor(readonly body: string | Buffer) {}
}

function write(result: FormattedExecutionResult): string {
  // Apollo Server and its handler pass on what this returns, and Fastify sends bytes as well as text.
  return result.data instanceof WrittenAnswer
    ? (result.data.body as string)
    : JSON.stringify(result);
}

function handOver(pipeline: Pipeline): ApolloServerPlugin<PipelineCaller> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        responseForOperation: async ({ source, request, contextValue }) => {
          const { status, headers, body } = await pipeline.run(
            {
              query: source,
              operationName: request.operationName,
              variables: request.variables,
              mayWrite: request.http?.method !== 'GET',
              wantsReport: request.http?.headers.get(REPORT_HEADER) === '1',
              traceparent: request.http?.headers.get('traceparent'),
            },
            contextValue,
          );
          return {
            http: { status, headers: new HeaderMap(Object.entries(headers)) },
            body: { kind: 'single', singleResult: { data: new WrittenAnswer(body) } },
          };
        },
      }),
  };
}
