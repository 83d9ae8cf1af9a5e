import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/** Each transport sends a document, and returns the first result: an answer, a message or a refusal. */
const TRANSPORTS = ['HTTP', 'SSE by GET', 'SSE by POST', 'WebSocket'] as const;
type Transport = (typeof TRANSPORTS)[number];

/** What a client sends. */
interface Sent {
  /** Root fields; queries and subscriptions have different ones. */
  readonly query: { readonly http: string; readonly stream: string } | undefined;
  readonly documentId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly origin?: string;
}

const MAX_BODY_BYTES = 20_000;
const TRUSTED = {
  http: 'query Trusted { instances { name } }',
  stream: 'subscription TrustedEvents { events { cursor gaps { reason } } }',
};
const SIMPLE = {
  http: '{ instances { name } }',
  stream: 'subscription { events { cursor gaps { reason } } }',
};

/** Both kinds of operations, about patches. */
function ofPatch(selection: string) {
  return {
    http: `{ patch(instance: "v31", databaseId: 7) { ${selection} } }`,
    stream: `subscription { events { cursor gaps { reason } events { ... on PatchCreatedEvent { patch { ${selection} } } } } }`,
  };
}

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

let open: TestGateway;
let guarded: TestGateway;
let rationed: TestGateway;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'limits-'));
  const trustedDocuments = join(folder, 'manifest.json');
  await writeFile(
    trustedDocuments,
    JSON.stringify({ trusted: TRUSTED.http, 'trusted-events': TRUSTED.stream }),
  );
  const live = { enabled: true, pollSeconds: { min: 1, max: 1 } };
  const instances = [releaseInstance('v31')];
  [open, guarded, rationed] = await Promise.all([
    startTestGateway({
      instances,
      live,
      introspection: false,
      limits: { maxTokens: 250, maxDepth: 8, maxAliases: 5, maxBodyBytes: MAX_BODY_BYTES },
      access: { gatewayKeys: [{ name: 'ci', sha256: '0'.repeat(64), tokens: {} }] },
    }),
    startTestGateway({
      instances,
      live,
      graphql: { trustedDocuments, trustedDocumentsOnly: true },
      settle: false,
    }),
    startTestGateway({
      instances,
      live,
      limits: { upstreamRequestsPerMinutePerClient: 1 },
      settle: false,
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([open, guarded, rationed].map((one) => one.close()));
  await rm(folder, { recursive: true });
});

async function send(
  { url }: TestGateway,
  transport: Transport,
  { query, documentId, headers, origin }: Sent,
): Promise<string> {
  const text = transport === 'HTTP' ? query?.http : query?.stream;
  const payload = {
    ...(text !== undefined && { query: text }),
    ...(documentId !== undefined && { documentId }),
  };
  if (transport === 'WebSocket') return await byWebSocket(url, payload, { headers, origin });
  const isGet = transport === 'SSE by GET';
  const search = new URLSearchParams(payload).toString();
  const response = await fetch(`${url}/graphql${isGet ? `?${search}` : ''}`, {
    method: isGet ? 'GET' : 'POST',
    headers: {
      accept: transport === 'HTTP' ? 'application/json' : 'text/event-stream',
      ...(!isGet && { 'content-type': 'application/json' }),
      ...(origin !== undefined && { origin }),
      ...headers,
    },
    ...(!isGet && { body: JSON.stringify(payload) }),
  });
  for await (const chunk of response.body ?? []) {
    return `${String(response.status)} ${Buffer.from(chunk as Uint8Array).toString()}`;
  }
  return String(response.status);
}

async function byWebSocket(
  url: string,
  payload: object,
  { headers = {}, origin }: { headers?: Sent['headers']; origin?: string | undefined },
): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    ...(origin !== undefined && { origin }),
  });
  try {
    return await new Promise((resolve) => {
      socket.on('open', () => {
        socket.send(JSON.stringify({ type: 'connection_init', payload: headers }));
      });
      socket.on('message', (data: Buffer) => {
        const message = data.toString();
        if (message.includes('"connection_ack"')) {
          // graphql-ws requires a text even if a document is named.
          const sent = { query: '', ...payload };
          socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: sent }));
        } else resolve(message);
      });
      socket.on('error', ({ message }) => {
        resolve(message);
      });
      socket.on('close', (code) => {
        resolve(`closed with ${String(code)}`);
      });
    });
  } finally {
    socket.terminate();
  }
}

describe.each(TRANSPORTS)('over %s, the gateway', (transport) => {
  it.each([
    [
      'tokens of unknown instances',
      SIMPLE,
      { headers: { 'x-patchwork-token': 'no=1' } },
      'UNAUTHENTICATED|BAD_USER_INPUT',
    ],
    [
      'unknown gateway keys',
      SIMPLE,
      { headers: { authorization: 'Bearer no' } },
      'UNAUTHENTICATED',
    ],
    ['pages of other origins', SIMPLE, { origin: 'https://other.example' }, '403|FORBIDDEN|^HTTP'],
    ['more tokens than limits.maxTokens', ofPatch(repeat(260, () => 'name')), {}, 'maxTokens'],
    [
      'fields deeper than limits.maxDepth',
      ofPatch(`${'series { patches { '.repeat(4)} name ${'} } '.repeat(4)}`),
      {},
      'maxDepth',
    ],
    [
      'more aliases than limits.maxAliases',
      ofPatch(repeat(6, (index) => `a${String(index)}: name`)),
      {},
      'maxAliases',
    ],
    [
      'operations that cost too many requests',
      ofPatch(
        'project { patches(first: 250) { nodes { comments { content } checks { user { username } } related { content } } } }',
      ),
      {},
      'QUERY_TOO_EXPENSIVE',
    ],
    [
      'introspection',
      {
        http: '{ __schema { types { name } } }',
        stream: 'subscription { __schema { types { name } } }',
      },
      {},
      'VALIDATION_FAILED|introspection|single|Subscription',
    ],
    [
      'unknown documents',
      undefined,
      { documentId: 'f'.repeat(64) },
      'PERSISTED_QUERY_NOT_FOUND|PersistedQueryNotFound',
    ],
    [
      'bodies larger than limits.maxBodyBytes',
      ofPatch(`name #${'x'.repeat(MAX_BODY_BYTES)}\n`),
      {},
      '413|431|maxBodyBytes|closed with 1009',
    ],
  ] as const)('refuses %s', async (what, query, options, words) => {
    const answer = await send(open, transport, { query, ...options });
    // Simple requests of pages are covered by CORS: the browser withholds the answer from the page.
    if (transport === 'HTTP' && what.startsWith('pages')) return;
    expect(answer).toMatch(new RegExp(words));
    expect(answer).not.toContain('"cursor":');
    expect(answer).not.toContain('"data":{');
  });

  it('executes operations within all limits', async () => {
    expect(await send(open, transport, { query: SIMPLE })).toMatch(/"cursor":|"name":/);
  });

  it('executes only trusted documents, by text or id', async () => {
    expect(await send(guarded, transport, { query: SIMPLE })).toContain('FORBIDDEN');
    const documentId = transport === 'HTTP' ? 'trusted' : 'trusted-events';
    for (const sent of [{ query: TRUSTED }, { query: undefined, documentId }]) {
      expect(await send(guarded, transport, sent)).toMatch(/"cursor":|"name":/);
    }
  });

  it('refuses a client that has used up its requests', async () => {
    const query = ofPatch('content');
    const first = await send(rationed, transport, { query });
    // The first one may be within its quota, and uses it up.
    const answer = first.startsWith('200') ? await send(rationed, transport, { query }) : first;
    expect(answer).toMatch(/RATE_LIMITED|QUERY_TOO_EXPENSIVE|429/);
  });
});
