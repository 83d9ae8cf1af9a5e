import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import type { Schedule } from '../../src/sample/server/faults/sendFault.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Listed {
  readonly patches: {
    readonly nodes: readonly { readonly instance: { readonly name: string } }[];
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly fetchedAt: string | null;
      readonly error: { readonly code: string; readonly message: string } | null;
    }[];
  };
}

const PATCHES = `{ patches(first: 20) {
  nodes { name instance { name } }
  sources { instance status fetchedAt error { code message } }
} }`;

let gateway: TestGateway | undefined;
let faults: Faults;
let nowMs = Date.UTC(2026, 10, 20, 12);
afterEach(async () => {
  // Pending requests are released, so that the gateway does not have to wait for them.
  faults.clear();
  await gateway?.close();
  gateway = undefined;
});

interface StartOptions {
  readonly patienceMs?: number;
  readonly stalePatienceMs?: number;
  readonly settle?: boolean;
}

/** One healthy server, and one that can be made to hang. */
async function start(
  { settle = true, ...limits }: StartOptions,
  schedule?: Schedule,
): Promise<TestGateway> {
  faults = createFaults(schedule === undefined ? {} : { schedule });
  if (!settle) faults.set({ fault: { kind: 'hang' } });
  gateway = await startTestGateway({
    instances: [releaseInstance('main'), { ...releaseInstance('v31'), name: 'slow', faults }],
    limits,
    settle,
    now: () => nowMs,
  });
  return gateway;
}

const hang = { fault: { kind: 'hang' } } as const;

describe('a server that hangs', () => {
  it('is TIMED_OUT when the patience is over, and the others are returned', async () => {
    const { ask } = await start({ patienceMs: 1_500 });
    faults.set(hang);
    const { data, errors } = await ask<Listed>(PATCHES);
    expect(errors).toBeUndefined();
    expect(data.patches.nodes).toHaveLength(20);
    expect(data.patches.sources).toMatchObject([
      { instance: 'main', status: 'OK', error: null },
      {
        instance: 'slow',
        status: 'TIMED_OUT',
        error: {
          code: 'UPSTREAM_TIMEOUT',
          message: expect.stringMatching(
            /^slow: GET \/api\/1\.3\/patches\/\?.*: no answer within 1500 ms/,
          ) as unknown,
        },
      },
    ]);
  });

  it('does not delay the counts of the others', async () => {
    const { data, requests } = await start({});
    faults.set(hang);
    const found = data<{ search: { sources: readonly unknown[] } }>(
      '{ search(query: "e", types: [PATCH], first: 1) { sources { instance totalCount } } }',
    );
    // The page, and then the count.
    await expect.poll(() => requests('main').length).toBe(2);
    faults.clear();
    expect((await found).search.sources).toHaveLength(2);
    expect(requests('main')).toHaveLength(2);
  });

  it('fills the cache with one request when it finally answers', async () => {
    const held: (() => void)[] = [];
    const hold: Schedule = (answer) => {
      held.push(answer);
      return () => undefined;
    };
    const { ask, data, requests } = await start({ patienceMs: 150 }, hold);
    faults.set({ fault: { kind: 'delay', ms: 1 }, path: '/patches/' });
    const status = ({ patches }: Listed): unknown => patches.sources[1]?.status;
    const both = await Promise.all([ask<Listed>(PATCHES), ask<Listed>(PATCHES)]);
    expect(both.map((answer) => status(answer.data))).toEqual(['TIMED_OUT', 'TIMED_OUT']);
    expect(held).toHaveLength(1);
    held[0]?.();
    await expect.poll(async () => status(await data<Listed>(PATCHES))).toBe('OK');
    expect(requests('slow').filter((path) => path.startsWith('/patches/'))).toHaveLength(1);
  });

  it('is limited for a single lookup, too', async () => {
    const { ask } = await start({ patienceMs: 150 });
    faults.set(hang);
    const { data, errors } = await ask('{ patch(instance: "slow", databaseId: 7) { name } }');
    expect(data).toEqual({ patch: null });
    expect(errors).toMatchObject(
      [{ extensions: { code: 'UPSTREAM_TIMEOUT', instance: 'slow', request: /patches/ } }].map(
        ({ extensions }) => ({
          extensions: { ...extensions, request: 'GET /api/1.3/patches/7/' },
        }),
      ),
    );
  });

  it('does not delay its status, and its breaker opens for any number of clients', async () => {
    const { ask, data } = await start({ patienceMs: 1_500, settle: false });
    const queries = Array.from({ length: 9 }, () => ask<Listed>(PATCHES));
    expect(await data('{ instances { name status { breaker } } }')).toMatchObject({
      instances: [{ name: 'main' }, { name: 'slow' }],
    });
    for (const { data: listed } of await Promise.all(queries)) {
      expect(listed.patches.sources.map(({ status }) => status)).toEqual(['OK', 'TIMED_OUT']);
    }
    const states = async (): Promise<unknown> =>
      (
        await data<{ instances: readonly { status: unknown }[] }>(
          '{ instances { status { health breaker } } }',
        )
      ).instances[1]?.status;
    await expect.poll(states, { timeout: 15_000 }).toEqual({ health: 'DOWN', breaker: 'OPEN' });
    const { data: refused } = await ask<Listed>(PATCHES);
    expect(refused.patches.sources[1]).toMatchObject({
      status: 'FAILED',
      error: { code: 'UPSTREAM_UNAVAILABLE' },
    });
  });

  it('is waited for while it answers something', async () => {
    const { data } = await start({ patienceMs: 2_000 });
    faults.set({ fault: { kind: 'delay', ms: 750 } });
    const { patches } = await data<{ patches: { nodes: readonly unknown[] } }>(
      '{ patches(first: 3, instances: ["slow"]) { nodes { comments { content } series { name patches { name } } } } }',
    );
    expect(patches.nodes).toHaveLength(3);
  });
});

describe('a cached answer of a server that hangs', () => {
  it('is returned after a short patience, as STALE with the reason', async () => {
    const { ask, data } = await start({ stalePatienceMs: 100 });
    await data(PATCHES);
    nowMs += 3_600_000;
    faults.set({ ...hang, path: '/patches/' });
    const { data: old } = await ask<Listed>(PATCHES);
    expect(old.patches.sources).toMatchObject([
      { instance: 'main', status: 'OK', error: null },
      {
        instance: 'slow',
        status: 'STALE',
        fetchedAt: new Date(nowMs - 3_600_000).toISOString(),
        error: { code: 'UPSTREAM_TIMEOUT' },
      },
    ]);
    expect(new Set(old.patches.nodes.map(({ instance }) => instance.name))).toEqual(
      new Set(['main', 'slow']),
    );
    await ask(PATCHES);
    expect(faults.counters.affected).toBe(1);
  });
});

describe('an old answer within its policy', () => {
  it('is OK while a new one is fetched, and STALE once that has failed', async () => {
    const { data } = await start({});
    const statusOf = async (): Promise<unknown> => {
      const { patches } = await data<Listed>(PATCHES);
      return { status: patches.sources[1]?.status, code: patches.sources[1]?.error?.code };
    };
    await data(PATCHES);
    nowMs += 20_000;
    faults.set({ fault: { kind: 'html' }, path: '/patches/' });
    expect(await statusOf()).toEqual({ status: 'OK', code: undefined });
    await expect.poll(statusOf).toEqual({ status: 'STALE', code: 'UPSTREAM_BAD_RESPONSE' });
  });
});

describe('the header x-upstream-patience-ms', () => {
  it.each([
    ['lowers the patience', '100', 'no answer within 100 ms'],
    ['never raises it', '9000', 'no answer within 200 ms'],
  ])('%s', async (_what, value, said) => {
    const { ask } = await start({ patienceMs: 200 });
    faults.set(hang);
    const headers = { 'x-upstream-patience-ms': value };
    const { data } = await ask<Listed>(PATCHES, { headers });
    expect(data.patches.sources[1]?.error?.message).toContain(said);
  });

  it.each(['', '0', '-5', '1.5', 'soon', '10, 20'])('is refused when it is %j', async (value) => {
    const { ask, requests } = await start({});
    const { errors } = await ask(PATCHES, { headers: { 'x-upstream-patience-ms': value } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(requests('main')).toEqual([]);
  });
});
