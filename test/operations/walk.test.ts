import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import type { PatchRow } from '../../src/sample/server/SampleState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const RELEASES = [
  { name: 'v22', version: '2.2', timeZone: 'Australia/Canberra' },
  { name: 'v31', version: '3.1', timeZone: 'UTC' },
  { name: 'v32', version: '3.2', timeZone: 'America/New_York' },
  { name: 'vmain', version: 'main', timeZone: 'Asia/Tokyo' },
] as const;
const NAMES = RELEASES.map(({ name }) => name);

interface Node {
  readonly databaseId: number;
  readonly date: string;
  readonly instance: { readonly name: string };
}
interface Page {
  readonly patches: {
    readonly nodes: readonly Node[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly warnings: readonly { readonly code: string }[];
    }[];
  };
}

const PATCHES = `query ($first: Int!, $after: String) {
  patches(first: $first, after: $after) {
    nodes { databaseId date instance { name } }
    pageInfo { hasNextPage endCursor }
    sources { instance status warnings { code } }
  }
}`;

const keyOf = ({ instance, databaseId }: Node): string => `${instance.name} ${String(databaseId)}`;

/** Newest first; within a second by instance and number, both descending. */
function isInOrder(nodes: readonly Node[]): boolean {
  return nodes.every((node, index) => {
    const before = nodes[index - 1];
    if (before === undefined) return true;
    if (before.date !== node.date) return before.date > node.date;
    if (before.instance.name !== node.instance.name) {
      return before.instance.name > node.instance.name;
    }
    return before.databaseId > node.databaseId;
  });
}

/** Keys of all current patches of the servers, in the order of the list. */
function allKeys(gateway: TestGateway): string[] {
  return NAMES.flatMap((name) =>
    gateway.server(name).store.patches.rows.map(({ id }) => `${name} ${String(id)}`),
  );
}

async function walk(
  gateway: TestGateway,
  first: number,
  betweenPages: (pageNumber: number) => void = () => undefined,
): Promise<readonly Page['patches'][]> {
  const pages: Page['patches'][] = [];
  let after: string | null = null;
  do {
    const { patches }: Page = await gateway.data<Page>(PATCHES, { variables: { first, after } });
    pages.push(patches);
    after = patches.pageInfo.hasNextPage ? patches.pageInfo.endCursor : null;
    betweenPages(pages.length);
  } while (after !== null && pages.length < 200);
  return pages;
}

describe('a walk through the patches of four releases, half of which share their second', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      instances: RELEASES.map(({ name, version, timeZone }, index) => ({
        name,
        state: createBigState({
          seed: index + 1,
          version,
          timeZone,
          patches: 5000,
          series: 1000,
          ties: 0.5,
        }),
      })),
    });
  });
  afterAll(() => gateway.close());

  it('loses none, repeats none and keeps the order, with 4 requests per page', async () => {
    const pages = await walk(gateway, 250);
    const nodes = pages.flatMap((page) => page.nodes);
    expect(nodes).toHaveLength(20_000);
    expect(new Set(nodes.map(keyOf))).toEqual(new Set(allKeys(gateway)));
    expect(isInOrder(nodes)).toBe(true);
    expect(pages.map((page) => page.nodes.length)).toEqual(Array.from({ length: 80 }, () => 250));
    const ties = nodes.filter(({ date }, index) => nodes[index - 1]?.date === date).length;
    expect(ties).toBeGreaterThan(7500);
    // One request per instance and page, 80 pages in all.
    expect(NAMES.map((name) => gateway.requests(name).length)).toEqual([80, 80, 80, 80]);
  });
});

describe('a walk while the servers change and fail', () => {
  let gateway: TestGateway;
  let faults: Faults;
  beforeEach(async () => {
    faults = createFaults();
    gateway = await startTestGateway({
      instances: RELEASES.map(({ name, version, timeZone }, index) => ({
        name,
        state: createBigState({
          seed: index + 11,
          version,
          timeZone,
          patches: 200,
          series: 40,
          ties: 0.5,
        }),
        ...(name === 'v31' && { faults }),
      })),
    });
    return () => gateway.close();
  });

  /** Adds a copy of a patch to a server, with another date. */
  function insert(name: string, like: PatchRow, date: string): void {
    const { patches } = gateway.server(name).store;
    const id = Math.max(...patches.rows.map((row) => row.id)) + 1;
    patches.insert({ ...like, id, date, msgid: `<${name}-${String(id)}@inserted.example>` });
  }

  it('returns every row that existed at the start, once and in order, while mail arrives', async () => {
    const atStart = new Set(allKeys(gateway));
    const pages = await walk(gateway, 60, (page) => {
      for (const name of NAMES) {
        const [like] = gateway.server(name).store.patches.rows;
        if (like === undefined) continue;
        insert(name, like, '2026-11-19T00:00:00');
        // One in the middle of the rows already read, one before the rest.
        if (page === 2) insert(name, like, '2026-11-01T00:00:00');
        if (page === 3) insert(name, like, '2020-01-01T00:00:00');
      }
    });
    const nodes = pages.flatMap((page) => page.nodes);
    const old = nodes.filter((node) => atStart.has(keyOf(node)));
    expect(old).toHaveLength(800);
    expect(new Set(old.map(keyOf))).toEqual(atStart);
    expect(isInOrder(nodes)).toBe(true);
    expect(nodes.filter(({ date }) => date.startsWith('2020')).length).toBe(4);
  });

  it('returns the rows of a failed instance as soon as it answers again', async () => {
    const atStart = allKeys(gateway);
    const pages = await walk(gateway, 60, (page) => {
      if (page === 3) faults.add({ fault: { kind: 'status', status: 404 }, path: '/patches/' });
      if (page === 5) faults.clear();
    });
    const nodes = pages.flatMap((page) => page.nodes);
    expect(nodes).toHaveLength(800);
    expect(new Set(nodes.map(keyOf))).toEqual(new Set(atStart));
    const failed = pages.map(({ sources }) => sources.find(({ instance }) => instance === 'v31'));
    expect(failed.slice(0, 7).map((source) => source?.status)).toEqual([
      'OK',
      'OK',
      'OK',
      'FAILED',
      'FAILED',
      'OK',
      'OK',
    ]);
    expect(failed[5]?.warnings).toEqual([{ code: 'LATE_ROWS' }]);
    for (const name of NAMES) {
      expect(isInOrder(nodes.filter(({ instance }) => instance.name === name))).toBe(true);
    }
    expect(isInOrder(nodes.filter(({ instance }) => instance.name !== 'v31'))).toBe(true);
  });

  it('continues after a restart of the gateway', async () => {
    const { patches }: Page = await gateway.data<Page>(PATCHES, { variables: { first: 100 } });
    const instances = NAMES.map((name) => ({ name, url: gateway.server(name).url }));
    const other = await startTestGateway({ instances });
    const next: Page = await other.data<Page>(PATCHES, {
      variables: { first: 250, after: patches.pageInfo.endCursor },
    });
    await other.close();
    const nodes = [...patches.nodes, ...next.patches.nodes];
    expect(new Set(nodes.map(keyOf)).size).toBe(350);
    expect(isInOrder(nodes)).toBe(true);
  });
});
