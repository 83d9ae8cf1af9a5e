import type { FastifyRequest } from 'fastify';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createWebSocketHandler } from '../../../src/server/subscriptions/webSocket.js';
import { releaseInstance, untilLive } from '../../tools/releaseGateway.js';
import { startTestGateway } from '../../tools/startTestGateway.js';

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Connects, and is acknowledged; or the code with which the connection is closed. */
async function connect(url: string): Promise<WebSocket | number> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  ends.push(() => {
    socket.terminate();
  });
  const closed = once(socket, 'close').then(([code]) => Number(code));
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  return await Promise.race([closed, once(socket, 'message').then(() => socket)]);
}

async function connected(url: string): Promise<WebSocket> {
  const socket = await connect(url);
  if (typeof socket === 'number') throw new Error(`closed with ${String(socket)}`);
  return socket;
}

describe('a WebSocket', () => {
  it('reads nothing more from a client that does not read the replies', async () => {
    const subscriptions = { ending: new AbortController().signal, maxPerClient: 1 };
    const options = { subscriptions, maxBodyValues: 10_000 };
    const handle = createWebSocketHandler(
      options as unknown as Parameters<typeof createWebSocketHandler>[0],
    );
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    ends.push(() => {
      server.close();
    });
    const accepted = once(server, 'connection').then((args) => {
      const [socket, { headers }] = args as [Parameters<typeof handle>[0], IncomingMessage];
      handle(socket, { ip: '127.0.0.1', headers } as FastifyRequest);
      return socket;
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = await connected(`ws://127.0.0.1:${String(port)}`);
    const socket = await accepted;
    client.pause();
    const count = 1_000;
    const ping = JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(60_000) } });
    for (let sent = 0; sent < count; sent += 1) client.send(ping);
    await expect.poll(() => socket.isPaused, { timeout: 10_000 }).toBe(true);
    expect(socket.bufferedAmount).toBeLessThan(1_000_000);
    let pongs = 0;
    client.on('message', () => (pongs += 1));
    client.resume();
    await expect.poll(() => pongs, { timeout: 10_000 }).toBe(count);
  });

  it.each([
    ['connection_init', { payload: { tokens: Array(11_000).fill({}) } }],
    ['subscribe', { id: '1', payload: { query: '', variables: { x: Array(11_000).fill(0) } } }],
  ])('is closed for a message with more than limits.maxBodyValues: %s', async (type, rest) => {
    const gateway = await startTestGateway({ instances: [releaseInstance('v31')] });
    ends.push(() => gateway.close());
    const url = `${gateway.url.replace('http', 'ws')}/graphql`;
    const socket = new WebSocket(url, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type, ...rest }));
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect(code).toBe(4400);
    expect(reason.toString()).toContain('limits.maxBodyValues');
  });

  it('is refused where a client has too many without subscriptions', async () => {
    const gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
      subscriptions: { maxPerClient: 2 },
    });
    ends.push(() => gateway.close());
    await untilLive(gateway);
    const url = `${gateway.url.replace('http', 'ws')}/graphql`;
    const [first, second] = [await connected(url), await connected(url)];
    expect(await connect(url)).toBe(1013);
    const query = 'subscription { events { cursor gaps { reason } } }';
    first.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    await once(first, 'message');
    const third = await connected(url);
    expect(await connect(url)).toBe(1013);
    second.close();
    await expect.poll(async () => typeof (await connect(url)), { timeout: 10_000 }).toBe('object');
    third.close();
  });
});
