import fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '../telemetry/metrics.js';
import { answerUnknownRoutes } from './http/unknownRoutes.js';
import { NO_SCHEMAS } from './http/noSchemas.js';
import { metricsRoute } from './metricsRoute.js';
import { securityHeaders } from './securityHeaders.js';

/** Settings of {@link MetricsListener.open}. */
export interface MetricsListenerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether the metrics are shown at first. */
  readonly isEnabled: boolean;
}

/** Connections at once: Prometheus and manual requests. */
const MAX_CONNECTIONS = 64;

/** Time for a request to arrive, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** The own listener of `/metrics`, so that the one of the graph does not show it. */
export class MetricsListener {
  readonly #app: FastifyInstance;
  /** Whether the metrics are shown; a reload may change it. */
  isEnabled: boolean;
  /** Where it listens, without a slash at the end. */
  readonly url: string;

  /** @throws if it cannot listen. */
  static async open(
    metrics: Metrics,
    { host, port, isEnabled }: MetricsListenerOptions,
  ): Promise<MetricsListener> {
    const app = fastify({
      ...NO_SCHEMAS,
      requestTimeout: TIMEOUT_MS,
      forceCloseConnections: true,
    });
    app.server.maxConnections = MAX_CONNECTIONS;
    answerUnknownRoutes(app, { hint: 'the metrics are at /metrics' });
    let listener: MetricsListener | undefined;
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers(securityHeaders);
      if (listener?.isEnabled !== true) return reply.code(404).send();
    });
    await app.register(metricsRoute, { metrics });
    const url = await app.listen({ host, port });
    return (listener = new MetricsListener(app, url, isEnabled));
  }

  private constructor(app: FastifyInstance, url: string, isEnabled: boolean) {
    this.#app = app;
    this.url = url;
    this.isEnabled = isEnabled;
  }

  async close(): Promise<void> {
    await this.#app.close();
  }
}
