import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { PostgresIndex } from '../../src/corpus/postgres/PostgresIndex.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { startPostgres, type PostgresServer } from '../corpus/startPostgres.js';
import { lacks } from '../tools/programs.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/*
 * An index without time: to PostgreSQL, 0 is no limit for a statement, and a page ends after the first mails.
 */

interface Found {
  readonly search: {
    readonly nodes: readonly { readonly databaseId: number }[];
    readonly totalCount: number | null;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly sources: readonly {
      readonly status: string;
      readonly error: { readonly code: string; readonly message: string } | null;
    }[];
  };
}

const SEARCH = `query ($q: String!, $after: String) {
  search(query: $q, types: [PATCH], first: 100, after: $after) {
    nodes { ... on Patch { databaseId } }
    pageInfo { hasNextPage endCursor }
    sources { status error { code message } }
  }
}`;
const state = createBigState({ patches: 300, series: 60, projects: 1 });
const mails = mailsOfState('big', state);

describe.skipIf(lacks('postgres'))('a search for which the index has not enough time', () => {
  let server: PostgresServer;
  let gateway: TestGateway;
  /** Whose index has the time it needs. */
  let patient: TestGateway;

  beforeAll(async () => {
    server = await startPostgres();
    const index = new PostgresIndex({ url: server.url, timeoutMs: 10_000 });
    await index.put(mails);
    await index.setCoverage(
      { instance: 'big', project: 'proj1' },
      { state: 'LIVE', from: 0, until: 2e9, reachesStart: true, comments: true },
    );
    await index.close();
    const start = async (queryTimeoutMs: number): Promise<TestGateway> =>
      await startTestGateway({
        instances: [{ name: 'big', state }],
        roles: ['api'],
        limits: { scanRows: 50 },
        index: { enabled: true, engine: 'postgres', url: server.url, queryTimeoutMs },
      });
    gateway = await start(0);
    patient = await start(10_000);
  });
  afterAll(async () => {
    await gateway.close();
    await patient.close();
    await server.close();
  });

  const find = async (
    q: string,
    after: string | null = null,
    asked = gateway,
  ): Promise<Found['search']> =>
    (await asked.data<Found>(SEARCH, { variables: { q, after } })).search;

  it.each([
    [
      'b:the nq:notthere',
      'b:the matches a large share of the mails: use rarer words, or narrow the query with project: or d:',
    ],
    [
      'b:the h:List-Id=proj1 -nq:the',
      'b:the and h:"List-Id=proj1" match a large share of the mails: use rarer words, or narrow the query with project: or d:',
    ],
    ['nq:notthere', 'narrow the query with project: or d:'],
  ])('names the words of %s that most mails have, and the way out', async (q, advice) => {
    const { sources } = await find(q);
    expect(sources).toEqual([
      {
        status: 'PARTIAL',
        error: {
          code: 'QUERY_TOO_EXPENSIVE',
          message: `big: the page ends early, because the index was read up to index.queryTimeoutMs, and the next page continues from there; ${advice}`,
        },
      },
    ]);
  });

  it('names the terms that must be read of each mail where limits.scanRows ends the page', async () => {
    const q = 'nq:the rb:nobody@example.net';
    const { nodes, pageInfo, sources } = await find(q, null, patient);
    expect(nodes).toEqual([]);
    expect(sources).toEqual([
      {
        status: 'PARTIAL',
        error: {
          code: 'QUERY_TOO_EXPENSIVE',
          message:
            'big: the page ends early, because the index was read up to limits.scanRows, and the next page continues from there; rb:nobody@example.net must be read of each mail: add words, or narrow the query with project: or d:',
        },
      },
    ]);
    expect(pageInfo.hasNextPage).toBe(true);
    const next = await find(q, pageInfo.endCursor, patient);
    expect(next.pageInfo.endCursor).not.toBe(pageInfo.endCursor);
  });

  it('finds all of them page by page', async () => {
    const expected = mails.filter(
      ({ kind, fields }) => kind === 'PATCH' && /\bthe\b/i.test(fields.nq),
    );
    const found: number[] = [];
    for (let after: string | null = null, goesOn = true; goesOn;) {
      const { nodes, pageInfo } = await find('nq:the', after);
      found.push(...nodes.map(({ databaseId }) => databaseId));
      ({ endCursor: after, hasNextPage: goesOn } = pageInfo);
    }
    expect(found.length).toBeGreaterThanOrEqual(expected.length);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(expected.map(({ number }) => number)));
  });
});
