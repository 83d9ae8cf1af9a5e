import { afterEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '../transport/startServer.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/* Servers that report 999,999,999 of everything: each count fits an Int, but the sum of three does not. */

const MOST = 999_999_999;
const NAMES = ['one', 'two', 'three'];
let servers: readonly TestServer[] = [];
let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  await Promise.all(servers.map((server) => server.close()));
});

async function start(names: readonly string[]): Promise<TestGateway> {
  servers = await Promise.all(
    names.map(() =>
      startServer((response, request) => {
        const [path = '', query = ''] = (request.url ?? '').split('?');
        const next = `<${path}?page=2>; rel="next"`;
        const last = `<${path}?page=${String(MOST)}>; rel="last"`;
        const row = {
          id: 7,
          name: 'a fix',
          date: '2026-10-01T10:00:00',
          state: new URLSearchParams(query).get('state') ?? 'new',
          project: { id: 1, link_name: 'x' },
        };
        const isProject = path.endsWith('/projects/');
        response.writeHead(200, {
          'content-type': 'application/json',
          link: isProject ? `<${path}?page=1>; rel="last"` : `${next}, ${last}`,
        });
        const projects = [1, 2, 3, 4, 5].map((id) => ({ id, link_name: `x${String(id)}` }));
        response.end(JSON.stringify(isProject ? projects : [row]));
      }),
    ),
  );
  gateway = await startTestGateway({
    instances: names.map((name, index) => ({
      name,
      url: servers[index]?.url ?? '',
      apiVersion: '1.3',
    })),
  });
  return gateway;
}

interface Counts {
  readonly totalCount: number | null;
  readonly sources: readonly {
    readonly totalCount: number | null;
    readonly warnings: readonly { readonly code: string; readonly message: string }[];
  }[];
}

it('is null with an error if a sum of counts is too large, while the parts are returned', async () => {
  const { ask } = await start(NAMES);
  const { data, errors } = await ask<{ readonly patches: Counts; readonly covers: Counts }>(`{
    patches(first: 1) { totalCount sources { totalCount warnings { code message } } }
    covers(first: 1, instances: ["one", "two"]) { totalCount sources { totalCount warnings { code message } } }
  }`);
  expect(data.patches.totalCount).toBeNull();
  expect(data.patches.sources.map(({ totalCount }) => totalCount)).toEqual([MOST, MOST, MOST]);
  expect(data.covers.totalCount).toBe(2 * MOST);
  expect(errors).toMatchObject([
    {
      path: ['patches', 'totalCount'],
      extensions: { code: 'UPSTREAM_BAD_RESPONSE', instance: 'one' },
    },
  ]);
  expect(errors?.[0]?.message).toContain('the counts add up to 2999999997');
});

it('does the same for the counts of a search', async () => {
  const { ask } = await start(NAMES);
  const { data, errors } = await ask<{
    readonly search: {
      readonly totalCount: number | null;
      readonly counts: readonly { readonly type: string; readonly count: number | null }[];
    };
  }>(`{ search(query: "fix", types: [PATCH, COVER]) { totalCount counts { type count } } }`);
  expect(data.search).toEqual({
    totalCount: null,
    counts: [
      { type: 'PATCH', count: null },
      { type: 'COVER', count: null },
    ],
  });
  expect(errors).toHaveLength(3);
  for (const { extensions } of errors ?? []) {
    expect(extensions).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', instance: 'one' });
  }
});

it('returns the largest Int for a group of patches, with a warning', async () => {
  const { ask } = await start(NAMES);
  const { data, errors } = await ask<{
    readonly patchCounts: Counts & {
      readonly uncountedCount: number | null;
      readonly groups: readonly {
        readonly count: number;
        readonly breakdown: readonly { readonly count: number }[];
      }[];
    };
  }>(`{ patchCounts(by: STATE, filter: { state: ["new"] }) {
    groups { count breakdown { count } } totalCount uncountedCount
    sources { totalCount warnings { code message } }
  } }`);
  expect(errors).toBeUndefined();
  const { groups, sources, ...sums } = data.patchCounts;
  expect(groups).toEqual([
    { count: 2 ** 31 - 1, breakdown: [{ count: MOST }, { count: MOST }, { count: MOST }] },
  ]);
  expect(sums).toEqual({ totalCount: null, uncountedCount: 0 });
  for (const { totalCount, warnings } of sources) {
    expect(totalCount).toBe(MOST);
    expect(warnings).toMatchObject([{ code: 'COUNT_TOO_LARGE' }]);
  }
});

it('does not trust an instance whose own groups are too large', async () => {
  const { ask } = await start(['one']);
  const { data } = await ask<{
    readonly patchCounts: {
      readonly groups: readonly unknown[];
      readonly sources: readonly {
        readonly status: string;
        readonly error: { readonly code: string };
      }[];
    };
  }>(
    `{ patchCounts(by: STATE) { groups { count } totalCount sources { status error { code } } } }`,
  );
  expect(data.patchCounts.groups).toEqual([]);
  expect(data.patchCounts.sources).toEqual([
    { status: 'FAILED', error: { code: 'UPSTREAM_BAD_RESPONSE' } },
  ]);
});
