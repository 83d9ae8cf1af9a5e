import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../src/transport/ByteBudget.js';
import { failureOf, useTransports } from './fixture.js';

const { serve, connect } = useTransports();

const get = { method: 'GET', path: '/api/' } as const;
const MIB = 1024 * 1024;
const noRetry = { retry: { attempts: 0 } };

describe('bytes of answers in flight', () => {
  it.each([
    ['plain', (text: string) => ({ body: Buffer.from(text), encoding: undefined })],
    ['gzipped', (text: string) => ({ body: gzipSync(text), encoding: 'gzip' })],
  ])('are bounded over all instances, counted unpacked: %s', async (_name, pack) => {
    const server = await serve((response, request) => {
      const length = Number(request.url?.split('/').at(-2));
      const { body, encoding } = pack('x'.repeat(length));
      if (encoding !== undefined) response.setHeader('content-encoding', encoding);
      response.end(body);
    });
    const budget = new ByteBudget(4 * MIB);
    const transport = connect(server.url, { ...noRetry, budget });
    const ask = (length: number) =>
      transport.request({ method: 'GET', path: `/answer/${length}/` });
    // A gzipped one includes its compressed bytes as well, which are few.
    const most = 4 * MIB - (pack('x'.repeat(4 * MIB)).encoding ? 64 * 1024 : 0);
    expect((await ask(most)).body).toHaveLength(most);
    expect(await failureOf(ask(4 * MIB + 1))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: expect.stringContaining('limits.maxUpstreamBytes') as unknown,
    });
    expect(budget.refusals).toBe(1);
    await expect.poll(() => budget.held).toBe(0);
    expect(transport.status().breaker).toBe('CLOSED');
    expect((await ask(100)).body).toHaveLength(100);
  });

  it('make further requests wait', async () => {
    const held: (() => void)[] = [];
    const server = await serve((response) => {
      response.write('x'.repeat(3 * MIB));
      held.push(() => response.end());
    });
    const budget = new ByteBudget(4 * MIB);
    const first = connect(server.url, { ...noRetry, budget }).request(get);
    await expect.poll(() => budget.held).toBe(3 * MIB);
    const second = connect(server.url, { ...noRetry, budget }).request(get);
    await expect.poll(() => budget.waiting).toBe(1);
    expect(server.requests).toHaveLength(1);
    held[0]?.();
    await first;
    await server.arrived(2);
    held[1]?.();
    expect((await second).body).toHaveLength(3 * MIB);
    await expect.poll(() => budget.held).toBe(0);
  });

  it('of an answer with a false size are still counted', async () => {
    const packed = gzipSync(Buffer.alloc(3 * MIB, 'x'));
    packed.writeUInt32LE(10, packed.length - 4);
    const server = await serve((response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(packed);
    });
    const error = await failureOf(
      connect(server.url, { ...noRetry, maxBodyBytes: 2 * MIB }).request(get),
    );
    expect(error).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      message: 'kernel: GET /api/: the body is too large',
    });
  });
});

describe('a content encoding that was not requested', () => {
  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'secret-token'])(
    'is refused: %s',
    async (encoding) => {
      const server = await serve((response) => {
        response.setHeader('content-encoding', encoding);
        response.end('anything');
      });
      expect(await failureOf(connect(server.url, noRetry).request(get))).toMatchObject({
        code: 'UPSTREAM_BAD_RESPONSE',
        message: 'kernel: GET /api/: the body has a content encoding that was not requested',
      });
    },
  );

  it.each(['identity', 'GZIP', 'x-gzip'])('is not %s', async (encoding) => {
    const server = await serve((response) => {
      response.setHeader('content-encoding', encoding);
      response.end(encoding === 'identity' ? '{}' : gzipSync('{}'));
    });
    expect((await connect(server.url, noRetry).request(get)).body).toBe('{}');
  });
});
