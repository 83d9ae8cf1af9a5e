import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { naiveDate } from '../../src/sample/server/dates.js';
import { createFaults } from '../../src/sample/server/faults.js';
import { idOf, releaseInstance, untilLive, writeRest } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { subscribe, type TestSubscription } from '../tools/subscribe.js';

interface Changed {
  readonly changed: {
    readonly node: { readonly __typename: string; readonly databaseId: number } | null;
    readonly events: readonly { readonly category: string }[];
  };
}

const QUERY =
  'subscription ($ids: [ID!]!) { changed(ids: $ids) { node { __typename ... on Patch { databaseId } ... on Cover { databaseId } ... on Series { databaseId receivedTotal } ... on Project { databaseId } } events { category } gaps { reason } } }';
const COVER = idOf('v31', 'A1.0@kettle');
const FIRST = idOf('v31', 'A1.1@kettle');

const faults = createFaults();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v31', { faults })],
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
  });
  await untilLive(gateway);
});
afterAll(() => gateway.close());

const store = () => gateway.server('v31').store;
const globalId = (type: string, id: number): string =>
  Buffer.from(`v31:${type}:${String(id)}`).toString('base64url');
const seriesOf = (patch: number): number =>
  store().patches.rows.find(({ id }) => id === patch)?.series ?? 0;

/** Follows objects, and reads their first deliveries. */
async function follow(...ids: readonly string[]): Promise<TestSubscription<Changed>> {
  const subscription = subscribe<Changed>(gateway.url, 'sse', QUERY, { variables: { ids } });
  for (const _id of ids) expect((await subscription.next())?.data?.changed.node).not.toBeNull();
  return subscription;
}

/** The next delivery, as `Type: categories`. */
async function next(subscription: TestSubscription<Changed>): Promise<string> {
  const { node, events = [] } = (await subscription.next())?.data?.changed ?? { node: null };
  return `${node?.__typename ?? 'nothing'}: ${events.map(({ category }) => category).join(' ')}`;
}

const write = (method: 'POST' | 'PATCH', user: string, path: string, body: object) =>
  writeRest(gateway, 'v31', method, user, path, body);

const addCheck = (patch: number) =>
  write('POST', 'cibot', `patches/${String(patch)}/checks/`, { state: 'success', context: 'live' });
const markCoverComment = (addressed: boolean) =>
  write('PATCH', 'mira', `covers/${String(COVER)}/comments/${String(idOf('v31', 'c1@kettle'))}/`, {
    addressed,
  });

/** Receives a mail: a patch of a series, whose only event does not name the series. */
function receive(series: number): number {
  const { patches, events } = store();
  const like = patches.rows.find((patch) => patch.series === series);
  if (like === undefined) throw new Error('the series has no patch');
  const id = patches.takeId();
  patches.insert({ ...like, id, number: null, msgid: `<late-${String(id)}@example.org>` });
  const newest = [...events.rows].map(({ date }) => date).sort();
  events.insert({
    id: events.takeId(),
    category: 'patch-created',
    project: like.project,
    date: `${newest.at(-1) ?? ''}1`,
    actor: null,
    patch: id,
  });
  return id;
}

async function cursorOf(followed: TestGateway): Promise<string> {
  const { live } = await followed.data<{ live: { cursor: string }[] }>('{ live { cursor } }');
  return live[0]?.cursor ?? '';
}

describe('changes of objects', () => {
  it('deliver a cover letter, its series and its project for a comment', async () => {
    const { project } = store().covers.rows.find(({ id }) => id === COVER) ?? { project: 0 };
    const subscription = await follow(
      globalId('Cover', COVER),
      globalId('Series', seriesOf(FIRST)),
      globalId('Project', project),
    );
    const event = 'COVER_COMMENT_CREATED';
    await markCoverComment(true);
    const delivered = [
      await next(subscription),
      await next(subscription),
      await next(subscription),
    ];
    expect(delivered).toEqual([`Cover: ${event}`, `Series: ${event}`, `Project: ${event}`]);
    await subscription.close();
  });

  it('deliver a series only for events of its patches', async () => {
    const subscription = await follow(globalId('Series', seriesOf(FIRST)));
    await addCheck(idOf('v31', 'b1@kettle'));
    await markCoverComment(false);
    expect(await next(subscription)).toBe('Series: COVER_COMMENT_CREATED');
    await addCheck(FIRST);
    expect(await next(subscription)).toBe('Series: CHECK_CREATED');
    await subscription.close();
  });

  it('read a series no more than once for each delivery', async () => {
    const series = seriesOf(FIRST);
    const isDetail = (path: string) => path === `/series/${String(series)}/`;
    const subscription = await follow(globalId('Series', series));
    gateway.resetRequests();
    await addCheck(FIRST);
    expect(await next(subscription)).toBe('Series: CHECK_CREATED');
    // No check changes the series itself.
    expect(gateway.requests('v31').filter(isDetail)).toEqual([]);
    await subscription.close();
  });

  it('deliver a project for every event in it, and for no other event', async () => {
    const [here, there] = [7, 2].map(
      (patch) => store().patches.rows.find(({ id }) => id === patch)?.project ?? 0,
    );
    expect(here).not.toBe(there);
    const subscription = await follow(globalId('Project', here ?? 0));
    await addCheck(2);
    await addCheck(7);
    expect(await next(subscription)).toBe('Project: CHECK_CREATED');
    await subscription.close();
  });

  it('deliver a series that could not be read at first for events of its patches', async () => {
    const patch = idOf('v31', 'b1@kettle');
    const series = seriesOf(patch);
    faults.set({ fault: { kind: 'status', status: 500 }, path: `/series/${String(series)}/` });
    const ids = [globalId('Series', series)];
    const subscription = subscribe<Changed>(gateway.url, 'sse', QUERY, { variables: { ids } });
    const first = await subscription.next();
    expect(first?.errors?.[0]?.extensions?.['code']).toBe('UPSTREAM_UNAVAILABLE');
    faults.clear();
    // Of another series: it is read, but not delivered.
    await addCheck(FIRST);
    await addCheck(patch);
    expect(await next(subscription)).toBe('Series: CHECK_CREATED');
    await subscription.close();
  });

  it('deliver the cursor while events about others keep coming', async () => {
    const other = await startTestGateway({
      instances: [releaseInstance('v31')],
      live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
      heartbeatMs: 200,
    });
    await untilLive(other);
    const series = seriesOf(idOf('v31', 'D.1@kettle'));
    const ids = [globalId('Series', series)];
    const subscription = subscribe<Changed>(other.url, 'sse', QUERY, { variables: { ids } });
    await subscription.next();
    const delivered: unknown[] = [];
    const delivering = subscription.next().then((message) => {
      delivered.push(message?.data?.changed);
    });
    const { events: rows } = other.server('v31').store;
    const { project } = store().patches.rows.find((patch) => patch.series === series) ?? {
      project: 0,
    };
    // Each may be about the incomplete series, until it is read.
    for (let count = 0; count < 200 && delivered.length === 0; count += 1) {
      const cursor = await cursorOf(other);
      const date = naiveDate(new Date(), 'UTC');
      const row = { category: 'patch-created', project, date, actor: null, patch: FIRST } as const;
      rows.insert({ id: rows.takeId(), ...row });
      await expect.poll(() => cursorOf(other), { timeout: 10_000 }).not.toBe(cursor);
    }
    expect(delivered).toMatchObject([{ node: null, events: [] }]);
    await delivering;
    await subscription.close();
    await other.close();
  });

  it('deliver an incomplete series for a patch whose event does not name it', async () => {
    const incomplete = seriesOf(idOf('v31', 'D.1@kettle'));
    const subscription = await follow(globalId('Series', incomplete));
    // Of another series: it is read, but not delivered.
    receive(seriesOf(FIRST));
    const late = receive(incomplete);
    expect(await next(subscription)).toBe('Series: PATCH_CREATED');
    await addCheck(late);
    expect(await next(subscription)).toBe('Series: CHECK_CREATED');
    await subscription.close();
  });
});
