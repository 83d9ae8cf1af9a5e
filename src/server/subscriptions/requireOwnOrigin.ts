import type { FastifyRequest } from 'fastify';
import { GatewayError } from '../../errors.js';

/**
 * Refuses a stream that a page of a foreign origin opens: browsers open EventSources and WebSockets without a
 * preflight. Clients that are not browsers send no `Origin`.
 *
 * @param allowedOrigins `cors.origins`.
 * @throws GatewayError FORBIDDEN.
 */
export function requireOwnOrigin(
  { headers: { origin }, host }: FastifyRequest,
  allowedOrigins: readonly string[],
): void {
  if (origin === undefined || allowedOrigins.includes('*') || allowedOrigins.includes(origin)) {
    return;
  }
  // A proxy may have taken the encryption away, so the scheme says nothing.
  if (URL.canParse(origin) && new URL(origin).host === host) return;
  throw new GatewayError(
    `Pages of the origin ${origin.slice(0, 200)} may not subscribe; add it to cors.origins`,
    { code: 'FORBIDDEN' },
  );
}
