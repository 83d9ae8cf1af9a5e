import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpListener, type ListenerLimits } from '../../src/server/HttpListener.js';

const LIMITS: ListenerLimits = {
  maxConnections: 100,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  keepAliveTimeoutMs: 10_000,
  maxHeaderBytes: 2048,
  writeTimeoutMs: 10_000,
  maxWaitingBytesPerClient: 64 * 1024 * 1024,
};
const AT_ONCE = { delayMs: 0, deadlineMs: 0 };

let listener: HttpListener;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listener.close(AT_ONCE);
});

async function listen(limits: Partial<ListenerLimits> = {}): Promise<URL> {
  listener = new HttpListener({ ...LIMITS, ...limits });
  return new URL(await listener.listen('127.0.0.1', 0));
}

/** Answers when the test releases it. */
function holding(text: string) {
  const responses: ServerResponse[] = [];
  let arrived: (() => void) | undefined;
  return {
    responses,
    routing: (_request: IncomingMessage, response: ServerResponse): void => {
      responses.push(response);
      arrived?.();
    },
    arrival: () =>
      new Promise<void>((resolve) => {
        arrived = resolve;
      }),
    release: () => {
      for (const response of responses) response.end(text);
    },
  };
}

const answering = (text: string) => ({
  routing: (_request: IncomingMessage, response: ServerResponse) => void response.end(text),
});

/** A raw connection that collects what the server sends. */
async function dial(url: URL): Promise<{ socket: Socket; text: () => string }> {
  const socket = connect(Number(url.port), url.hostname);
  sockets.push(socket);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return { socket, text: () => text };
}

const REQUEST = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

/** A connection that has received its answer and is idle. */
async function dialIdle(url: URL): Promise<Awaited<ReturnType<typeof dial>>> {
  listener.serve(answering('hello'));
  const idle = await dial(url);
  idle.socket.write(REQUEST);
  await once(idle.socket, 'data');
  return idle;
}

describe('HttpListener', () => {
  it('answers early requests as soon as it is serving', async () => {
    const url = await listen();
    const answers = [fetch(url), fetch(url)];
    // A third client gives up.
    const gone = await dial(url);
    gone.socket.write(REQUEST);
    await expect.poll(() => listener.connections).toBe(3);
    gone.socket.destroy();
    await expect.poll(() => listener.connections).toBe(2);
    listener.serve(answering('hello'));
    const texts = await Promise.all(answers.map(async (answer) => (await answer).text()));
    expect(texts).toEqual(['hello', 'hello']);
    expect(listener.running).toBe(0);
  });

  it('answers each request with the handler that was active on its arrival', async () => {
    const url = await listen();
    const first = holding('first');
    listener.serve(first);
    const arrival = first.arrival();
    const early = fetch(url);
    await arrival;
    listener.serve(answering('second'));
    const drained = listener.drained(first, 10_000);
    expect(await (await fetch(url)).text()).toBe('second');
    first.release();
    expect(await (await early).text()).toBe('first');
    await drained;
    expect(listener.running).toBe(0);
  });

  it('aborts requests that do not end in time', async () => {
    const url = await listen();
    const stuck = holding('never');
    listener.serve(stuck);
    const arrival = stuck.arrival();
    const early = fetch(url);
    early.catch(() => undefined);
    await arrival;
    listener.serve(answering('second'));
    await listener.drained(stuck, 1);
    await expect(early).rejects.toThrow();
  });

  it('finishes running requests, closes idle connections, and accepts no new ones', async () => {
    const url = await listen();
    const slow = holding('done');
    const idle = await dialIdle(url);
    listener.serve(slow);
    const idleEnd = once(idle.socket, 'close');
    const arrival = slow.arrival();
    const running = fetch(url);
    await arrival;

    const closing = listener.close({ delayMs: 0, deadlineMs: 10_000 });
    expect(listener.isDraining).toBe(true);
    await idleEnd;
    await expect(fetch(url)).rejects.toThrow();
    slow.release();
    const response = await running;
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toBe('done');
    await closing;
    expect(listener.connections).toBe(0);
  });

  it('still answers during the delay, and announces the end of the connection', async () => {
    const url = await listen();
    listener.serve(answering('here'));
    const closing = listener.close({ delayMs: 200, deadlineMs: 0 });
    const response = await fetch(url);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.text()).toBe('here');
    await closing;
  });

  it('disconnects a client whose headers arrive too slowly', async () => {
    const url = await listen({ headersTimeoutMs: 50, requestTimeoutMs: 50 });
    listener.serve(answering('never asked'));
    const { socket, text } = await dial(url);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-Slow:');
    await once(socket, 'close');
    expect(text()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('disconnects a client that sends nothing at all', async () => {
    const url = await listen({ headersTimeoutMs: 50, requestTimeoutMs: 50 });
    listener.serve(answering('never asked'));
    const { socket } = await dial(url);
    await once(socket, 'close');
    expect(listener.connections).toBe(0);
  });

  it.each([
    ['is left without an answer', { headersTimeoutMs: 50, requestTimeoutMs: 50 }, false],
    ['ends its side', {}, true],
  ])('hangs up on a handshake of WebSocket that %s', async (_name, limits, ends) => {
    const url = await listen(limits);
    const server = new EventEmitter().on('upgrade', () => undefined);
    listener.serve({ ...answering('never asked'), server });
    const { socket } = await dial(url);
    socket.write(
      'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\n\r\n',
    );
    if (ends) socket.end();
    await once(socket, 'close');
    await expect.poll(() => listener.connections).toBe(0);
  });

  it('answers an upgrade request that is not a handshake', async () => {
    const url = await listen();
    listener.serve({ ...answering('plain'), server: new EventEmitter() });
    const { socket, text } = await dial(url);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket, 'close');
    expect(text()).toMatch(/^HTTP\/1\.1 200 [\s\S]*plain$/);
  });

  it('refuses headers that are too long', async () => {
    const url = await listen();
    listener.serve(answering('never asked'));
    const response = await fetch(url, { headers: { 'x-long': 'a'.repeat(4096) } });
    expect(response.status).toBe(431);
  });

  it('makes room by closing idle connections, and refuses further ones', async () => {
    const url = await listen({ maxConnections: 10 });
    const slow = holding('done');
    const silent = await dial(url);
    const idle = await dialIdle(url);
    const ends = [once(silent.socket, 'close'), once(idle.socket, 'close')];
    listener.serve(slow);
    for (let count = 0; count < 10; count += 1) {
      const { socket } = await dial(url);
      const arrival = slow.arrival();
      socket.write(REQUEST);
      await arrival;
    }
    await Promise.all(ends);
    const tooMany = await dial(url);
    await once(tooMany.socket, 'close');
    expect(listener.dropped).toBe(1);
    slow.release();
  });
});
