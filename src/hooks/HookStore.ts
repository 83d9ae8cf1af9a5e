import { createClient } from '@redis/client';
import { timeout, TimeoutStrategy } from 'cockatiel';
import { parseValkeyAddress } from '../valkey/address.js';
import { RedisConnection } from '../valkey/RedisConnection.js';
import type { DisableReason } from './Hook.js';

/** What is known of a hook beside its queue. */
export interface HookState {
  /** The delivery up to which it was enqueued; null before the first. */
  readonly cursor: string | null;
  readonly disabled: DisableReason | null;
  /** Since when every attempt has failed, in milliseconds since 1970. */
  readonly failingSince: number | null;
  readonly deliveredAt: number | null;
}

/** Hash tag of all keys, so that a cluster keeps them together. */
const NAMESPACE = '{patchwork-graphql:hooks}';
/** Where the queues are. */
export const QUEUE_PREFIX = `${NAMESPACE}:queue`;

const LEASE_MS = 15_000;
/** Gives the lease to whoever has it, or to the first to ask. */
const HOLD = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** Keeps how far hooks have come in a Valkey or Redis. */
export class HookStore {
  /** Of node-redis, for the queues too. */
  readonly client: ReturnType<typeof createClient>;
  readonly #connection: RedisConnection;
  readonly #leaseMs: number;
  #isEnded = false;

  /**
   * @param leaseMs a process that is silent for longer is replaced.
   * @throws RangeError for an address that is not one server; it does not show the text.
   */
  constructor(url: string, leaseMs = LEASE_MS) {
    this.#leaseMs = leaseMs;
    const address = parseValkeyAddress(url);
    if (address?.kind !== 'SINGLE') {
      throw new RangeError('webhooks need one Valkey or Redis server: set live.url to its address');
    }
    this.client = createClient({
      url: address.url,
      pingInterval: 5_000,
      socket: {
        connectTimeout: 5_000,
        reconnectStrategy: (retries) =>
          this.#isEnded ? false : Math.min(50 * 2 ** Math.min(retries, 10), 1_000),
      },
    });
    this.client.on('error', () => undefined);
    this.#connection = new RedisConnection(this.client);
  }

  /**
   * Connects, and again after each interruption.
   *
   * @throws Error where that takes longer than `timeoutMs`; default: never.
   */
  async connect(timeoutMs?: number): Promise<void> {
    const connecting = this.client.connect();
    if (timeoutMs === undefined) {
      await connecting;
      return;
    }
    await timeout(timeoutMs, TimeoutStrategy.Aggressive)
      .execute(() => connecting)
      .catch((cause: unknown) => {
        this.end();
        throw new Error('the Valkey or Redis server of the webhooks does not answer', { cause });
      });
  }

  async read(hook: string): Promise<HookState> {
    const { cursor, disabled, failingSince, deliveredAt } = await this.client.hGetAll(keyOf(hook));
    return {
      cursor: cursor ?? null,
      disabled: disabled === 'GONE' || disabled === 'FAILING' ? disabled : null,
      failingSince: failingSince === undefined ? null : Number(failingSince),
      deliveredAt: deliveredAt === undefined ? null : Number(deliveredAt),
    };
  }

  async saveCursor(hook: string, cursor: string): Promise<void> {
    await this.client.hSet(keyOf(hook), { cursor });
  }

  async succeeded(hook: string, nowMs: number): Promise<void> {
    await this.client.hSet(keyOf(hook), { deliveredAt: String(nowMs) });
    await this.client.hDel(keyOf(hook), 'failingSince');
  }

  /** @returns since when the hook has failed. */
  async failed(hook: string, nowMs: number): Promise<number> {
    await this.client.hSetNX(keyOf(hook), 'failingSince', String(nowMs));
    return Number(await this.client.hGet(keyOf(hook), 'failingSince'));
  }

  async disable(hook: string, reason: DisableReason): Promise<void> {
    await this.client.hSet(keyOf(hook), { disabled: reason });
  }

  async enable(hook: string): Promise<void> {
    await this.client.hDel(keyOf(hook), ['disabled', 'failingSince']);
  }

  /** Takes or renews the lease of a hook. @returns whether this replica holds it. */
  async hold(hook: string, replica: string): Promise<boolean> {
    const options = { keys: [`${keyOf(hook)}:lead`], arguments: [replica, String(this.#leaseMs)] };
    return (await this.client.eval(HOLD, options)) === 1;
  }

  async release(hook: string, replica: string): Promise<void> {
    await this.client.eval(RELEASE, { keys: [`${keyOf(hook)}:lead`], arguments: [replica] });
  }

  end(): void {
    this.#isEnded = true;
    this.#connection.end();
  }
}

function keyOf(hook: string): string {
  return `${NAMESPACE}:hook:${hook}`;
}
