import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import type { Fault } from '../../src/sample/server/faults/FaultPlan.js';
import { idOf, releaseInstance } from '../tools/releaseGateway.js';
import { startTestGateway, type TestGateway } from '../tools/startTestGateway.js';

/*
 * Every fault of the sample servers, on one of three servers: with an empty cache and
 * with expired cached answers, for a list of all three and for one object. One gateway is used
 * for all cases, so each case also shows that it recovered from the previous ones. Vitest itself
 * fails a run in which a rejection was not handled.
 */

/** Allows for the pauses between attempts. */
const TIMEOUT_MS = 1_200;
const DEADLINE_MS = 5_000;
const DAY_MS = 86_400_000;

const faults = createFaults();
const id = idOf('v31', 'b2@kettle');
let clockMs = Date.UTC(2026, 0, 1);
let gateway: TestGateway;
let resourcesBefore: readonly string[];

interface Row {
  readonly databaseId: number;
  readonly instance: { readonly name: string };
}
interface Source {
  readonly instance: string;
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string } | null;
}
interface ListData {
  readonly patches: { readonly nodes: readonly Row[]; readonly sources: readonly Source[] };
}

const LIST = `{ patches(first: 250) {
  nodes { databaseId name state { slug } submitter { name } instance { name } }
  sources { instance status error { code message } }
} }`;
const SINGLE = `{ patch(instance: "bad", databaseId: ${String(id)}) { databaseId name state { slug } } }`;

let wholeList: ListData;
let wholeSingle: unknown;

beforeAll(async () => {
  resourcesBefore = heldResources();
  gateway = await startTestGateway({
    instances: [
      releaseInstance('main'),
      {
        ...releaseInstance('v31', { faults }),
        name: 'bad',
        timeoutMs: TIMEOUT_MS,
        maxBodyBytes: 2 * 1024 * 1024,
      },
      releaseInstance('v22'),
    ],
    limits: { deadlineMs: DEADLINE_MS },
    now: () => clockMs,
  });
  wholeList = await gateway.data<ListData>(LIST);
  wholeSingle = await gateway.data(SINGLE);
  expect(new Set(wholeList.patches.nodes.map(({ instance }) => instance.name)).size).toBe(3);
});

afterAll(async () => {
  faults.clear();
  await gateway.close();
  // Nothing is left open: no socket, no server, no timer.
  const endMs = Date.now() + 5_000;
  while (leftResources().length > 0 && Date.now() < endMs) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(leftResources()).toEqual([]);
});

beforeEach(async () => {
  faults.clear();
  // After everything in the cache has expired.
  clockMs += 400 * DAY_MS;
});

function heldResources(): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => /^(?:TCP|Timeout|TLS|GetAddrInfo)/.test(name))
    .sort();
}

/** Resources held now that were not held before. */
function leftResources(): readonly string[] {
  const before = [...resourcesBefore];
  return heldResources().filter((name) => {
    const index = before.indexOf(name);
    if (index >= 0) before.splice(index, 1);
    return index < 0;
  });
}

const rowsOf = ({ patches }: ListData, names: readonly string[]): readonly Row[] =>
  patches.nodes.filter(({ instance }) => names.includes(instance.name));

async function timed<T>(work: Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work;
  expect(performance.now() - startMs).toBeLessThan(DEADLINE_MS + 500);
  return result;
}

/** The effect of one fault on the server's part: a status with its code, or no effect. */
type Outcome = 'unharmed' | readonly [status: string, code: string];

/** The server refused access: data cached before is not returned. */
function isRefusal(outcome: Outcome): boolean {
  return outcome[1] === 'FORBIDDEN';
}

const CASES: readonly (readonly [what: string, fault: Fault, outcome: Outcome])[] = [
  ['is a little slow', { kind: 'delay', ms: [10, 50] }, 'unharmed'],
  ['is too slow', { kind: 'delay', ms: 60_000 }, ['TIMED_OUT', 'UPSTREAM_TIMEOUT']],
  ['has one worker', { kind: 'workers', workers: 1, rowMicroseconds: 100 }, 'unharmed'],
  ['has a wrong clock', { kind: 'clock', offsetMinutes: 600 }, 'unharmed'],
  ['answers 500', { kind: 'status', status: 500 }, ['FAILED', 'UPSTREAM_UNAVAILABLE']],
  ['answers 502', { kind: 'status', status: 502 }, ['FAILED', 'UPSTREAM_UNAVAILABLE']],
  ['answers 503', { kind: 'status', status: 503 }, ['FAILED', 'UPSTREAM_UNAVAILABLE']],
  ['answers 403', { kind: 'status', status: 403 }, ['FAILED', 'FORBIDDEN']],
  ['answers 418', { kind: 'status', status: 418 }, ['FAILED', 'UPSTREAM_BAD_RESPONSE']],
  ['limits the rate', { kind: 'status', status: 429 }, ['FAILED', 'UPSTREAM_RATE_LIMITED']],
  [
    'disconnects before the answer',
    { kind: 'drop', when: 'before-answer' },
    ['FAILED', 'UPSTREAM_UNAVAILABLE'],
  ],
  [
    'disconnects within the answer',
    { kind: 'drop', when: 'in-body' },
    ['FAILED', 'UPSTREAM_BAD_RESPONSE'],
  ],
  ['sends half of the JSON', { kind: 'truncate' }, ['FAILED', 'UPSTREAM_BAD_RESPONSE']],
  ['sends what is no JSON', { kind: 'invalid-json' }, ['FAILED', 'UPSTREAM_BAD_RESPONSE']],
  ['sends a page', { kind: 'html' }, ['FAILED', 'UPSTREAM_BAD_RESPONSE']],
  ['redirects in a circle', { kind: 'redirect-loop' }, ['FAILED', 'UPSTREAM_BAD_RESPONSE']],
  [
    'redirects to another origin',
    { kind: 'redirect', to: 'http://127.0.0.1:9' },
    ['FAILED', 'UPSTREAM_BAD_RESPONSE'],
  ],
  ['never ends', { kind: 'endless' }, ['FAILED', 'UPSTREAM_BAD_RESPONSE']],
  ['never answers', { kind: 'hang' }, ['TIMED_OUT', 'UPSTREAM_TIMEOUT']],
  [
    'trickles',
    { kind: 'trickle', chunkBytes: 16, everyMs: 100 },
    ['TIMED_OUT', 'UPSTREAM_TIMEOUT'],
  ],
];

describe.each(CASES)('a server that %s', (_what, fault, outcome) => {
  it('affects only its own part of a list', async () => {
    faults.set({ fault });
    const { data, errors } = await timed(gateway.ask<ListData>(LIST));
    expect(errors).toBeUndefined();
    const others = ['main', 'v22'];
    expect(rowsOf(data, others)).toEqual(rowsOf(wholeList, others));
    const [main, bad, v22] = data.patches.sources;
    expect([main?.status, v22?.status]).toEqual(['OK', 'OK']);
    if (outcome === 'unharmed') {
      expect(data).toEqual(wholeList);
    } else {
      expect(rowsOf(data, ['bad'])).toEqual([]);
      expect([bad?.status, bad?.error?.code]).toEqual(outcome);
      expect(bad?.error?.message).toMatch(/^bad: /);
    }
    await expectRecovery();
  });

  it('returns its cached part of a list', async () => {
    await gateway.data(LIST);
    clockMs += DAY_MS / 2;
    faults.set({ fault });
    const { data, errors } = await timed(gateway.ask<ListData>(LIST));
    expect(errors).toBeUndefined();
    const [main, bad, v22] = data.patches.sources;
    expect([main?.status, v22?.status]).toEqual(['OK', 'OK']);
    if (isRefusal(outcome)) {
      expect(bad?.status).toBe('FAILED');
      expect(rowsOf(data, ['bad'])).toEqual([]);
    } else {
      expect(bad?.status).toBe(outcome === 'unharmed' ? 'OK' : 'STALE');
      expect(data.patches.nodes).toEqual(wholeList.patches.nodes);
    }
    await expectRecovery();
  });

  it('returns null for one of its objects, and names the server', async () => {
    faults.set({ fault });
    const { data, errors } = await timed(gateway.ask(SINGLE));
    if (outcome === 'unharmed') {
      expect({ data, errors }).toEqual({ data: wholeSingle });
    } else {
      expect(data).toEqual({ patch: null });
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.path).toEqual(['patch']);
      expect(errors?.[0]?.extensions).toMatchObject({ code: outcome[1], instance: 'bad' });
    }
    await expectRecovery();
  });

  it('returns one object from the cache', async () => {
    await gateway.data(SINGLE);
    clockMs += DAY_MS / 2;
    faults.set({ fault });
    const { data, errors } = await timed(gateway.ask(SINGLE));
    if (isRefusal(outcome)) {
      // The immutable part of a patch is cached separately, and was not requested.
      expect(data).toMatchObject({ patch: { databaseId: id, state: null } });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    } else {
      expect({ data, errors }).toEqual({ data: wholeSingle });
    }
    await expectRecovery();
  });
});

describe('a server that corrupts single rows', () => {
  it('affects only these rows or fields of a list, with a warning', async () => {
    faults.set({ fault: { kind: 'wrong-types' } });
    const { data } = await timed(gateway.ask<ListData>(LIST));
    const others = ['main', 'v22'];
    expect(rowsOf(data, others)).toEqual(rowsOf(wholeList, others));
    const bad = data.patches.sources.find(({ instance }) => instance === 'bad');
    expect(['PARTIAL', 'FAILED']).toContain(bad?.status);
    expect(rowsOf(data, ['bad']).length).toBeLessThan(rowsOf(wholeList, ['bad']).length);
    await expectRecovery();
  });
});

/** The next query is answered completely. */
async function expectRecovery(): Promise<void> {
  faults.clear();
  clockMs += 400 * DAY_MS;
  expect(await gateway.data(LIST)).toEqual(wholeList);
  expect(await gateway.data(SINGLE)).toEqual(wholeSingle);
}
