import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import { releaseInstance, type ReleaseName } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

const NAMES: readonly ReleaseName[] = ['main', 'v32', 'v31', 'v22'];
const IDS = ['a/b@slash.example', 'a/b+d%e@slash.example', 'x/y/z@slash.example'] as const;

interface Read {
  readonly cover: {
    readonly mbox: string | null;
    readonly webUrl: string;
    readonly mboxUrl: string;
    readonly comments: readonly { readonly webUrl: string; readonly mboxUrl: string }[];
  };
}

let gateway: TestGateway;
let faults: Faults;
/** Number of a cover with comments, by instance. */
let numbers: ReadonlyMap<string, number>;

async function start(messageId: string): Promise<void> {
  faults = createFaults();
  const instances = NAMES.map((name) => {
    const instance = releaseInstance(name, { faults });
    const { state } = instance;
    if (state === undefined) throw new RangeError(`${name} has no state`);
    const id = state.comments.find(({ on }) => on.type === 'cover')?.on.id;
    const covers = state.covers.map((cover) =>
      cover.id === id ? { ...cover, msgid: `<${messageId}>` } : cover,
    );
    return { instance: { ...instance, state: { ...state, covers } }, id: id ?? 0 };
  });
  numbers = new Map(instances.map(({ instance, id }) => [instance.name, id]));
  gateway = await startTestGateway({ instances: instances.map(({ instance }) => instance) });
}

const ask = async (name: string): Promise<Read> =>
  await gateway.data<Read>(
    `{ cover(instance: "${name}", databaseId: ${String(numbers.get(name))}) {
      mbox webUrl mboxUrl comments { webUrl mboxUrl } } }`,
  );

describe.each(IDS)('a cover with the Message-ID %s', (messageId) => {
  beforeEach(() => start(messageId));
  afterEach(() => gateway.close());

  it.each(NAMES)('has its mbox, and pages that exist, on %s', async (name) => {
    const { cover } = await ask(name);
    const mboxes = gateway.requests(name).filter((path) => path.endsWith('/mbox/'));
    expect(mboxes).toHaveLength(1);
    expect(cover.mbox).toMatch(/^From /);
    expect(cover.mbox).toContain(`\nX-Patchwork-Id: ${String(numbers.get(name))}\n`);
    const addresses = [
      cover.webUrl,
      cover.mboxUrl,
      ...cover.comments.map(({ mboxUrl }) => mboxUrl),
    ];
    for (const address of [...addresses, ...cover.comments.map(({ webUrl }) => webUrl)]) {
      const { status } = await fetch(address);
      expect([address, status]).toEqual([address, 200]);
    }
    expect(cover.comments.length).toBeGreaterThan(0);
  });

  it.each(NAMES)('is found by its reported URL, on %s', async (name) => {
    const { cover } = await ask(name);
    for (const url of [cover.webUrl, cover.mboxUrl]) {
      const { resource } = await gateway.data<{ readonly resource: unknown }>(
        'query ($url: String!) { resource(url: $url) { __typename ... on Cover { databaseId } } }',
        { variables: { url } },
      );
      expect(resource).toEqual({ __typename: 'Cover', databaseId: numbers.get(name) });
    }
  });
});

describe('an mbox that the server does not find', () => {
  beforeEach(() => start('plain@slash.example'));
  afterEach(() => gateway.close());

  it.each(['cover', 'patch', 'series'] as const)('of a %s is null with an error', async (kind) => {
    faults.set({ fault: { kind: 'status', status: 404 }, path: '/mbox/' });
    const id = kind === 'cover' ? numbers.get('v31') : 7;
    const { data, errors } = await gateway.ask(
      `{ ${kind}(instance: "v31", databaseId: ${String(id)}) { databaseId mbox } }`,
    );
    expect(data).toEqual({ [kind]: { databaseId: id, mbox: null } });
    expect(errors).toMatchObject([
      {
        path: [kind, 'mbox'],
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', instance: 'v31' },
      },
    ]);
    expect(errors?.[0]?.message).toContain(`although the server has this ${kind}`);
  });
});
