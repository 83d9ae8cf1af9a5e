import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/loadConfig.js';
import { startGateway } from '../../src/main.js';
import type { RunningGateway } from '../../src/cli/CliCollaborators.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { demoState } from '../tools/demoState.js';

/* A server that repeats the received token wherever it can: no part of it may leave the gateway. */

type Reply = (token: string) => {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const REPLIES: Readonly<Record<string, Reply>> = {
  refusal: (token) => ({
    status: 403,
    headers: json,
    body: JSON.stringify({ detail: `Invalid token. ${token}` }),
  }),
  'no rights': (token) => ({
    status: 403,
    headers: json,
    body: JSON.stringify({ detail: `${token} may not`, [token]: token }),
  }),
  unauthenticated: (token) => ({
    status: 401,
    headers: { ...json, 'www-authenticate': `Token ${token}` },
    body: JSON.stringify({ detail: token }),
  }),
  fields: (token) => ({
    status: 400,
    headers: json,
    body: JSON.stringify({ state: [`${token} is no state`], [`a ${token}`]: [{ [token]: token }] }),
  }),
  conflict: (token) => ({ status: 409, headers: json, body: JSON.stringify({ detail: token }) }),
  missing: (token) => ({ status: 404, headers: json, body: JSON.stringify({ detail: token }) }),
  page: (token) => ({ status: 500, headers: html, body: `<h1>${token}</h1>` }),
  'status message': (token) => ({ status: 502, message: token, headers: html, body: token }),
  'retry after': (token) => ({ status: 503, headers: { 'retry-after': token } }),
  'rate limit': (token) => ({ status: 429, headers: { 'retry-after': token } }),
  location: (token) => ({ status: 302, headers: { location: `/login/${token}/?next=${token}` } }),
  'other host': (token) => ({
    status: 307,
    headers: { location: `http://${token}:${token}@evil.example/${token}` },
  }),
  'no address': (token) => ({ status: 301, headers: { location: `http://[${token}` } }),
  encoded: (token) => ({
    status: 302,
    headers: { location: `/x/?token=${encodeURIComponent(token).toUpperCase()}` },
  }),
  'broken JSON': (token) => ({ status: 200, headers: json, body: `{"${token}": ${token}` }),
  'bare text': (token) => ({ status: 200, headers: json, body: token }),
  'another shape': (token) => ({
    status: 200,
    headers: json,
    body: JSON.stringify({ id: token, [token]: [token] }),
  }),
  rows: (token) => ({
    status: 200,
    headers: json,
    body: JSON.stringify([{ id: token }, { id: 1, date: token, state: { [token]: 1 } }]),
  }),
  type: (token) => ({ status: 200, headers: { 'content-type': token }, body: '[]' }),
  encoding: (token) => ({
    status: 200,
    headers: { ...json, 'content-encoding': token },
    body: '[]',
  }),
  link: (token) => ({
    status: 200,
    headers: { ...json, link: `<http://x/?page=${token}>; rel="next", <${token}>; rel="last"` },
    body: '[]',
  }),
  date: (token) => ({ status: 200, headers: { ...json, date: token }, body: '[]' }),
};

const CALLERS = 'caller+s/3cret-0123456789';
const SERVICE = 'service+s/3cret-9876543210';
const READ = `{
  patches(first: 3) { nodes { id name diff } totalCount sources { error { code message } warnings { message } } }
  patch(instance: "own", databaseId: 1203) { name check checks { context } comments { content } }
  viewers { instance { name } user { username } projects { name } }
  people(first: 2) { nodes { name } sources { error { message } } }
  message(messageId: "a@b") { messageId sources { error { message } warnings { message } } }
  instances { status { health lastError { code message } breaker } states { slug } }
}`;
const patch = Buffer.from('own:Patch:1203').toString('base64url');
const writing = (name: string, input: string): string =>
  `mutation { ${name}(input: { ${name === 'createCheck' ? 'patch' : 'id'}: "${patch}", ${input} }) {
    outcome errors { field message code } } }`;

const echoed = new Set<string>();
/** Tokens name the reply that they cause. */
const modeOf = (token = ''): string => (token.split('.')[1] ?? '').replaceAll('-', ' ');
const tokenFor = (start: string, mode: string, number = 0): string =>
  `${start}.${mode.replaceAll(' ', '-')}.${String(number)}`;
let own: SampleServer;
let lent: SampleServer;
let receiver: Server;
const traces: string[] = [];

const echoing =
  (name: string) =>
  (listener: RequestListener): RequestListener => {
    return (request, response) => {
      const token = tokenIn(request);
      const reply = REPLIES[modeOf(token)];
      if (
        reply === undefined ||
        token === undefined ||
        /^\/api\/(1\.\d\/)?$/.test(request.url ?? '')
      ) {
        listener(request, response);
        return;
      }
      echoed.add(`${modeOf(token)}: ${request.method ?? ''} ${name}`);
      const { status, message = 'X', headers = {}, body = '' } = reply(token);
      response.writeHead(status, message, headers);
      response.end(body);
    };
  };

function tokenIn({ headers }: IncomingMessage): string | undefined {
  return /^Token (.+)$/.exec(headers.authorization ?? '')?.[1];
}

/** A server that accepts a token for each reply. */
function knowingTokens(): SampleState {
  const state = demoState('basalt');
  const [first] = state.users;
  if (first === undefined) throw new RangeError('the demo has no user');
  const users = Object.keys(REPLIES).map((mode, index) => ({
    ...first,
    id: 900 + index,
    profile_id: 900 + index,
    username: `service-${String(index)}`,
    token: tokenFor(SERVICE, mode),
  }));
  return { ...state, users: [...state.users, ...users] };
}

beforeAll(async () => {
  [own, lent] = await Promise.all([
    startSampleServer({ state: demoState('aurora'), faults: { wrap: echoing('own') } }),
    startSampleServer({ state: knowingTokens(), faults: { wrap: echoing('lent') } }),
  ]);
  receiver = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => void traces.push(chunk));
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await Promise.all([own.close(), lent.close()]);
});

/** A gateway with spans, with a server for which the caller has a token and one with a service token. */
async function start(mode: string, logs: string[]): Promise<RunningGateway> {
  const { port } = receiver.address() as AddressInfo;
  const loaded = loadConfig({
    flags: { port: '0', instances: [`own=${own.url}`, `lent=${lent.url}`] },
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}` },
  });
  const token = tokenFor(SERVICE, mode);
  const instances = loaded.instances.map((instance) =>
    instance.name === 'lent' ? { ...instance, token, allowAnonymousReads: true } : instance,
  );
  return await startGateway({
    config: { ...loaded, instances },
    logger: createLogger({
      level: 'trace',
      destination: { write: (line) => void logs.push(line) },
    }),
    version: 'test',
  });
}

it.concurrent.each(Object.keys(REPLIES))(
  'an echoed token never leaves the gateway: %s',
  async (mode) => {
    const logs: string[] = [];
    const gateway = await start(mode, logs);
    const texts: string[] = [];
    // Each with a different token, because an invalid one is not sent again.
    const queries = [
      writing('updatePatch', 'state: "accepted"'),
      writing('createCheck', 'state: SUCCESS, context: "x"'),
      READ,
    ];
    for (const [index, query] of queries.entries()) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-patchwork-token': `own=${tokenFor(CALLERS, mode, index)}`,
          'x-upstream-report': '1',
        },
        body: JSON.stringify({ query }),
      });
      texts.push(await response.text(), JSON.stringify([...response.headers]));
    }
    texts.push(await (await fetch(`${gateway.url}/metrics`)).text());
    await gateway.close();
    const met = ['GET lent', 'GET own', 'PATCH own', 'POST own'];
    expect([...echoed].filter((one) => one.startsWith(`${mode}:`)).sort()).toEqual(
      met.map((one) => `${mode}: ${one}`),
    );
    for (const text of [...texts, ...logs]) expect(excerpts(text)).toEqual([]);
    expect(logs.length).toBeGreaterThan(3);
  },
);

// Spans are sent when a gateway is closed.
it('and is in no span', () => {
  expect(traces.join('')).toContain('PATCH own');
  for (const text of traces) expect(excerpts(text)).toEqual([]);
});

/** The parts of a token in a text, with their context. */
function excerpts(text: string): string[] {
  return [...text.matchAll(/s(?:\/|%2f)3cret/gi)].map(({ index }) =>
    text.slice(Math.max(0, index - 160), index + 40),
  );
}
