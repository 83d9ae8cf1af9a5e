import { afterEach, describe, expect, it } from 'vitest';
import { createExamples } from '../../src/web/graphiql/examples.js';
import {
  findExampleObjects,
  type ExampleData,
  type ExampleObjects,
  type ObjectStorage,
} from '../../src/web/graphiql/findExampleObjects.js';
import { createFaults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { readSeed } from '../sample/server/replay/recording.js';
import { openGraphiql, type OpenedGraphiql } from '../tools/openGraphiql.js';
import { releaseInstance } from '../tools/releaseGateway.js';
import {
  startTestGateway,
  type TestGateway,
  type TestInstance,
} from '../tools/startTestGateway.js';
import { lacks } from '../tools/programs.js';

/** An address at which nothing answers. */
const DEAD: TestInstance = { name: 'gone', url: 'http://127.0.0.1:9', timeoutMs: 500 };

const OTHER_NAMES: readonly TestInstance[] = [
  DEAD,
  { ...releaseInstance('v31'), name: 'review-lab' },
  { ...releaseInstance('v22'), name: 'old-lab' },
];

/** A server with projects and people, but without mails. */
const BARE: SampleState = {
  ...readSeed('v3.1'),
  patches: [],
  covers: [],
  series: [],
  checks: [],
  events: [],
  bundles: [],
};

let gateway: TestGateway | undefined;
let opened: OpenedGraphiql | undefined;
afterEach(async () => {
  await opened?.close();
  await gateway?.close();
  [opened, gateway] = [undefined, undefined];
});

async function start(
  instances: readonly TestInstance[],
  options: { readonly graphiql?: boolean; readonly settle?: boolean } = {},
): Promise<TestGateway> {
  const { graphiql = false, settle = true } = options;
  gateway = await startTestGateway({ instances, settle, graphql: { graphiql } });
  return gateway;
}

function memory(): ObjectStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

const find = (
  { ask }: TestGateway,
  storage: ObjectStorage = memory(),
  now?: () => number,
): Promise<ExampleObjects> =>
  findExampleObjects(async (query) => (await ask<ExampleData>(query)).data, storage, now);

/** Errors of the examples, by title; the mutation is never run. */
async function faultsOf({ ask }: TestGateway, objects: ExampleObjects): Promise<string[]> {
  const faults: string[] = [];
  for (const { title, query } of createExamples(objects)) {
    if (/^mutation/m.test(query)) continue;
    const { errors = [], data } = await ask<Readonly<Record<string, unknown>> | null>(query);
    faults.push(...errors.map(({ message }) => `${title}: ${message}`));
    for (const [field, value] of Object.entries(data ?? {})) {
      if (value === null) faults.push(`${title}: ${field} is null`);
    }
  }
  return faults;
}

/** The operation of the open tab, as stored by the page. */
const SHOWN_OPERATION = `(() => {
  const stored = localStorage.getItem('patchwork-graphql:graphiql:tabState') ?? '{}';
  const { tabs = [], activeTabIndex = 0 } = JSON.parse(stored);
  return tabs[activeTabIndex]?.operationName;
})()`;

describe('examples for servers with other names, one of them dead', () => {
  it('are about existing objects, and never fail', async () => {
    const lab = await start(OTHER_NAMES);
    const objects = await find(lab);
    expect(objects.instances).toEqual(['gone', 'review-lab', 'old-lab']);
    expect(objects.patch?.instance).toMatch(/-lab$/);
    expect(objects.cover?.instance).toMatch(/-lab$/);
    expect(await faultsOf(lab, objects)).toEqual([]);
    expect(
      createExamples(objects)
        .map(({ query }) => query)
        .join('\n'),
    ).not.toContain('gone');
  });

  it('cost each server two requests, and a returning visitor none', async () => {
    const lab = await start(OTHER_NAMES.slice(1));
    const storage = memory();
    const first = await find(lab, storage);
    for (const name of ['review-lab', 'old-lab']) {
      expect(lab.requests(name)).toHaveLength(2);
    }
    lab.resetRequests();
    expect(await find(lab, storage)).toEqual(first);
    expect(lab.requests('review-lab')).toEqual([]);
  });

  it.each([
    ['a day later', 24 * 60 * 60 * 1000, 1],
    ['when the clock was set back', -1000, 1],
    ['within the day', 60 * 60 * 1000, 0],
  ])('are looked for anew %s', async (_when, ageMs, times) => {
    const lab = await start(OTHER_NAMES.slice(1));
    const storage = memory();
    await find(lab, storage, () => 1_000_000_000_000);
    let asked = 0;
    await findExampleObjects(
      async (query) => {
        asked += Number(query.includes('ExampleObjects'));
        return (await lab.ask<ExampleData>(query)).data;
      },
      storage,
      () => 1_000_000_000_000 + ageMs,
    );
    expect(asked).toBe(times);
  });

  it('are not those of another configuration', async () => {
    const storage = memory();
    await find(await start(OTHER_NAMES.slice(1)), storage);
    await gateway?.close();
    const renamed = await start([{ ...releaseInstance('v31'), name: 'renamed' }]);
    const objects = await find(renamed, storage);
    expect(objects.patch?.instance).toBe('renamed');
    expect(await faultsOf(renamed, objects)).toEqual([]);
  });

  it('are not broken by other data in the storage', async () => {
    const lab = await start(OTHER_NAMES.slice(1, 2));
    for (const kept of ['', 'null', '{"at":"x"}', '{"at":1e99,"found":null}', '[]']) {
      const objects = await find(lab, { getItem: () => kept, setItem: () => undefined });
      expect(objects.patch?.instance).toBe('review-lab');
    }
  });
});

describe('examples if no server has any data', () => {
  it.each([
    ['all are dead', [DEAD]],
    ['all are empty', [{ name: 'bare', state: BARE }]],
  ])('ask for lists and say so: %s', async (_why, instances) => {
    const lab = await start(instances);
    const storage = memory();
    const objects = await find(lab, storage);
    expect(objects).toEqual({
      instances: instances.map(({ name }) => name),
      isSample: false,
      followed: [],
    });
    expect(storage.kept.size).toBe(0);
    const examples = createExamples(objects);
    expect(examples.length).toBeGreaterThanOrEqual(7);
    expect(examples[0]?.query).toContain('No server has given a patch yet');
    for (const { query } of examples) {
      const { data } = await lab.ask<Readonly<Record<string, unknown>> | null>(query);
      expect(data).not.toBeNull();
    }
  });

  it('are only about followed servers, with current data', async () => {
    const lab = await start(OTHER_NAMES.slice(1));
    const storage = memory();
    const subscriptions = (objects: ExampleObjects): string[] =>
      createExamples(objects)
        .filter(({ query }) => /^subscription/m.test(query))
        .map(({ title }) => title);
    const off = await find(lab, storage);
    expect(subscriptions(off)).toEqual([]);
    for (const [live, titles] of [
      [
        ['old-lab', 'review-lab'],
        ['Events as they happen', 'A patch as it changes'],
      ],
      [['elsewhere'], ['Events as they happen']],
      [[], []],
    ] as const) {
      const objects = await findExampleObjects(
        async (query) => ({
          ...(await lab.ask<ExampleData>(query)).data,
          live: live.map((name) => ({ instance: { name }, state: 'LAGGING' })),
        }),
        storage,
      );
      expect(subscriptions(objects)).toEqual(titles);
    }
  });

  it.each([true, false])('depend on whether sample data is served: %s', async (isSample) => {
    const answer: ExampleData = { instances: [{ name: 'aurora', isSample }], patches: null };
    const objects = await findExampleObjects(async () => answer, memory());
    expect(objects).toMatchObject({ instances: ['aurora'], isSample });
  });

  it('are offered even if the gateway refuses the lookup', async () => {
    const objects = await findExampleObjects(() => Promise.reject(new Error('refused')), memory());
    expect(objects).toEqual({ instances: [], isSample: false, followed: [] });
    expect(createExamples(objects).length).toBeGreaterThan(3);
  });
});

describe.skipIf(lacks('chromium'))(
  'GraphiQL for servers with other names',
  { timeout: 120_000 },
  () => {
    it('runs every tab without an error, although one server is dead', async () => {
      const lab = await start(OTHER_NAMES, { graphiql: true });
      opened = await openGraphiql(`${lab.url}/`);
      const { page, execute } = opened;
      const names = await page.getByRole('tab').allInnerTexts();
      expect(names.length).toBeGreaterThanOrEqual(8);
      for (const name of names) {
        await page.getByRole('tab', { name }).click();
        await page.locator('.graphiql-query-editor').getByText(name).first().waitFor();
        // GraphiQL determines the operation of a tab shortly after it shows its text, and then stores it.
        await expect.poll(() => page.evaluate(SHOWN_OPERATION), { timeout: 20_000 }).toBe(name);
        const answer = JSON.parse(await execute()) as { readonly errors?: unknown };
        expect(answer.errors, name).toBeUndefined();
        expect(answer).toHaveProperty('data');
        await page
          .getByRole('status')
          .getByText(/upstream request/)
          .waitFor();
      }
      expect(opened.faults).toEqual([]);
    });

    it('does not wait for a server that hangs', async () => {
      const faults = createFaults();
      faults.add({ fault: { kind: 'hang' } });
      const lab = await start(
        [{ ...releaseInstance('v31'), name: 'stuck', faults }, ...OTHER_NAMES.slice(2)],
        { graphiql: true, settle: false },
      );
      opened = await openGraphiql(`${lab.url}/`);
      expect(await opened.page.getByRole('tab').count()).toBeGreaterThanOrEqual(6);
    });
  },
);
