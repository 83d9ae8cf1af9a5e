import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLiveGateway, type LiveGateway } from '../tools/liveGateway.js';
import { subscribe, type TestSubscription } from '../tools/subscribe.js';

interface Data {
  readonly events: {
    readonly cursor: string;
    readonly events: readonly { readonly databaseId: number }[];
  };
}

const EVENTS = `subscription ($after: String, $of: String!) {
  events(after: $after, filter: { project: [$of] }) { cursor events { databaseId } gaps { reason } }
}`;

let live: LiveGateway;
const open: TestSubscription<Data>[] = [];
beforeEach(async () => {
  live = await startLiveGateway();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await live.gateway.close();
});

function events(variables: Readonly<Record<string, unknown>>, query = EVENTS) {
  const subscription = subscribe<Data>(live.gateway.url, 'sse', query, { variables });
  open.push(subscription);
  return subscription;
}

async function next(subscription: TestSubscription<Data>): Promise<Data['events']> {
  const message = await subscription.next();
  if (message?.data == null) throw new Error(`no delivery: ${JSON.stringify(message)}`);
  return message.data.events;
}

async function act(): Promise<void> {
  await live.write('POST', 'patches/7/checks/', { state: 'success', context: 'live' }, 'cibot');
}

/** Deliveries that were executed; those without content are not counted. */
async function executed(): Promise<number> {
  const metrics = await (await fetch(`${live.gateway.url}/metrics`)).text();
  const counts = metrics.matchAll(/operations_total\{type="subscription",\S+\} (\d+)/g);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

const project = async (): Promise<string> => {
  const { patch } = await live.gateway.data<{ patch: { project: { linkName: string } } }>(
    '{ patch(instance: "v31", databaseId: 7) { project { linkName } } }',
  );
  return patch.project.linkName;
};

describe('deliveries of subscribers without tokens', () => {
  it('are executed once for all, although each resumed with a different cursor', async () => {
    const of = await project();
    const first = events({ of });
    const cursors = [(await next(first)).cursor];
    for (let count = 0; count < 2; count += 1) {
      await act();
      cursors.push((await next(first)).cursor);
    }
    expect(new Set(cursors).size).toBe(3);
    const others = cursors.map((after) => events({ after, of }));
    // Each has caught up once it has received the newest event.
    await act();
    const { events: newest } = await next(first);
    const id = newest[0]?.databaseId ?? -1;
    for (const other of others) {
      while (!(await next(other)).events.some(({ databaseId }) => databaseId === id));
    }
    const before = await executed();
    await act();
    const all = await Promise.all([first, ...others].map(next));
    expect(new Set(all.map(({ events: [event] }) => event?.databaseId)).size).toBe(1);
    expect((await executed()) - before).toBe(1);
  });

  it('are executed for each if something else differs', async () => {
    const of = await project();
    const one = events({ of });
    const other = events({ of: `v31/${of}` });
    await Promise.all([one, other].map(next));
    const before = await executed();
    await act();
    await Promise.all([one, other].map(next));
    expect((await executed()) - before).toBe(2);
  });

  it('are executed for each if the cursor contains more than its position', async () => {
    const of = await project();
    const query = `subscription ($after: String, $of: [String!]) {
      events(after: $after, filter: { project: $of }) {
        cursor
        events { databaseId actor { username @skip(if: false) } project { events(first: 1, after: $after) { nodes { id } } } }
        gaps { reason }
      }
    }`;
    const first = events({ of: [of] }, query);
    const { cursor } = await next(first);
    const second = events({ of: [of], after: cursor }, query);
    await next(second).catch(() => undefined);
    const before = await executed();
    await act();
    await Promise.all([first.next(), second.next()]);
    expect((await executed()) - before).toBe(2);
  });
});
