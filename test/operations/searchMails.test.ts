import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CoverageUpdate, IndexHole } from '../../src/corpus/indexCoverage.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { fieldTokens } from '../../src/corpus/indexedTexts.js';
import { TEXT_FIELDS, type TextField } from '../../src/corpus/IndexedMail.js';
import { tokensOf } from '../../src/corpus/tokens.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { sqliteHere } from '../tools/sqliteHere.js';

interface Found {
  readonly search: {
    readonly nodes: readonly {
      readonly __typename: string;
      readonly databaseId: number;
      readonly state?: { readonly slug: string };
    }[];
    readonly totalCount: number | null;
    readonly complete: boolean;
    readonly coverage: readonly {
      readonly projectName: string;
      readonly state: string;
      readonly holes: readonly { readonly reason: string }[];
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly sources: readonly {
      readonly instance: string;
      readonly status: string;
      readonly error: { readonly code: string; readonly message: string } | null;
    }[];
  } | null;
}

const SEARCH = `query ($q: String!, $types: [SearchType!], $first: Int, $after: String, $whole: Boolean) {
  search(query: $q, types: $types, first: $first, after: $after, requireComplete: $whole) {
    nodes { __typename ... on Patch { databaseId state { slug } } ... on Cover { databaseId } ... on Comment { databaseId } ... on Series { databaseId } }
    totalCount
    complete
    coverage { projectName state holes { reason } }
    pageInfo { hasNextPage endCursor }
    sources { instance status error { code message } }
  }
}`;

const state = demoState('aurora');
const mails = mailsOfState('aurora', state);
const PROJECTS = state.projects.map(({ link_name: name }) => name);
const LIVE: CoverageUpdate = {
  state: 'LIVE',
  from: 0,
  until: 2e9,
  reachesStart: true,
  comments: true,
};

/** A word in comments. */
const COMMENTED =
  tokensOf(
    mails.find(({ kind, fields }) => kind === 'COMMENT' && fields.nq.length > 20)?.fields.nq ?? '',
  ).find(({ length }) => length > 5) ?? '';

const folder = mkdtempSync(join(tmpdir(), 'search-mails-'));
const path = join(folder, 'index.db');
let gateway: TestGateway;
let index: SqliteIndex;

/** Numbers of the mails with a word in their fields, newest first. */
function scan(kind: string, word: string, fields: readonly TextField[] = TEXT_FIELDS): number[] {
  return withoutCopies(postings(kind, word, fields));
}

/** Numbers of the first posting of each message. */
function withoutCopies(all: readonly (typeof mails)[number][]): number[] {
  return all
    .filter(({ messageId }, at) => all.findIndex((other) => other.messageId === messageId) === at)
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}

/** The same, but a message that was posted to several projects counts several times. */
function postings(
  kind: string,
  word: string,
  fields: readonly TextField[],
): readonly (typeof mails)[number][] {
  return mails
    .filter((mail) => mail.kind === kind)
    .filter((mail) =>
      fields.some((field) =>
        fieldTokens(mail.fields, field).some((tokens) => tokens.includes(word)),
      ),
    )
    .toSorted((a, b) => b.date - a.date || b.number - a.number);
}

const numbers = ({ search }: Found): number[] =>
  (search?.nodes ?? []).map(({ databaseId }) => databaseId).sort((a, b) => a - b);

async function find(q: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Found> {
  return await gateway.data<Found>(SEARCH, { variables: { q, first: 250, ...variables } });
}

async function cover(update: CoverageUpdate, holes: readonly IndexHole[] = []): Promise<void> {
  for (const project of PROJECTS) {
    await index.setCoverage({ instance: 'aurora', project }, update);
    await index.setHoles({ instance: 'aurora', project }, holes);
  }
}

beforeAll(async () => {
  index = new SqliteIndex({ path, timeoutMs: 5000 });
  await index.put(mails);
  await cover(LIVE);
  gateway = await startTestGateway({
    instances: [{ name: 'aurora', state }],
    index: { enabled: true, path, queryTimeoutMs: 5000 },
  });
});
beforeEach(async () => {
  await cover(LIVE);
});
afterAll(async () => {
  await gateway.close();
  await index.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!sqliteHere)('search with an index', () => {
  it.each([
    ['dfb:timeout_lock', ['dfb']],
    ['dfa:buffer_lock', ['dfa']],
    ['nq:promised', ['nq', 'dfn', 'dfa', 'dfb', 'dfctx', 'dfhh']],
    ['dfhh:fw_commit', ['dfhh']],
    ['dfctx:out_unlock', ['dfctx']],
    ['t:lists', ['t']],
    ['tr:nunez', ['tr']],
    ['h:List-Id=brookos', ['h']],
  ] as const)('finds the patches of %s', async (query, fields) => {
    const word = query.slice(query.indexOf(':') + 1).replace('List-Id=', 'list_id·');
    const expected = scan('PATCH', word, fields);
    const found = await find(query, { types: ['PATCH'] });
    expect(expected.length).toBeGreaterThan(0);
    expect(numbers(found)).toEqual(expected);
    expect(found.search).toMatchObject({
      totalCount: postings('PATCH', word, fields).length,
      complete: true,
      sources: [{ status: 'OK', error: null }],
    });
  });

  it('finds words in texts, while servers search only names', async () => {
    const expected = scan(
      'PATCH',
      'promised',
      TEXT_FIELDS.filter((field) => field !== 'h'),
    );
    expect(numbers(await find('promised', { types: ['PATCH'] }))).toEqual(expected);
  });

  it('finds comments, by default if the query searches texts', async () => {
    const expected = scan('COMMENT', COMMENTED, ['nq']);
    expect(expected.length).toBeGreaterThan(0);
    expect(numbers(await find(`nq:${COMMENTED}`, { types: ['COMMENT'] }))).toEqual(expected);
    const all = await find(`nq:${COMMENTED}`);
    expect(all.search?.nodes.filter(({ __typename }) => __typename === 'Comment')).toHaveLength(
      expected.length,
    );
  });

  it('combines terms of the index with those of the server, and with OR', async () => {
    const [first] = postings('PATCH', 'timeout_lock', ['dfb']);
    const slug = first?.summary?.state ?? '';
    const found = await find(`dfb:timeout_lock state:${slug}`, { types: ['PATCH'] });
    expect(numbers(found)).toEqual(
      withoutCopies(
        postings('PATCH', 'timeout_lock', ['dfb']).filter(({ summary }) => summary?.state === slug),
      ),
    );
    expect(found.search?.nodes.every((node) => node.state?.slug === slug)).toBe(true);
    const either = await find('dfb:timeout_lock OR dfb:entry_lock', { types: ['PATCH'] });
    const expected = new Set([
      ...scan('PATCH', 'timeout_lock', ['dfb']),
      ...scan('PATCH', 'entry_lock', ['dfb']),
    ]);
    expect(numbers(either)).toEqual([...expected].sort((a, b) => a - b));
  });

  it('ignores alternatives that only patches have for comments', async () => {
    const expected = scan('COMMENT', COMMENTED, ['nq']);
    expect(expected.length).toBeGreaterThan(0);
    const found = await find(`nq:${COMMENTED} OR state:new OR check:fail`, { types: ['COMMENT'] });
    expect(numbers(found)).toEqual(expected);
    expect(found.search?.totalCount).toBe(postings('COMMENT', COMMENTED, ['nq']).length);
  });

  it('narrows comments by projects, also in alternatives and exclusions', async () => {
    const own = postings('COMMENT', COMMENTED, ['nq']);
    const numbersIn = (test: (project: string) => boolean): number[] =>
      own
        .filter(({ project }) => test(project))
        .map(({ number }) => number)
        .sort((a, b) => a - b);
    const [{ project: one } = { project: '' }] = own;
    const types = ['COMMENT'];
    const within = await find(
      `(project:${one} nq:${COMMENTED}) OR (project:none nq:${COMMENTED})`,
      { types },
    );
    expect(within.search?.totalCount).toBe(numbersIn((project) => project === one).length);
    expect(numbers(within)).toEqual(numbersIn((project) => project === one));
    const without = await find(`-project:${one} nq:${COMMENTED}`, { types });
    expect(numbers(without)).toEqual(numbersIn((project) => project !== one));
  });

  it('finds a delegate in any case, and a patch id by its beginning', async () => {
    const types = ['PATCH'];
    const name = mails.find(({ summary }) => (summary?.delegate ?? '') !== '')?.summary?.delegate;
    const withWord = postings('PATCH', 'timeout_lock', ['dfb']);
    const own = withWord.filter(({ summary }) => summary?.delegate === name);
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(withWord.length);
    for (const delegate of [name ?? '', name?.toUpperCase() ?? '']) {
      const found = await find(`dfb:timeout_lock delegate:${delegate}`, { types });
      expect(numbers(found)).toEqual(withoutCopies(own));
    }
    const id = mails.find(({ fields }) => (fields.patchId ?? '') !== '')?.fields.patchId ?? '';
    const same = mails.filter(({ kind, fields }) => kind === 'PATCH' && fields.patchId === id);
    for (const part of [id, id.slice(0, 12)]) {
      expect(numbers(await find(`patchid:${part}`, { types }))).toEqual(withoutCopies(same));
    }
  });

  it.each([
    ['nq:packets project:typo', /has no project "typo"/],
    ['packets project:typo', /has no project "typo"/],
    ['path:none/ project:typo', /has no project "typo"/],
    ['nq:packets state:newest', /with the state "newest"/],
    ['nq:packets delegate:nobody-here', /with the delegate "nobody-here"/],
    ['nq:packets (state:newest OR nq:qqxqq)', /with the state "newest"/],
  ])('warns that %j finds nothing because a value is unknown', async (q, message) => {
    const { search } = await gateway.data<{
      readonly search: {
        readonly sources: readonly {
          readonly status: string;
          readonly warnings: readonly { readonly code: string; readonly message: string }[];
        }[];
      };
    }>(
      'query ($q: String!) { search(query: $q, types: [PATCH]) { sources { status warnings { code message } } } }',
      { variables: { q } },
    );
    expect(search.sources).toMatchObject([
      {
        status: 'OK',
        warnings: [{ code: 'UNKNOWN_VALUE', message: expect.stringMatching(message) }],
      },
    ]);
  });

  it.each([
    ['dfb:x s:fix', ['WHOLE_WORDS']],
    ['dfb:x "->"', ['PUNCTUATION']],
    ['packets "->"', ['PUNCTUATION']],
    ['dfb:x', []],
  ])('warns of what %j looks for otherwise', async (q, codes) => {
    const { search } = await gateway.data<{
      readonly search: { readonly warnings: readonly { readonly code: string }[] };
    }>('query ($q: String!) { search(query: $q) { warnings { code } } }', { variables: { q } });
    expect(search.warnings.map(({ code }) => code)).toEqual(codes);
  });

  it('searches names for a query of only punctuation', async () => {
    const found = await find('"[/"', { types: ['PATCH'] });
    expect(found.search).toMatchObject({ nodes: [], complete: true, coverage: [] });
  });

  it.each(['++', '😀', '"->"', 's:++', '++ project:brook-feeds'])(
    'finds no comments for a query of only punctuation: %s',
    async (q) => {
      const found = await find(q, { types: ['COMMENT'] });
      expect(found.search).toMatchObject({ nodes: [], totalCount: 0 });
      const { search } = await gateway.data<{
        readonly search: { readonly warnings: readonly object[] };
      }>(
        'query ($q: String!) { search(query: $q, types: [COMMENT]) { warnings { code message } } }',
        {
          variables: { q },
        },
      );
      expect(search.warnings).toMatchObject([
        { code: 'PUNCTUATION', message: expect.stringContaining('comments are not searched for') },
      ]);
    },
  );

  it('shows where it found a word in an encoded subject of a reply', async () => {
    const { search } = await gateway.data<{
      readonly search: { readonly edges: readonly { readonly matches: readonly object[] }[] };
    }>(
      'query { search(query: "Grüße", types: [COMMENT], first: 1) { edges { matches { field excerpt ranges } } } }',
    );
    expect(search.edges).toMatchObject([
      {
        matches: [{ field: 's', excerpt: expect.stringMatching(/^Re: .*Grüße/), ranges: [18, 23] }],
      },
    ]);
  });

  it('checks mutable values again', async () => {
    const [number] = scan('PATCH', 'timeout_lock', ['dfb']);
    const before = mails.find((mail) => mail.kind === 'PATCH' && mail.number === number);
    const ref = { instance: 'aurora', kind: 'PATCH', number: number ?? 0 } as const;
    await index.updateSummary([{ ...ref, summary: { state: 'rejected' } }]);
    expect(numbers(await find('dfb:timeout_lock state:rejected', { types: ['PATCH'] }))).toEqual(
      [],
    );
    await index.updateSummary([{ ...ref, summary: { state: before?.summary?.state ?? null } }]);
  });

  it('pages by date, each mail once', async () => {
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const { search }: Found = await find('b:ctx', {
        types: ['PATCH', 'COMMENT'],
        first: 7,
        after,
      });
      seen.push(...(search?.nodes ?? []).map(({ databaseId }) => databaseId));
      after = search?.pageInfo.hasNextPage === true ? search.pageInfo.endCursor : null;
    } while (after !== null);
    const expected = [
      ...scan('PATCH', 'ctx', TEXT_FIELDS.slice(4, 12)),
      ...scan('COMMENT', 'ctx', TEXT_FIELDS.slice(4, 12)),
    ];
    expect(seen.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
  });

  it('reports where the query matches', async () => {
    const { search } = await gateway.data<{
      readonly search: {
        readonly edges: readonly {
          readonly node: { readonly diff: string };
          readonly matches:
            | readonly {
                readonly field: string;
                readonly path: string | null;
                readonly excerpt: string;
                readonly ranges: readonly number[];
              }[]
            | null;
        }[];
      };
    }>(
      '{ search(query: "dfb:timeout_lock", types: [PATCH], first: 3) { edges { node { ... on Patch { diff } } matches { field path excerpt ranges } } } }',
    );
    expect(search.edges.length).toBeGreaterThan(0);
    for (const { node, matches } of search.edges) {
      const [match] = matches ?? [];
      const file = node.diff
        .split(/^(?=diff --git )/m)
        .find((part) => part.includes(`\n+${match?.excerpt ?? ''}\n`));
      expect(match?.path).toBe(/^\+\+\+ b\/(.*)$/m.exec(file ?? '')?.[1]);
      const [start = 0, end = 0] = match?.ranges ?? [];
      expect(match?.field).toBe('dfb');
      expect(match?.excerpt.slice(start, end)).toBe('timeout_lock');
    }
  });

  it.each([
    [
      'mails before its start',
      { reachesStart: false, from: 1_789_000_000 },
      [],
      /is indexed from 2026-/,
    ],
    ['a lag', { state: 'PAUSED', until: 1_780_000_000 }, [], /is indexed until 2026-/],
    ['a lag that nobody wrote down', { until: 1_780_000_000 }, [], /is indexed until 2026-/],
    ['a hole', {}, [{ from: 5, to: 9, reason: 'events were missed' }], /\(events were missed\)/],
    ['nothing', { from: null }, [], /no project of it is indexed/],
  ] as const)('says that the index lacks %s', async (_, update, holes, message) => {
    await cover({ ...LIVE, ...update }, holes);
    const { search } = await find('dfb:timeout_lock', { types: ['PATCH'] });
    const status = 'from' in update && update.from === null ? 'SKIPPED' : 'PARTIAL';
    expect(search).toMatchObject({ complete: false, totalCount: null, sources: [{ status }] });
    expect(search?.sources[0]?.error?.code).toBe('INDEX_INCOMPLETE');
    expect(search?.sources[0]?.error?.message).toMatch(message);
    const { errors, data } = await gateway.ask<Found>(SEARCH, {
      variables: { q: 'dfb:timeout_lock', types: ['PATCH'], whole: true },
    });
    expect(data.search).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('INDEX_INCOMPLETE');
    // Names are still found.
    const names = await find('packets', { types: ['PATCH'] });
    expect(names.search?.nodes.length).toBeGreaterThan(0);
    expect(names.search?.sources[0]?.status).toBe('PARTIAL');
  });

  it('reports how far projects are indexed', async () => {
    const { searchCoverage } = await gateway.data<{ readonly searchCoverage: unknown }>(
      '{ searchCoverage(projects: ["brookos"]) { projectName state patches covers comments truncated project { linkName } holes { from } } }',
    );
    const own = (kind: string): number =>
      mails.filter((mail) => mail.kind === kind && mail.project === 'brookos').length;
    expect(searchCoverage).toEqual([
      {
        projectName: 'brookos',
        state: 'LIVE',
        patches: own('PATCH'),
        covers: own('COVER'),
        comments: own('COMMENT'),
        truncated: 0,
        project: { linkName: 'brookos' },
        holes: [],
      },
    ]);
  });
});

describe.skipIf(!sqliteHere)('search without an index', () => {
  it('skips the source for terms that require an index', async () => {
    const bare = await startTestGateway({ instances: [{ name: 'aurora', state }] });
    const { search } = await bare.data<Found>(SEARCH, { variables: { q: 'nq:packets' } });
    expect(search).toMatchObject({ nodes: [], complete: false, coverage: [] });
    expect(search?.sources).toMatchObject([
      { status: 'SKIPPED', error: { code: 'INDEX_UNAVAILABLE' } },
    ]);
    const names = await bare.data<Found>(SEARCH, {
      variables: { q: 'packets OR route', types: ['PATCH'] },
    });
    expect(names.search?.nodes.length).toBeGreaterThan(0);
    expect(names.search?.complete).toBe(true);
    await bare.close();
  });
});
