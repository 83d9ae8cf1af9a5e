import type { FastifyPluginAsync } from 'fastify';
import type { Metrics } from '../telemetry/metrics.js';

/** Options of the route. */
export interface MetricsRouteOptions {
  readonly metrics: Metrics;
}

/** Fastify plugin that shows the metrics to Prometheus at `/metrics`. */
export const metricsRoute: FastifyPluginAsync<MetricsRouteOptions> = async (app, { metrics }) => {
  app.get('/metrics', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text()),
  );
};
