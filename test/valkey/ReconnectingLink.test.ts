import { afterEach, describe, expect, it } from 'vitest';
import { openLink } from '../../src/valkey/openLink.js';
import { startRedis } from '../cache/startRedis.js';
import { startRelay } from '../hooks/startRelay.js';
import { lacks } from '../tools/programs.js';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start() {
  const server = await startRedis();
  ends.push(() => server.close());
  return { ...server, port: new URL(server.url).port };
}

describe.skipIf(lacks('redis'))('a link to one server', () => {
  it('is opened again once its address leads to another primary, and not before', async () => {
    const [old, next] = [await start(), await start()];
    const relay = await startRelay(Number(old.port));
    const url = `redis://127.0.0.1:${String(relay.port)}`;
    const link = openLink(url, { silenceMs: 15_000, isPinged: true });
    ends.push(
      () => {
        relay.close();
      },
      () => {
        link.end();
      },
    );
    const changes: string[] = [];
    link.onReady(() => changes.push('ready'));
    link.onDown(() => changes.push('down'));
    link.connect();
    await expect.poll(() => changes).toEqual(['ready']);
    const write = async () => await link.send('k', ['SET', 'k', '1'], 2_000);
    expect(await write()).toBe('OK');

    await old.client.sendCommand(['REPLICAOF', '127.0.0.1', next.port]);
    const connections = async () =>
      /total_connections_received:(\d+)/.exec(await old.client.info('stats'))?.[1];
    const before = Number(await connections());
    await expect(write()).rejects.toThrow('READONLY');
    // It looks where its address leads.
    await expect.poll(async () => Number(await connections())).toBe(before + 1);
    await expect(write()).rejects.toThrow('READONLY');
    expect(changes).toEqual(['ready']);

    relay.redirect(Number(next.port));
    await expect.poll(() => write().catch(() => undefined)).toBe('OK');
    expect(changes).toEqual(['ready', 'down', 'ready']);
    expect(await next.client.get('k')).toBe('1');
  });
});
