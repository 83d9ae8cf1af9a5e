import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { SqliteIndex } from '../../src/corpus/sqlite/SqliteIndex.js';
import { groupBy } from '../../src/groupBy.js';
import { mailsOfState } from '../corpus/mailsOfState.js';
import { sqliteHere } from '../tools/sqliteHere.js';
import { startTestGateway } from '../tools/startTestGateway.js';

/*
 * What a search costs after a restart: the index is there, and nothing of the servers is cached.
 */

const folder = mkdtempSync(join(tmpdir(), 'restarted-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const state = createBigState({ patches: 250, series: 50, projects: 1, diffBytes: [512, 1024] });
const mails = mailsOfState('big', state);
const PATH = join(folder, 'index.db');
const COMMENTS = `query ($after: String) {
  search(query: "d:2000-01-01..", types: [COMMENT], first: 30, after: $after) {
    nodes { ... on Comment { id } } pageInfo { hasNextPage endCursor }
  }
}`;

interface CommentPage {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What a server is asked for by the first search of a new process, without numbers. */
async function requestsOf(type: string): Promise<readonly string[]> {
  const gateway = await startTestGateway({
    instances: [{ name: 'big', state }],
    index: { enabled: true, path: PATH, queryTimeoutMs: 5000 },
    roles: ['api'],
  });
  gateway.resetRequests();
  const { search } = await gateway.data<{
    search: { complete: boolean; nodes: readonly { name?: string; subject?: string }[] };
  }>(
    `{ search(query: "b:the", types: [${type}], first: 30) { complete nodes {
      ... on Patch { name } ... on Cover { name } ... on Comment { subject }
    } } }`,
  );
  const requests = gateway.requests('big');
  await gateway.close();
  expect(search.complete).toBe(true);
  expect(search.nodes).toHaveLength(30);
  expect(search.nodes.every(({ name, subject }) => (name ?? subject ?? '') !== '')).toBe(true);
  return requests.map((path) => path.replace(/\d+/g, 'N').replace(/\?.*/, '?'));
}

describe.skipIf(!sqliteHere)('the first search after a restart', () => {
  beforeAll(async () => {
    const index = new SqliteIndex({ path: PATH, timeoutMs: 5000 });
    await index.put(mails);
    await index.setCoverage(
      { instance: 'big', project: 'proj1' },
      { state: 'LIVE', from: 0, until: 2e9, reachesStart: true, comments: true },
    );
    await index.close();
  });

  it('reads 30 patches by a list of those of their series', async () => {
    expect(await requestsOf('PATCH')).toEqual(['/projects/?', '/patches/?']);
  });

  it('reads 30 covers by a list of their dates, which the first and the last one have', async () => {
    const requests = await requestsOf('COVER');
    expect(requests).toEqual(['/projects/?', '/covers/N/', '/covers/N/', '/covers/?']);
  });

  it('reads comments of one mail by a list, and each other one on its own: servers have no list of all', async () => {
    // Two more than a page, for repeats.
    const newest = mails
      .filter(
        ({ kind, fields }) => kind === 'COMMENT' && /\bthe\b/.test(`${fields.nq} ${fields.q}`),
      )
      .sort((a, b) => b.date - a.date)
      .slice(0, 32);
    const byMail = groupBy(
      newest,
      ({ parent }) => `${String(parent?.kind)} ${String(parent?.number)}`,
    );
    const expected = Array.from(byMail, ([mail, replies]) => {
      const path = mail.startsWith('COVER') ? '/covers/N/comments/' : '/patches/N/comments/';
      return replies.length > 1 ? `${path}?` : `${path}N/`;
    });
    expect(expected.length).toBeLessThan(32);
    const requests = await requestsOf('COMMENT');
    expect(requests.toSorted()).toEqual(['/projects/?', ...expected].toSorted());
  });
});

describe.skipIf(!sqliteHere)('a search for comments on several servers', () => {
  const NAMES = ['one', 'two', 'three'];
  const path = join(folder, 'three.db');

  beforeAll(async () => {
    const index = new SqliteIndex({ path, timeoutMs: 5000 });
    for (const instance of NAMES) {
      await index.put(
        mails.map((mail) => ({
          ...mail,
          instance,
          messageId: `${String(mail.number)}@${instance}`,
        })),
      );
      await index.setCoverage(
        { instance, project: 'proj1' },
        { state: 'LIVE', from: 0, until: 2e9, reachesStart: true, comments: true },
      );
    }
    await index.close();
  });

  it('reads little more than the comments of a page, and finds all of them page by page', async () => {
    const gateway = await startTestGateway({
      instances: NAMES.map((name) => ({ name, state })),
      index: { enabled: true, path, queryTimeoutMs: 5000 },
      roles: ['api'],
    });
    const found: string[] = [];
    // Of mails with one number the index has the last one.
    const numbers = mails.flatMap(({ kind, number }) => (kind === 'COMMENT' ? [number] : []));
    const wanted = new Set(numbers).size * NAMES.length;
    for (let after: string | null = null, goesOn = true; goesOn;) {
      gateway.resetRequests();
      const { search }: { search: CommentPage } = await gateway.data<{ search: CommentPage }>(
        COMMENTS,
        {
          variables: { after },
        },
      );
      found.push(...search.nodes.map(({ id }) => id));
      ({ endCursor: after, hasNextPage: goesOn } = search.pageInfo);
      const read = NAMES.flatMap((name) => gateway.requests(name)).filter((path) =>
        path.includes('/comments/'),
      );
      expect(read.length).toBeLessThanOrEqual(30 + 4 * NAMES.length);
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(wanted);
    await gateway.close();
  });
});
