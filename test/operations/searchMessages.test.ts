import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IndexedMail } from '../../src/corpus/IndexedMail.js';
import { fieldTokens } from '../../src/corpus/indexedTexts.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { sqliteHere } from '../tools/sqliteHere.js';

/* Two servers that follow the same lists: every mail is on both. */

interface Found {
  readonly search: {
    readonly nodes: readonly { readonly messageId: string }[];
    readonly edges: readonly {
      readonly node: {
        readonly __typename: string;
        readonly messageId: string;
        readonly subject: string | null;
        readonly date: string | null;
        readonly occurrences: readonly { readonly __typename: string }[];
        readonly sources: readonly {
          readonly instance: string;
          readonly status: string;
          readonly error: { readonly code: string } | null;
        }[];
      };
      readonly matches: readonly { readonly field: string; readonly excerpt: string }[] | null;
    }[];
    readonly counts: readonly { readonly type: string; readonly count: number | null }[];
    readonly totalCount: number | null;
    readonly complete: boolean;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const PAGE = `query ($q: String!, $first: Int, $after: String) {
  search(query: $q, types: [MESSAGE], first: $first, after: $after) {
    nodes { ... on Message { messageId } } pageInfo { hasNextPage endCursor }
  }
}`;
const WHOLE = `query ($q: String!, $types: [SearchType!] = [MESSAGE]) {
  search(query: $q, types: $types, first: 3) {
    edges { matches { field excerpt } node { __typename ... on Message {
      messageId subject date occurrences { __typename } sources { instance status error { code } }
    } } }
    counts { type count } totalCount complete
  }
}`;

const state = demoState('aurora');
const NAMES = ['one', 'two'];
const folder = mkdtempSync(join(tmpdir(), 'search-messages-'));
const path = join(folder, 'index.db');
const mails = mailsOfState('one', state);
/** A word in mails of several kinds, on several pages. */
const WORD =
  mails
    .flatMap(({ fields }) => fieldTokens(fields, 'nq').flat())
    .find((word) => {
      const found = /^[a-z]{4,}$/.test(word) ? holding(word) : [];
      return (
        found.length > 15 && found.length < 80 && new Set(found.map(({ kind }) => kind)).size > 1
      );
    }) ?? '';
let gateway: TestGateway;
let index: SqliteIndex;

function holding(word: string): readonly IndexedMail[] {
  const fields = ['nq', 'dfn', 'dfa', 'dfb', 'dfctx', 'dfhh', 'q'] as const;
  return mails.filter((mail) =>
    fields.some((field) => fieldTokens(mail.fields, field).some((all) => all.includes(word))),
  );
}

async function cover(instance: string, isWhole: boolean): Promise<void> {
  for (const { link_name: project } of state.projects) {
    await index.setCoverage(
      { instance, project },
      { state: 'LIVE', from: isWhole ? 0 : 1e9, until: 2e9, reachesStart: isWhole, comments: true },
    );
  }
}

beforeAll(async () => {
  if (!sqliteHere) return;
  index = new SqliteIndex({ path, timeoutMs: 5000 });
  for (const instance of NAMES) await index.put(mails.map((mail) => ({ ...mail, instance })));
  gateway = await startTestGateway({
    instances: NAMES.map((name) => ({ name, state })),
    index: { enabled: true, path, queryTimeoutMs: 5000 },
  });
});
beforeEach(async () => {
  if (sqliteHere) for (const name of NAMES) await cover(name, true);
});
afterAll(async () => {
  if (!sqliteHere) return;
  await gateway.close();
  await index.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!sqliteHere)('messages', () => {
  it('are found once per Message-ID, across kinds, projects, instances and pages', async () => {
    const expected = [...new Set(holding(WORD).map(({ messageId }) => messageId))];
    const kinds = new Set(holding(WORD).map(({ kind }) => kind));
    expect(kinds.size).toBeGreaterThan(1);
    const found: string[] = [];
    for (let after: string | null = null, goesOn = true; goesOn;) {
      const { search }: Found = await gateway.data<Found>(PAGE, {
        variables: { q: `b:${WORD}`, first: 7, after },
      });
      found.push(...search.nodes.map(({ messageId }) => messageId));
      ({ endCursor: after, hasNextPage: goesOn } = search.pageInfo);
    }
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('have their postings, with comments, and their matches in the text', async () => {
    const comment = holding(WORD).find(({ kind }) => kind === 'COMMENT');
    const { search } = await gateway.data<Found>(WHOLE, {
      variables: { q: `m:${comment?.messageId ?? ''} b:${WORD}` },
    });
    const [edge] = search.edges;
    expect(edge?.node).toMatchObject({ __typename: 'Message', messageId: comment?.messageId });
    expect(edge?.node.date).toBe(
      new Date((comment?.date ?? 0) * 1000).toISOString().replace('.000', ''),
    );
    expect(edge?.node.subject).toBeTypeOf('string');
    const own = mails.filter(({ messageId }) => messageId === comment?.messageId);
    expect(edge?.node.occurrences).toHaveLength(own.length * NAMES.length);
    expect(edge?.node.occurrences[0]?.__typename).toBe('Comment');
    expect(edge?.node.sources).toEqual(
      NAMES.map((instance) => ({ instance, status: 'OK', error: null })),
    );
    expect(edge?.matches?.[0]?.excerpt.toLowerCase()).toContain(WORD);
    // Every posting counts.
    const count = own.length * NAMES.length;
    expect(search).toMatchObject({
      totalCount: count,
      counts: [{ type: 'MESSAGE', count }],
      complete: true,
    });
  });

  it('are found by a pasted Message-ID, in addition to the patch', async () => {
    const patch = mails.find(({ kind }) => kind === 'PATCH');
    const { search } = await gateway.data<Found>(WHOLE, {
      variables: { q: `<${patch?.messageId ?? ''}>`, types: ['PATCH', 'MESSAGE'] },
    });
    expect(search.edges.map(({ node }) => node.__typename).toSorted()).toEqual([
      'Message',
      'Patch',
    ]);
  });

  it('report which instance is not indexed completely', async () => {
    await cover('two', false);
    const { search } = await gateway.data<Found>(WHOLE, { variables: { q: `b:${WORD}` } });
    expect(search).toMatchObject({ complete: false, totalCount: null });
    expect(search.edges[0]?.node.sources).toEqual([
      { instance: 'one', status: 'OK', error: null },
      { instance: 'two', status: 'PARTIAL', error: { code: 'INDEX_INCOMPLETE' } },
    ]);
  });

  it('cost the rows of one page, and nothing for their postings', async () => {
    const requests = (): number => NAMES.flatMap((name) => gateway.requests(name)).length;
    await gateway.data<Found>(PAGE, { variables: { q: `b:${WORD}`, first: 1 } });
    const before = requests();
    await gateway.data<Found>(
      `{ search(query: "b:${WORD}", types: [MESSAGE], first: 1) { nodes { ... on Message { occurrences { __typename } } } } }`,
    );
    expect(requests()).toBe(before);
  });
});
