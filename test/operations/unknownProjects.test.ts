import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { naiveDate } from '../../src/sample/server/dates.js';
import { releaseInstance, untilLive } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';
import { subscribe, type TestSubscription } from '../tools/subscribe.js';

interface Data {
  readonly events: {
    readonly events: readonly { readonly category: string }[];
    readonly sources: readonly {
      readonly instance: string;
      readonly warnings: readonly { readonly code: string; readonly message: string }[];
    }[];
  };
}

const QUERY = `subscription ($project: [String!]) { events(filter: { project: $project }) {
  cursor events { category } gaps { reason } sources { instance warnings { code message } }
} }`;

let gateway: TestGateway;
const open: TestSubscription<Data>[] = [];
beforeAll(async () => {
  gateway = await startTestGateway({
    instances: [releaseInstance('v31'), releaseInstance('v32')],
    live: { enabled: true, pollSeconds: { min: 0.01, max: 0.01 } },
  });
  for (const name of ['v31', 'v32']) await untilLive(gateway, name);
});
afterAll(() => gateway.close());
afterEach(async () => {
  for (const subscription of open.splice(0)) await subscription.close();
});

function follow(...project: readonly string[]): TestSubscription<Data> {
  const subscription = subscribe<Data>(gateway.url, 'sse', QUERY, { variables: { project } });
  open.push(subscription);
  return subscription;
}

/** Warnings of the next delivery, by instance, and those in its extensions. */
async function warnings(subscription: TestSubscription<Data>) {
  const message = await subscription.next();
  const sources = message?.data?.events.sources ?? [];
  return {
    sources: Object.fromEntries(
      sources.map((source) => [source.instance, source.warnings.map(({ message }) => message)]),
    ),
    extensions: message?.extensions?.['warnings'] ?? [],
  };
}

const unknown = (instance: string, name: string): string =>
  `${instance} has no events with the project "${name}": the value is unknown or matches nothing`;

describe('a subscription to projects', () => {
  it('reports a project that no server has', async () => {
    const found = await warnings(follow('kettel', 'kettle'));
    const [v31, v32] = [unknown('v31', 'kettel'), unknown('v32', 'kettel')];
    expect(found.sources).toEqual({ v31: [v31], v32: [v32] });
    expect(found.extensions).toEqual([
      { code: 'UNKNOWN_VALUE', message: v31 },
      { code: 'UNKNOWN_VALUE', message: v32 },
    ]);
  });

  it('reports a project that its server does not have', async () => {
    const found = await warnings(follow('v31/kettel', 'v32/kettle'));
    expect(found.sources).toEqual({ v31: [unknown('v31', 'kettel')], v32: [] });
  });

  it('reports nothing if one server has it, in whichever case it is written', async () => {
    const { projects } = gateway.server('v31').store;
    const [like] = projects.rows;
    if (like === undefined) throw new Error('there is no project');
    for (const names of [['Kettle'], ['v31/KETTLE'], [String(like.id)]]) {
      const nothing = { sources: { v31: [] }, extensions: [] };
      expect(await warnings(follow(...names))).toMatchObject(nothing);
    }
  });

  it('costs no more requests for those who come later', async () => {
    await warnings(follow('kettle'));
    gateway.resetRequests();
    await warnings(follow('kettle', 'kettel'));
    const isProjects = (path: string): boolean => path.startsWith('/projects/');
    expect(gateway.requests('v31').filter(isProjects)).toEqual([]);
  });

  it('stops reporting a project once it has an event', async () => {
    const subscription = follow('v31/brand-new');
    expect((await warnings(subscription)).sources['v31']).toHaveLength(1);
    const { projects, events } = gateway.server('v31').store;
    const [like] = projects.rows;
    if (like === undefined) throw new Error('there is no project');
    const project = projects.takeId();
    projects.insert({ ...like, id: project, link_name: 'brand-new', list_id: 'new.example' });
    const date = naiveDate(new Date(), 'UTC');
    events.insert({
      id: events.takeId(),
      category: 'check-created',
      project,
      date,
      actor: null,
      patch: 7,
    });
    expect(await warnings(subscription)).toMatchObject({ sources: { v31: [] }, extensions: [] });
  });
});
