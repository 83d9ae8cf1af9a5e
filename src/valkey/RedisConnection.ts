import type { createClient } from '@redis/client';

/** node-redis' client, without the type parameters of modules and scripts. */
export type RedisClient = ReturnType<typeof createClient>;

/**
 * One connection of node-redis that can be ended at any moment.
 *
 * `close` of the client waits for answers, and a client whose `close` was called refuses `destroy`;
 * `destroy` while a socket is connecting leaves that socket open (node-redis 5, client/socket.js).
 */
export class RedisConnection {
  readonly client: RedisClient;
  #hasSocket = false;

  constructor(client: RedisClient) {
    this.client = client;
    client.on('connect', () => {
      this.#hasSocket = true;
    });
    client.on('reconnecting', () => {
      this.#hasSocket = false;
    });
  }

  /** Drops the connection and all pending commands. The client must not reconnect on its own. */
  end(): void {
    const { client } = this;
    client.unref();
    if (this.#hasSocket) destroyClient(client);
    else {
      client.once('connect', () => {
        destroyClient(client);
      });
    }
  }
}

/** Drops what is open. node-redis throws for a client that is closed. */
export function destroyClient(client: Pick<RedisClient, 'isOpen' | 'destroy'>): void {
  if (client.isOpen) client.destroy();
}
