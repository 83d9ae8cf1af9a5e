import { describe, expect, it } from 'vitest';
import { shareParts } from '../../src/patchwork/shareParts.js';

const project = (name = 'kettle'): object => ({ id: 1, name, list_id: 'kettle.example.org' });

describe('rows of one answer', () => {
  it('share equal parts, without changes', () => {
    const rows = [1, 2, 3].map((id) => ({
      id,
      project: project(),
      submitter: { id: 7, name: null, email: 'jane@example.org' },
      delegate: null,
      series: [{ id: 9, name: 'boil faster' }],
    }));
    const before = structuredClone(rows);
    shareParts(rows);
    expect(rows).toEqual(before);
    const [first, ...others] = rows;
    for (const row of others) {
      expect(row.project).toBe(first?.project);
      expect(row.submitter).toBe(first?.submitter);
      expect(row.series[0]).toBe(first?.series[0]);
      expect(row.series).not.toBe(first?.series);
    }
  });

  it.each<[what: string, one: unknown, other: unknown]>([
    ['a field', project(), project('tea')],
    ['a field more', project(), { ...project(), extra: null }],
    ['a field less', { ...project(), extra: null }, project()],
    ['an object, even if it holds the same', { id: 1, more: {} }, { id: 1, more: {} }],
    ['its type', { id: 1, name: '1' }, { id: 1, name: 1 }],
  ])('keep parts of their own where these differ by %s', (_what, one, other) => {
    const rows = [{ project: one }, { project: other }];
    shareParts(rows);
    expect(rows[0]?.project).toBe(one);
    expect(rows[1]?.project).toBe(other);
  });

  it.each<[what: string, rows: readonly unknown[]]>([
    ['rows that are none', [null, 7, 'row', [], undefined]],
    ['parts that are none', [{ project: 7 }, { project: 'kettle' }, { project: [] }, {}]],
    ['several series', [{ series: [{ id: 1 }, { id: 2 }] }, { series: [{ id: 1 }, { id: 2 }] }]],
  ])('are left alone: %s', (_what, rows) => {
    const before = structuredClone(rows);
    shareParts(rows);
    expect(rows).toEqual(before);
  });
});
