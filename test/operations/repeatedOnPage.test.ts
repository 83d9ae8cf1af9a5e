import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { startSampleServer } from '../../src/sample/server/startSampleServer.js';
import { startTestGateway } from '../tools/startTestGateway.js';

/** A proxy that repeats the first row of each list at its end. */
async function startRepeating(target: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    void fetch(`${target}${request.url ?? ''}`).then(async (answer) => {
      const text = await answer.text();
      const isJson = answer.headers.get('content-type') === 'application/json';
      const body: unknown = isJson ? JSON.parse(text) : null;
      const isList = Array.isArray(body) && body.length > 1;
      const sent = isList ? JSON.stringify([body[0] as unknown, ...(body as unknown[])]) : text;
      const link = answer.headers.get('link');
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
        ...(link === null ? {} : { link }),
      });
      response.end(sent);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, close: () => server.close() };
}

describe('a row that a server sends twice on one page', () => {
  it.each(['DATE', 'NAME', 'ID'])('is given once, with a warning (by %s)', async (field) => {
    const state = createBigState({ patches: 8, series: 4, projects: 1, people: 3 });
    const sample = await startSampleServer({ state });
    const front = await startRepeating(sample.url);
    const gateway = await startTestGateway({ instances: [{ name: 'one', url: front.url }] });
    const { patches } = await gateway.data<{
      patches: {
        nodes: { databaseId: number; comments: { databaseId: number }[] }[];
        sources: { status: string; warnings: { code: string }[] }[];
      };
    }>(`{
      patches(first: 20, orderBy: {field: ${field}}) {
        nodes { databaseId comments { databaseId } }
        sources { status warnings { code } }
      }
    }`);
    const ids = patches.nodes.map(({ databaseId }) => databaseId);
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(8);
    for (const { comments } of patches.nodes) {
      expect(new Set(comments.map(({ databaseId }) => databaseId)).size).toBe(comments.length);
    }
    expect(patches.sources).toEqual([{ status: 'OK', warnings: [{ code: 'REPEATED_ROW' }] }]);
    await gateway.close();
    front.close();
    await sample.close();
  });
});

describe('the counts of a list over a slow instance', () => {
  it('are requested before the slow page has arrived', async () => {
    const faults = createFaults();
    faults.set({ fault: { kind: 'hang' }, path: 'per_page=5' });
    const state = createBigState({ patches: 20, series: 4, projects: 1, people: 3 });
    const gateway = await startTestGateway({
      instances: [
        { name: 'fast', state },
        { name: 'slow', state, faults },
      ],
    });
    const asked = gateway.data<{
      patches: { sources: { status: string; totalCount: number | null }[] };
    }>('{ patches(first: 5) { nodes { id } sources { status totalCount } } }');
    const isCounted = (name: string): boolean =>
      gateway.requests(name).some((path) => path.includes('per_page=1'));
    await vi.waitFor(() => expect(['fast', 'slow'].filter(isCounted)).toEqual(['fast', 'slow']));
    faults.clear();
    const { patches } = await asked;
    expect(patches.sources.map(({ totalCount }) => totalCount)).toEqual([20, 20]);
    await gateway.close();
  });
});

describe('projects that the gateway filters itself', () => {
  it('are counted with the request that reads them', async () => {
    const state = createBigState({ patches: 4, series: 4, projects: 4, people: 3 });
    const gateway = await startTestGateway({ instances: [{ name: 'one', state }] });
    const { projects } = await gateway.data<{
      projects: { totalCount: number; nodes: unknown[] };
    }>('{ projects(filter: {q: "proj"}, first: 1) { totalCount nodes { id } } }');
    expect(projects).toEqual({ totalCount: 4, nodes: [expect.anything()] });
    expect(gateway.requests('one')).toHaveLength(1);
    await gateway.close();
  });
});
