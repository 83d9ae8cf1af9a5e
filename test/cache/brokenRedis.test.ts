import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openCache } from '../../src/cache/openCache.js';

/** The response of a broken server to one chunk of commands; undefined means no response. */
type Answer = (commands: string) => string | undefined;

const policy = { freshMs: 60_000, staleMs: 0 };
const ERROR = '-ERR out of order\r\n';

/** One reply per command: each is an array, `*2\r\n$4\r\nECHO...`. */
function perCommand(reply: (command: string) => string): Answer {
  return (text) =>
    text
      .split(/^(?=\*\d+\r\n)/m)
      .filter((command) => command.startsWith('*'))
      .map(reply)
      .join('');
}

const BROKEN: Readonly<Record<string, Answer>> = {
  'answers HELLO and errors to all else': perCommand((command) =>
    /HELLO|CLIENT/.test(command) ? '+OK\r\n' : ERROR,
  ),
  'answers an error to everything': perCommand(() => ERROR),
  'says OK to everything': perCommand(() => '+OK\r\n'),
  'answers the handshake and nothing else': (text) =>
    /HELLO|CLIENT/.test(text) ? perCommand(() => '+OK\r\n')(text) : undefined,
  'never answers': () => undefined,
  'sends garbage': () => 'HTTP/1.1 400 Bad Request\r\n\r\n',
  'requires a password': perCommand(() => '-NOAUTH Authentication required.\r\n'),
};

let server: Server;
const sockets = new Set<Socket>();
let accepted = 0;

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function startBroken(answer: Answer): Promise<string> {
  accepted = 0;
  server = createServer((socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      const reply = answer(chunk.toString('latin1'));
      if (reply !== undefined) socket.write(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a cache over a server that', () => {
  it.each(Object.entries(BROKEN))(
    '%s closes immediately, and leaves no connection open',
    { timeout: 10_000 },
    async (_, answer) => {
      const url = await startBroken(answer);
      const cache = await openCache({
        l1MaxBytes: 100_000,
        namespace: 'test',
        l2Url: url,
        l2TimeoutMs: 50,
      });
      // Both of its connections have reached the server.
      await expect.poll(() => accepted).toBeGreaterThanOrEqual(2);
      expect((await cache.read('k', policy, () => Promise.resolve(1))).value).toBe(1);
      await cache.invalidate(['k']);
      void cache.setMany([{ key: 'under way', value: 2, policy }]);
      await cache.close();
      await expect.poll(() => sockets.size, { timeout: 5_000 }).toBe(0);
    },
  );

  it('can be closed while its connections open', { timeout: 10_000 }, async () => {
    const url = await startBroken(perCommand(() => '+OK\r\n'));
    const cache = await openCache({ l1MaxBytes: 100_000, namespace: 'test', l2Url: url });
    await cache.close();
    // Pending connections arrive, and are closed.
    await expect.poll(() => accepted).toBeGreaterThanOrEqual(1);
    await expect.poll(() => sockets.size, { timeout: 5_000 }).toBe(0);
  });
});
