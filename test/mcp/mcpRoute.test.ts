import { request } from 'node:http';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewState } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { connectAssistant } from './connectAssistant.js';

const KEY = 'a-key-of-the-gateway';
const token = 'basalt-maintainer-token';
let gateway: TestGateway;
beforeAll(async () => {
  const state = reviewState([{ title: 'net: one', patches: [{}, {}] }]);
  gateway = await startTestGateway({
    instances: [{ name: 'it', state }],
    mcp: { enabled: true, writes: true, hosts: ['gateway.example'] },
    access: {
      gatewayKeys: [
        {
          name: 'board',
          sha256: createHash('sha256').update(KEY).digest('hex'),
          tokens: { it: token },
        },
      ],
    },
  });
});
afterAll(() => gateway.close());

/** One POST with headers that `fetch` does not let a caller choose. */
function post(headers: Record<string, string>, body: unknown): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const sent = request(`${gateway.url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve([response.statusCode ?? 0, text]);
      });
    });
    sent.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

describe('/mcp', () => {
  it('answers an old client without a session', async () => {
    const [status, text] = await post({}, list);
    expect(status).toBe(200);
    expect(text).toContain('review_queue');
  });

  it.each<[string, Record<string, string>, unknown, number, string]>([
    ['a name of the gateway', { host: 'gateway.example:4000' }, list, 200, 'review_queue'],
    ['a foreign name', { host: 'evil.example' }, list, 403, 'evil.example'],
    ['a foreign origin', { origin: 'https://evil.example' }, list, 403, 'cors.origins'],
    ['a form', { 'content-type': 'text/plain' }, 'x', 400, 'application/json'],
    ['a batch', {}, [list], 400, 'no batches'],
    ['garbage', {}, '{', 400, 'JSON'],
    ['too much', {}, 'x'.repeat(1_100_000), 413, 'limits.maxBodyBytes'],
    ['too many values', {}, { ...list, params: Array(20_000).fill(0) }, 400, 'maxBodyValues'],
  ])('sent %s', async (_, headers, body, status, words) => {
    const [answered, text] = await post(headers, body);
    expect(answered).toBe(status);
    expect(text).toContain(words);
  });

  it('acknowledges a subscription without topics and completes it, because the tools never change', async () => {
    const version = '2026-07-28';
    const [status, text] = await post(
      { 'mcp-protocol-version': version, 'mcp-method': 'subscriptions/listen' },
      {
        ...list,
        method: 'subscriptions/listen',
        params: {
          _meta: {
            'io.modelcontextprotocol/protocolVersion': version,
            'io.modelcontextprotocol/clientCapabilities': {},
          },
          notifications: { toolsListChanged: true, resourceSubscriptions: ['test://a'] },
        },
      },
    );
    expect(status).toBe(200);
    const messages = [...text.matchAll(/^data: (.+)$/gm)].map(
      ([, data = '']) => JSON.parse(data) as unknown,
    );
    expect(messages).toMatchObject([
      { method: 'notifications/subscriptions/acknowledged', params: { notifications: {} } },
      { id: 1, result: { resultType: 'complete' } },
    ]);
  });

  it('supports neither streams nor sessions', async () => {
    expect((await fetch(`${gateway.url}/mcp`)).status).toBe(405);
    expect((await fetch(`${gateway.url}/mcp`, { method: 'DELETE' })).status).toBe(405);
  });

  it('logs a tool call as an operation, with its client', async () => {
    const assistant = await connectAssistant(gateway.url, { 'x-client-name': 'assistant' });
    await assistant.call('show_series', { series: 'it/1' });
    await assistant.client.close();
    expect(gateway.logs.find((line) => line.includes('"McpShowSeries"'))).toContain('"assistant"');
  });

  it('does not exist unless it is enabled', async () => {
    const { mcp } = gateway.config;
    await gateway.reload({ ...gateway.config, mcp: { ...mcp, enabled: false } });
    expect((await post({}, list))[0]).toBe(404);
    await gateway.reload(gateway.config);
    expect((await post({}, list))[0]).toBe(200);
  });
});

/** The slug of the state of a patch at its server. */
function stateOf(patch: number): string {
  const { patches, states } = gateway.server('it').store;
  return states.require(patches.require(patch).state).slug;
}

describe('the tools that write', () => {
  it('need a token of the caller', async () => {
    const assistant = await connectAssistant(gateway.url);
    const refused = await assistant.call('set_state', {
      kind: 'series',
      ref: 'it/1',
      state: 'accepted',
    });
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toContain('UNAUTHENTICATED: it: writing needs your Patchwork token');
    await assistant.client.close();
    expect(stateOf(1)).toBe('new');
  });

  it.each([
    ['the token of the caller', { 'x-patchwork-token': `it=${token}` }, 'accepted'],
    ['that of a gateway key', { authorization: `Bearer ${KEY}` }, 'rejected'],
  ])('write with %s', async (_, headers, state) => {
    const assistant = await connectAssistant(gateway.url, headers);
    const set = await assistant.call('set_state', { kind: 'series', ref: 'it/1', state });
    expect(set.text).toContain(`outcome: APPLIED; patch: (ref: it/1, state: ${state})`);
    expect([1, 2].map(stateOf)).toEqual([state, state]);
    const check = await assistant.call('create_check', {
      patch: 'it/1',
      state: 'SUCCESS',
      context: 'assistant',
    });
    expect(check.text).toContain('outcome: APPLIED');
    const one = await assistant.call('set_state', {
      kind: 'patch',
      ref: 'it/2',
      state: 'nonsense',
    });
    expect(one).toMatchObject({
      isError: true,
      text: expect.stringContaining('nonsense') as unknown,
    });
    expect(stateOf(2)).toBe(state);
    const refused = await assistant.call('set_state', { kind: 'series', ref: 'it/1', state: 'x' });
    expect(refused.isError).toBe(true);
    for (const ref of ['it/1', 'it/2']) {
      expect(refused.text).toContain(`outcome: NOT_APPLIED; patch: ${ref}\n`);
    }
    await assistant.client.close();
  });

  it('do not exist unless they are configured', async () => {
    const { mcp } = gateway.config;
    await gateway.reload({ ...gateway.config, mcp: { ...mcp, writes: false } });
    const assistant = await connectAssistant(gateway.url);
    const { tools } = await assistant.client.listTools();
    expect(tools).toHaveLength(8);
    await assistant.client.close();
    await gateway.reload(gateway.config);
  });
});
