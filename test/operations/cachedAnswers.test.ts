import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { releaseInstance, tokenOf } from '../tools/releaseGateway.js';
import { globalId } from './mutations/writing.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const START_MS = Date.UTC(2026, 10, 20, 12);
/** Longer than lists are fresh, shorter than they are served stale while they are refreshed. */
const SOON_MS = 20_000;
const LONG_MS = 400 * 86_400_000;

const DASHBOARD = `query Dashboard($first: Int = 5) {
  patches(first: $first, orderBy: { field: DATE }) {
    nodes { databaseId name check state { slug } submitter { name } series { name total } }
    sources { instance status fetchedAt }
  }
}`;
const DEEP = `{
  seriesList(first: 3) { nodes { patches { name diff headers { name } comments { content } checks { context } } } }
}`;

let gateway: TestGateway;
let faults: Faults;
let nowMs: number;

beforeEach(async () => {
  nowMs = START_MS;
  faults = createFaults();
  gateway = await startTestGateway({
    instances: [releaseInstance('main', { faults }), releaseInstance('v22')],
    now: () => nowMs,
  });
});
afterEach(() => gateway.close());

/** How many operations received a cached answer so far. */
async function reused(): Promise<number> {
  return await metric('answers_reused_total');
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(new RegExp(`^patchwork_graphql_${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

function requests(): number {
  return gateway.requests('main').length + gateway.requests('v22').length;
}

describe('a repeated query', () => {
  it.each([
    ['a dashboard', DASHBOARD],
    ['whole mails', DEEP],
  ])('gets the same answer without being executed: %s', async (_what, query) => {
    expect(await metric('answers_kept_bytes')).toBe(0);
    const first = await gateway.ask(query);
    expect(first.errors).toBeUndefined();
    expect(await metric('answers_kept_bytes')).toBeGreaterThan(JSON.stringify(first).length);
    const made = requests();
    expect(await gateway.ask(query)).toEqual(first);
    expect(await gateway.ask(query)).toEqual(first);
    expect([requests(), await reused()]).toEqual([made, 2]);
    const lines = gateway.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.findLast(({ msg }) => msg === 'operation')).toMatchObject({
      upstream: {},
      cacheHits: expect.toSatisfy((hits: number) => hits > 0) as number,
    });
  });

  it('is answered as if it had been executed', async () => {
    const kept = [await gateway.ask(DASHBOARD), await gateway.ask(DASHBOARD)];
    const report = { 'x-upstream-report': '1' };
    const { extensions, ...executed } = await gateway.ask(DASHBOARD, { headers: report });
    expect(extensions?.upstream).toMatchObject({ requests: 0, staleHits: 0 });
    expect(kept).toEqual([executed, executed]);
    expect(await reused()).toBe(1);
  });

  it('returns the same bytes for a large answer, with any characters', async () => {
    const list = 'patches(first: 40) { nodes { name submitter { name } content diff } }';
    const query = `{ a: ${list} b: ${list} c: ${list} d: ${list} }`;
    const text = async (encoding: string, headers = {}): Promise<string> => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-encoding': encoding, ...headers },
        body: JSON.stringify({ query }),
      });
      return await response.text();
    };
    const first = await text('identity');
    expect(first.length).toBeGreaterThan(65_536);
    expect(first).toMatch(/[^ -~\s]/);
    expect(await text('identity')).toBe(first);
    expect(await text('gzip')).toBe(first);
    expect(await reused()).toBe(2);
    const executed = JSON.parse(await text('identity', { 'x-upstream-report': '1' })) as object;
    expect(JSON.parse(first)).toEqual({ ...executed, extensions: undefined });
    expect(await metric('answers_kept_bytes')).toBeLessThan(first.length * 1.5);
  });

  it('is executed with other variables or another operation of the document', async () => {
    const count = async (first?: number): Promise<number> => {
      const { patches } = await gateway.data<{ patches: { nodes: readonly unknown[] } }>(
        DASHBOARD,
        first === undefined ? {} : { variables: { first } },
      );
      return patches.nodes.length;
    };
    expect([await count(), await count(3), await count(2), await count(3)]).toEqual([5, 3, 2, 3]);
    expect(await reused()).toBe(1);

    const two = `query A { projects(first: 1) { nodes { name } } } query B { covers(first: 1) { nodes { name } } }`;
    const ask = async (operationName: string): Promise<unknown> => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: two, operationName }),
      });
      return response.json();
    };
    expect(await ask('A')).toMatchObject({ data: { projects: {} } });
    expect(await ask('B')).toMatchObject({ data: { covers: {} } });
    expect(await ask('A')).toMatchObject({ data: { projects: {} } });
    expect(await reused()).toBe(2);
  });

  it.each([
    '{ patches(first: 2) { nodes { name } sources { instance requests } } }',
    '{ operationCost { upstreamRequests } projects(first: 1) { nodes { name } } }',
    '{ instances { status { latencyMs } projects(first: 1) { nodes { name } } } }',
    'query Q { patches(first: 2) { nodes { name } ...S } } fragment S on PatchConnection { sources { requests } }',
  ])('is executed where it asks for the moment: %s', async (query) => {
    await gateway.data(query);
    const second = await gateway.data<{ patches?: { sources: readonly unknown[] } }>(query);
    expect(await reused()).toBe(0);
    for (const source of second.patches?.sources ?? [])
      expect(source).toMatchObject({ requests: 0 });
  });
});

describe('identical concurrent queries', () => {
  it('share one execution', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => gateway.ask(DASHBOARD)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors).toBeUndefined();
    const shared = await reused();
    expect(shared).toBeGreaterThan(0);
    expect(shared).toBeLessThan(8);
  });

  it('are executed again if the answer has changed since', async () => {
    const id = globalId('main', 'Patch', 1);
    const query = `{ node(id: "${id}") { ... on Patch { state { slug } } } patches(first: 3) { nodes { name } } }`;
    const slugOf = async (): Promise<string> =>
      (await gateway.data<{ node: { state: { slug: string } } }>(query)).node.state.slug;
    await gateway.data('{ instance(name: "main") { apiVersion } }');
    // The patch is read immediately, the list of the other server later.
    faults.set({ path: '/patches/?', fault: { kind: 'delay', ms: 400 } });
    const first = slugOf();
    await expect.poll(() => gateway.requests('main').length).toBeGreaterThanOrEqual(2);
    await gateway.data(
      `mutation { updatePatch(input: { id: "${id}", state: "rejected" }) { outcome } }`,
      { headers: { 'x-patchwork-token': `main=${tokenOf('main', 'mira')}` } },
    );
    expect(await slugOf()).toBe('rejected');
    await first;
  });

  it('do not depend on the first client', async () => {
    faults.set({ fault: { kind: 'delay', ms: 200 } });
    const first = new AbortController();
    const gone = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: DASHBOARD }),
      signal: first.signal,
    });
    await expect.poll(() => faults.counters.affected).toBeGreaterThan(0);
    const second = gateway.ask(DASHBOARD);
    first.abort();
    await expect(gone).rejects.toThrow('aborted');
    const { errors, data } = await second;
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ patches: { sources: [{ status: 'OK' }, { status: 'OK' }] } });
  });

  it('are canceled when all clients have disconnected', async () => {
    faults.set({ path: '/patches/', fault: { kind: 'hang' } });
    const clients = [new AbortController(), new AbortController()];
    const asked = clients.map(({ signal }) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: DASHBOARD }),
        signal,
      }),
    );
    const ended = Promise.allSettled(asked);
    await expect.poll(() => faults.counters.affected).toBe(1);
    const ops = (): number =>
      gateway.logs.filter((line) => line.includes('disconnected before its operation ended'))
        .length;
    await gateway.ask('{ instances { name } }');
    for (const client of clients) client.abort();
    await ended;
    // Without the patience for the hanging server, which is much longer than this test may take.
    await expect.poll(ops, { timeout: 4_000 }).toBe(2);
  });

  it('are answered separately if the answer has errors', async () => {
    faults.set({ fault: { kind: 'status', status: 500 } });
    const query = `{ node(id: "${globalId('main', 'Patch', 1)}") { id ... on Patch { name } } }`;
    const answers = await Promise.all(Array.from({ length: 4 }, () => gateway.ask(query)));
    for (const { errors } of answers) expect(errors).toHaveLength(1);
    expect(await reused()).toBe(0);
  });

  it('do not wait longer than for a slow server', async () => {
    faults.set({ fault: { kind: 'delay', ms: 1_200 } });
    const answers = await Promise.all(Array.from({ length: 3 }, () => gateway.ask(DASHBOARD)));
    for (const { errors } of answers) expect(errors).toBeUndefined();
    // They were executed in parallel to the first one, with the same requests.
    expect(await reused()).toBe(0);
    expect(new Set(gateway.requests('main')).size).toBe(gateway.requests('main').length);
  });
});

describe('a server that was not reachable before', () => {
  it('is included in later answers even if it became available during an execution', async () => {
    const slow = createFaults();
    const refused = createFaults();
    refused.set({ fault: { kind: 'status', status: 500 } });
    const starting = await startTestGateway({
      instances: [
        releaseInstance('main', { faults: refused }),
        releaseInstance('v22', { faults: slow }),
      ],
      settle: false,
      now: () => nowMs,
    });
    const query = '{ patches(first: 3) { nodes { name } sources { status } } }';
    interface Data {
      readonly patches: { readonly sources: readonly { readonly status: string }[] };
    }
    const version = '{ instance(name: "main") { apiVersion } }';
    try {
      await starting.data('{ instance(name: "v22") { apiVersion } }');
      await starting.ask(version);
      slow.set({ fault: { kind: 'delay', ms: 1_500 } });
      const running = starting.data<Data>(query);
      await expect.poll(() => slow.counters.affected).toBe(1);
      // Its part of the answer is complete by now; the other server is slow.
      await starting.ask(version);
      refused.clear();
      expect(await starting.data(version)).toEqual({ instance: { apiVersion: '1.4' } });
      const statuses = async (data: Promise<Data>): Promise<string[]> =>
        (await data).patches.sources.map(({ status }) => status);
      expect(await statuses(running)).toEqual(['FAILED', 'OK']);
      expect(await statuses(starting.data<Data>(query))).toEqual(['OK', 'OK']);
    } finally {
      await starting.close();
    }
  });
});

describe('a cached answer', () => {
  it('is dropped when one of its values expires', async () => {
    const first = await gateway.ask(DASHBOARD);
    nowMs += SOON_MS;
    const old = await gateway.data<{ patches: { sources: readonly { status: string }[] } }>(
      DASHBOARD,
    );
    expect(old.patches.sources.map(({ status }) => status)).toEqual(['OK', 'OK']);
    nowMs += LONG_MS;
    const made = requests();
    const anew = await gateway.ask(DASHBOARD);
    expect(requests()).toBeGreaterThan(made);
    expect(anew).not.toEqual(first);
    expect(await reused()).toBe(0);
  });

  it('is dropped when a write changes its data', async () => {
    const id = globalId('main', 'Patch', 1);
    const query = `{ node(id: "${id}") { ... on Patch { state { slug } diff } } }`;
    const before = await gateway.data<{ node: { state: { slug: string } } }>(query);
    expect(before.node.state.slug).not.toBe('rejected');
    await gateway.data(query);
    expect(await reused()).toBe(1);
    const { updatePatch } = await gateway.data<{ updatePatch: { outcome: string } }>(
      `mutation { updatePatch(input: { id: "${id}", state: "rejected" }) { outcome } }`,
      { headers: { 'x-patchwork-token': `main=${tokenOf('main', 'mira')}` } },
    );
    expect(updatePatch.outcome).toBe('APPLIED');
    expect(await gateway.data(query)).toMatchObject({ node: { state: { slug: 'rejected' } } });
    expect(await reused()).toBe(1);
  });

  it('is neither created from nor returned for data read with a token', async () => {
    const token = { headers: { 'x-patchwork-token': `main=${tokenOf('main', 'mira')}` } };
    const bundles = '{ bundles(first: 50) { nodes { name public } } }';
    await gateway.data(bundles, token);
    const anonymous = await gateway.data<{ bundles: { nodes: readonly { public: boolean }[] } }>(
      bundles,
    );
    expect(anonymous.bundles.nodes.every((bundle) => bundle.public)).toBe(true);
    await gateway.data(bundles, token);
    expect(await reused()).toBe(0);
    await gateway.data(bundles);
    expect(await reused()).toBe(1);
  });

  it('never has errors', async () => {
    const query = '{ patches(first: 1) { nodes { name } } node(id: "nonsense") { id } }';
    const first = await gateway.ask(query);
    expect(first.errors).toHaveLength(1);
    expect(await gateway.ask(query)).toEqual(first);
    expect(await reused()).toBe(0);
  });

  it('is never incomplete', async () => {
    faults.set({ fault: { kind: 'status', status: 403 } });
    const broken = await gateway.data<{ patches: { sources: readonly { status: string }[] } }>(
      DASHBOARD,
    );
    expect(broken.patches.sources.map(({ status }) => status)).toContain('FAILED');
    faults.clear();
    const whole = await gateway.data<{ patches: { sources: readonly { status: string }[] } }>(
      DASHBOARD,
    );
    expect(whole.patches.sources.map(({ status }) => status)).toEqual(['OK', 'OK']);
    expect(await reused()).toBe(0);
  });
});
