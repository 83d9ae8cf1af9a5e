import { createClient } from '@keyv/redis';
import { timeout, TimeoutStrategy } from 'cockatiel';
import { RedisConnection, type RedisClient } from '../valkey/RedisConnection.js';

/** Expires by itself. */
const PROBE_KEY = 'patchwork-graphql:probe';
const PROBE_TTL_MS = 1_000;

/**
 * Whether a Valkey or Redis can be reached, lets us in, and takes what is written.
 *
 * @param timeoutMs time for all of it.
 * @returns why not, in words that hold no password; undefined where all is well.
 */
export async function probeSharedCache(
  url: string,
  timeoutMs = 5_000,
): Promise<string | undefined> {
  const client: RedisClient = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  const connection = new RedisConnection(client);
  try {
    await timeout(timeoutMs, TimeoutStrategy.Aggressive).execute(async () => {
      await client.connect();
      await client.set(PROBE_KEY, '1', { expiration: { type: 'PX', value: PROBE_TTL_MS } });
    });
    return undefined;
  } catch (error) {
    return explain(error, timeoutMs);
  } finally {
    connection.end();
  }
}

function explain(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TaskCancelledError' || 'isTaskCancelledError' in error) {
    return `no answer within ${timeoutMs} ms`;
  }
  // Of several addresses of a host, each has an error of its own.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error && first.message !== '' ? first.message : error.name;
}
