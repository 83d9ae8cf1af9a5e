import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSearchQuery } from '../../src/search/parseSearchQuery.js';
import { formatParsedQuery } from '../../src/search/formatParsedQuery.js';
import { ANA, OLA, reviewState } from '../tools/reviewState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const diffOf = (path: string): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`;

let gateway: TestGateway;
beforeAll(async () => {
  const state = reviewState([
    {
      title: 'one',
      patches: [
        { diff: diffOf('drivers/net/a.c'), checks: [{ state: 'success' }], state: 'accepted' },
        { diff: diffOf('lib/b.c'), state: 'accepted' },
      ],
      replies: [
        { to: 'cover', from: ANA, content: 'Reviewed-by: Ana Ruiz <ana@a.example>' },
        { to: 2, from: OLA, content: 'Thanks.' },
      ],
    },
    {
      title: 'two',
      total: 3,
      patches: [{ diff: diffOf('drivers/net/a.c'), checks: [{ state: 'pending' }] }, {}],
    },
  ]);
  gateway = await startTestGateway({ instances: [{ name: 'it', state }] });
});
afterAll(() => gateway.close());

async function find(query: string): Promise<readonly string[]> {
  const { search } = await gateway.data<{
    search: { nodes: readonly { __typename: string; databaseId: number }[] };
  }>(
    `{ search(query: ${JSON.stringify(query)}) { nodes { __typename ... on Patch { databaseId } ... on Series { databaseId } ... on Cover { databaseId } } } }`,
  );
  return search.nodes
    .map(({ __typename, databaseId }) => `${__typename} ${String(databaseId)}`)
    .sort();
}

describe('search', () => {
  it.each([
    ['path:drivers/net/ is:patch', ['Patch 1', 'Patch 3']],
    ['path:drivers/net/', ['Patch 1', 'Patch 3', 'Series 1', 'Series 2']],
    ['is:patch -path:drivers/net/', ['Patch 2', 'Patch 4']],
    ['is:reviewed', ['Patch 1', 'Patch 2', 'Series 1']],
    ['-is:reviewed', ['Patch 3', 'Patch 4', 'Series 2']],
    ['is:complete', ['Series 1']],
    ['-is:complete', ['Series 2']],
    ['status:accepted', ['Series 1']],
    ['status:action-required,accepted', ['Series 1', 'Series 2']],
    ['rb:ANA@a.example', ['Patch 1', 'Patch 2']],
    ['rb:ola@b.example', []],
    ['has:replies', ['Patch 2']],
    ['check:none', ['Patch 2', 'Patch 4']],
    ['check:none,success', ['Patch 1', 'Patch 2', 'Patch 4']],
    ['-check:none', ['Patch 1', 'Patch 3']],
    ['is:open,reviewed is:patch', ['Patch 1', 'Patch 2', 'Patch 3', 'Patch 4']],
    ['two is:reviewed', []],
  ])('finds by %s', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it.each([
    ['status:new', 'status:'],
    ['has:tests', 'has:'],
    ['is:approved', 'is:'],
    ['path:', 'path:'],
  ])('refuses %s and names what is wrong', async (query, name) => {
    const { errors } = await gateway.ask(
      `{ search(query: ${JSON.stringify(query)}) { totalCount } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toContain(name.replace(':', ''));
  });
});

it.each([
  'path:drivers/net/',
  'path:"drivers/*/a.c","my dir/"',
  'rb:ana@a.example',
  'status:partially-applied',
  'has:replies',
  'is:reviewed,complete',
  'check:none',
])('%s reads the same once written out', (text) => {
  const context = { now: new Date(0), instances: ['it'] };
  const parsed = parseSearchQuery(text, context);
  const again = parseSearchQuery(formatParsedQuery(parsed), context);
  const values = ({ terms }: typeof parsed) =>
    terms.map((term) => (term.kind === 'field' ? term.values.map(({ value }) => value) : []));
  expect(values(again)).toEqual(values(parsed));
});
