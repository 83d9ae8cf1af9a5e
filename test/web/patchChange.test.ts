import { describe, expect, it } from 'vitest';
import type { PatchDotFragment } from '../../src/web/dashboard/generated/graphql.js';
import { chunksOf } from '../../src/chunksOf.js';
import {
  holds,
  jobsOf,
  PATCHES_PER_REQUEST,
  undoOf,
  type PatchChange,
} from '../../src/web/dashboard/writes/patchChange.js';
import type { Target } from '../../src/web/dashboard/writes/Target.js';

function target(id: string, more: Partial<Target> = {}): Target {
  const values = { state: 'new', delegate: null, archived: false, ...more };
  return { id, name: id, instance: 'aurora', project: 'brookos', ...values };
}

const PATCH: PatchDotFragment = {
  id: 'p',
  databaseId: 1,
  name: 'dhcp: fix',
  archived: false,
  state: { id: 's', name: 'Under Review', slug: 'under-review', category: 'ACTION_REQUIRED' },
  delegate: { id: 'u', username: 'hannele' },
};

describe('changes of patches', () => {
  it('are written 50 at a time', () => {
    const ids = Array.from({ length: 501 }, (_, index) => String(index));
    const chunks = chunksOf(ids, PATCHES_PER_REQUEST);
    expect(chunks.map(({ length }) => length)).toEqual([...Array(10).fill(50), 1]);
    expect(chunks.flat()).toEqual(ids);
    expect(chunksOf([], PATCHES_PER_REQUEST)).toEqual([]);
  });

  it('are sent together if they are equal', () => {
    const change = (state: string): PatchChange => ({ state });
    const jobs = jobsOf([
      { id: 'a', change: change('new') },
      { id: 'b', change: change('accepted') },
      { id: 'c', change: change('new') },
    ]);
    expect(jobs).toEqual([
      { ids: ['a', 'c'], change: { state: 'new' } },
      { ids: ['b'], change: { state: 'accepted' } },
    ]);
  });

  it('are undone with the previous values of written patches, if known', () => {
    const targets = [
      target('a', { archived: true, delegate: 'hannele' }),
      target('b', { state: null }),
      target('c', { archived: null }),
      target('d'),
    ];
    const written = new Set(['a', 'b', 'c']);
    expect(undoOf('archive', targets, written)).toEqual([
      { id: 'a', change: { archived: true } },
      { id: 'b', change: { archived: false } },
    ]);
    expect(undoOf('state', targets, written).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(undoOf('delegate', targets, new Set(['a', 'd']))).toEqual([
      { id: 'a', change: { delegate: 'hannele' } },
      { id: 'd', change: { delegate: null } },
    ]);
  });

  it.each<[PatchChange, boolean]>([
    [{ state: 'under-review' }, true],
    [{ state: 'Under review' }, true],
    [{ state: 'new' }, false],
    [{ delegate: 'hannele' }, true],
    [{ delegate: null }, false],
    [{ archived: false }, true],
    [{ archived: true }, false],
  ])('%j is held by a patch: %s', (change, expected) => {
    expect(holds(change, PATCH)).toBe(expected);
  });
});
