import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { probeSharedCache } from '../../src/cache/probeSharedCache.js';
import { lacks } from '../tools/programs.js';
import { startRedis } from './startRedis.js';

let server: Server | undefined;
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server?.close();
});

/** A server that sends the same response to every chunk of commands. */
async function startAnswering(reply: string | undefined): Promise<string> {
  const started = (server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const commands = chunk.toString().match(/^\*\d+\r\n/gm)?.length ?? 0;
      if (reply !== undefined) socket.write(reply.repeat(commands));
    });
  }));
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(started.address() as AddressInfo).port}`;
}

describe('probeSharedCache', () => {
  it.skipIf(lacks('redis'))('finds nothing wrong with a server that takes writes', async () => {
    const redis = await startRedis();
    try {
      expect(await probeSharedCache(redis.url)).toBeUndefined();
      await redis.client.configSet('requirepass', 'hunter2');
      expect(await probeSharedCache(redis.url)).toMatch(/NOAUTH/);
      const withPassword = redis.url.replace('//', '//:hunter3@');
      expect(await probeSharedCache(withPassword)).toMatch(/WRONGPASS/);
      expect(await probeSharedCache(withPassword.replace('3', '2'))).toBeUndefined();
    } finally {
      await redis.close();
    }
  });

  it('reports why there is no answer, without the password', async () => {
    const reason = await probeSharedCache('redis://:hunter2@127.0.0.1:1');
    expect(reason).toMatch(/ECONNREFUSED/);
    expect(reason).not.toContain('hunter2');
  });

  it.each([
    ['an error', "-READONLY You can't write against a read only replica.\r\n", 5_000, /READONLY/],
    ['nothing', undefined, 50, /^no answer within 50 ms$/],
  ])(
    'reports a server that answers %s, and leaves no connection open',
    async (_, reply, timeoutMs, reason) => {
      const address = await startAnswering(reply);
      expect(await probeSharedCache(`redis://:hunter2@${address}`, timeoutMs)).toMatch(reason);
      await expect.poll(() => [...sockets].filter((socket) => !socket.destroyed)).toEqual([]);
    },
  );
});
