import { afterEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/errors.js';
import { walkPages } from '../../src/patchwork/walkPages.js';
import { comments } from '../../src/patchwork/resources/comment.js';
import { connectClient, type ConnectedClient } from '../tools/connectClient.js';
import { startServer, type TestServer } from '../transport/startServer.js';
import { objectName } from '../tools/objectName.js';

/* A list that is read completely, from a server that determines its length. */

let server: TestServer | undefined;
let connected: ConnectedClient | undefined;
afterEach(async () => {
  await connected?.close();
  await server?.close();
});

interface SentPage {
  readonly rows: readonly unknown[];
  readonly next: boolean;
}

/** @param pageOf returns null for a 404. */
async function all(pageOf: (page: number) => SentPage | null): Promise<readonly number[]> {
  server = await startServer((response, request) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x.example');
    const page = Number(searchParams.get('page') ?? 1);
    const sent = pageOf(page);
    response.writeHead(sent === null ? 404 : 200, {
      'content-type': 'application/json',
      link: sent?.next === true ? `<${pathname}?page=${String(page + 1)}>; rel="next"` : '',
    });
    response.end(JSON.stringify(sent?.rows ?? { detail: 'Invalid page.' }));
  });
  connected = connectClient(server.url, { instance: { apiVersion: '1.3' } });
  const { client, scope } = connected;
  return (await client.lists.all(comments, { under: objectName('patches/7') }, scope)).rows.map(
    ({ id }) => id,
  );
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof UpstreamError)) return error;
  expect(error.extensions).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', instance: 'it' });
  return error.message;
}

const rows = (...ids: readonly number[]): readonly unknown[] => ids.map((id) => ({ id }));

describe('walkPages', () => {
  it('reads pages to the last one', async () => {
    const pages = [rows(1, 2), rows(3, 4), rows(5)];
    const ids = await all((page) => ({ rows: pages[page - 1] ?? [], next: page < 3 }));
    expect(ids).toEqual([1, 2, 3, 4, 5]);
    expect(server?.requests).toHaveLength(3);
  });

  it('does not read repeated pages forever', async () => {
    const work = all((page) => ({ rows: page === 1 ? rows(1, 2) : rows(2, 1), next: true }));
    expect(await refusal(work)).toBe(
      'it: GET /api/1.3/patches/7/comments/?page=2: the page has a next page but no new rows',
    );
    expect(server?.requests).toHaveLength(2);
  });

  it('does not read pages with only unreadable rows forever', async () => {
    const work = all((page) => ({ rows: page === 1 ? rows(1) : [null], next: true }));
    expect(await refusal(work)).toMatch(
      /^it: GET .*\?page=6: the page has a next page but no new rows/,
    );
    expect(server?.requests).toHaveLength(6);
  });

  it('does not read empty pages forever', async () => {
    const work = all((page) => ({ rows: page === 1 ? rows(1) : [], next: true }));
    expect(await refusal(work)).toMatch(/\?page=2&per_page=250: an empty page has a next page$/);
    expect(server?.requests).toHaveLength(2);
  });

  it.each([
    ['absent', null],
    ['empty', { rows: [], next: false }],
  ])('refuses a list whose promised next page is %s', async (_what, second) => {
    const work = all((page) => (page === 1 ? { rows: rows(1, 2), next: true } : second));
    expect(await refusal(work)).toBe(
      'it: GET /api/1.3/patches/7/comments/?page=2: the page is empty or missing, but the previous page links to it',
    );
    // Three attempts: a list may have become shorter between two answers.
    expect(server?.requests).toHaveLength(6);
  });

  it('accepts a list that became shorter after its first page was fetched', async () => {
    const kept = { rows: [{ id: 1 }], sent: 1, hasNext: true, sentAt: 1_000 };
    const absent = { rows: [], sent: 0, hasNext: false, sentAt: 9_000 };
    const pages = await walkPages({ instance: 'it', path: '1.3/patches' }, (page) =>
      Promise.resolve(page === 1 ? kept : absent),
    );
    expect(pages).toEqual([kept, absent]);
  });
});
