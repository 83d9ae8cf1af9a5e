import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHooks } from '../../src/cli/openHooks.js';
import { runCli } from '../../src/cli/runCli.js';
import { startRedis, type RedisServer } from '../cache/startRedis.js';
import { lacks } from '../tools/programs.js';
import { startReceiver, status, type Receiver } from './receiver.js';
import { messages, runHook } from './runHook.js';

let redis: RedisServer;
let receiver: Receiver;
let directory: string;
beforeAll(async () => {
  redis = await startRedis();
  directory = await mkdtemp(join(tmpdir(), 'hooks-'));
});
afterAll(async () => {
  await redis.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  await redis.client.flushAll();
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

async function cli(...argv: readonly string[]) {
  const file = join(directory, 'gateway.yml');
  await writeFile(
    file,
    `live: { url: '${redis.url}' }
webhooks:
  - name: ci
    url: ${receiver.url}?key=hidden
    secrets: ['${Buffer.alloc(32, 1).toString('base64')}']
    document: hooks/ci.graphql
    allowPlain: true
    allowPrivate: true
`,
  );
  let out = '';
  const write = (text: string): void => void (out += text);
  const unused = () => Promise.reject(new Error('not used'));
  const code = await runCli([...argv, '--config', file], {
    stdout: { write },
    stderr: { write },
    environment: {},
    openHooks,
    openEmbeddedGateway: () => Promise.reject(new Error('not opened')),
    startGateway: unused,
    probeInstance: unused,
    probeCache: unused,
    probeEviction: unused,
    untilStopped: unused,
  });
  return { code, out };
}

describe.skipIf(lacks('redis'))('patchwork-graphql hooks', () => {
  it('lists webhooks without the secret parts of their URLs', async () => {
    const { code, out } = await cli('hooks', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/^ci +http:\/\/127\.0\.0\.1:\d+ +ENABLED +0 +0 +0 +-$/m);
    expect(out).not.toContain('hidden');
  });

  it('lists what the servers cannot deliver to a webhook', async () => {
    const message = 'v22 has no events about comments: they need API 1.3, this server has 1.2';
    const warnings = [{ code: 'NO_COMMENT_EVENTS', message }];
    const options = { redisUrl: redis.url, hook: { url: receiver.url } };
    const running = await runHook({ ...options, subscribe: messages(1, 0, warnings) });
    try {
      await expect
        .poll(async () => (await cli('hooks', 'list')).out)
        .toMatch(/^ci +http.*\n\nwarning: ci: v22 has no events about comments: .*\n$/m);
    } finally {
      await running.close();
    }
  });

  it('reports stored warnings that cannot be read', async () => {
    const { store, close } = await runHook({ redisUrl: redis.url, hook: { url: receiver.url } });
    try {
      const warnings = [{ code: 'NO_COMMENT_EVENTS', message: 'v22 has no events about comments' }];
      await store.saveProgress('ci', null, { cursor: '1', warnings });
      expect((await store.read('ci')).warnings).toEqual(warnings);
      const [key = ''] = await store.client.keys('*:hook:ci');
      for (const stored of ['{', '[{"code":7}]', '{}']) {
        await store.client.hSet(key, { warnings: stored });
        expect((await store.read('ci')).warnings).toMatchObject([{ code: 'WARNINGS_UNREADABLE' }]);
        expect((await cli('hooks', 'list')).out).toContain(
          'warning: ci: the stored warnings of this webhook cannot be read;',
        );
      }
    } finally {
      await close();
    }
  });

  it.each([
    [200, 0, 'ci: delivered\n'],
    [302, 1, 'ci: not delivered: REDIRECT (302)\n'],
  ])('tests a receiver that answers %i', async (answer, code, out) => {
    receiver.answer = status(answer);
    expect(await cli('hooks', 'test', 'ci')).toEqual({ code, out });
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,/);
  });

  it('enables a webhook and resends failed deliveries', async () => {
    receiver.answer = status(410);
    const options = { redisUrl: redis.url, hook: { url: receiver.url } };
    const running = await runHook({ ...options, subscribe: messages(1) });
    try {
      await expect.poll(async () => (await running.store.read('ci')).disabled).toBe('GONE');
      expect((await cli('hooks', 'list')).out).toContain('DISABLED_GONE');
      await expect.poll(() => running.queue.counts()).toMatchObject({ failed: 1 });
      receiver.answer = status(200);
      const { out } = await cli('hooks', 'redeliver', 'ci');
      expect(out).toBe('ci: enabled; deliveries sent again: 1\n');
      await expect.poll(() => receiver.received.length).toBe(2);
      await expect.poll(async () => (await cli('hooks', 'list')).out).toMatch(/ENABLED +0 +0 +0/);
    } finally {
      await running.close();
    }
  });

  it('suggests a webhook for a mistyped name', async () => {
    const { code, out } = await cli('hooks', 'test', 'cii');
    expect(code).toBe(2);
    expect(out).toBe('error: "cii" is not a configured webhook; expected "ci"\n');
  });

  it('reports that a delivery does not exist', async () => {
    const { code, out } = await cli('hooks', 'redeliver', 'ci', 'msg_x');
    expect(code).toBe(2);
    expect(out).toContain('has no delivery msg_x');
  });
});
