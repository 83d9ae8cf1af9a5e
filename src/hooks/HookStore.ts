import { createClient } from '@redis/client';
import { createNodeRedisClient, type IRedisClient } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { parseValkeyAddress } from '../valkey/address.js';
import { RedisConnection } from '../valkey/RedisConnection.js';
import { isReadOnly } from '../valkey/ServerConnection.js';
import { within } from '../valkey/within.js';
import { z } from 'zod';
import type { SourceWarning } from '../orderedList.js';
import type { DisableReason } from './Hook.js';

/** State of a hook, apart from its queue. */
export interface HookState {
  /** The delivery up to which it was enqueued; null before the first. */
  readonly cursor: string | null;
  readonly disabled: DisableReason | null;
  /** Since when every attempt has failed, in milliseconds since 1970. */
  readonly failingSince: number | null;
  readonly deliveredAt: number | null;
  /** What the servers could not deliver when the cursor was saved. */
  readonly warnings: readonly SourceWarning[];
}

const UNREADABLE: SourceWarning = {
  code: 'WARNINGS_UNREADABLE',
  message:
    'the stored warnings of this webhook cannot be read; the process that runs the webhook replaces them within a minute, unless the webhook is disabled',
};

const storedWarnings = z.array(z.object({ code: z.string(), message: z.string() }));

/** Hash tag of all keys, so that a cluster stores them on one node. */
const NAMESPACE = '{patchwork-graphql:hooks}';
/** Prefix of the keys of the queues. */
export const QUEUE_PREFIX = `${NAMESPACE}:queue`;

const LEASE_MS = 15_000;
/** BullMQ waits for up to 10 seconds for a job; the lease of each hook is renewed more often. */
const SILENCE_MS = 15_000;
/** When shutting down, a server that does not answer within this time is abandoned. */
const ANSWER_MS = 1_000;
/** Renews the lease of its holder; otherwise grants it to the first process that requests it. */
const HOLD = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;
/** KEYS hook; ARGV cursor that is stored or empty, new cursor, warnings. Returns whether that one was stored. */
const SAVE = `
if (redis.call('HGET', KEYS[1], 'cursor') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'cursor', ARGV[2], 'warnings', ARGV[3])
return 1`;
/** KEYS hook; ARGV time of the failure, time of the last success. Returns the time since which it has failed. */
const FAIL = `
local since = redis.call('HGET', KEYS[1], 'failingSince')
if since and tonumber(since) >= tonumber(ARGV[2]) then return since end
redis.call('HSET', KEYS[1], 'failingSince', ARGV[1])
return ARGV[1]`;

/** Stores the progress of hooks in a Valkey or Redis. */
export class HookStore {
  /** Of node-redis. */
  readonly client: ReturnType<typeof createClient>;
  readonly #connection: RedisConnection;
  #queueClient: IRedisClient | undefined;
  readonly #leaseMs: number;
  #isEnded = false;

  /**
   * @param times in milliseconds. `leaseMs`: a process that does not renew its lease for longer is
   *   replaced. `silenceMs`: a connection that is idle for longer is opened again, and its commands
   *   fail.
   * @throws RangeError for an address that is not one server; it does not show the text.
   */
  constructor(
    url: string,
    {
      leaseMs = LEASE_MS,
      silenceMs = SILENCE_MS,
    }: { readonly leaseMs?: number; readonly silenceMs?: number } = {},
  ) {
    this.#leaseMs = leaseMs;
    const address = parseValkeyAddress(url);
    if (address?.kind !== 'SINGLE') {
      throw new RangeError('webhooks need one Valkey or Redis server: set live.url to its address');
    }
    this.client = createClient({
      url: address.url,
      socket: {
        connectTimeout: 5_000,
        // Pings would restart this timer, because it counts what is sent too.
        socketTimeout: silenceMs,
        reconnectStrategy: (retries) =>
          this.#isEnded ? false : Math.min(50 * 2 ** Math.min(retries, 10), 1_000),
      },
    });
    this.client.on('error', () => undefined);
    this.#connection = new RedisConnection(this.client);
  }

  /**
   * The same connection, for BullMQ. All queues and workers share one adapter: those that BullMQ
   * creates remain when a worker is closed, and then throw each error of the connection, which
   * would end the process.
   */
  get queueClient(): IRedisClient {
    this.#queueClient ??= adapt(this.client);
    return this.#queueClient;
  }

  /**
   * Connects, and reconnects after each interruption.
   *
   * @throws Error where that takes longer than `timeoutMs`; default: never.
   */
  async connect(timeoutMs?: number): Promise<void> {
    const connecting = this.client.connect();
    if (timeoutMs === undefined) {
      await connecting;
      return;
    }
    await within(timeoutMs, () => connecting).catch((cause: unknown) => {
      this.end();
      throw new Error('the Valkey or Redis server of the webhooks does not answer', { cause });
    });
  }

  async read(hook: string): Promise<HookState> {
    const stored = await this.client.hGetAll(keyOf(hook));
    const { cursor, disabled, failingSince, deliveredAt, warnings } = stored;
    return {
      cursor: cursor ?? null,
      disabled: disabled === 'GONE' || disabled === 'FAILING' ? disabled : null,
      failingSince: failingSince === undefined ? null : Number(failingSince),
      deliveredAt: deliveredAt === undefined ? null : Number(deliveredAt),
      warnings: readWarnings(warnings),
    };
  }

  /**
   * Moves the cursor of a hook.
   *
   * @param before the cursor that the store is expected to have; null for none.
   * @returns whether it had that one; otherwise nothing is saved.
   */
  async saveProgress(
    hook: string,
    before: string | null,
    { cursor, warnings }: Pick<HookState, 'warnings'> & { readonly cursor: string },
  ): Promise<boolean> {
    const parameters = [before ?? '', cursor, JSON.stringify(warnings)];
    const options = { keys: [keyOf(hook)], arguments: parameters };
    return (await this.client.eval(SAVE, options)) === 1;
  }

  async succeeded(hook: string, nowMs: number): Promise<void> {
    const key = keyOf(hook);
    const fields = { deliveredAt: String(nowMs) };
    await this.client.multi().hSet(key, fields).hDel(key, 'failingSince').exec();
  }

  /**
   * @param succeededMs when the hook last succeeded, which the store may not have; 0 if that is not known.
   * @returns the time since which the hook has failed.
   */
  async failed(hook: string, nowMs: number, succeededMs: number): Promise<number> {
    const parameters = [String(nowMs), String(succeededMs)];
    const options = { keys: [keyOf(hook)], arguments: parameters };
    return Number(await this.client.eval(FAIL, options));
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
    try {
      return (await this.client.eval(HOLD, options)) === 1;
    } catch (error) {
      // Its address may lead to the new primary by now: the server closes the connection, and it is opened again.
      if (isReadOnly(error)) await this.client.sendCommand(['QUIT']).catch(() => undefined);
      throw error;
    }
  }

  async release(hook: string, replica: string): Promise<void> {
    await this.client.eval(RELEASE, { keys: [`${keyOf(hook)}:lead`], arguments: [replica] });
  }

  /**
   * Waits for work that is about to end, and then ends the connection; immediately if the server
   * does not answer, so that a hanging server does not keep the process alive. Never rejects.
   */
  async endAfter(work: Promise<unknown>): Promise<void> {
    const isOver = work.then(
      () => true,
      () => true,
    );
    while (!(await Promise.race([isOver, pause(ANSWER_MS, false)]))) {
      const isAnswering = await within(ANSWER_MS, () => this.client.ping()).then(
        () => true,
        () => false,
      );
      if (isAnswering) continue;
      this.end();
      await Promise.race([isOver, pause(ANSWER_MS)]);
      return;
    }
    this.end();
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#connection.end();
  }
}

/** An adapter of BullMQ that never throws errors of its connection, nor do those that are made from it. */
function adapt(client: ReturnType<typeof createClient>): IRedisClient {
  const ignoreErrors = (adapter: IRedisClient): IRedisClient =>
    adapter.on('error', () => undefined);
  const adapter = ignoreErrors(createNodeRedisClient(client));
  const duplicate = adapter.duplicate.bind(adapter);
  // One that is closed while it connects fails later, when BullMQ does not listen any more.
  adapter.duplicate = (...options: unknown[]) => ignoreErrors(duplicate(...options));
  return adapter;
}

/** Another release may have stored them in another form. */
function readWarnings(text: string | undefined): HookState['warnings'] {
  if (text === undefined) return [];
  try {
    return storedWarnings.parse(JSON.parse(text));
  } catch {
    return [UNREADABLE];
  }
}

function keyOf(hook: string): string {
  return `${NAMESPACE}:hook:${hook}`;
}
