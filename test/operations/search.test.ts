import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import type { PatchRow } from '../../src/sample/server/SampleState.js';
import type { SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type Answer, type TestGateway } from '../tools/startTestGateway.js';

const NAMES = ['aurora', 'basalt', 'cedar'];

interface Node {
  readonly __typename: string;
  readonly id: string;
  readonly databaseId: number;
  readonly date?: string | null;
  readonly name: string | null;
  readonly messageId?: string;
  readonly instance: { readonly name: string };
}
interface Found {
  readonly search: {
    readonly nodes: readonly Node[];
    readonly edges: readonly { readonly cursor: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly parsedQuery: {
      readonly text: string;
      readonly types: readonly string[];
      readonly instances: readonly string[];
      readonly terms: readonly unknown[];
    };
    readonly warnings: readonly { readonly code: string }[];
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly requests: number;
      readonly error: { readonly code: string } | null;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    }[];
  };
}

const SEARCH = `query ($q: String!, $types: [SearchType!], $instances: [String!], $first: Int, $after: String) {
  search(query: $q, types: $types, instances: $instances, first: $first, after: $after) {
    nodes {
      __typename
      ... on Node { id }
      ... on Patch { databaseId name date messageId instance { name } }
      ... on Series { databaseId name date instance { name } }
      ... on Cover { databaseId name date messageId instance { name } }
      ... on Project { databaseId name instance { name } }
      ... on Person { databaseId name instance { name } }
    }
    edges { cursor }
    pageInfo { hasNextPage endCursor }
    parsedQuery { text types instances terms { field value negated phrase start end } }
    warnings { code }
    sources { instance status requests error { code } warnings { code message } }
  }
}`;

interface Variables {
  readonly q: string;
  readonly types?: readonly string[];
  readonly instances?: readonly string[];
  readonly first?: number;
  readonly after?: string | null;
}

async function search(gateway: TestGateway, variables: Variables): Promise<Found['search']> {
  const found = await gateway.data<Found>(SEARCH, { variables: { first: 250, ...variables } });
  return found.search;
}

async function walk(
  gateway: TestGateway,
  variables: Variables,
): Promise<readonly Found['search'][]> {
  const pages: Found['search'][] = [];
  let after: string | null = null;
  do {
    const page = await search(gateway, { ...variables, after });
    pages.push(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null && pages.length < 300);
  return pages;
}

function demoInstances(faults?: Faults) {
  return NAMES.map((name) => ({
    name,
    state: demoState(name),
    ...(name === 'basalt' && faults !== undefined && { faults }),
  }));
}

const bare = (msgid: string): string => msgid.replace(/^<|>$/g, '');

/** Message-IDs of the patches on all instances that match a predicate on the tables. */
function messageIds(
  gateway: TestGateway,
  matches: (patch: PatchRow, store: SampleStore, instance: string) => boolean,
): string[] {
  const found = NAMES.flatMap((name) => {
    const { store } = gateway.server(name);
    return store.patches.rows
      .filter((patch) => matches(patch, store, name))
      .map(({ msgid }) => bare(msgid));
  });
  return [...new Set(found)].sort();
}

const has = (text: string | null, part: string): boolean =>
  text?.toLowerCase().includes(part.toLowerCase()) === true;
const stateIs = (slug: string) => (patch: PatchRow, store: SampleStore) =>
  store.states.get(patch.state)?.slug === slug;
const projectIs =
  (...linkNames: string[]) =>
  (patch: PatchRow, store: SampleStore) =>
    linkNames.includes(store.projects.get(patch.project)?.link_name ?? '');
const versionOf = (patch: PatchRow, store: SampleStore): number =>
  store.series.get(patch.series)?.version ?? 0;
const sender = (patch: PatchRow, store: SampleStore) => store.people.get(patch.submitter);

describe('search', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ instances: demoInstances() });
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.resetRequests());

  it.each([
    ['(state:new OR instance:basalt) d:2000-01-01..', ['PATCH', 'SERIES', 'COVER'], NAMES],
    ['(delegate:none OR project:basalt/pebble)', ['SERIES', 'COVER'], ['basalt']],
    ['state:new OR -instance:aurora,cedar', ['SERIES'], ['basalt']],
  ])('finds %s only of the types that it leaves on an instance', async (q, types, instances) => {
    const { nodes, sources } = await search(gateway, { q, types });
    expect(sources.map(({ instance }) => instance)).toEqual(instances);
    const others = nodes.filter(({ instance }) => instance.name !== 'basalt');
    expect(others.filter(({ __typename }) => __typename !== 'Patch')).toEqual([]);
    expect(nodes.some(({ __typename }) => __typename === 'Series')).toBe(true);
  });

  it('refuses alternatives that leave no type on any instance', async () => {
    const q = 'state:new OR instance:basalt';
    const variables = { q, types: ['SERIES'], instances: ['aurora'] };
    const { errors } = await gateway.ask(SEARCH, { variables });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each<[string, (patch: PatchRow, store: SampleStore, instance: string) => boolean]>([
    ['fix', ({ name }) => has(name, 'fix')],
    ['(fix)', ({ name }) => has(name, 'fix')],
    ['(s:fix)', ({ name }) => has(name, 'fix')],
    ["'fix', the;", ({ name }) => has(name, 'fix') && has(name, 'the')],
    ['“fix a”', ({ name }) => has(name, 'fix a')],
    ['"fix\n a"', ({ name }) => has(name, 'fix a')],
    ['Re: [PATCH v2 1/3] fix', ({ name }) => has(name, 'fix')],
    ['FIX the', ({ name }) => has(name, 'fix') && has(name, 'the')],
    ['"fix a"', ({ name }) => has(name, 'fix a')],
    ['"fix  A"', ({ name }) => has(name, 'fix a')],
    ['fix -leak', ({ name }) => has(name, 'fix') && !has(name, 'leak')],
    ['fix -"a leak"', ({ name }) => has(name, 'fix') && !has(name, 'a leak')],
    ['s:manual', ({ name }) => has(name, 'manual')],
    ['s:manual,wifi', ({ name }) => has(name, 'manual') || has(name, 'wifi')],
    [
      'fix s:"a leak","an off"',
      ({ name }) => has(name, 'fix') && (has(name, 'a leak') || has(name, 'an off')),
    ],
    ['-s:fix state:new', (p, s) => !has(p.name, 'fix') && stateIs('new')(p, s)],
    ['state:new', stateIs('new')],
    ['state:new,accepted', (p, s) => stateIs('new')(p, s) || stateIs('accepted')(p, s)],
    ['state:"Under Review"', stateIs('under-review')],
    ['-state:new,accepted', (p, s) => !stateIs('new')(p, s) && !stateIs('accepted')(p, s)],
    ['archived:true', ({ archived }) => archived],
    ['-archived:true', ({ archived }) => !archived],
    ['delegate:none', ({ delegate }) => delegate === null],
    ['-delegate:none', ({ delegate }) => delegate !== null],
    ['delegate:hannele', (p, s) => s.users.get(p.delegate)?.username === 'hannele'],
    [
      'delegate:hannele,none',
      (p, s) => p.delegate === null || s.users.get(p.delegate)?.username === 'hannele',
    ],
    ['version:2 is:patch', (p, s) => versionOf(p, s) === 2],
    ['version:2.. is:patch', (p, s) => versionOf(p, s) >= 2],
    ['l:tern', projectIs('tern')],
    ['l:brookos-devel.lists.example', projectIs('brookos', 'brook-feeds')],
    ['l:TERN,larch-devel@lists.example', projectIs('tern', 'larch')],
    ['state:new -l:tern', (p, s) => stateIs('new')(p, s) && !projectIs('tern')(p, s)],
    [
      'f:hannele',
      (p, s) =>
        has(sender(p, s)?.name ?? '', 'hannele') || has(sender(p, s)?.email ?? '', 'hannele'),
    ],
    ['f:@gate.example', (p, s) => has(sender(p, s)?.email ?? '', '@gate.example')],
    ['f:SAM.okafor@gate.example', (p, s) => sender(p, s)?.email === 'sam.okafor@gate.example'],
    ['-f:sam.okafor@gate.example', (p, s) => sender(p, s)?.email !== 'sam.okafor@gate.example'],
    ['d:2026-10-01..2026-10-31', ({ date }) => date >= '2026-10-01' && date < '2026-11-01'],
    [
      'since:2026-10-15 before:2026-11-01',
      ({ date }) => date >= '2026-10-15' && date < '2026-11-01',
    ],
    ['-d:2026-10-01..2026-10-31', ({ date }) => !(date >= '2026-10-01' && date < '2026-11-01')],
    ['is:pr', ({ pull_url: pullUrl }) => (pullUrl ?? '') !== ''],
    ['is:patch -is:pr fix', (p) => (p.pull_url ?? '') === '' && has(p.name, 'fix')],
    ['instance:cedar fix', (p, _s, instance) => instance === 'cedar' && has(p.name, 'fix')],
    [
      '-instance:cedar,aurora fix',
      (p, _s, instance) => instance === 'basalt' && has(p.name, 'fix'),
    ],
  ])('finds the patches of %s', async (q, matches) => {
    const pages = await walk(gateway, { q, types: ['PATCH'] });
    const nodes = pages.flatMap((page) => page.nodes);
    const expected = messageIds(gateway, matches);
    expect(expected.length).toBeGreaterThan(0);
    expect(nodes.map(({ messageId }) => messageId).sort()).toEqual(expected);
    const [first, ...others] = pages.map(({ sources }) => sources);
    for (const { status, error } of first ?? []) expect([status, error]).toEqual(['OK', null]);
    for (const { status, error } of others.flat()) {
      // The list of an instance may have ended on an earlier page.
      expect([
        ['OK', null],
        ['SKIPPED', null],
      ]).toContainEqual([status, error]);
    }
  });

  it('reads 1 list per instance and type, and returns projects first and the newest mails next', async () => {
    const other = await startTestGateway({ instances: demoInstances() });
    const { nodes, parsedQuery, sources } = await search(other, { q: 'library', first: 30 });
    const requests = NAMES.map((name) => other.requests(name).sort());
    await other.close();
    expect(parsedQuery.types).toEqual(['PATCH', 'SERIES', 'COVER', 'PROJECT']);
    expect(nodes.slice(0, 2).map((node) => [node.__typename, node.name])).toEqual([
      ['Project', 'Larch C library'],
      ['Project', 'Tern codec library'],
    ]);
    const dates = nodes.flatMap(({ date }) => date ?? []);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(sources.map((source) => source.requests)).toEqual([4, 4, 4]);
    for (const paths of requests) {
      expect(paths).toEqual([
        '/covers/?q=library&order=-date%2C-id&per_page=35',
        '/patches/?q=library&order=-date%2C-id&per_page=35',
        '/projects/?order=id&per_page=250',
        '/series/?q=library&order=-date%2C-id&per_page=35',
      ]);
    }
  });

  it('does not take a Message-ID for an address because other terms exclude its mail', async () => {
    const [id = ''] = messageIds(gateway, (patch) =>
      /^<?[\w.+-]+@[a-z0-9.-]+>?$/.test(patch.msgid),
    );
    const { nodes, sources } = await search(gateway, { q: `${id} is:cover` });
    expect(nodes).toEqual([]);
    for (const { requests } of sources) expect(requests).toBeLessThanOrEqual(2);
    expect((await search(gateway, { q: id })).nodes).not.toEqual([]);
  });

  it.each([5, 7, 30])('loses no row and repeats none with pages of %i', async (first) => {
    const whole = await search(gateway, { q: 'the' });
    const pages = await walk(gateway, { q: 'the', first });
    const nodes = pages.flatMap((page) => page.nodes);
    const ids = nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(whole.nodes.map(({ id }) => id)));
    const dates = nodes.flatMap(({ date }) => date ?? []);
    expect(dates).toEqual([...dates].sort().reverse());
    // The others are second postings of messages that were on two pages.
    const messages = (found: readonly Node[]) =>
      new Set(found.flatMap(({ messageId }) => messageId ?? []));
    expect(messages(nodes)).toEqual(messages(whole.nodes));
    expect(ids.length - whole.nodes.length).toBeLessThanOrEqual(Math.ceil(pages.length / 20));
  });

  it('continues from the cursor of any row', async () => {
    const whole = await search(gateway, { q: 'fix' });
    const after = whole.edges[4]?.cursor ?? '';
    const next = await search(gateway, { q: 'fix', after });
    expect(next.nodes.map(({ id }) => id)).toEqual(whole.nodes.slice(5).map(({ id }) => id));
  });

  it('returns a message that was posted several times once, with its occurrences', async () => {
    const postings = new Map<string, number>();
    for (const name of NAMES) {
      for (const { msgid } of gateway.server(name).store.patches.rows) {
        postings.set(msgid, (postings.get(msgid) ?? 0) + 1);
      }
    }
    const [msgid = '', count = 0] = [...postings].find(([, times]) => times > 1) ?? [];
    expect(count).toBeGreaterThan(1);
    const { search: found } = await gateway.data<{
      search: { nodes: { messageId: string; occurrences: unknown[] }[]; totalCount: number };
    }>(
      `query ($q: String!) { search(query: $q) { totalCount
        nodes { ... on Patch { messageId occurrences { id } } } } }`,
      { variables: { q: `m:${bare(msgid)}` } },
    );
    expect(found.nodes).toEqual([
      {
        messageId: bare(msgid),
        occurrences: Array.from({ length: count - 1 }, () => expect.anything() as unknown),
      },
    ]);
    expect(found.totalCount).toBe(count);
  });

  it('finds several Message-IDs at once', async () => {
    const [one, other] = ['aurora', 'cedar'].map((name) =>
      bare(gateway.server(name).store.patches.rows[3]?.msgid ?? ''),
    );
    const { nodes } = await search(gateway, { q: `m:${one ?? ''},${other ?? ''}` });
    expect(nodes.map(({ messageId }) => messageId).sort()).toEqual([one, other].sort());
  });

  it.each([
    ['state:new', { PATCH: 1 }],
    ['is:cover,series', { SERIES: 1, COVER: 1 }],
    ['-is:cover,project', { PATCH: 1, SERIES: 1 }],
    ['d:2026-10-01..', { PATCH: 1, SERIES: 1, COVER: 1 }],
    ['l:tern', { PATCH: 1, SERIES: 1, COVER: 1, PROJECT: 1 }],
    ['m:a@b', { PATCH: 1, COVER: 1 }],
  ])('looks for the types that %s allows', async (q, types) => {
    const { parsedQuery } = await search(gateway, { q, first: 1 });
    expect(parsedQuery.types).toEqual(Object.keys(types));
  });

  it('reports its interpretation of the query', async () => {
    const { parsedQuery } = await search(gateway, {
      q: 'fix -"a b" f:sam d:2026-10-01..2026-10-31 l:tern,larch',
      instances: ['aurora'],
      first: 1,
    });
    expect(parsedQuery).toEqual({
      text: 'fix -"a b" submitter:sam date:2026-10-01T00:00:00Z..2026-10-31T23:59:59Z project:tern,larch',
      types: ['PATCH', 'SERIES', 'COVER'],
      instances: ['aurora'],
      terms: [
        { field: 'text', value: 'fix', negated: false, phrase: false, start: 0, end: 3 },
        { field: 'text', value: 'a b', negated: true, phrase: true, start: 4, end: 10 },
        { field: 'submitter', value: 'sam', negated: false, phrase: false, start: 11, end: 16 },
        {
          field: 'date',
          value: '2026-10-01T00:00:00Z..2026-10-31T23:59:59Z',
          negated: false,
          phrase: false,
          start: 17,
          end: 41,
        },
        {
          field: 'project',
          value: 'tern,larch',
          negated: false,
          phrase: false,
          start: 42,
          end: 54,
        },
      ],
    });
  });

  it('adds warnings for values that an instance does not know', async () => {
    const { sources } = await search(gateway, { q: 'l:tern is:patch' });
    expect(sources.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
      [],
      ['UNKNOWN_VALUE'],
      ['UNKNOWN_VALUE'],
    ]);
  });

  it.each<[string, Partial<Variables>, RegExp, [number, number] | null]>([
    ['colour:red', {}, /Unknown field "colour"/, [0, 6]],
    [
      'fix is:cover state:new',
      {},
      /applies to patches, but the search is limited to covers/,
      [13, 22],
    ],
    [
      'fix state:new',
      { types: ['SERIES'] },
      /applies to patches, but the search is limited to series/,
      [4, 13],
    ],
    [
      'is:person',
      { types: ['PATCH'] },
      /applies to people, but the search is limited to patches/,
      [0, 9],
    ],
    [
      '-is:patch,series,cover,project',
      {},
      /limited to patches, series, covers and projects/,
      [0, 30],
    ],
    ['fix instance:cedar', { instances: ['aurora'] }, /excludes all instances/, [4, 18]],
    ['fix https://elsewhere.example/patch/1/', {}, /elsewhere/, [4, 38]],
    ['<a@b> <c@d>', {}, /second pasted object/, [6, 11]],
    ['fix', { first: 251 }, /out of range/, null],
    ['fix', { after: 'nonsense' }, /"after"/, null],
  ])('refuses %s with %j', async (q, variables, message, position) => {
    const { errors } = await gateway.ask(SEARCH, { variables: { q, ...variables } });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message).toMatch(message);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      ...(position !== null && { position: { start: position[0], end: position[1] } }),
    });
    expect(NAMES.flatMap((name) => gateway.requests(name))).toEqual([]);
  });

  it('refuses the cursor of another query', async () => {
    const { pageInfo } = await search(gateway, { q: 'a', first: 2 });
    const { errors } = await gateway.ask(SEARCH, {
      variables: { q: 'the', after: pageInfo.endCursor },
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('the counts of a search', () => {
  const COUNTS = `query ($q: String!, $first: Int) { search(query: $q, first: $first) {
    nodes { __typename } counts { type count } totalCount sources { totalCount requests } warnings { code } } }`;
  interface Counted {
    readonly search: {
      readonly nodes: readonly unknown[];
      readonly counts: readonly { readonly type: string; readonly count: number | null }[];
      readonly totalCount: number | null;
      readonly sources: readonly {
        readonly totalCount: number | null;
        readonly requests: number;
      }[];
      readonly warnings: readonly { readonly code: string }[];
    };
  }
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({ instances: demoInstances(), limits: { scanRows: 20 } });
    return () => gateway.close();
  });

  it('are exact, with a small request per instance and type if a page does not show them', async () => {
    const { search: found } = await gateway.data<Counted>(COUNTS, {
      variables: { q: 'fix', first: 2 },
    });
    const patches = NAMES.flatMap((name) =>
      gateway.server(name).store.patches.rows.filter(({ name: subject }) => has(subject, 'fix')),
    );
    expect(found.counts[0]).toEqual({ type: 'PATCH', count: patches.length });
    const sum = found.counts.reduce((total, { count }) => total + (count ?? 0), 0);
    expect(found.totalCount).toBe(sum);
    expect(found.sources.reduce((total, source) => total + (source.totalCount ?? 0), 0)).toBe(sum);
    for (const name of NAMES) expect(gateway.requests(name).length).toBeLessThanOrEqual(8);
  });

  it('cost nothing if the page reaches the end', async () => {
    const { search: found } = await gateway.data<Counted>(COUNTS, {
      variables: { q: 'manual', first: 100 },
    });
    expect(found.totalCount).toBe(found.nodes.length);
    for (const name of NAMES) expect(gateway.requests(name)).toHaveLength(4);
  });

  it.each(['totalCount nodes { __typename }', 'nodes { __typename } totalCount'])(
    'include rows that the gateway filters itself, in any position: %s',
    async (fields) => {
      const query = `{ search(query: "is:patch manual -fix", first: 250) { ${fields} } }`;
      const { search: found } = await gateway.data<Counted>(query);
      expect(found.nodes.length).toBeGreaterThan(0);
      expect(found.totalCount).not.toBeNull();
      const alone = await gateway.data<Counted>(
        '{ search(query: "is:patch manual -fix", first: 250) { totalCount } }',
      );
      expect(alone.search.totalCount).toBe(found.totalCount);
    },
  );

  it.each(['is:patch -fix', 'is:patch is:latest'])(
    'are null, with a warning, if the gateway filters rows and does not reach the end: %s',
    async (q) => {
      const variables = { q, first: 5 };
      const { search: found } = await gateway.data<Counted>(COUNTS, { variables });
      expect(found.counts).toEqual([{ type: 'PATCH', count: null }]);
      expect(found.totalCount).toBeNull();
      expect(found.warnings).toEqual([{ code: 'GATEWAY_FILTER' }]);
    },
  );
});

describe('a search in which the gateway filters rows', () => {
  it('stops at the scan limit, reports it, and continues with the next page', async () => {
    const gateway = await startTestGateway({
      instances: demoInstances(),
      limits: { scanRows: 20 },
    });
    const pages = await walk(gateway, { q: 'is:patch f:okafor', first: 30 });
    const expected = messageIds(gateway, (p, s) => has(sender(p, s)?.name ?? '', 'okafor'));
    await gateway.close();
    expect(pages[0]?.sources[0]).toMatchObject({
      status: 'PARTIAL',
      error: { code: 'QUERY_TOO_EXPENSIVE' },
    });
    expect(pages.at(-1)?.sources.map(({ status }) => status)).toEqual(['OK', 'OK', 'OK']);
    const ids = pages.flatMap(({ nodes }) => nodes.map(({ messageId }) => messageId));
    expect([...new Set(ids)].sort()).toEqual(expected);
  });
});

describe('a search on API 1.1', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({
      instances: [
        { name: 'aurora', state: demoState('aurora'), apiVersion: '1.1' },
        { name: 'cedar', state: demoState('cedar'), apiVersion: '1.0' },
      ],
    });
    return () => gateway.close();
  });

  it('finds the same as newer versions', async () => {
    const newer = await startTestGateway({
      instances: (['aurora', 'cedar'] as const).map((name) => ({ name, state: demoState(name) })),
    });
    const { nodes: expected } = await search(newer, { q: 'fix state:accepted' });
    await newer.close();
    const { nodes, sources } = await search(gateway, { q: 'fix state:accepted' });
    expect(nodes).toEqual(expected);
    expect(new Set(nodes.map(({ instance }) => instance.name))).toEqual(
      new Set(['aurora', 'cedar']),
    );
    expect(sources.map(({ status }) => status)).toEqual(['OK', 'OK']);
  });

  it('refuses Message-IDs of patches, which it would ignore, and searches covers', async () => {
    const cover = gateway.server('aurora').store.covers.rows[0];
    const msgid = bare(cover?.msgid ?? '');
    for (const q of [`m:${msgid}`, `<${msgid}>`]) {
      const { nodes, sources, pageInfo } = await search(gateway, { q });
      expect(nodes).toMatchObject([{ __typename: 'Cover', databaseId: cover?.id }]);
      expect(
        sources[0]?.warnings
          .concat(sources[0].error === null ? [] : [{ code: sources[0].error.code, message: '' }])
          .map(({ code }) => code),
      ).toContain('NOT_SUPPORTED_BY_INSTANCE');
      expect(pageInfo.hasNextPage).toBe(false);
    }
    expect(gateway.requests('aurora').filter((path) => path.startsWith('/patches/'))).toEqual([]);
  });
});

describe('text pasted into the search', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ instances: demoInstances() });
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.resetRequests());

  const patchOf = (name: string, index = 0): PatchRow => {
    const patch = gateway.server(name).store.patches.rows[index];
    if (patch === undefined) throw new RangeError('no such patch');
    return patch;
  };

  it('is found by Message-ID in any form, with 2 requests per instance', async () => {
    const { msgid, id } = patchOf('basalt');
    for (const q of [msgid, bare(msgid), `<${encodeURIComponent(bare(msgid))}>`]) {
      const { nodes, sources, pageInfo } = await search(gateway, { q });
      expect(nodes).toMatchObject([
        { __typename: 'Patch', databaseId: id, instance: { name: 'basalt' } },
      ]);
      expect(pageInfo.hasNextPage).toBe(false);
      expect(sources.map(({ status }) => status)).toEqual(['OK', 'OK', 'OK']);
    }
    for (const name of NAMES) expect(gateway.requests(name)).toHaveLength(2);
  });

  it('is found by any of its URLs', async () => {
    const { url } = gateway.server('cedar');
    const { msgid, id, series, project } = patchOf('cedar', 3);
    const linkName = gateway.server('cedar').store.projects.get(project)?.link_name ?? '';
    const cover = gateway.server('cedar').store.covers.rows[0];
    const larch = gateway.server('cedar').store.projectByLinkName('larch');
    for (const [path, expected] of [
      [`/project/${linkName}/patch/${encodeURIComponent(bare(msgid))}/`, ['Patch', id]],
      [`/api/1.2/patches/${String(id)}/`, ['Patch', id]],
      [`/patch/${String(id)}/mbox/`, ['Patch', id]],
      [`/api/series/${String(series)}/`, ['Series', series]],
      [`/api/covers/${String(cover?.id)}/`, ['Cover', cover?.id]],
      ['/project/larch/list/', ['Project', larch?.id]],
    ] as const) {
      const { nodes, parsedQuery } = await search(gateway, { q: `${url}${path}` });
      expect(nodes.map((node) => [node.__typename, node.databaseId])).toEqual([expected]);
      expect(parsedQuery.instances).toEqual(['cedar']);
    }
    const { errors } = await gateway.ask(SEARCH, { variables: { q: `${url}/api/bundles/41/` } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('resource(url:)') as unknown,
      extensions: { code: 'BAD_USER_INPUT', position: { start: 0 } },
    });
  });

  it('is found by number on every instance, narrowed by other terms', async () => {
    const { id } = patchOf('aurora');
    const everywhere = await search(gateway, { q: String(id) });
    expect(everywhere.warnings).toEqual([{ code: 'NUMBER_LOOKUP' }]);
    const kinds = everywhere.nodes.map((node) => `${node.instance.name} ${node.__typename}`);
    expect(kinds).toContain('aurora Patch');
    expect(new Set(everywhere.nodes.map(({ databaseId }) => databaseId))).toEqual(new Set([id]));
    gateway.resetRequests();
    const narrowed = await search(gateway, { q: `${String(id)} is:patch instance:aurora` });
    expect(narrowed.nodes).toMatchObject([{ __typename: 'Patch', databaseId: id }]);
    expect(gateway.requests('basalt')).toEqual([]);
    const project = gateway
      .server('aurora')
      .store.projects.rows.find((row) => row.id !== patchOf('aurora').project);
    const elsewhere = await search(gateway, {
      q: `${String(id)} is:patch instance:aurora l:${project?.link_name ?? ''}`,
    });
    expect(elsewhere.nodes).toEqual([]);
  });

  it('is nothing if no instance has it', async () => {
    for (const q of ['99999999', '999999999999999', '<no@where.example>']) {
      const { nodes, sources } = await search(gateway, { q });
      expect(nodes).toEqual([]);
      expect(sources.map(({ status }) => status)).toEqual(['OK', 'OK', 'OK']);
    }
    const { nodes } = await search(gateway, {
      q: `${gateway.server('cedar').url}/api/patches/99999999/`,
    });
    expect(nodes).toEqual([]);
  });

  it('is an email address if it is not a Message-ID', async () => {
    const address = 'sam.okafor@gate.example';
    const pages = await walk(gateway, { q: address, first: 20 });
    const nodes = pages.flatMap((page) => page.nodes);
    const expected = messageIds(gateway, (p, s) => sender(p, s)?.email === address);
    const found = nodes.flatMap((node) =>
      node.__typename === 'Patch' ? [node.messageId ?? ''] : [],
    );
    expect([...new Set(found)].sort()).toEqual(expected);
    for (const { sources } of pages) {
      expect(sources.map(({ status, warnings }) => [status, warnings])).toEqual(
        NAMES.map(() => ['OK', []]),
      );
    }
    const lists = await search(gateway, { q: 'larch-devel@lists.example' });
    expect(lists.nodes).toMatchObject([{ __typename: 'Project', name: 'Larch C library' }]);
  });

  it('has a cursor that reaches the end', async () => {
    const { edges } = await search(gateway, { q: patchOf('basalt').msgid });
    const next = await search(gateway, {
      q: patchOf('basalt').msgid,
      after: edges[0]?.cursor ?? '',
    });
    expect(next.nodes).toEqual([]);
    expect(next.pageInfo.hasNextPage).toBe(false);
  });
});

describe('people in the search', () => {
  it('are found on instances with a token, and UNAUTHENTICATED on others', async () => {
    const gateway = await startTestGateway({ instances: demoInstances() });
    const answer: Answer<Found> = await gateway.ask<Found>(SEARCH, {
      variables: { q: 'is:person okafor' },
      headers: { 'x-patchwork-token': 'aurora=aurora-reviewer-token' },
    });
    await gateway.close();
    const found = answer.data.search;
    const people = demoState('aurora').people.filter(({ name }) => /okafor/i.test(name ?? ''));
    expect(people).not.toEqual([]);
    expect(found.nodes).toMatchObject(
      people.map(() => ({ __typename: 'Person', instance: { name: 'aurora' } })),
    );
    expect(found.sources.map(({ status, error }) => [status, error?.code])).toEqual([
      ['OK', undefined],
      ['FAILED', 'UNAUTHENTICATED'],
      ['FAILED', 'UNAUTHENTICATED'],
    ]);
    expect(found.pageInfo.hasNextPage).toBe(false);
  });
});

describe('a search while an instance fails', () => {
  let gateway: TestGateway;
  let faults: Faults;
  beforeEach(async () => {
    faults = createFaults();
    gateway = await startTestGateway({ instances: demoInstances(faults) });
    return () => gateway.close();
  });

  it('reports a failed type as part of its instance, and returns it later', async () => {
    const whole = await search(gateway, { q: 'the', first: 250 });
    await gateway.close();
    gateway = await startTestGateway({ instances: demoInstances(faults) });
    faults.add({ fault: { kind: 'status', status: 404 }, path: '/series/' });
    const first = await search(gateway, { q: 'the', first: 250 });
    expect(first.sources.map(({ status }) => status)).toEqual(['OK', 'PARTIAL', 'OK']);
    expect(first.pageInfo.hasNextPage).toBe(true);
    faults.clear();
    const next = await search(gateway, { q: 'the', after: first.pageInfo.endCursor });
    expect(next.sources[1]?.warnings.map(({ code }) => code)).toEqual(['LATE_ROWS']);
    const ids = [...first.nodes, ...next.nodes].map(({ id }) => id);
    expect([...ids].sort()).toEqual(whole.nodes.map(({ id }) => id).sort());
  });

  it('is FAILED for an instance that fails completely, without affecting others', async () => {
    faults.add({ fault: { kind: 'status', status: 404 } });
    const { nodes, sources } = await search(gateway, { q: 'fix' });
    expect(sources.map(({ status }) => status)).toEqual(['OK', 'FAILED', 'OK']);
    expect(new Set(nodes.map(({ instance }) => instance.name))).toEqual(
      new Set(['aurora', 'cedar']),
    );
    const pasted = await search(gateway, { q: '<no@where.example>' });
    expect(pasted.sources.map(({ status }) => status)).toEqual(['OK', 'FAILED', 'OK']);
    expect(pasted.pageInfo.hasNextPage).toBe(true);
  });
});

describe('a query with punctuation around its terms', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ instances: demoInstances() });
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.resetRequests());

  const warningsOf = async (q: string) =>
    (
      await gateway.data<{
        search: { warnings: readonly { readonly code: string; readonly message: string }[] };
      }>('query ($q: String!) { search(query: $q, first: 1) { warnings { code message } } }', {
        variables: { q },
      })
    ).search.warnings;

  it('reports what was ignored', async () => {
    expect(await warningsOf('Re: [PATCH v2] fix')).toEqual([
      { code: 'SUBJECT_HEAD', message: expect.stringContaining('"Re: [PATCH v2]" is ignored') },
    ]);
    expect(await warningsOf('(s:fix)')).toEqual([
      { code: 'PUNCTUATION', message: expect.stringContaining('(s:fix); quote') },
    ]);
    expect(await warningsOf('fix')).toEqual([]);
    expect(NAMES.flatMap((name) => gateway.requests(name))).toEqual([]);
  });

  it('looks up text in angle brackets as a Message-ID, and reports it', async () => {
    const found = await search(gateway, { q: '<no-such-id>' });
    expect(found.nodes).toEqual([]);
    expect(found.warnings).toEqual([{ code: 'MESSAGE_ID_LOOKUP' }]);
  });
});
