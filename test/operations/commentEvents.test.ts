import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { idOf, releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { subscribe, type TestSubscription } from '../tools/subscribe.js';

interface Warning {
  readonly code: string;
  readonly message: string;
}
interface Source {
  readonly instance: string;
  readonly status: string;
  readonly error: { readonly code: string } | null;
  readonly warnings: readonly Warning[];
}

const SOURCES = 'sources { instance status error { code } warnings { code message } }';
const EVENTS = `subscription ($filter: EventFilter) { events(filter: $filter) { cursor gaps { reason } ${SOURCES} } }`;
const LIST = `query ($filter: EventFilter) { events(first: 1, filter: $filter) { ${SOURCES} } }`;
const LACKING = {
  code: 'NO_COMMENT_EVENTS',
  message: 'v22 has no events about comments: they need API 1.3, this server has 1.2',
};
const userId = (instance: string): string =>
  Buffer.from(`${instance}:User:1`).toString('base64url');

let gateway: TestGateway;
let open: TestSubscription<never> | undefined;
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v22'), releaseInstance('v31')],
    live: { enabled: true, pollSeconds: { min: 0.1, max: 0.1 } },
  });
});
afterAll(() => gateway.close());
afterEach(async () => {
  await open?.close();
});

/** The first delivery, and its warnings. */
async function first<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const subscription = subscribe<Data>(gateway.url, 'sse', query, { variables });
  open = subscription as TestSubscription<never>;
  const message = await subscription.next();
  if (message?.data == null) throw new Error(JSON.stringify(message));
  return { data: message.data, warnings: message.extensions?.['warnings'] };
}

/** What both ways of reading events report about each server, in order. */
async function sourcesOf(filter: object | null): Promise<readonly Source[]> {
  const { data } = await first<{ events: { sources: readonly Source[] } }>(EVENTS, { filter });
  const list = await gateway.data<{ events: { sources: readonly Source[] } }>(LIST, {
    variables: { filter },
  });
  expect(list.events.sources).toEqual(data.events.sources);
  return data.events.sources;
}

describe('a server whose API has no events about comments', () => {
  const fine = { instance: 'v31', status: 'OK', error: null, warnings: [] };

  it.each([
    ['without a filter', null],
    ['of a project', { project: ['kettle'] }],
  ])('is named by events %s', async (_what, filter) => {
    expect(await sourcesOf(filter)).toEqual([
      { instance: 'v22', status: 'OK', error: null, warnings: [LACKING] },
      fine,
    ]);
    expect((await first(EVENTS, { filter })).warnings).toEqual([LACKING]);
  });

  it('is skipped for events only about comments', async () => {
    const filter = { category: ['PATCH_COMMENT_CREATED', 'COVER_COMMENT_CREATED'] };
    expect(await sourcesOf(filter)).toEqual([
      {
        instance: 'v22',
        status: 'SKIPPED',
        error: { code: 'NOT_SUPPORTED_BY_INSTANCE' },
        warnings: [],
      },
      fine,
    ]);
    const { warnings } = await first(EVENTS, { filter });
    expect(warnings).toMatchObject([{ code: 'NOT_SUPPORTED_BY_INSTANCE' }]);
  });

  it('is named in a warning for events about comments and others', async () => {
    const filter = { category: ['PATCH_COMMENT_CREATED', 'CHECK_CREATED'] };
    expect(await sourcesOf(filter)).toMatchObject([
      { instance: 'v22', status: 'OK', warnings: [{ code: 'UNKNOWN_VALUE' }] },
      fine,
    ]);
  });

  it.each([
    ['category', { category: ['CHECK_CREATED'] }],
    ['state', { toState: ['accepted'] }],
    ['actor', { actor: [userId('v22'), userId('v31')] }],
  ])('is not named where comments cannot match the %s', async (_what, filter) => {
    expect((await sourcesOf(filter)).map(({ warnings }) => warnings)).toEqual([[], []]);
    expect((await first(EVENTS, { filter })).warnings).toBeUndefined();
  });

  it('is named for followed objects, and in the status of its feed', async () => {
    const ids = (['v22', 'v31'] as const).map((instance) =>
      Buffer.from(`${instance}:Patch:${String(idOf(instance, 'b2@kettle'))}`).toString('base64url'),
    );
    const { data, warnings } = await first<{ changed: { warnings: readonly Warning[] } }>(
      'subscription ($ids: [ID!]!) { changed(ids: $ids) { cursor gaps { reason } warnings { code message } } }',
      { ids },
    );
    expect(data.changed.warnings).toEqual([LACKING]);
    expect(warnings).toEqual([LACKING]);
    const status = await gateway.data('{ live { warnings { code message } } }');
    expect(status).toEqual({ live: [{ warnings: [LACKING] }, { warnings: [] }] });
  });
});
