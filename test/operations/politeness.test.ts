import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import {
  startTestGateway,
  type TestGateway,
  type TestInstance,
} from '../tools/startTestGateway.js';

/** Every answer waits until the test releases it. */
interface HeldServer {
  readonly faults: Faults;
  /** Paths of the waiting requests, in order of arrival. */
  readonly waiting: () => readonly string[];
  /** Answers the first waiting request. */
  readonly release: () => void;
}

function holdAnswers(): HeldServer {
  const held: { readonly path: string; readonly answer: () => void }[] = [];
  let latest = '';
  const faults = createFaults({
    schedule: (answer) => {
      const entry = { path: latest, answer };
      held.push(entry);
      return () => {
        const index = held.indexOf(entry);
        if (index !== -1) held.splice(index, 1);
      };
    },
  });
  return {
    faults: {
      ...faults,
      get counters() {
        return faults.counters;
      },
      set: () => {
        const path = (url: string): boolean => {
          latest = url.replace(/^\/api\/\d\.\d/, '');
          return true;
        };
        faults.set({ fault: { kind: 'delay', ms: 1 }, path });
      },
    },
    waiting: () => held.map(({ path }) => path),
    release: () => held.shift()?.answer(),
  };
}

const state = createBigState({
  patches: 60,
  series: 3,
  projects: 1,
  people: 10,
  diffBytes: [200, 400],
});

let gateway: TestGateway;
afterEach(() => gateway.close());

async function start(faults: Faults, settings: Partial<TestInstance> = {}): Promise<TestGateway> {
  gateway = await startTestGateway({ instances: [{ name: 'a', state, faults, ...settings }] });
  faults.resetCounters();
  return gateway;
}

/** Twenty patches with their mails and comments: 41 requests. */
const BIG = (series: number): string =>
  `{ series(instance: "a", databaseId: ${String(series)}) { patches { diff comments { content } } } }`;

describe('an instance', () => {
  it.each([1, 4, 6])(
    'never has more concurrent requests than its concurrency of %i',
    async (concurrency) => {
      const faults = createFaults();
      await start(faults, { concurrency });
      faults.set({ fault: { kind: 'delay', ms: 2 } });
      const answers = await Promise.all([
        ...[1, 2, 3].map((series) => gateway.ask(BIG(series))),
        gateway.ask('{ patches(first: 50) { nodes { checks { description } } } }'),
        ...[5, 25, 45].map((id) =>
          gateway.ask(`{ patch(instance: "a", databaseId: ${String(id)}) { mbox } }`),
        ),
      ]);
      for (const { errors } of answers) expect(errors).toBeUndefined();
      expect(faults.counters.requests).toBeGreaterThan(150);
      expect(faults.counters.maxConcurrent).toBe(concurrency);
    },
  );

  it('serves an operation with one request after one more request of a large one', async () => {
    const { faults, waiting, release } = holdAnswers();
    await start(faults, { concurrency: 2 });
    faults.set({ fault: { kind: 'delay', ms: 1 } });
    let isBigOver = false;
    const big = gateway.ask(BIG(1)).then((answer) => {
      isBigOver = true;
      return answer;
    });
    await expect.poll(waiting).toEqual(['/series/1/']);
    release();
    // All slots are in use, and 38 more requests wait in the queue.
    await expect.poll(waiting).toHaveLength(2);
    const small = gateway.ask<{ project: { name: string } }>(
      '{ project(instance: "a", linkName: "proj1") { name } }',
    );
    // It is queued once later operations, which need no upstream requests, have been answered.
    for (let turn = 0; turn < 3; turn += 1) await gateway.ask('{ instances { name } }');
    let turns = 0;
    while (!waiting().includes('/projects/proj1/')) {
      turns += 1;
      const asked = faults.counters.requests;
      release();
      await expect.poll(() => faults.counters.requests).toBe(asked + 1);
    }
    // The operations take turns: one more request of the large one, whose turn came first.
    expect(turns).toBeLessThanOrEqual(2);
    while (waiting().includes('/projects/proj1/')) release();
    expect((await small).data).toEqual({ project: { name: 'Project 1' } });
    expect(isBigOver).toBe(false);
    await expect
      .poll(
        () => {
          while (waiting().length > 0) release();
          return isBigOver;
        },
        { interval: 5, timeout: 10_000 },
      )
      .toBe(true);
    expect((await big).errors).toBeUndefined();
  });

  it('receives no more requests per second than it allows', async () => {
    const startedAtMs: number[] = [];
    const faults = createFaults();
    await start(faults, { requestsPerSecond: 8, concurrency: 8 });
    const path = (): boolean => {
      startedAtMs.push(performance.now());
      return false;
    };
    faults.set({ fault: { kind: 'html' }, path });
    const { errors } = await gateway.ask(
      `{ ${Array.from({ length: 18 }, (_, index) => `p${String(index)}: patch(instance: "a", databaseId: ${String(index + 1)}) { name }`).join(' ')} }`,
    );
    expect(errors).toBeUndefined();
    expect(startedAtMs).toHaveLength(18);
    const first = startedAtMs[0] ?? 0;
    const last = startedAtMs.at(-1) ?? 0;
    // Eighteen requests at eight per second take more than two seconds.
    expect(last - first).toBeGreaterThan(900);
  });

  it('does not delay another one', async () => {
    const { faults, waiting, release } = holdAnswers();
    gateway = await startTestGateway({
      instances: [
        { name: 'slow', state, faults, concurrency: 1 },
        { name: 'quick', state },
      ],
    });
    faults.set({ fault: { kind: 'delay', ms: 1 } });
    const slow = gateway.ask('{ patch(instance: "slow", databaseId: 1) { name } }');
    await expect.poll(waiting).toHaveLength(1);
    for (let turn = 0; turn < 3; turn += 1) {
      const { errors } = await gateway.ask(
        `{ patch(instance: "quick", databaseId: ${String(turn + 1)}) { comments { content } } }`,
      );
      expect(errors).toBeUndefined();
    }
    expect(waiting()).toHaveLength(1);
    release();
    expect((await slow).errors).toBeUndefined();
  });

  it('receives the name of the gateway', async () => {
    const agents = new Set<string | undefined>();
    const faults = createFaults();
    await start(faults, { contact: 'ops@example.org' });
    faults.set({
      fault: { kind: 'html' },
      path: (_url, request) => {
        agents.add(request.headers['user-agent']);
        return false;
      },
    });
    await gateway.ask(BIG(1));
    expect([...agents]).toEqual(['patchwork-graphql/test (ops@example.org)']);
  });
});
