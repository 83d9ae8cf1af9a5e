import type { FastifyPluginAsync } from 'fastify';

/** Options of the health routes. */
export interface HealthOptions {
  /** Whether the program is ending and wants no new work. */
  readonly isDraining: () => boolean;
}

/**
 * Fastify plugin with the two questions an orchestrator asks. `/healthz`: does the process answer?
 * `/readyz`: shall it be sent work? Neither depends on upstream servers: restarting the gateway
 * repairs none of them, and the data of the others remains available.
 */
export const health: FastifyPluginAsync<HealthOptions> = async (app, { isDraining }) => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) =>
    isDraining() ? reply.code(503).send({ status: 'draining' }) : { status: 'ready' },
  );
};
