import { createCluster } from '@redis/client';
import type { ClusterAddress } from './address.js';
import { clientOptions, socketOptions } from './clientOptions.js';
import type { LinkConnection } from './ReconnectingLink.js';
import { destroyClient } from './RedisConnection.js';
import type { KeyCommand, LinkOptions } from './ValkeyLink.js';
import { within } from './within.js';

type Cluster = ReturnType<typeof createCluster>;

const TIMEOUT_MS = 2_000;
/** A command that is redirected may open a connection while the others are being closed. */
const CLOSE_AGAIN_MS = 10_000;

/**
 * Connections to the nodes of a cluster. If one is lost, all of them are opened again: node-redis
 * looks for the new primary of a slot when a server redirects it, but not when the one that it
 * knows has failed (5.12, cluster/index.js).
 */
export class ClusterConnection implements LinkConnection {
  readonly #cluster: Cluster;
  readonly #options: LinkOptions;
  /** node-redis reports only that no node answers, after the reasons. */
  #reason: unknown;

  constructor(
    { nodes, username, password, isTls }: ClusterAddress,
    options: LinkOptions,
    fail: (error: unknown) => void,
  ) {
    this.#options = options;
    this.#cluster = createCluster({
      rootNodes: nodes.map((node) => ({ socket: { ...node } })),
      minimizeConnections: true,
      defaults: {
        ...clientOptions(options),
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password }),
        socket: socketOptions(options, isTls),
      },
    });
    this.#cluster.on('error', (error: unknown) => {
      this.#reason = error;
    });
    this.#cluster.on('node-error', fail);
  }

  async open(): Promise<void> {
    await this.#cluster.connect().catch((error: unknown) => {
      throw this.#reason ?? error;
    });
    // A blocking connection uses a single node, which shows whether it answers.
    if (!this.#options.isPinged) return;
    const answers = await within(TIMEOUT_MS, () =>
      Promise.all(this.sendToAll(['CLUSTER', 'INFO'])),
    );
    const isUp = answers.every((answer) => String(answer).includes('cluster_state:ok'));
    if (!isUp || answers.length === 0) throw new Error('the cluster is down');
  }

  send(commands: readonly KeyCommand[]): Promise<unknown>[] {
    return commands.map(({ key, command }) =>
      this.#cluster.sendCommand(key === '' ? undefined : key, false, [...command]),
    );
  }

  sendToAll(command: readonly string[]): Promise<unknown>[] {
    return this.#cluster.masters.map(async (node) => {
      const client = await this.#cluster.nodeClient(node);
      return await client.sendCommand([...command]);
    });
  }

  async isReplaced(): Promise<boolean> {
    // Servers redirect what has moved; one that has failed does not answer.
    const answers = await Promise.all(this.sendToAll(['CLUSTER', 'INFO']));
    return !answers.every((answer) => String(answer).includes('cluster_state:ok'));
  }

  close(): void {
    this.#drop();
    setTimeout(() => {
      this.#drop();
    }, CLOSE_AGAIN_MS).unref();
  }

  #drop(): void {
    for (const { client, connectPromise } of this.#cluster.nodeByAddress.values()) {
      client?.unref();
      if (connectPromise !== undefined) void connectPromise.then(destroyClient, () => undefined);
      else if (client !== undefined) destroyClient(client);
    }
  }
}
