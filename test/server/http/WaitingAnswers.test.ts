import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { CutAnswer } from '../../../src/server/http/WaitingAnswers.js';
import { HttpListener, type ListenerLimits } from '../../../src/server/HttpListener.js';
import { demoState } from '../../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../../tools/startTestGateway.js';

const MEBIBYTE = 1024 * 1024;
/** More than the operating system buffers for a client that does not read. */
const LARGE = Buffer.alloc(24 * MEBIBYTE, 'a');
const LIMITS: ListenerLimits = {
  maxConnections: 100,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 10_000,
  keepAliveTimeoutMs: 10_000,
  maxHeaderBytes: 2048,
  writeTimeoutMs: 60_000,
  maxWaitingBytesPerClient: 1024 * MEBIBYTE,
};
const REQUEST = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

let listener: HttpListener | undefined;
let gateway: TestGateway | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await listener?.close({ delayMs: 0, deadlineMs: 0 });
  await gateway?.close();
  listener = undefined;
  gateway = undefined;
});

interface Listening {
  readonly listener: HttpListener;
  readonly url: URL;
  readonly cuts: CutAnswer[];
  /** Resolves when this many answers were written. */
  written(count: number): Promise<void>;
  /** Resolves when this many answers were aborted. */
  cut(count: number): Promise<void>;
}

async function listen(
  limits: Partial<ListenerLimits>,
  answer = (response: ServerResponse): unknown => response.end(LARGE),
): Promise<Listening> {
  const cuts: CutAnswer[] = [];
  const events = new EventTarget();
  let writes = 0;
  const reached = async (count: number, now: () => number): Promise<void> => {
    while (now() < count) {
      await new Promise((resolve) => {
        events.addEventListener('change', resolve, { once: true });
      });
    }
  };
  const opened = new HttpListener({ ...LIMITS, ...limits }, (cut) => {
    cuts.push(cut);
    events.dispatchEvent(new Event('change'));
  });
  listener = opened;
  opened.serve({
    routing: (_request: IncomingMessage, response: ServerResponse) => {
      answer(response);
      writes += 1;
      events.dispatchEvent(new Event('change'));
    },
  });
  const url = new URL(await opened.listen('127.0.0.1', 0));
  return {
    listener: opened,
    url,
    cuts,
    written: (count) => reached(count, () => writes),
    cut: (count) => reached(count, () => cuts.length),
  };
}

/** A client that sends a request and never reads. */
async function dialDeaf(url: URL, request = REQUEST): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname);
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.pause().write(request);
  return socket;
}

describe('answers that clients do not read', () => {
  it('may wait up to the limit of their client, and one more byte closes the oldest', async () => {
    const { listener: opened, url, cuts, written } = await listen({});
    await dialDeaf(url);
    await written(1);
    await dialDeaf(url);
    await written(2);
    const { bytes } = opened.waiting;
    expect(bytes).toBeGreaterThanOrEqual(2 * LARGE.length);

    opened.limitWaitingBytes(bytes);
    expect(cuts).toEqual([]);
    expect(opened.running).toBe(2);

    opened.limitWaitingBytes(bytes - 1);
    expect(cuts).toMatchObject([{ client: '127.0.0.1', reason: 'bytes' }]);
    expect(opened.waiting.bytes).toBe(bytes / 2);
  });

  it('are closed on arrival if too many wait, while other clients still receive theirs', async () => {
    const {
      url,
      cuts,
      written,
      listener: opened,
    } = await listen({
      maxWaitingBytesPerClient: 2.5 * LARGE.length,
    });
    for (let count = 1; count <= 6; count += 1) {
      await dialDeaf(url);
      await written(count);
    }
    expect(cuts).toHaveLength(4);
    expect(opened.waiting.bytes).toBeLessThanOrEqual(2.5 * LARGE.length);
    const read = await (await fetch(url)).arrayBuffer();
    expect(read.byteLength).toBe(LARGE.length);
  });

  it('are counted if a client sends many requests over one connection', async () => {
    const {
      url,
      cuts,
      cut,
      listener: opened,
    } = await listen({
      maxWaitingBytesPerClient: LARGE.length / 2,
    });
    const socket = await dialDeaf(url, REQUEST.repeat(3));
    await cut(1);
    expect(cuts[0]).toMatchObject({ reason: 'bytes' });
    if (!socket.destroyed) {
      socket.resume();
      await once(socket, 'close');
    }
    expect(opened.waiting.bytes).toBe(0);
  });

  it('are aborted if nothing is read in time', async () => {
    const { url, cuts, cut, listener: opened } = await listen({ writeTimeoutMs: 30 });
    await dialDeaf(url);
    await cut(1);
    expect(cuts).toMatchObject([{ client: '127.0.0.1', reason: 'timeout' }]);
    expect(cuts[0]?.waitingBytes).toBeGreaterThan(0);
    expect(opened.waiting.bytes).toBe(0);
  });

  it('do not include a stream that sends nothing for longer than that', async () => {
    const streams: ServerResponse[] = [];
    const { url, cut, cuts } = await listen({ writeTimeoutMs: 30 }, (response) => {
      if (streams.length > 0) return response.end(LARGE);
      streams.push(response);
      return response.write('one ');
    });
    const response = await fetch(url);
    const reader = response.body?.getReader();
    await reader?.read();
    // Another answer is aborted meanwhile, which takes that time.
    await dialDeaf(url);
    await cut(1);
    await dialDeaf(url);
    await cut(2);
    expect(cuts).toHaveLength(2);
    streams[0]?.end('two');
    const rest = await reader?.read();
    expect(Buffer.from(rest?.value ?? []).toString()).toBe('two');
  });
});

describe('the gateway', () => {
  it('counts a compressed answer by its size in memory', async () => {
    gateway = await startTestGateway({
      instances: [{ name: 'one', state: demoState('aurora') }],
      limits: { maxWaitingBytesPerClient: 20_000 },
    });
    const fields = '{ __schema { types { name description fields { name description } } } }';
    const ask = gateway.ask(fields, { headers: { 'accept-encoding': 'gzip' } });
    await expect(ask).rejects.toThrow();
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain(
      'patchwork_graphql_unread_answers_total{reason="bytes"} 1',
    );
    expect(gateway.logs.join('')).toContain('did not read its answer');
  });
});
