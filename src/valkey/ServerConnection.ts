import { createClient, ErrorReply } from '@redis/client';
import { isDeepStrictEqual } from 'node:util';
import type { Credentials, ValkeyNode } from './address.js';
import { clientOptions, socketOptions } from './clientOptions.js';
import type { LinkConnection } from './ReconnectingLink.js';
import { RedisConnection, type RedisClient } from './RedisConnection.js';
import type { KeyCommand, LinkOptions } from './ValkeyLink.js';
import { within } from './within.js';

/** Determines which server to use. */
export interface Whereabouts extends Credentials {
  /** The current one. @throws if it cannot be determined. */
  locate(): Promise<ValkeyNode>;
  /** Whether to check that it accepts writes. */
  readonly isPrimary: boolean;
  readonly isTls: boolean;
  readonly database: number;
}

const TIMEOUT_MS = 2_000;

/**
 * A connection to one server.
 *
 * Where Sentinels know it, it is located for each connection. node-redis' own client of Sentinels waits for a dead
 * primary, repeats a command without bounds, writes errors to the standard output and cannot be ended while it
 * connects (5.12, sentinel/index.js).
 */
export class ServerConnection implements LinkConnection {
  readonly #client: RedisClient;
  readonly #connection: RedisConnection;
  readonly #options: LinkOptions;
  readonly #whereabouts: Whereabouts;
  readonly #node: ValkeyNode;

  /** @throws as {@link Whereabouts.locate}. */
  static async make(
    whereabouts: Whereabouts,
    options: LinkOptions,
    fail: (error: unknown) => void,
  ): Promise<ServerConnection> {
    return new ServerConnection(await whereabouts.locate(), whereabouts, options, fail);
  }

  private constructor(
    node: ValkeyNode,
    whereabouts: Whereabouts,
    options: LinkOptions,
    fail: (error: unknown) => void,
  ) {
    const { username, password, database, isTls } = whereabouts;
    this.#node = node;
    this.#whereabouts = whereabouts;
    this.#options = options;
    this.#client = createClient({
      ...clientOptions(options),
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      database,
      socket: { ...socketOptions(options, isTls), ...node },
    });
    this.#client.on('error', fail);
    this.#connection = new RedisConnection(this.#client);
  }

  async open(): Promise<void> {
    const { listen } = this.#options;
    await this.#client.connect();
    if (this.#whereabouts.isPrimary) {
      const role = await within(TIMEOUT_MS, () => this.#client.sendCommand(['ROLE']));
      if (!Array.isArray(role) || String(role[0]) !== 'master') {
        throw new Error('the Valkey or Redis server is not the primary');
      }
    }
    if (listen !== undefined) await this.#client.subscribe(listen.channel, listen.onMessage);
  }

  send(commands: readonly KeyCommand[]): Promise<unknown>[] {
    return commands.map(({ command }) => this.#client.sendCommand([...command]));
  }

  sendToAll(command: readonly string[]): Promise<unknown>[] {
    return [this.#client.sendCommand([...command])];
  }

  async isReplaced(cause: unknown): Promise<boolean> {
    if (this.#whereabouts.isPrimary) {
      return !isDeepStrictEqual(await this.#whereabouts.locate(), this.#node);
    }
    if (!isReadOnly(cause)) return false;
    // A name or a proxy may lead to the new primary, while this connection to the old one remains.
    const whereabouts = { ...this.#whereabouts, isPrimary: true };
    const options = { ...this.#options, listen: undefined };
    const next = new ServerConnection(this.#node, whereabouts, options, () => undefined);
    try {
      await next.open();
      return true;
    } finally {
      next.close();
    }
  }

  close(): void {
    this.#connection.end();
  }
}

/** Whether a server refuses writes because it is a replica. Redis 6 puts a text of its own before that for scripts. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof ErrorReply && error.message.includes('READONLY');
}
