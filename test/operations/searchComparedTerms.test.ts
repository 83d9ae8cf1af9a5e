import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldTokens } from '../../src/corpus/indexedTexts.js';
import { TEXT_FIELDS, type MailKind } from '../../src/corpus/IndexedMail.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { stateCategory } from '../../src/patchwork/states.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { demoState } from '../tools/demoState.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

interface Found {
  readonly search: {
    readonly nodes: readonly { readonly databaseId: number }[];
    readonly totalCount: number | null;
    readonly warnings: readonly { readonly code: string }[];
  };
}

const SEARCH = `query ($q: String!, $types: [SearchType!], $first: Int = 250) {
  search(query: $q, types: $types, first: $first) {
    nodes { ... on Patch { databaseId } ... on Comment { databaseId } }
    totalCount
    warnings { code }
  }
}`;

/** Punctuation in one name of the sample data. */
const SIGN = '&';

const state = demoState('aurora');
const mails = mailsOfState('aurora', state);
const nameOf = new Map(state.patches.map(({ id, name }) => [id, name]));
const signed = mails.find(
  ({ kind, number }) => kind === 'PATCH' && nameOf.get(number)?.includes(SIGN) === true,
);
const changed = signed?.fields.dfn[0] ?? '';

const folder = mkdtempSync(join(tmpdir(), 'search-compared-'));
const path = join(folder, 'index.db');
let gateway: TestGateway;
let index: SqliteIndex;

/** Numbers of the mails of a kind that have a word and a name that passes a test. */
function scan(
  kind: MailKind,
  word: string | null,
  isNamed: (name: string) => boolean = () => true,
): number[] {
  return mails
    .filter((mail) => mail.kind === kind && isNamed(nameOf.get(mail.number) ?? ''))
    .filter(
      ({ fields }) =>
        word === null ||
        TEXT_FIELDS.some((field) =>
          fieldTokens(fields, field).some((tokens) => tokens.includes(word)),
        ),
    )
    .map(({ number }) => number);
}

async function find(q: string, types: readonly string[]): Promise<Found['search']> {
  const { search } = await gateway.data<Found>(SEARCH, { variables: { q, types } });
  return search;
}

const numbers = ({ nodes }: Found['search']): Set<number> =>
  new Set(nodes.map(({ databaseId }) => databaseId));

beforeAll(async () => {
  index = new SqliteIndex({ path, timeoutMs: 5000 });
  await index.put(mails);
  for (const { link_name: project } of state.projects) {
    await index.setCoverage(
      { instance: 'aurora', project },
      { state: 'LIVE', from: 0, until: 2e9, reachesStart: true, comments: true },
    );
  }
  gateway = await startTestGateway({
    instances: [{ name: 'aurora', state }],
    index: { enabled: true, path, queryTimeoutMs: 5000 },
  });
});
afterAll(async () => {
  await gateway.close();
  await index.close();
  rmSync(folder, { recursive: true });
});

describe('search for punctuation with an index', () => {
  const hasSign = (name: string): boolean => name.includes(SIGN);

  it.each([
    ['docs s:"&"', scan('PATCH', 'docs', hasSign)],
    ['docs -s:"&"', scan('PATCH', 'docs', (name) => !hasSign(name))],
    ['docs s:"&",page', scan('PATCH', 'docs', (name) => hasSign(name) || name.includes('page'))],
    ['docs f:"&"', []],
    ['docs (s:"&" OR s:qqxqq)', scan('PATCH', 'docs', hasSign)],
    ['qqxqq OR "&"', scan('PATCH', null, hasSign)],
    ['qqxqq OR ("&" -docs)', []],
    [`path:${changed} "&"`, scan('PATCH', null, hasSign)],
    [`path:${changed} -s:"&" s:"<b>"`, []],
  ])('compares names of patches with it: %s', async (q, expected) => {
    expect(numbers(await find(q, ['PATCH']))).toEqual(new Set(expected));
  });

  it.each([
    ['looks s:"&"', []],
    ['looks -s:"&"', scan('COMMENT', 'looks')],
    ['looks s:"&",re', scan('COMMENT', 'looks')],
    ['looks OR "&"', scan('COMMENT', 'looks')],
    ['qqxqq OR s:"&"', []],
  ])('finds no comments by it: %s', async (q, expected) => {
    const found = await find(q, ['COMMENT']);
    expect(numbers(found)).toEqual(new Set(expected));
    expect(found.totalCount).toBe(expected.length);
  });

  it.each([
    ['docs s:"&"', ['PATCH'], []],
    ['docs s:"&"', ['COMMENT'], ['PUNCTUATION']],
    ['docs OR "&"', ['PATCH', 'COMMENT'], ['PUNCTUATION']],
    ['docs "&"', ['PATCH'], ['PUNCTUATION']],
    ['docs s:page', ['PATCH'], ['WHOLE_WORDS']],
    ['docs f:wilk', ['COMMENT'], ['WHOLE_WORDS']],
    [`path:${changed} s:page`, ['PATCH'], ['WHOLE_WORDS']],
    ['s:page', ['PATCH'], []],
  ])('warns of what %s with %j finds otherwise', async (q, types, codes) => {
    const { warnings } = await find(q, types);
    const kinds = warnings.map(({ code }) => code).filter((code) => code !== 'GATEWAY_FILTER');
    expect(kinds).toEqual(codes);
  });
});

describe('alternatives that are compared with the rows', () => {
  const patchesWhere = (test: (slug: string) => boolean): number[] =>
    mails
      .filter(({ kind, summary }) => kind === 'PATCH' && test(summary?.state ?? ''))
      .map(({ number }) => number);
  const open = patchesWhere((slug) => stateCategory(slug, undefined) === 'ACTION_REQUIRED');
  const docs = scan('PATCH', 'docs');

  it.each([
    ['dfb:qqxqq OR is:open', open],
    ['qqxqq OR docs is:open', docs.filter((id) => open.includes(id))],
    ['docs OR is:open', [...docs, ...open]],
    ['docs (dfb:qqxqq OR is:open)', docs.filter((id) => open.includes(id))],
    ['docs (-docs OR (d:..1999-01-01 OR is:open))', docs.filter((id) => open.includes(id))],
  ])('finds only what matches one of them: %s', async (q, expected) => {
    const { nodes } = await find(q, ['PATCH']);
    const ids = new Set(nodes.map(({ databaseId }) => databaseId));
    // A message that was posted several times is one result.
    const messages = (of: Iterable<number>) =>
      new Set(
        mails
          .filter(({ kind, number }) => kind === 'PATCH' && new Set(of).has(number))
          .map(({ messageId }) => messageId),
      );
    expect(expected).toEqual(expect.arrayContaining([...ids]));
    expect(messages(ids)).toEqual(messages(expected));
  });

  it.each(['docs -is:series', 'docs -is:cover,project', 'docs (qqxqq OR -is:cover)'])(
    'finds and counts what a type is excluded from: %s',
    async (q) => {
      const found = await find(q, ['PATCH']);
      expect(numbers(found)).toEqual(numbers(await find('docs', ['PATCH'])));
      expect(found.nodes).not.toHaveLength(0);
      expect(found.totalCount).toBe(docs.length);
    },
  );

  it('counts a page that was read to its end', async () => {
    const expected = docs.filter((id) => open.includes(id)).length;
    expect(expected).toBeGreaterThan(0);
    expect((await find('docs is:open', ['PATCH'])).totalCount).toBe(expected);
  });

  it.each(['docs version:>0', 'docs -version:5', 'docs (version:1 OR version:>1)'])(
    'counts only what the index knows: %s',
    async (q) => {
      const variables = { q, types: ['PATCH'], first: 1 };
      const count = async (): Promise<number | null> =>
        (await gateway.data<Found>(SEARCH, { variables })).search.totalCount;
      const unknown = mails.filter(
        ({ kind, number, version }) =>
          kind === 'PATCH' && docs.includes(number) && version === null,
      );
      expect(unknown).not.toHaveLength(0);
      expect(await count()).toBeNull();
      await index.put(unknown.map((mail) => ({ ...mail, version: 1 })));
      const known = await count();
      await index.put(unknown);
      expect(known).toBe(docs.length);
    },
  );

  it('drops a mail whose state has changed since it was indexed', async () => {
    const [number = 0] = patchesWhere((slug) => slug === 'accepted');
    const ref = { instance: 'aurora', kind: 'PATCH', number } as const;
    await index.updateSummary([{ ...ref, summary: { state: 'deferred' } }]);
    const found = numbers(await find('dfb:qqxqq OR state:deferred', ['PATCH']));
    await index.updateSummary([{ ...ref, summary: { state: 'accepted' } }]);
    expect(found).toEqual(new Set(patchesWhere((slug) => slug === 'deferred')));
  });
});
