import { createClient } from '@redis/client';
import type { SentinelAddress, ValkeyNode } from './address.js';
import { destroyClient } from './RedisConnection.js';
import { within } from './within.js';

/** For one Sentinel. */
const TIMEOUT_MS = 1_000;

/**
 * The primary, according to the first Sentinel that answers.
 *
 * @param first index of the Sentinel to query first.
 * @throws the answer of the last one if none knows the primary.
 */
export async function locatePrimary(
  { nodes, primary, sentinel, isTls }: SentinelAddress,
  first = 0,
): Promise<ValkeyNode> {
  let failure: unknown;
  for (const index of nodes.keys()) {
    const node = nodes[(first + index) % nodes.length];
    if (node === undefined) continue;
    try {
      return await ask(node, primary, sentinel, isTls);
    } catch (error) {
      failure = error;
    }
  }
  throw failure instanceof Error ? failure : new Error('no Sentinel answers');
}

async function ask(
  { host, port }: ValkeyNode,
  primary: string,
  { username, password }: SentinelAddress['sentinel'],
  isTls: boolean,
): Promise<ValkeyNode> {
  const client = createClient({
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    socket: {
      host,
      port,
      connectTimeout: TIMEOUT_MS,
      reconnectStrategy: false,
      ...(isTls && { tls: true }),
    },
  });
  client.on('error', () => undefined);
  try {
    return await within(2 * TIMEOUT_MS, async () => {
      await client.connect();
      const command = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', primary];
      return asNode(await client.sendCommand(command));
    });
  } finally {
    client.unref();
    destroyClient(client);
  }
}

function asNode(answer: unknown): ValkeyNode {
  const [host, port] = Array.isArray(answer) ? (answer as unknown[]) : [];
  if (typeof host !== 'string' || !(Number(port) > 0)) {
    throw new Error('the Sentinel does not know a primary of this name');
  }
  return { host, port: Number(port) };
}
