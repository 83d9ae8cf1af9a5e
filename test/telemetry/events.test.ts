import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

type Line = Readonly<Record<string, unknown>>;

describe('the log of a gateway', () => {
  const lines = (): Line[] => (gateway?.logs ?? []).map((line) => JSON.parse(line) as Line);

  it('shows a failing server, the data that an operation lost, and its client', async () => {
    const faults = createFaults();
    gateway = await startTestGateway({
      instances: [releaseInstance('v31', { faults }), releaseInstance('v22')],
    });
    faults.set({ fault: { kind: 'status', status: 500 } });
    await gateway.ask('{ patches(first: 1) { nodes { name } } }', {
      headers: { 'apollographql-client-name': 'board', 'apollographql-client-version': '1.2' },
    });
    await vi.waitFor(() => {
      expect(lines().filter(({ msg }) => msg === 'instance fails')).toMatchObject([
        { level: 40, instance: 'v31', event: 'health-changed' },
      ]);
    });
    await gateway.ask('{ patches(first: 1, instances: ["v31"]) { nodes { name } } }');
    await gateway.ask('{ patch(instance: "v31", databaseId: 7) { name } }');
    const [partial, failed, single] = lines()
      .filter(({ msg }) => msg === 'operation')
      .slice(-3);
    expect(partial).toMatchObject({
      operation: null,
      fields: ['patches'],
      client: 'board',
      clientVersion: '1.2',
      address: '127.0.0.1',
      sources: { v31: 'FAILED', v22: 'OK' },
    });
    expect(failed).toMatchObject({ sources: { v31: 'FAILED' } });
    expect(single).toMatchObject({ sources: { v31: 'FAILED' } });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/operations_total\{type="query",outcome="failed"\} 2/);
    expect(metrics).toMatch(/operations_total\{type="query",outcome="partial"\} 1/);
    expect(metrics).toMatch(/sources_total\{server="v31",status="FAILED"\} 3/);
  });

  it('names instances alone, also where a search reads several lists of one', async () => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31')] });
    await gateway.data('{ search(query: "a") { nodes { __typename } } }');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const names = [...metrics.matchAll(/sources_total\{server="([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(names)).toEqual(new Set(['v31']));
  });

  it('names the instance that refuses a token, and never the token', async () => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31')] });
    await gateway.ask('{ patches(first: 1) { nodes { name } } }', {
      headers: { 'x-patchwork-token': 'v31=hunter2' },
    });
    expect(lines().filter(({ level }) => level === 40)).toMatchObject([
      { instance: 'v31', msg: 'a token was rejected' },
    ]);
    expect(gateway.logs.join('')).not.toContain('hunter2');
  });

  it('is not flooded by a client that repeatedly sends a refused token', async () => {
    gateway = await startTestGateway({ instances: [releaseInstance('v31')] });
    for (let index = 0; index < 30; index += 1) {
      await gateway.ask('{ patches(first: 1) { nodes { name } } }', {
        headers: { 'x-patchwork-token': `v31=wrong-${String(index)}` },
      });
    }
    expect(lines().filter(({ msg }) => msg === 'a token was rejected')).toHaveLength(10);
  });

  it('is not flooded by a client that requests a broken and a valid object in turn', async () => {
    const faults = createFaults();
    gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
    faults.set({ fault: { kind: 'status', status: 500 }, path: '/patches/7/' });
    for (let index = 0; index < 30; index += 1) {
      await gateway.ask('{ patch(instance: "v31", databaseId: 7) { name } }');
      await gateway.ask(
        `{ patch(instance: "v31", databaseId: ${String(90_000 + index)}) { name } }`,
      );
    }
    const changes = lines().filter(({ event }) => event === 'health-changed');
    expect(changes.length).toBeGreaterThan(1);
    expect(changes.length).toBeLessThanOrEqual(10);
  });

  it('names the gateway key of an operation, and never the key', async () => {
    const key = 'correct horse battery staple'.replaceAll(' ', '-');
    const { createHash } = await import('node:crypto');
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      access: {
        gatewayKeys: [
          { name: 'dashboard', sha256: createHash('sha256').update(key).digest('hex'), tokens: {} },
        ],
      },
    });
    await gateway.data('{ __typename }', { headers: { authorization: `Bearer ${key}` } });
    expect(lines().at(-1)).toMatchObject({ gatewayKey: 'dashboard', fields: ['__typename'] });
    expect(gateway.logs.join('')).not.toContain(key);
  });
});
