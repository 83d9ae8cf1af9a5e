import { describe, expect, it } from 'vitest';
import {
  COVER_MAIL,
  isContentHalf,
  isSummaryHalf,
  PATCH_MAIL,
} from '../../src/patchwork/MailHalves.js';
import { bundles } from '../../src/patchwork/resources/bundle.js';
import { events } from '../../src/patchwork/resources/event.js';
import { patches } from '../../src/patchwork/resources/patch.js';
import { projects } from '../../src/patchwork/resources/project.js';
import { seriesList } from '../../src/patchwork/resources/series.js';
import {
  isStoredLastPage,
  storedMboxOf,
  storedPartOf,
  storedAs,
  storedOrAbsent,
  storedPageOf,
} from '../../src/patchwork/storedShape.js';

const origin = { instance: 'it', request: 'GET /' };

const KINDS = [
  ['a patch', storedOrAbsent(PATCH_MAIL.detail)],
  ['the content of a patch', storedAs(PATCH_MAIL.detail)],
  ['a cover', storedOrAbsent(COVER_MAIL.detail)],
  ['a page of patches', storedPageOf(patches.row)],
  ['a page of series', storedPageOf(seriesList.row)],
  ['a page of projects', storedPageOf(projects.row)],
  ['a page of bundles', storedPageOf(bundles.row)],
  ['a page of events', storedPageOf(events.row)],
  ['the last page of a list', isStoredLastPage],
  ['a text', storedMboxOf('/patch/7/mbox/')],
] as const;

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe.each(KINDS)('%s of a shared cache', (_kind, fits) => {
  it.each([
    undefined,
    true,
    -1,
    1.5,
    [],
    [[]],
    {},
    { id: 'x' },
    { rows: 5 },
    { rows: [{}], unreadable: [], hasNext: false, lastPage: null },
    { rows: [{ id: 1, $unreadable: 5 }], unreadable: [], hasNext: false, lastPage: null },
    { rows: [], unreadable: [{}], hasNext: false, lastPage: null },
    { rows: [], unreadable: [], hasNext: 'no', lastPage: null },
    { rows: [], unreadable: [], hasNext: false, lastPage: '7' },
    { id: 1, $unreadable: { fields: { name: 'name' } } },
    { id: 1, $unreadable: { origin, fields: { name: 5 } } },
    { id: 1, headers: { a: deep(100) } },
  ])('is not %j', (value) => {
    expect(fits(value)).toBe(false);
  });
});

describe('a value that was read by its shape', () => {
  it('can be restored, including unreadable fields', () => {
    const patch = { id: 7, name: null, $unreadable: { origin, fields: { name: 'name' } } };
    expect(storedOrAbsent(PATCH_MAIL.detail)(patch)).toBe(true);
    const page = {
      rows: [patch, { id: 8 }],
      unreadable: [{ origin, field: '[2].id' }],
      hasNext: true,
      lastPage: 3,
    };
    expect(storedPageOf(patches.row)(page)).toBe(true);
    expect(storedOrAbsent(PATCH_MAIL.detail)(null)).toBe(true);
    expect([
      isStoredLastPage({ previous: 5, rows: 1 }),
      storedMboxOf('/patch/7/mbox/')(null),
      storedMboxOf('/patch/7/mbox/')('From patchwork Sat Oct 31 16:13:01 2026'),
      storedMboxOf('/series/7/mbox/')(''),
    ]).toEqual([true, true, true, true]);
    expect(['', '<html>', 7].map(storedMboxOf('/patch/7/mbox/'))).toEqual([false, false, false]);
    const half = { id: 7, msgid: '<a@b>', date: '2026-01-01T00:00:00', name: 'x' };
    const isContent = storedPartOf(PATCH_MAIL.detail, isContentHalf);
    const isSummary = storedPartOf(PATCH_MAIL.detail, isSummaryHalf);
    expect([isContent, isSummary].map((fits) => fits({ ...half, diff: 'x' }))).toEqual([
      true,
      false,
    ]);
    expect([isContent, isSummary].map((fits) => fits({ ...half, state: 'x' }))).toEqual([
      false,
      true,
    ]);
  });
});
