import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode } from '../../src/errors.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../tools/startTestGateway.js';

const EVENTS = 'subscription { events { cursor gaps { reason } } }';
const COSTLY = `subscription { events { cursor gaps { reason } events { ... on PatchCreatedEvent { patch {
  project { patches(first: 250) { nodes { comments { content } checks { state } related { content } } } }
} } } } }`;

type Name = 'open' | 'full' | 'disabled' | 'rationed';
let gateways: Record<Name, TestGateway>;
const ends: (() => void)[] = [];

beforeAll(async () => {
  const live = { enabled: true, pollSeconds: { min: 1, max: 1 } };
  const start = (options: Partial<TestGatewayOptions>) =>
    startTestGateway({ instances: [releaseInstance('v31')], live, settle: false, ...options });
  const [open, full, disabled, rationed] = await Promise.all([
    start({ access: { gatewayKeys: [{ name: 'ci', sha256: '0'.repeat(64), tokens: {} }] } }),
    start({ subscriptions: { maxPerClient: 1 } }),
    start({ subscriptions: { enabled: false } }),
    start({ limits: { upstreamRequestsPerMinutePerClient: 2 } }),
  ]);
  gateways = { open, full, disabled, rationed };
  const taken = new AbortController();
  ends.push(() => {
    taken.abort();
  });
  await fetch(addressOf(full), {
    headers: { accept: 'text/event-stream' },
    signal: taken.signal,
  });
});
afterAll(async () => {
  for (const end of ends) end();
  await Promise.all(Object.values(gateways).map((gateway) => gateway.close()));
});

function addressOf({ url }: TestGateway, query = EVENTS): string {
  return `${url}/graphql?query=${encodeURIComponent(query)}`;
}

interface Refused {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly code: string | undefined;
}

const SENDERS = {
  'SSE by GET': (gateway: TestGateway, query: string, headers: Record<string, string>) =>
    fetch(addressOf(gateway, query), { headers }),
  'SSE by POST': ({ url }: TestGateway, query: string, headers: Record<string, string>) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }),
};

async function readRefusal(response: Response): Promise<Refused> {
  expect(response.headers.get('content-type')).toContain('application/json');
  const { errors, ...rest } = (await response.json()) as {
    readonly errors: readonly { readonly extensions: { readonly code: string } }[];
  };
  // Nothing was executed (GraphQL over HTTP, "Errors"), so there is no data, not even null.
  expect(rest).toEqual({});
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    code: errors[0]?.extensions.code,
  };
}

const KEY = { authorization: 'Bearer wrong' };
const ORIGIN = { origin: 'https://other.example' };
const TABLE: [string, Name, string, Record<string, string>, string, number][] = [
  ['text that is not GraphQL', 'open', 'subscription {', {}, 'GRAPHQL_PARSE_FAILED', 400],
  ['an unknown field', 'open', 'subscription { x }', {}, 'GRAPHQL_VALIDATION_FAILED', 400],
  ['a query', 'open', '{ instances { name } }', {}, 'BAD_USER_INPUT', 400],
  [
    'an invalid position',
    'open',
    EVENTS.replace('events', 'events(after: "x")'),
    {},
    'BAD_USER_INPUT',
    400,
  ],
  ['what costs too much', 'open', COSTLY, {}, 'QUERY_TOO_EXPENSIVE', 400],
  ['an unknown gateway key', 'open', EVENTS, KEY, 'UNAUTHENTICATED', 401],
  ['a page of a foreign origin', 'open', EVENTS, ORIGIN, 'FORBIDDEN', 403],
  ['all where they are disabled', 'disabled', EVENTS, {}, 'FORBIDDEN', 403],
  ['one more than maxPerClient', 'full', EVENTS, {}, 'TOO_MANY_SUBSCRIPTIONS', 429],
];

describe.each(Object.entries(SENDERS))('%s refuses', (_transport, send) => {
  it.each(TABLE)('%s', async (_what, gateway, query, headers, code, status) => {
    const response = await send(gateways[gateway], query, {
      accept: 'text/event-stream',
      ...headers,
    });
    expect(await readRefusal(response)).toEqual({ status, code, retryAfter: null });
    if (code in ERRORS) expect(status).toBe(ERRORS[code as ErrorCode].httpStatus);
  });

  it('a client that has used up its requests, until Retry-After', async () => {
    const refused: Refused[] = [];
    while (refused.length === 0) {
      const response = await send(gateways.rationed, EVENTS, { accept: 'text/event-stream' });
      if (response.status !== 200) refused.push(await readRefusal(response));
      else await response.body?.cancel();
    }
    expect(refused).toMatchObject([{ status: 429, code: 'RATE_LIMITED' }]);
    expect(Number(refused[0]?.retryAfter)).toBeGreaterThan(0);
  });
});

describe('a gateway that is shutting down', () => {
  it('refuses a subscription over SSE with 503', async () => {
    const gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      live: { enabled: true },
    });
    const body = JSON.stringify({ query: EVENTS });
    const request = httpRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'content-length': String(body.length),
      },
    });
    request.write(body.slice(0, 10));
    await expect
      .poll(() => gateway.url && fetch(`${gateway.url}/healthz`).then(({ ok }) => ok))
      .toBe(true);
    const closing = gateway.close();
    request.end(body.slice(10));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response) text += String(chunk);
    expect(response.statusCode).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'SHUTTING_DOWN' } }] });
    await closing;
  });

  it('closes a WebSocket so that clients subscribe again, instead of refusing for good', async () => {
    const { url } = gateways.open;
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const messages: string[] = [];
    socket.on('message', (data: Buffer) => messages.push(data.toString()));
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await expect.poll(() => messages).toHaveLength(1);
    const closed = once(socket, 'close');
    const { config } = gateways.open;
    const reloading = gateways.open.reload({ ...config });
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: EVENTS } }));
    const [code] = await closed;
    // graphql-ws reconnects after either.
    expect([1001, 1005]).toContain(code);
    expect(messages.filter((text) => text.includes('"error"'))).toEqual([]);
    await reloading;
  });
});
