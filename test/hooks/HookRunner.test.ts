import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { lacks } from '../tools/programs.js';
import { startReceiver, status, type Receiver } from './receiver.js';
import { messages, runHook, type RunOptions } from './runHook.js';
import { startRelay } from './startRelay.js';

let redis: RedisServer;
let receiver: Receiver;
const running: Awaited<ReturnType<typeof runHook>>[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.close());
beforeEach(async () => {
  await redis.client.flushAll();
  receiver = await startReceiver();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
  await receiver.close();
});

async function run(options: Partial<RunOptions> = {}) {
  const started = await runHook({ redisUrl: redis.url, hook: { url: receiver.url }, ...options });
  running.push(started);
  return started;
}

/** Cursors of the received deliveries, in order. */
function cursors(): string[] {
  return receiver.received.map(({ body }) => {
    const { data } = JSON.parse(body) as { data: { events: { cursor: string } } };
    return data.events.cursor;
  });
}

/** Cursors and ids: as many as cursors if all attempts of a delivery have the same id. */
function attempts(): Set<string> {
  const ids = receiver.received.map(({ headers }) => String(headers['webhook-id']));
  return new Set(cursors().map((cursor, index) => `${cursor} ${ids[index] ?? ''}`));
}

const portOf = ({ url }: RedisServer): number => Number(new URL(url).port);

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

describe.skipIf(lacks('redis'))('a webhook', () => {
  it('continues where it was if the store has lost its data', async () => {
    const begun: (string | null)[] = [];
    const { store, queue } = await run({
      subscribe: (hook, after, signal) => {
        begun.push(after);
        return messages(5)(hook, after, signal);
      },
    });
    await expect.poll(async () => (await store.read('ci')).cursor).toBe('5');
    // Its subscription ends meanwhile.
    await store.disable('ci', 'GONE');
    await expect.poll(() => queue.isSending).toBe(false);
    await redis.client.flushAll();
    await expect.poll(() => queue.isSending).toBe(true);
    await expect.poll(() => begun).toEqual([null, '5']);
  });

  it('continues in another process where it was if the store has lost its data', async () => {
    const subscribe = vi.fn(messages(5));
    const leader = await run({ subscribe: messages(5) });
    await expect.poll(async () => (await leader.store.read('ci')).cursor).toBe('5');
    const other = await run({ subscribe });
    const reads = vi.spyOn(other.store, 'read');
    // The second one begins once the first has ended.
    await expect.poll(() => reads.mock.calls.length).toBeGreaterThan(1);
    const lead = '{patchwork-graphql:hooks}:hook:ci:lead';
    await redis.client.multi().flushAll().set(lead, 'a third process').exec();
    running.splice(running.indexOf(leader), 1);
    await leader.close();
    await redis.client.del(lead);
    await expect.poll(() => subscribe.mock.calls.map(([, after]) => after)).toEqual(['5']);
    expect((await other.store.read('ci')).cursor).toBe('5');
  });

  it.each([
    ['when the next delivery arrives', { pauseMs: 1_000 }, 6],
    ['while nothing happens', {}, 5],
  ])('enqueues again what the store has lost, %s', async (_, options, last) => {
    let limit = 3;
    receiver.answer = (response) => {
      status(cursors().at(-1) === '4' ? 500 : 200)(response);
    };
    const { store, queue } = await run({
      ...options,
      delaysMs: [3_600_000],
      async *subscribe(hook, after, signal) {
        for await (const message of messages(6)(hook, after, signal)) {
          while (Number(message.cursor) > limit && !signal.aborted) await pause(5);
          if (signal.aborted) return;
          yield message;
        }
      },
    });
    const { client } = redis;
    await expect.poll(() => queue.counts()).toEqual({ waiting: 0, retrying: 0, failed: 0 });
    await expect.poll(async () => (await store.read('ci')).cursor).toBe('3');
    await expect.poll(cursors).toEqual(numbers(3));
    const copies = client.multi();
    for (const key of await client.keys('*')) copies.copy(key, key, { DB: 1 });
    await copies.exec();
    limit = 5;
    await expect.poll(() => queue.counts()).toEqual({ waiting: 0, retrying: 1, failed: 0 });
    await expect.poll(async () => (await store.read('ci')).cursor).toBe('5');
    await expect.poll(cursors).toEqual(numbers(5));
    // As if a snapshot was restored: the fourth delivery is not in the queue any more.
    await client.swapDb(0, 1);
    limit = last;
    await expect.poll(async () => (await store.read('ci')).cursor).toBe(String(last));
    await expect.poll(() => new Set(cursors().slice(5))).toEqual(new Set(numbers(last).slice(3)));
    await expect.poll(() => queue.counts()).toEqual({ waiting: 0, retrying: 1, failed: 0 });
    expect(attempts().size).toBe(last);
  });

  it('receives each delivery once, the oldest first, and resumes where it was after a restart', async () => {
    const first = await run({ subscribe: messages(5) });
    await expect.poll(cursors).toEqual(numbers(5));
    await expect.poll(async () => (await first.store.read('ci')).cursor).toBe('5');
    running.pop();
    await first.close();
    await run({ subscribe: messages(8) });
    await expect.poll(cursors).toEqual(numbers(8));
  });

  it('is run by one process at a time, and by another one soon after', async () => {
    const one = await run({ subscribe: messages(20, 10) });
    const other = await run({ subscribe: messages(20, 10) });
    await expect.poll(() => cursors().length).toBeGreaterThan(5);
    const leader = one.events.length > 0 ? one : other;
    running.splice(running.indexOf(leader), 1);
    await leader.close();
    await expect.poll(() => new Set(cursors()).size).toBe(20);
    expect(cursors()).toEqual(numbers(20));
  });

  it('is tried again, with the same id and a new time', async () => {
    let nowMs = 1_000_000;
    let attempts = 0;
    receiver.answer = (response) => {
      attempts += 1;
      nowMs += 60_000;
      status(attempts < 3 ? 500 : 200)(response);
    };
    const { events } = await run({ subscribe: messages(1), now: () => nowMs });
    await expect.poll(() => events.length).toBe(3);
    const failed = { type: 'hook-failed', hook: 'ci', failure: 'STATUS', status: 500 };
    expect(events).toEqual([
      { ...failed, attempt: 1, retryMs: 20 },
      { ...failed, attempt: 2, retryMs: 20 },
      { type: 'hook-delivered', hook: 'ci', attempt: 3 },
    ]);
    const valuesOf = (name: string) => receiver.received.map(({ headers }) => headers[name]);
    expect(new Set(valuesOf('webhook-id')).size).toBe(1);
    expect(valuesOf('webhook-timestamp')).toEqual(['1000', '1060', '1120']);
    expect(new Set(valuesOf('webhook-signature')).size).toBe(3);
  });

  it('does not wait for a delivery that is retried', async () => {
    receiver.answer = (response) => {
      const isFirst = cursors().at(-1) === '1';
      status(isFirst ? 500 : 200)(response);
    };
    const { events, queue } = await run({ subscribe: messages(3), delaysMs: [3_600_000] });
    await expect.poll(cursors).toEqual(numbers(3));
    await expect.poll(() => events.length).toBe(3);
    expect(events.map(({ type }) => type)).toEqual([
      'hook-failed',
      'hook-delivered',
      'hook-delivered',
    ]);
    receiver.answer = status(200);
    expect(await queue.redeliver()).toBe(1);
    await expect.poll(cursors).toEqual([...numbers(3), '1']);
  });

  it('waits for as long as a receiver requests', async () => {
    receiver.answer = status(429, { 'retry-after': '3600' });
    const { events, queue } = await run({ subscribe: messages(1) });
    await expect.poll(() => events).toMatchObject([{ status: 429, retryMs: 3_600_000 }]);
    await expect.poll(() => queue.counts()).toEqual({ waiting: 0, retrying: 1, failed: 0 });
    expect(receiver.received).toHaveLength(1);
  });

  it('stores a delivery that failed at each attempt, until it is sent again', async () => {
    receiver.answer = status(500);
    const { events, queue } = await run({ subscribe: messages(1) });
    await expect.poll(() => events.at(-1)).toMatchObject({ attempt: 3, retryMs: null });
    await expect.poll(() => queue.counts()).toEqual({ waiting: 0, retrying: 0, failed: 1 });
    receiver.answer = status(200);
    expect(await queue.redeliver()).toBe(1);
    await expect.poll(() => events.at(-1)).toMatchObject({ type: 'hook-delivered' });
  });

  it('is disabled by 410, and stores deliveries until it is enabled', async () => {
    receiver.answer = status(410);
    const { events, queue, store } = await run({ subscribe: messages(3, 20) });
    await expect
      .poll(() => events.at(-1))
      .toEqual({ type: 'hook-disabled', hook: 'ci', reason: 'GONE' });
    const { length } = receiver.received;
    expect((await store.read('ci')).disabled).toBe('GONE');
    receiver.answer = status(200);
    // The attempt that disabled it ends soon after.
    await expect.poll(() => queue.counts()).toMatchObject({ failed: 1 });
    await store.enable('ci');
    await queue.redeliver();
    await expect.poll(() => new Set(cursors().slice(length))).toEqual(new Set(numbers(3)));
  });

  it('is disabled where it has failed for three days', async () => {
    const threeDaysMs = 3 * 24 * 3_600_000;
    // The time at which each attempt has failed.
    const times = [0, threeDaysMs - 1, threeDaysMs];
    let nowMs = 0;
    receiver.answer = (response) => {
      nowMs = times[receiver.received.length - 1] ?? nowMs;
      status(500)(response);
    };
    const { events, store } = await run({ subscribe: messages(1), now: () => nowMs });
    await expect.poll(() => events.map(({ type }) => type)).toContain('hook-disabled');
    expect(events).toMatchObject([
      { type: 'hook-failed', attempt: 1 },
      { type: 'hook-failed', attempt: 2 },
      { type: 'hook-failed', attempt: 3 },
      { type: 'hook-disabled', reason: 'FAILING' },
    ]);
    expect((await store.read('ci')).disabled).toBe('FAILING');
  });

  it('has failed since its first failure after the last success', async () => {
    const { store } = await run();
    expect(await store.failed('ci', 1_000, 0)).toBe(1_000);
    expect(await store.failed('ci', 2_000, 0)).toBe(1_000);
    // A success that the store did not record.
    expect(await store.failed('ci', 4_000, 3_000)).toBe(4_000);
    expect(await store.failed('ci', 5_000, 3_000)).toBe(4_000);
    await store.succeeded('ci', 6_000);
    expect(await store.failed('ci', 7_000, 6_000)).toBe(7_000);
    expect(await store.read('ci')).toMatchObject({ deliveredAt: 6_000, failingSince: 7_000 });
  });

  it('loses nothing if its process is killed', async () => {
    const script = new URL('hookProcess.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--import', 'tsx', script, redis.url, receiver.url], {
      stdio: 'inherit',
    });
    await expect.poll(() => cursors().length, { timeout: 20_000 }).toBeGreaterThan(10);
    receiver.answer = () => undefined;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    receiver.answer = status(200);
    await run({ subscribe: messages(50) });
    await expect.poll(() => new Set(cursors()).size, { timeout: 10_000 }).toBe(50);
    const repeated = cursors().length - 50;
    expect(repeated).toBeLessThanOrEqual(2);
  });
});

describe.skipIf(lacks('redis'))('a webhook whose store fails', { timeout: 60_000 }, () => {
  const PATIENCE = { timeout: 50_000 };
  let durable: RedisServer;
  beforeAll(async () => {
    durable = await startRedis(true);
  });
  afterAll(() => durable.close());
  beforeEach(() => durable.client.flushAll());

  const interruptions: Record<string, (server: RedisServer) => Promise<void>> = {
    'does not answer for a while': async (server) => {
      server.freeze();
      // Longer than the lease, and than the accepted silence.
      await pause(2_500);
      server.thaw();
    },
    'is killed and started again': async (server) => {
      await server.kill();
      await server.start();
    },
    'hangs and is killed then': async (server) => {
      server.freeze();
      await pause(200);
      await server.kill();
      await server.start();
    },
  };

  it.each(Object.entries(interruptions))('loses nothing if the store %s', async (_, interrupt) => {
    const { url: redisUrl } = durable;
    await run({ redisUrl, silenceMs: 1_000, subscribe: messages(40, 10), delaysMs: [20, 20, 20] });
    await expect.poll(() => cursors().length, PATIENCE).toBeGreaterThan(5);
    await interrupt(durable);
    await expect.poll(() => new Set(cursors()).size, PATIENCE).toBe(40);
    expect(attempts().size).toBe(40);
  });

  it('reconnects if nothing is received over its connections any more', async () => {
    const relay = await startRelay(portOf(redis));
    try {
      const redisUrl = `redis://127.0.0.1:${String(relay.port)}`;
      await run({ redisUrl, silenceMs: 1_000, subscribe: messages(40, 10) });
      await expect.poll(() => cursors().length, PATIENCE).toBeGreaterThan(5);
      relay.swallow();
      await expect.poll(() => new Set(cursors()).size, PATIENCE).toBe(40);
      expect(attempts().size).toBe(40);
      await running.pop()?.close();
    } finally {
      relay.close();
    }
  });

  it('follows its address to another primary, while connections to the old one remain', async () => {
    const next = await startRedis();
    const relay = await startRelay(portOf(redis));
    try {
      await next.client.sendCommand(['REPLICAOF', '127.0.0.1', String(portOf(redis))]);
      await expect.poll(() => next.client.info('replication')).toContain('master_link_status:up');
      const redisUrl = `redis://127.0.0.1:${String(relay.port)}`;
      await run({ redisUrl, silenceMs: 10_000, subscribe: messages(40, 10) });
      await expect.poll(() => cursors().length, PATIENCE).toBeGreaterThan(5);
      await next.client.sendCommand(['REPLICAOF', 'NO', 'ONE']);
      await redis.client.sendCommand(['REPLICAOF', '127.0.0.1', String(portOf(next))]);
      relay.redirect(portOf(next));
      await expect.poll(() => new Set(cursors()).size, PATIENCE).toBe(40);
      expect(attempts().size).toBe(40);
      await running.pop()?.close();
    } finally {
      await redis.client.sendCommand(['REPLICAOF', 'NO', 'ONE']);
      relay.close();
      await next.close();
    }
  });

  it.each(['hangs', 'is away'])('can be closed where the store %s', async (fault) => {
    const hook = await run({ redisUrl: durable.url, subscribe: messages(40, 10) });
    await expect.poll(() => cursors().length, PATIENCE).toBeGreaterThan(5);
    running.pop();
    if (fault === 'hangs') durable.freeze();
    else await durable.kill();
    try {
      await hook.close();
    } finally {
      durable.thaw();
      if (fault !== 'hangs') await durable.start();
    }
    expect(hook.events).not.toContainEqual(expect.objectContaining({ type: 'hook-failed' }));
  });

  it('survives failures of the connection while it is disabled', async () => {
    receiver.answer = status(410);
    const { events, queue } = await run({ redisUrl: durable.url, subscribe: messages(1) });
    await expect.poll(() => events.at(-1)).toMatchObject({ type: 'hook-disabled' });
    await expect.poll(() => queue.isSending).toBe(false);
    await expect.poll(() => queue.counts(), PATIENCE).toMatchObject({ failed: 1 });
    await durable.kill();
    await durable.start();
    await expect.poll(() => queue.counts(), PATIENCE).toMatchObject({ failed: 1 });
  });

  it('does not repeat a delivery because the store refuses to record that it was made', async () => {
    await redis.client.set('{patchwork-graphql:hooks}:hook:ci', 'not a hash');
    const { queue, events } = await run({ subscribe: messages(0) });
    await queue.add({ id: 'msg_1', body: '{"data":{"events":{"cursor":"1"}}}' });
    queue.start();
    await expect.poll(() => events.some(({ type }) => type === 'hook-delivered')).toBe(true);
    await expect.poll(() => queue.counts()).toEqual({ waiting: 0, retrying: 0, failed: 0 });
    expect(receiver.received).toHaveLength(1);
  });
});
