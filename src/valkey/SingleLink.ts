import { createClient } from '@keyv/redis';
import { timeout, TimeoutStrategy } from 'cockatiel';
import { RedisConnection, type RedisClient } from './RedisConnection.js';
import type { LinkOptions, ValkeyLink } from './ValkeyLink.js';

/** A connection to one server. */
export class SingleLink implements ValkeyLink {
  readonly isCluster = false;
  readonly #client: RedisClient;
  readonly #connection: RedisConnection;
  #isEnded = false;

  constructor(url: string, { silenceMs, isPinged }: LinkOptions) {
    this.#client = createClient({
      url,
      disableOfflineQueue: true,
      commandsQueueMaxLength: 10_000,
      ...(isPinged ? { pingInterval: Math.floor(silenceMs / 3) } : {}),
      socket: {
        connectTimeout: 5_000,
        socketTimeout: silenceMs,
        reconnectStrategy: (retries) =>
          this.#isEnded ? false : Math.min(50 * 2 ** Math.min(retries, 10), 1_000),
      },
    });
    this.#client.on('error', () => undefined);
    this.#connection = new RedisConnection(this.#client);
  }

  get isReady(): boolean {
    return this.#client.isReady;
  }

  connect(): void {
    // It only gives up when it is ended.
    void this.#client.connect().catch(() => undefined);
  }

  async send(_key: string, command: readonly string[], timeoutMs: number): Promise<unknown> {
    return await timeout(timeoutMs, TimeoutStrategy.Aggressive).execute(() =>
      this.#client.sendCommand([...command]),
    );
  }

  onReady(listener: () => void): void {
    this.#client.on('ready', listener);
  }

  onDown(listener: (error: unknown) => void): void {
    this.#client.on('error', listener);
  }

  end(): void {
    this.#isEnded = true;
    this.#connection.end();
  }
}
