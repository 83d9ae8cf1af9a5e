import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { demoState } from '../tools/demoState.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import { startTestGateway, type Answer, type TestGateway } from '../tools/startTestGateway.js';

/*
 * Five servers: `whole` is indexed, `bare` is not, `filling` is in part, `gone` is indexed and does not answer, and
 * `lost` is neither indexed nor there.
 */

interface Source {
  readonly instance: string;
  readonly status: string;
  readonly totalCount: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

interface Found {
  readonly search: {
    readonly totalCount: number | null;
    readonly complete: boolean;
    readonly edges: readonly { readonly matches: readonly object[] | null }[];
    readonly sources: readonly Source[];
  } | null;
  readonly instances: readonly { readonly name: string }[];
}

const SEARCH = `query ($q: String!, $types: [SearchType!], $instances: [String!], $whole: Boolean) {
  search(query: $q, types: $types, instances: $instances, first: 5, requireComplete: $whole) {
    totalCount complete edges { matches { field } }
    sources { instance status totalCount error { code message } }
  }
  instances { name }
}`;
const folder = mkdtempSync(join(tmpdir(), 'incomplete-'));
const path = join(folder, 'index.db');
const state = demoState('cedar');
const projects = state.projects.map(({ link_name: name }) => name);
const NAMES = ['whole', 'bare', 'filling', 'gone', 'lost'];
let gateway: TestGateway;

async function find(
  q: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer<Found>> {
  return await gateway.ask<Found>(SEARCH, { variables: { q, ...variables } });
}

const outcomes = ({ data }: Answer<Found>): readonly (readonly [string, string, string | null])[] =>
  (data.search?.sources ?? []).map(
    ({ instance, status, error }) => [instance, status, error?.code ?? null] as const,
  );

beforeAll(async () => {
  if (!sqliteHere) return;
  const index = new SqliteIndex({ path, timeoutMs: 5000 });
  const live = { state: 'LIVE', from: 0, until: 2e9, reachesStart: true, comments: true } as const;
  const part = { ...live, state: 'BACKFILLING', from: 1.79e9, reachesStart: false } as const;
  for (const instance of ['whole', 'filling', 'gone']) {
    const mails = mailsOfState(instance, state);
    await index.put(instance === 'filling' ? mails.filter(({ date }) => date >= 1.79e9) : mails);
    for (const project of projects) {
      await index.setCoverage({ instance, project }, instance === 'filling' ? part : live);
    }
  }
  await index.close();
  gateway = await startTestGateway({
    instances: NAMES.map((name) =>
      name === 'gone' || name === 'lost' ? { name, url: 'http://127.0.0.1:9' } : { name, state },
    ),
    index: { enabled: true, path, queryTimeoutMs: 5000 },
    roles: ['api'],
    settle: false,
  });
});
afterAll(async () => {
  if (!sqliteHere) return;
  await gateway.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!sqliteHere)(
  'a search over servers of which some are not indexed, or do not answer',
  () => {
    it('reports each of them, for terms that only the index answers', async () => {
      const answer = await find('nq:the');
      expect(outcomes(answer)).toEqual([
        ['whole', 'OK', null],
        ['bare', 'SKIPPED', 'INDEX_INCOMPLETE'],
        ['filling', 'PARTIAL', 'INDEX_INCOMPLETE'],
        ['gone', 'FAILED', 'UPSTREAM_UNAVAILABLE'],
        ['lost', 'SKIPPED', 'INDEX_INCOMPLETE'],
      ]);
      const { search, instances } = answer.data;
      expect(search).toMatchObject({ totalCount: null, complete: false });
      expect(search?.edges.length).toBe(5);
      for (const { matches } of search?.edges ?? []) expect(matches?.length).toBeGreaterThan(0);
      expect(instances).toHaveLength(NAMES.length);
    });

    it('reports each of them, for words that servers look for in names too', async () => {
      const answer = await find('the', { types: ['PATCH', 'SERIES'] });
      expect(outcomes(answer)).toEqual([
        ['whole', 'OK', null],
        ['bare', 'PARTIAL', 'INDEX_INCOMPLETE'],
        ['filling', 'PARTIAL', 'INDEX_INCOMPLETE'],
        ['gone', 'FAILED', 'UPSTREAM_UNAVAILABLE'],
        // Its list gave nothing, so nothing is partial.
        ['lost', 'FAILED', 'UPSTREAM_UNAVAILABLE'],
      ]);
      const counts = answer.data.search?.sources.map(({ totalCount }) => totalCount !== null);
      // The mails that the index lacks are not counted as none.
      expect(counts).toEqual([true, false, false, false, false]);
      expect(answer.data.search?.totalCount).toBeNull();
    });

    it('describes a few gaps, and counts the others', async () => {
      const answer = await find('nq:the', { instances: ['filling'] });
      const [source] = answer.data.search?.sources ?? [];
      const span = 'is indexed from 2026-09-21T14:13:20Z until 2033-05-18T03:33:20Z';
      const named = projects.toSorted().slice(0, 3);
      expect(source?.error?.message).toBe(
        `the index of filling is incomplete: ${named.map((name) => `${name} ${span}; `).join('')}and 1 more`,
      );
    });

    it.each([
      [['whole'], undefined],
      [
        ['whole', 'bare'],
        'the result of bare is incomplete, and requireComplete is true: the index of bare is incomplete: no project of it is indexed',
      ],
      [
        ['whole', 'gone', 'lost'],
        /^the result of gone and lost is incomplete, and requireComplete is true: gone: GET /,
      ],
      [NAMES, /^the result of bare, filling, gone and lost is incomplete, and requireComplete /],
    ])('is an error over %j where it is to be complete', async (instances, message) => {
      const { data, errors } = await find('nq:the', { instances, whole: true });
      expect(data.instances).toHaveLength(NAMES.length);
      if (message === undefined) {
        expect([errors, data.search?.complete]).toEqual([undefined, true]);
        return;
      }
      expect(data.search).toBeNull();
      expect(errors).toHaveLength(1);
      if (typeof message === 'string') expect(errors?.[0]?.message).toBe(message);
      else expect(errors?.[0]?.message).toMatch(message);
      expect(errors?.[0]?.extensions.instance).toBe(instances[1]);
    });

    it('finds messages of servers that are indexed, and tells of the others', async () => {
      const answer = await find('the', { types: ['MESSAGE'] });
      expect(outcomes(answer).map(([, status]) => status)).toEqual([
        'OK',
        'SKIPPED',
        'PARTIAL',
        'FAILED',
        'SKIPPED',
      ]);
      expect(answer.data.search?.edges.length).toBe(5);
    });

    it('shows the coverage of all, although a server does not answer', async () => {
      const { data, errors } = await gateway.ask<{
        readonly searchCoverage: readonly { readonly project: object | null }[];
        readonly instances: readonly object[];
      }>('{ searchCoverage { projectName project { linkName } } instances { name } }');
      expect(data.instances).toHaveLength(NAMES.length);
      expect(data.searchCoverage).toHaveLength(3 * projects.length);
      const unread = data.searchCoverage.filter(({ project }) => project === null);
      expect(unread).toHaveLength(projects.length);
      expect(errors?.map(({ path: at }) => at?.[0])).toEqual(projects.map(() => 'searchCoverage'));
    });
  },
);
