import type { FastifyRequest } from 'fastify';

/** The span of the caller that an operation belongs to (W3C Trace Context); undefined without one. */
export function traceparentOf({ headers }: FastifyRequest): string | undefined {
  const value = headers['traceparent'];
  return typeof value === 'string' ? value : undefined;
}
