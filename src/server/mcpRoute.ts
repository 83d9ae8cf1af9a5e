import { createMcpHandler, hostHeaderValidationResponse } from '@modelcontextprotocol/server';
import { toWebRequest, type NodeIncomingMessageLike } from '@modelcontextprotocol/node';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadUserInputError } from '../errors.js';
import { createMcpServer } from '../mcp/createMcpServer.js';
import type { GraphAnswer } from '../mcp/Tool.js';
import type { Pipeline } from './execution/Pipeline.js';
import { refuseCrossSite } from './http/crossSite.js';
import { traceparentOf } from './http/traceparentOf.js';
import { admit } from './rateLimit.js';
import { readCaller, type CallerOptions } from './readCaller.js';
import { requireOwnOrigin } from './subscriptions/requireOwnOrigin.js';

/** Settings of the tools for assistants. */
export interface McpSettings {
  /** Whether tools that write exist. */
  readonly writes: boolean;
  /** Host names, without ports, under which the gateway is reached. */
  readonly hosts: readonly string[];
  /** Of this program. */
  readonly version: string;
}

/** Options of the route. */
export interface McpRouteOptions extends CallerOptions {
  readonly pipeline: Pipeline;
  readonly corsOrigins: readonly string[];
}

/**
 * Serves tools for assistants at `/mcp` (Streamable HTTP, without sessions). A tool is an operation like any
 * other: it is admitted, counted, bounded and logged.
 */
export function mcpRoute(
  app: FastifyInstance,
  settings: McpSettings,
  options: McpRouteOptions,
): void {
  const { limiter, metrics, corsOrigins } = options;
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    onRequest: async (request, reply) => {
      if (limiter !== undefined) admit(limiter, metrics, request, reply);
    },
    preHandler: async (request) => {
      requireOwnOrigin(request, corsOrigins);
      if (request.method === 'POST') refuseCrossSite(request, corsOrigins);
      refuseBatch(request.body);
    },
    handler: async (request, reply) => {
      const web = await toWebRequest(request.raw as NodeIncomingMessageLike, request.body);
      const foreign = hostHeaderValidationResponse(web, [...settings.hosts]);
      return await send(reply, foreign ?? (await answer(web, request, reply, settings, options)));
    },
  });
}

async function answer(
  web: Request,
  request: FastifyRequest,
  reply: FastifyReply,
  { version, writes }: McpSettings,
  options: McpRouteOptions,
): Promise<Response> {
  const caller = readCaller(request, reply, options);
  const handler = createMcpHandler(() =>
    createMcpServer({
      version,
      writes,
      tokens: new Set(caller.tokens.keys()),
      run: async (operation) => {
        const outcome = await options.pipeline.run(
          {
            ...operation,
            wantsReport: false,
            traceparent: traceparentOf(request),
          },
          caller,
        );
        return JSON.parse(outcome.text) as GraphAnswer;
      },
    }),
  );
  try {
    return await handler.fetch(web, { parsedBody: request.body });
  } finally {
    await handler.close();
  }
}

/** @throws BadUserInputError for several messages in one request. */
function refuseBatch(body: unknown): void {
  if (Array.isArray(body)) {
    throw new BadUserInputError('/mcp takes one JSON-RPC message per request, and no batches.');
  }
}

async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  for (const [name, value] of response.headers) {
    // What a token shows is its owner's, so `no-store` of the caller stays.
    if (name !== 'cache-control' && name !== 'content-length') reply.header(name, value);
  }
  return reply.send(await response.text());
}
