import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Hook } from '../../src/hooks/Hook.js';
import { HookSender } from '../../src/hooks/HookSender.js';
import { deliveryId } from '../../src/hooks/sign.js';
import { startReceiver, status, type Receiver } from './receiver.js';

const OLD = Buffer.alloc(32, 1).toString('base64');
const NEW = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.answer = status(204);
});

function hook(settings: Partial<Hook> = {}): Hook {
  return {
    name: 'ci',
    url: receiver.url,
    secrets: [OLD, NEW],
    document: '',
    variables: {},
    from: 'now',
    allowPlain: true,
    allowPrivate: true,
    ...settings,
  };
}

const DELIVERY = { id: deliveryId('ci', 'cursor'), body: '{"data":{"events":{"cursor":"é"}}}' };

async function send(settings: Partial<Hook> = {}, options: object = {}) {
  const sender = new HookSender({ userAgent: 'test', timeoutMs: 300, ...options });
  try {
    return await sender.send(hook(settings), DELIVERY);
  } finally {
    await sender.close();
  }
}

describe('HookSender', () => {
  it('signs with both secrets, as the package of Standard Webhooks verifies', async () => {
    expect(await send()).toEqual({ ok: true, status: 204 });
    const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' };
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'test',
      'webhook-id': DELIVERY.id,
    });
    const signed = headers as Record<string, string>;
    for (const secret of [OLD, NEW]) {
      expect(new Webhook(secret).verify(body, signed)).toEqual(JSON.parse(DELIVERY.body));
    }
    const foreign = new Webhook(Buffer.alloc(32, 3).toString('base64'));
    expect(() => foreign.verify(body, signed)).toThrow('No matching signature');
    expect(() => new Webhook(OLD).verify(`${body} `, signed)).toThrow('No matching signature');
  });

  it('assigns a delivery the same id each time, and others a different one', () => {
    expect(deliveryId('ci', 'cursor')).toBe(DELIVERY.id);
    expect(deliveryId('ci', 'other')).not.toBe(DELIVERY.id);
    expect(deliveryId('other', 'cursor')).not.toBe(DELIVERY.id);
  });

  it.each([
    [200, { ok: true, status: 200 }],
    [302, { ok: false, failure: 'REDIRECT', status: 302, retryAfterMs: null }],
    [307, { ok: false, failure: 'REDIRECT', status: 307, retryAfterMs: null }],
    [404, { ok: false, failure: 'STATUS', status: 404, retryAfterMs: null }],
    [410, { ok: false, failure: 'GONE', status: 410, retryAfterMs: null }],
    [429, { ok: false, failure: 'STATUS', status: 429, retryAfterMs: 7_000 }],
    [503, { ok: false, failure: 'STATUS', status: 503, retryAfterMs: 7_000 }],
    [500, { ok: false, failure: 'STATUS', status: 500, retryAfterMs: null }],
  ])('takes the status %i for what it is, and follows no redirect', async (code, outcome) => {
    const before = receiver.received.length;
    receiver.answer = status(code, { 'retry-after': '7', location: receiver.url });
    expect(await send()).toEqual(outcome);
    expect(receiver.received).toHaveLength(before + 1);
  });

  it('waits for a slow receiver', async () => {
    receiver.answer = () => undefined;
    expect(await send()).toMatchObject({ ok: false, failure: 'TIMEOUT' });
  });

  it.each([
    ['no more than 4 KB of an endless answer', 1024, 30_000],
    ['no longer than its time, though the answer is slow', 1, 300],
  ])('reads %s', async (_what, chunkBytes, timeoutMs) => {
    let written = 0;
    const ended = new Promise<void>((resolve) => {
      receiver.answer = (response) => {
        response.once('close', resolve).writeHead(200);
        const more = (): void => {
          if (response.destroyed) return;
          written += 1;
          response.write('x'.repeat(chunkBytes));
          setTimeout(more, 1);
        };
        more();
      };
    });
    expect(await send({}, { timeoutMs })).toEqual({ ok: true, status: 200 });
    await ended;
    expect(written).toBeLessThan(1_000);
  });

  it.each([
    [{ allowPlain: false }, 'UNENCRYPTED'],
    [{ allowPrivate: false }, 'FORBIDDEN_ADDRESS'],
    [{ allowPrivate: false, url: 'http://[::1]:9/' }, 'FORBIDDEN_ADDRESS'],
    [{ allowPrivate: false, url: 'http://localhost:9/' }, 'FORBIDDEN_ADDRESS'],
  ] as const)('refuses %j with %s, without a request', async (settings, failure) => {
    const before = receiver.received.length;
    expect(await send(settings)).toMatchObject({ ok: false, failure, status: null });
    expect(receiver.received).toHaveLength(before);
  });

  it('checks the address that it connects to: a name that resolves to another address is refused', async () => {
    const answers = [['1.1.1.1'], ['127.0.0.1']];
    const lookup = (_host: string, _options: object, callback: Callback): void => {
      const addresses = answers.shift() ?? ['127.0.0.1'];
      callback(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );
    };
    const url = receiver.url.replace('127.0.0.1', 'rebound.example');
    // The address that the operator looked up.
    lookup('rebound.example', {}, () => undefined);
    const before = receiver.received.length;
    expect(await send({ allowPrivate: false, url }, { lookup })).toMatchObject({
      ok: false,
      failure: 'FORBIDDEN_ADDRESS',
    });
    expect(receiver.received).toHaveLength(before);
  });
});

type Callback = (error: null, addresses: { address: string; family: number }[]) => void;
