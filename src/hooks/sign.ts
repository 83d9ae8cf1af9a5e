import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { HookDelivery } from './Hook.js';

/**
 * Headers of https://www.standardwebhooks.com: an id, the time of the attempt, and a signature for
 * each secret, so that a receiver can rotate secrets.
 */
export function signedHeaders(
  { id, body }: HookDelivery,
  secrets: readonly string[],
  now: Date,
): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}

/** The id of a delivery: the same on every replica and at each attempt. */
export function deliveryId(hook: string, cursor: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([hook, cursor]))
    .digest('base64url');
  return `msg_${hash.slice(0, 32)}`;
}
