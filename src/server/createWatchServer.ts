import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { health } from './health.js';
import { NO_SCHEMAS } from './http/noSchemas.js';
import { metricsRoute } from './metricsRoute.js';
import { registerErrorHandlers } from './registerErrorHandlers.js';
import { securityHeaders } from './securityHeaders.js';

/** Options of a server without the graph. */
export interface WatchServerOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Whether `/metrics` shows them. */
  readonly showMetrics: boolean;
  /** Whether the program is ending. */
  readonly isDraining: () => boolean;
  /** Called when it is closed. */
  readonly onClose?: () => Promise<void>;
}

/** These routes take no body. */
const MAX_BODY_BYTES = 1_024;

/** Creates the HTTP server of a process without the role `api`: health and metrics. It does not listen itself. */
export async function createWatchServer(options: WatchServerOptions): Promise<FastifyInstance> {
  const { logger, metrics, showMetrics, isDraining, onClose } = options;
  const baseLogger: FastifyBaseLogger = logger;
  const app: FastifyInstance = fastify({
    ...NO_SCHEMAS,
    loggerInstance: baseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
  });
  registerErrorHandlers(app, logger, MAX_BODY_BYTES);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  app.addHook('onResponse', async (_request, reply) => {
    metrics.observeResponse(reply.statusCode);
  });
  if (onClose !== undefined) app.addHook('onClose', onClose);
  if (showMetrics) await app.register(metricsRoute, { metrics });
  await app.register(health, { isDraining });
  await app.ready();
  return app;
}
