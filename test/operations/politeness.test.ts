import { afterEach, describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import { createFaults, type Faults } from '../../src/sample/server/faults.js';
import {
  startTestGateway,
  type TestGateway,
  type TestInstance,
} from '../tools/startTestGateway.js';

/** Every answer waits until the test lets it go. */
interface HeldServer {
  readonly faults: Faults;
  /** Paths of the requests that wait, in the order they came. */
  readonly waiting: () => readonly string[];
  /** Answers the request that came first. */
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
    'never has more than its concurrency of %i requests to answer at once',
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

  it('lets an operation of one request pass after one more of a big one', async () => {
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
    // The places are taken, and 38 more requests wait in the queue.
    await expect.poll(waiting).toHaveLength(2);
    const small = gateway.ask<{ project: { name: string } }>(
      '{ project(instance: "a", linkName: "proj1") { name } }',
    );
    // It is in the queue when later operations, which need nothing upstream, have been answered.
    for (let turn = 0; turn < 3; turn += 1) await gateway.ask('{ instances { name } }');
    let turns = 0;
    while (!waiting().includes('/projects/proj1/')) {
      turns += 1;
      const asked = faults.counters.requests;
      release();
      await expect.poll(() => faults.counters.requests).toBe(asked + 1);
    }
    // Each lane has its turn: one more of the big one, where its place came first.
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

  it('is asked no more often in a second than it allows', async () => {
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
    // Eighteen at eight a second reach into a third second.
    expect(last - first).toBeGreaterThan(900);
  });

  it('does not hold up another one', async () => {
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

  it('is told who asks', async () => {
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
