import { describe, expect, it } from 'vitest';
import { createBigState } from '../../bench/createBigState.js';
import type { PatchRow, SampleState } from '../../src/sample/server/SampleState.js';

const small = { patches: 500, series: 100 } as const;

function patchOf(state: SampleState, id: number): PatchRow {
  const patch = state.patches.find((row) => row.id === id);
  if (patch === undefined) throw new Error(`no patch ${id}`);
  return patch;
}

/** Share of rows that have the same date as another row. */
function tiedShare({ patches }: SampleState): number {
  const counts = new Map<string, number>();
  for (const { date } of patches) counts.set(date, (counts.get(date) ?? 0) + 1);
  return patches.filter(({ date }) => (counts.get(date) ?? 0) > 1).length / patches.length;
}

describe('createBigState', () => {
  it('creates 5,000 patches and related rows, and generates texts when they are read', () => {
    const state = createBigState();
    const written = state.patches.filter(
      (row) => Object.getOwnPropertyDescriptor(row, 'diff')?.get === undefined,
    );
    expect(written).toEqual([]);
    expect([state.patches.length, state.series.length]).toEqual([5000, 1000]);
    expect([state.people.length, state.projects.length]).toEqual([500, 4]);
    const perPatch = (count: number): number => count / state.patches.length;
    const replies = state.comments.filter(({ on }) => on.type === 'patch').length;
    expect(perPatch(replies)).toBeGreaterThan(1.3);
    expect(perPatch(replies)).toBeLessThan(1.8);
    const checked = new Set(state.checks.map(({ patch }) => patch)).size;
    expect(perPatch(checked)).toBeCloseTo(0.7, 1);
    expect(state.checks.length / checked).toBeCloseTo(2, 0);
  });

  it('generates the same texts for the same seed', () => {
    const one = createBigState({ ...small, seed: 9 });
    const other = createBigState({ ...small, seed: 9 });
    // Read in another order, since texts are generated when they are read.
    const last = { ...patchOf(other, 500) };
    expect({ ...patchOf(one, 3) }).toEqual({ ...patchOf(other, 3) });
    expect({ ...patchOf(one, 500) }).toEqual(last);
    expect(one.events).toEqual(other.events);
    expect(one.comments.map((row) => ({ ...row }))).toEqual(
      other.comments.map((row) => ({ ...row })),
    );
  });

  it('generates different texts for another seed', () => {
    const one = createBigState({ ...small, seed: 1 });
    const other = createBigState({ ...small, seed: 2 });
    expect(patchOf(one, 3).diff).not.toBe(patchOf(other, 3).diff);
    expect(patchOf(one, 3).msgid).not.toBe(patchOf(other, 3).msgid);
  });

  it('converts getters to plain values when a row is copied', () => {
    const copy = { ...patchOf(createBigState(small), 7), state: 3 };
    expect(Object.getOwnPropertyDescriptor(copy, 'diff')?.get).toBeUndefined();
    expect(copy.diff).toMatch(/^diff --git a\/[a-z]+\/file\d+\.c b\//);
    expect(copy.headers).toContain(`\nMessage-ID: ${copy.msgid}\n`);
    expect(copy.content).toMatch(/\n---\n .+ \| \d+ [-+]+\n/);
  });

  it('contains diffs from the smallest to the largest size', () => {
    const state = createBigState({ ...small, diffBytes: [1024, 200_000] });
    const sizes = state.patches.map(({ diff }) => Buffer.byteLength(diff ?? ''));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1024);
    expect(Math.min(...sizes)).toBeLessThan(2048);
    expect(Math.max(...sizes)).toBeGreaterThanOrEqual(200_000);
    expect(Math.max(...sizes)).toBeLessThan(210_000);
    expect(sizes.toSorted((a, b) => a - b)[250]).toBeLessThan(4096);
  });

  it('reaches 1 MiB by default', () => {
    const { diff } = patchOf(createBigState(small), 250);
    expect(Buffer.byteLength(diff ?? '')).toBeGreaterThanOrEqual(1024 * 1024);
  });

  it.each([
    [0, 0, 0],
    [0.5, 0.35, 0.65],
    [1, 1, 1],
  ])('gives a share of %d of the rows their second in common', (ties, lowest, highest) => {
    const share = tiedShare(createBigState({ ...small, ties }));
    expect(share).toBeGreaterThanOrEqual(lowest);
    expect(share).toBeLessThanOrEqual(highest);
  });

  it.each(['2.2', '3.1', '3.2', 'main'] as const)(
    'has the id spaces and events of %s',
    (version) => {
      const state = createBigState({ ...small, version, timeZone: 'Australia/Canberra' });
      const ids = (rows: readonly { readonly id: number }[]): number =>
        new Set(rows.map(({ id }) => id)).size;
      expect(ids(state.patches)).toBe(500);
      expect(ids(state.covers)).toBe(state.covers.length);
      expect(ids(state.checks)).toBe(state.checks.length);
      const commentEvents = state.events.filter(({ category }) => category.includes('comment'));
      if (version === '2.2') {
        expect(ids([...state.covers, ...state.patches])).toBe(500 + state.covers.length);
        expect(ids(state.comments)).toBe(state.comments.length);
        expect(commentEvents).toEqual([]);
      } else {
        expect(commentEvents.length).toBe(state.comments.length);
        for (const type of ['patch', 'cover']) {
          const ofType = state.comments.filter(({ on }) => on.type === type);
          expect(ids(ofType)).toBe(ofType.length);
        }
      }
      expect(new Set(state.events.map(({ date }) => date)).size).toBe(state.events.length);
      expect(state.series[0]?.dependencies).toEqual(version === 'main' ? [] : null);
      expect(state.server.stamps_in).toBe(version === '2.2' || version === '3.1' ? 'UTC' : 'local');
      // In November Canberra is 11 hours ahead; dates of mails are in UTC.
      const arrival = state.events.findLast(({ category }) => category === 'patch-created');
      const aheadMs =
        Date.parse(`${arrival?.date.slice(0, 19) ?? ''}Z`) -
        Date.parse(`${patchOf(state, arrival?.patch ?? 0).date}Z`);
      expect(Math.round(aheadMs / 3_600_000)).toBe(state.server.stamps_in === 'local' ? 11 : 0);
    },
  );

  it('has valid references, and events dated after their objects', () => {
    const state = createBigState(small);
    const has = (rows: readonly { readonly id: number }[]): Set<number> =>
      new Set(rows.map(({ id }) => id));
    const patches = has(state.patches);
    const series = has(state.series);
    const checks = has(state.checks);
    const people = has(state.people);
    const lost = [
      ...state.patches.filter((row) => !series.has(row.series ?? 0) || !people.has(row.submitter)),
      ...state.events.filter((row) => row.patch !== undefined && !patches.has(row.patch)),
      ...state.events.filter((row) => row.check !== undefined && !checks.has(row.check)),
      ...state.bundles.filter((row) => row.patches.some((id) => !patches.has(id))),
    ];
    expect(lost).toEqual([]);
    const created = new Map(
      state.events
        .filter(({ category }) => category === 'patch-created')
        .map(({ patch, id }) => [patch, id]),
    );
    const early = state.events.filter(
      ({ category, patch, id }) =>
        category === 'check-created' && (created.get(patch) ?? Infinity) > id,
    );
    expect(early).toEqual([]);
  });

  it('has incomplete series, a long thread and many checks', () => {
    const state = createBigState(small);
    const received = (id: number): number =>
      state.patches.filter((row) => row.series === id).length;
    expect(
      state.series.filter(({ id, total }) => received(id) < total).map(({ id }) => id),
    ).toEqual([25, 50, 75, 100]);
    expect(state.comments.filter(({ on }) => on.type === 'patch' && on.id === 100)).toHaveLength(
      121,
    );
    expect(state.checks.filter(({ patch }) => patch === 200)).toHaveLength(40);
  });

  it('refuses more series than patches', () => {
    expect(() => createBigState({ patches: 5, series: 6 })).toThrow(RangeError);
  });
});
