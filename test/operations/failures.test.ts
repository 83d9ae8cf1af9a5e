import { createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import type { Fault } from '../../src/sample/server/faults/FaultPlan.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import {
  startTestGateway,
  type TestGateway,
  type TestInstance,
} from '../tools/startTestGateway.js';

interface Sources {
  readonly patches: {
    readonly nodes: readonly { readonly instance: { readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly error: { readonly code: string; readonly message: string } | null;
    }[];
  };
}

const PATCHES = `{ patches(first: 20) {
  nodes { name instance { name } }
  pageInfo { hasNextPage endCursor }
  sources { instance status error { code message } }
} }`;

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

/** Two healthy servers, and one that can be made to fail. */
async function start(faults: Faults, settings: Partial<TestInstance> = {}): Promise<TestGateway> {
  gateway = await startTestGateway({
    instances: [
      releaseInstance('main'),
      { ...releaseInstance('v31'), name: 'bad', faults, ...settings },
      releaseInstance('v22'),
    ],
  });
  return gateway;
}

describe('one instance that fails', () => {
  it.each<[what: string, fault: Fault, status: string, code: string, message: RegExp]>([
    ['answers 500', { kind: 'status', status: 500 }, 'FAILED', 'UPSTREAM_UNAVAILABLE', /: .*500/],
    ['answers 503', { kind: 'status', status: 503 }, 'FAILED', 'UPSTREAM_UNAVAILABLE', /: .*503/],
    [
      'sends a page instead of JSON',
      { kind: 'html' },
      'FAILED',
      'UPSTREAM_BAD_RESPONSE',
      /expected JSON and got text\/html/,
    ],
    [
      'sends invalid JSON',
      { kind: 'invalid-json' },
      'FAILED',
      'UPSTREAM_BAD_RESPONSE',
      /the JSON cannot be read/,
    ],
    [
      'sends half of its JSON',
      { kind: 'truncate' },
      'FAILED',
      'UPSTREAM_BAD_RESPONSE',
      /the JSON cannot be read/,
    ],
    [
      'disconnects before it answers',
      { kind: 'drop', when: 'before-answer' },
      'FAILED',
      'UPSTREAM_UNAVAILABLE',
      /./,
    ],
    [
      'disconnects in the middle',
      { kind: 'drop', when: 'in-body' },
      'FAILED',
      'UPSTREAM_BAD_RESPONSE',
      /was truncated/,
    ],
    [
      'redirects in a loop',
      { kind: 'redirect-loop' },
      'FAILED',
      'UPSTREAM_BAD_RESPONSE',
      /redirects/,
    ],
    [
      'redirects to another origin',
      { kind: 'redirect', to: 'http://127.0.0.1:9' },
      'FAILED',
      'UPSTREAM_BAD_RESPONSE',
      /another server/,
    ],
    ['never answers', { kind: 'hang' }, 'TIMED_OUT', 'UPSTREAM_TIMEOUT', /no answer within 400 ms/],
    [
      'limits the rate',
      { kind: 'status', status: 429, retryAfter: 60 },
      'FAILED',
      'UPSTREAM_RATE_LIMITED',
      /429/,
    ],
  ])('and %s never empties the page of the others', async (_what, fault, status, code, message) => {
    const faults = createFaults();
    // Long enough for retries of transient failures.
    const { ask, server } = await start(faults, { timeoutMs: fault.kind === 'hang' ? 400 : 3000 });
    faults.set({ fault });
    const began = performance.now();
    const { data, errors } = await ask<Sources>(PATCHES);
    expect(performance.now() - began).toBeLessThan(4000);
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toHaveLength(20);
    expect(new Set(data.patches.nodes.map(({ instance }) => instance.name))).toEqual(
      new Set(['main', 'v22']),
    );
    expect(data.patches.sources).toMatchObject([
      { instance: 'main', status: 'OK', error: null },
      { instance: 'bad', status, error: { code } },
      { instance: 'v22', status: 'OK', error: null },
    ]);
    const said = data.patches.sources[1]?.error?.message ?? '';
    expect(said).toMatch(/^bad: GET \/api\/1\.3\/patches\/\?/);
    expect(said).toMatch(message);
    expect(said).not.toContain(server('bad').url);
    // Missing rows may still arrive.
    expect(data.patches.pageInfo.hasNextPage).toBe(true);
  });

  it('returns null and an error with instance and request, for a single object', async () => {
    const faults = createFaults();
    const { ask } = await start(faults);
    faults.set({ fault: { kind: 'html' } });
    const { data, errors } = await ask(`{
      patch(instance: "bad", databaseId: 7) { name }
      other: patch(instance: "v22", databaseId: 8) { name }
    }`);
    expect(data).toEqual({ patch: null, other: { name: 'boil: fix off by one in the timer' } });
    expect(errors).toMatchObject([
      {
        message: 'bad: GET /api/1.3/patches/7/: expected JSON and got text/html',
        path: ['patch'],
        extensions: {
          code: 'UPSTREAM_BAD_RESPONSE',
          instance: 'bad',
          request: 'GET /api/1.3/patches/7/',
        },
      },
    ]);
  });

  it('keeps its position, and its rows are returned when it answers again', async () => {
    const faults = createFaults();
    const { ask, data } = await start(faults);
    faults.set({ fault: { kind: 'html' } });
    const first = await ask<Sources>(PATCHES);
    const seen = first.data.patches.nodes.map(({ instance }) => instance.name);
    faults.clear();
    let after = first.data.patches.pageInfo.endCursor;
    while (after !== null) {
      const { patches } = await data<Sources>(
        `query ($after: String) { patches(first: 250, after: $after) {
          nodes { instance { name } } pageInfo { hasNextPage endCursor } sources { status }
        } }`,
        { variables: { after } },
      );
      seen.push(...patches.nodes.map(({ instance }) => instance.name));
      after = patches.pageInfo.hasNextPage ? patches.pageInfo.endCursor : null;
    }
    expect(seen).toHaveLength(78 * 3);
    expect(seen.filter((name) => name === 'bad')).toHaveLength(78);
  });

  it.each(['comments', 'checks'])(
    'does not return %s as an empty list if a proxy answers with its 404 page',
    async (field) => {
      const faults = createFaults();
      const gateway = await startTestGateway({ instances: [releaseInstance('v31', { faults })] });
      faults.set({ fault: { kind: 'lie', name: 'page-404' }, path: `/${field}/` });
      const { data, errors } = await gateway.ask(
        `{ patch(instance: "v31", databaseId: 3) { databaseId ${field} { id } } }`,
      );
      expect(data).toEqual({ patch: { databaseId: 3, [field]: null } });
      expect(errors).toMatchObject([
        {
          path: ['patch', field],
          extensions: { code: 'UPSTREAM_BAD_RESPONSE', instance: 'v31' },
        },
      ]);
      await gateway.close();
    },
  );

  it.each(['v22', 'v31'] as const)(
    'does not count %s as empty if a proxy answers with its 404 page',
    async (name) => {
      const faults = createFaults();
      const gateway = await startTestGateway({ instances: [releaseInstance(name, { faults })] });
      faults.set({ fault: { kind: 'lie', name: 'page-404' }, path: '/patches/' });
      const { data } = await gateway.ask(
        '{ patches { totalCount sources { status error { code } } } }',
      );
      expect(data).toEqual({
        patches: {
          totalCount: null,
          sources: [{ status: 'FAILED', error: { code: 'UPSTREAM_BAD_RESPONSE' } }],
        },
      });
      await gateway.close();
    },
  );

  it('loses only the comments that it could not return, never as an empty list', async () => {
    const faults = createFaults();
    const { ask } = await start(faults);
    faults.set({ fault: { kind: 'status', status: 500 }, path: '/comments/' });
    const { data, errors } = await ask(
      '{ patch(instance: "bad", databaseId: 7) { name comments { id } checks { context } } }',
    );
    expect(data).toEqual({
      patch: {
        name: 'boil: fix off by one in the timer',
        comments: null,
        checks: [{ context: 'build' }, { context: 'boil-test' }],
      },
    });
    expect(errors).toMatchObject([
      {
        path: ['patch', 'comments'],
        extensions: {
          code: 'UPSTREAM_UNAVAILABLE',
          request: 'GET /api/1.3/patches/7/comments/?per_page=250',
        },
      },
    ]);
  });

  it('does not affect the states of patches in other series', async () => {
    const faults = createFaults();
    const { ask } = await start(faults);
    faults.set({ fault: { kind: 'html' }, path: /\/patches\/\?series=/ });
    const { data, errors } = await ask<{
      seriesList: { nodes: { name: string; patches: { name: string; state: unknown }[] }[] };
    }>(`{ seriesList(instances: ["bad", "v22"], first: 10) {
      nodes { name patches { name state { slug } } }
    } }`);
    const patches = data.seriesList.nodes.flatMap((one) => one.patches);
    expect(patches.filter(({ name }) => typeof name === 'string')).toHaveLength(patches.length);
    const lost = patches.filter(({ state }) => state === null);
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(patches.length);
    expect(errors).toHaveLength(lost.length);
    // A failing server is not queried for each patch instead.
    expect(faults.counters.affected).toBeLessThan(3);
  });

  it('is retried if that may help', async () => {
    const faults = createFaults();
    const { data, resetRequests } = await start(faults);
    resetRequests();
    faults.set({ fault: { kind: 'status', status: 502 }, times: 1 });
    expect(await data('{ patch(instance: "bad", databaseId: 7) { databaseId } }')).toEqual({
      patch: { databaseId: 7 },
    });
  });

  it('reports its health', async () => {
    const faults = createFaults();
    const { ask } = await start(faults);
    faults.set({ fault: { kind: 'status', status: 500 } });
    await ask('{ patch(instance: "bad", databaseId: 7) { name } }');
    const { data } = await ask(
      '{ instance(name: "bad") { apiVersion status { health lastError { code message } } } }',
    );
    expect(data).toMatchObject({
      instance: {
        apiVersion: '1.3',
        status: { health: 'DEGRADED', lastError: { code: 'UPSTREAM_UNAVAILABLE' } },
      },
    });
  });
});

describe('an instance that sends wrong types', () => {
  it('loses unreadable fields, and reports which', async () => {
    const { server } = await start(createFaults());
    const path = '/api/1.3/patches/7/';
    const right = (await (await fetch(server('bad').url + path)).json()) as object;
    const body = {
      ...right,
      name: 5,
      archived: 'yes',
      diff: ['a'],
      submitter: { ...right, id: 'x' },
    };
    await gateway?.close();
    const { state, ...rest } = releaseInstance('v31');
    if (state === undefined) throw new Error('a release has its state');
    gateway = await startTestGateway({
      instances: [{ ...rest, name: 'bad', state: { ...state, documents: [{ path, body }] } }],
    });
    const { ask } = gateway;
    const { data, errors } = await ask(`{
      patch(instance: "bad", databaseId: 7) {
        databaseId name archived diff hash messageId submitter { name } state { slug }
      }
    }`);
    expect(data).toMatchObject({
      patch: {
        databaseId: 7,
        name: null,
        archived: null,
        diff: null,
        hash: (right as { hash: string }).hash,
        messageId: '20260303090000.b1-s1@quill.example',
        submitter: null,
      },
    });
    expect(
      (errors ?? []).map(({ path, message, extensions }) => ({ path, message, extensions })),
    ).toEqual(
      expect.arrayContaining(
        ['name', 'archived', 'diff', 'submitter'].map((field) => ({
          path: ['patch', field],
          message: `bad: GET /api/1.3/patches/7/: cannot read the field "${field}"`,
          extensions: {
            code: 'UPSTREAM_BAD_RESPONSE',
            instance: 'bad',
            request: 'GET /api/1.3/patches/7/',
            field,
          },
        })),
      ),
    );
    expect(errors).toHaveLength(4);
  });

  it('loses rows without a number, and reports it', async () => {
    const faults = createFaults();
    const { ask } = await start(faults);
    faults.set({ fault: { kind: 'wrong-types', how: ['missing-id'] }, path: '/patches/?' });
    const { data, errors } = await ask<Sources>(PATCHES);
    expect(errors).toBeUndefined();
    expect(data.patches.sources[1]).toMatchObject({
      instance: 'bad',
      error: { code: 'UPSTREAM_BAD_RESPONSE' },
    });
    expect(data.patches.sources[1]?.status).toMatch(/PARTIAL|FAILED/);
    expect(data.patches.nodes).toHaveLength(20);
  });

  it('never breaks an answer, whatever is corrupted', async () => {
    const faults = createFaults();
    const { ask } = await start(faults);
    faults.set({ fault: { kind: 'wrong-types' } });
    const { data, errors } = await ask<{
      patches: { nodes: unknown[]; sources: { status: string }[] };
    }>(`{ patches(first: 60) {
      nodes {
        databaseId name date state { slug } submitter { name email } series { name version }
        headers { name value } diff checks { state date } comments { subject date submitter { name } }
      }
      sources { instance status error { code } }
    } }`);
    expect(data.patches.nodes).toHaveLength(60);
    expect(data.patches.sources[0]?.status).toBe('OK');
    for (const { extensions } of errors ?? []) {
      expect(extensions).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', instance: 'bad' });
    }
  });
});

describe('an instance that is not a Patchwork server', () => {
  let listener: Server | undefined;
  afterEach(() => listener?.close());

  it('is distinguished from one that is', async () => {
    listener = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}',
      );
    });
    await new Promise<void>((resolve) => listener?.listen(0, '127.0.0.1', resolve));
    const address = listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    gateway = await startTestGateway({
      instances: [
        { name: 'blog', url: `http://127.0.0.1:${String(port)}` },
        releaseInstance('v31'),
      ],
      settle: false,
    });
    const { data, errors } = await gateway.ask<Sources>(PATCHES);
    expect(errors).toBeUndefined();
    expect(data.patches.sources).toMatchObject([
      {
        instance: 'blog',
        status: 'FAILED',
        error: {
          code: 'UPSTREAM_BAD_RESPONSE',
          message:
            'blog: GET /api/1.4/: the response is not the index of a Patchwork API (status 200)',
        },
      },
      { instance: 'v31', status: 'OK' },
    ]);
  });
});

describe('limits of an operation', () => {
  it('end it at its deadline, with the data so far', async () => {
    const faults = createFaults();
    gateway = await startTestGateway({
      instances: [releaseInstance('main'), { ...releaseInstance('v31'), name: 'slow', faults }],
      limits: { deadlineMs: 500 },
    });
    faults.set({ fault: { kind: 'hang' } });
    const began = performance.now();
    const { data, errors } = await gateway.ask<Sources>(PATCHES);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toHaveLength(20);
    expect(data.patches.sources).toMatchObject([
      { instance: 'main', status: 'OK' },
      { instance: 'slow', status: 'TIMED_OUT', error: { code: 'UPSTREAM_TIMEOUT' } },
    ]);
  });

  it('refuse an operation that will exceed the requests, before the first', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      limits: { maxUpstreamRequestsPerInstance: 20 },
    });
    for (const first of [30, 250]) {
      const { data, errors } = await gateway.ask<unknown>(
        'query ($first: Int) { patches(first: $first) { nodes { diff } } }',
        { variables: { first } },
      );
      expect(data ?? null).toBeNull();
      expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_EXPENSIVE');
      expect(errors?.[0]?.message).toMatch(
        /^This operation would take about \d+ upstream requests/,
      );
    }
    expect(gateway.requests('v31')).toEqual([]);
  });

  it('stop at the number of requests, and keep the data so far', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      limits: { maxUpstreamRequestsPerInstance: 10 },
    });
    const { store } = gateway.server('v31');
    const row = store.patches.require(46);
    // More patches than could be expected of a series before it is read.
    for (let id = 1000; id < 1016; id += 1) {
      store.patches.insert({ ...row, id, msgid: `<${String(id)}@example.org>` });
    }
    const { data, errors } = await gateway.ask<{
      series: { patches: { name: string; diff: string | null }[] };
    }>('{ series(instance: "v31", databaseId: 33) { patches { name diff } } }');
    expect(gateway.requests('v31')).toHaveLength(10);
    const { patches } = data.series;
    expect(patches).toHaveLength(20);
    expect(patches.filter(({ name }) => typeof name !== 'string')).toEqual([]);
    expect(patches.filter(({ diff }) => diff !== null)).toHaveLength(9);
    expect(errors).toHaveLength(11);
    for (const { extensions, message } of errors ?? []) {
      expect(extensions).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE', instance: 'v31' });
      expect(message).toMatch(/^v31: this operation has used its 10 requests/);
    }
  });

  it('end a scan for filters that REST lacks, and continue with the next page', async () => {
    gateway = await startTestGateway({
      instances: [releaseInstance('v31')],
      limits: { scanRows: 20 },
    });
    const found: number[] = [];
    let after: string | null = null;
    let limited = 0;
    for (let pages = 0; pages < 20; pages += 1) {
      const {
        patches,
      }: {
        patches: {
          nodes: { databaseId: number }[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
          sources: { status: string; error: { code: string } | null }[];
        };
      } = await gateway.data(
        `query ($after: String) { patches(first: 10, after: $after, filter: {check: [FAIL]}) {
          nodes { databaseId } pageInfo { hasNextPage endCursor } sources { status error { code } }
        } }`,
        { variables: { after } },
      );
      found.push(...patches.nodes.map(({ databaseId }) => databaseId));
      if (patches.sources[0]?.error?.code === 'QUERY_TOO_EXPENSIVE') limited += 1;
      if (!patches.pageInfo.hasNextPage) break;
      after = patches.pageInfo.endCursor;
    }
    expect(found).toEqual([47]);
    expect(limited).toBeGreaterThan(1);
  });
});
