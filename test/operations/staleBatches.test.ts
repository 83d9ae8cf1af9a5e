import { afterEach, describe, expect, it } from 'vitest';
import { createFaults } from '../../src/sample/server/faults.js';
import { ANA, KOFI, OLA, reviewState, type SeriesPlan } from '../tools/reviewState.js';
import {
  startTestGateway,
  type Answer,
  type TestGateway,
  type TestGatewayOptions,
} from '../tools/startTestGateway.js';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 8, 11);

let gateway: TestGateway;
let nowMs = START_MS;
afterEach(() => gateway.close());

const faults = createFaults();
const failing = { kind: 'status', status: 503 } as const;

async function start(
  plans: readonly SeriesPlan[],
  limits: TestGatewayOptions['limits'] = {},
): Promise<void> {
  nowMs = START_MS;
  faults.clear();
  gateway = await startTestGateway({
    instances: [{ name: 'it', state: reviewState(plans), faults }],
    limits,
    now: () => nowMs,
  });
}

/** Changes an object on the server without the gateway. */
async function change(path: string, body: object): Promise<void> {
  const { status } = await fetch(`${gateway.server('it').url}/api/1.3/${path}/`, {
    method: 'PATCH',
    headers: {
      authorization: 'Token basalt-maintainer-token',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  expect(status).toBe(200);
}

interface Source {
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly warnings: readonly { readonly message: string }[];
}
const SOURCES = 'sources { status error { code message } warnings { message } }';

interface Queue {
  readonly nodes: readonly {
    readonly series: { readonly databaseId: number };
    readonly waitingOn: string;
    readonly reasons: readonly string[];
  }[];
  readonly sources: readonly Source[];
}

async function queue(): Promise<{
  readonly rows: readonly string[];
  readonly source: Source | undefined;
}> {
  const { reviewQueue } = await gateway.data<{ reviewQueue: Queue }>(
    `{ reviewQueue { nodes { series { databaseId } waitingOn reasons } ${SOURCES} } }`,
  );
  const rows = reviewQueue.nodes.map(({ series, waitingOn, reasons }) =>
    [series.databaseId, waitingOn, ...reasons].join(' '),
  );
  return { rows, source: reviewQueue.sources[0] };
}

/** Ten series by three people, with replies, checks, and state changes. */
const ten: readonly SeriesPlan[] = [KOFI, ANA, OLA, KOFI, ANA, OLA, KOFI, ANA, OLA, KOFI].map(
  (from, index) => ({
    title: `s${String(index)}`,
    from,
    patches: [
      { title: `one ${String(index)}`, ...(index === 4 && { state: 'changes-requested' }) },
      {
        title: `two ${String(index)}`,
        ...([0, 6, 8].includes(index) && { state: 'accepted' }),
        ...(index === 5 && { checks: [{ state: 'fail' }] }),
      },
    ],
    ...(index % 3 === 1 && { replies: [{ to: 1, from: OLA, content: 'Why?' }] }),
  }),
);
describe('the review queue, if a server fails after its answers became stale', () => {
  it.each([
    ['patches by series', /\/patches\/\?series=/],
    ['series by submitters or projects', /\/series\/\?/],
    ['events by patches and covers', /\/events\//],
    ['every batch', /\/patches\/\?series=|\/series\/\?|\/events\//],
    ['every batch and every object', /\/patches\/\?series=|\/series\/|\/events\/|\/\d+\//],
  ])('returns the rows of cached lists of other objects: %s', async (_name, path) => {
    await start(ten);
    const before = await queue();
    expect(before.source).toMatchObject({ status: 'OK', warnings: [] });
    expect(before.rows).toHaveLength(10);
    // The list of open patches is read again, and has one series less: every batch differs.
    await change('patches/1', { state: 'accepted' });
    nowMs += MINUTE_MS;
    faults.set({ fault: failing, path });
    const after = await queue();
    expect(after.rows).toEqual(before.rows.filter((row) => !row.startsWith('1 ')));
    expect(after.source).toMatchObject({ status: 'STALE', warnings: [] });
    expect(after.source?.error?.code).toBe('UPSTREAM_UNAVAILABLE');
  });

  it.each([
    ['patches by series', /\/patches\/\?series=/],
    ['series by submitters or projects', /\/series\/\?/],
    ['events by patches and covers', /\/events\//],
    ['every batch', /\/patches\/\?series=|\/series\/\?|\/events\//],
  ])('returns them after the short patience where nothing is answered: %s', async (_name, path) => {
    await start(ten, { stalePatienceMs: 100, patienceMs: 600_000, deadlineMs: 600_000 });
    const before = await queue();
    await change('patches/1', { state: 'accepted' });
    nowMs += MINUTE_MS;
    faults.set({ fault: { kind: 'hang' }, path });
    const after = await queue();
    expect(after.rows).toEqual(before.rows.filter((row) => !row.startsWith('1 ')));
    expect(after.source).toMatchObject({ status: 'STALE', warnings: [] });
    expect(after.source?.error?.message).toContain('(limits.stalePatienceMs)');
    faults.clear();
  });

  it('returns all rows while nothing is answered', async () => {
    await start(ten);
    const before = await queue();
    await change('patches/3/comments/1', { addressed: true });
    nowMs += MINUTE_MS;
    faults.set({ fault: { kind: 'drop', when: 'before-answer' } });
    const after = await queue();
    expect(after.rows).toEqual(before.rows);
    expect(after.source).toMatchObject({ status: 'STALE', warnings: [] });
  });

  it('omits rows without cached data, with a warning', async () => {
    await start(ten);
    await change('patches/1', { state: 'accepted' });
    const before = await queue();
    expect(before.rows).toHaveLength(9);
    await change('patches/1', { state: 'new' });
    nowMs += MINUTE_MS;
    faults.set({
      fault: failing,
      path: /\/patches\/\?series=|\/patches\/\d|\/series\/1\/|\/events\//,
    });
    const after = await queue();
    expect(after.rows).toEqual(before.rows);
    expect(after.source?.status).not.toBe('OK');
    expect(after.source?.warnings).toHaveLength(1);
    expect(after.source?.warnings[0]?.message).toContain('series 1 is omitted');
  });
});

interface Patches {
  readonly patches: {
    readonly nodes: readonly {
      readonly databaseId: number;
      readonly series: readonly { readonly name: string; readonly receivedTotal: number }[];
      readonly checks: readonly { readonly state: string }[];
      readonly commentCount: number;
    }[];
  };
}

describe('a page of patches, if a server fails after its answers became stale', () => {
  it('returns series, checks and comment counts from lists for other patches', async () => {
    await start(ten);
    const page = (first: number): Promise<Answer<Patches>> =>
      gateway.ask<Patches>(
        `{ patches(first: ${String(first)}) { nodes { databaseId commentCount series { name receivedTotal } checks { state } } } }`,
        { headers: { 'x-upstream-report': '1' } },
      );
    const { data: before } = await page(20);
    nowMs += MINUTE_MS;
    faults.set({ fault: failing, path: /\/series\/|\/events\/|\/(?:checks|comments)\// });
    const { data: after, errors, extensions } = await page(9);
    expect(errors).toBeUndefined();
    expect(after.patches.nodes).toEqual(before.patches.nodes.slice(0, 9));
    expect(extensions?.upstream?.staleHits).toBeGreaterThan(0);
  });

  it('does not return data that the server has refused since', async () => {
    await start(ten);
    await queue();
    // A list of all patches also contains the rows.
    await gateway.data('{ patches(first: 30) { nodes { name } } }');
    nowMs += MINUTE_MS;
    faults.set({ fault: { kind: 'status', status: 403 }, path: /\/patches\/\?series=/ });
    await queue();
    await change('patches/1', { state: 'accepted' });
    nowMs += MINUTE_MS;
    faults.set({ fault: failing, path: /\/patches\/\?series=|\/patches\/\d/ });
    const { rows, source } = await queue();
    expect(rows).toHaveLength(7);
    expect(source?.warnings).toHaveLength(2);
  });
});
