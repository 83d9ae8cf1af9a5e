import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UpstreamError } from '../../src/errors.js';
import {
  flag,
  id,
  integer,
  parseRows,
  parseShape,
  read,
  refuseUnreadable,
  text,
} from '../../src/patchwork/shape.js';

const ORIGIN = { instance: 'kernel', request: 'GET /api/1.3/patches/7/' };
const shape = z.object({
  id,
  name: text,
  count: integer,
  archived: flag,
  owner: z.object({ id, name: text }).nullish(),
  tags: z.array(z.string()).nullish(),
  payload: z.object({ state: text }).nullish(),
});

function faultOf(use: () => unknown): unknown {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { message: error.message, ...error.extensions };
  }
}
const bad = (field: string) => ({
  message: `kernel: GET /api/1.3/patches/7/: cannot read the field "${field}"`,
  code: 'UPSTREAM_BAD_RESPONSE',
  ...ORIGIN,
  field,
});

describe('parseShape', () => {
  it('parses an object, and ignores unknown fields', () => {
    const json = { id: 7, name: '', count: 0, archived: false, extra: [1] };
    const data = parseShape(shape, json, ORIGIN);
    expect(data).toMatchObject({ id: 7, name: '', count: 0, archived: false });
    expect([read(data, 'name'), read(data, 'count'), read(data, 'archived')]).toEqual([
      '',
      0,
      false,
    ]);
  });

  it('ignores internal marks sent by a server', () => {
    const data = parseShape(shape, { id: 7, name: null, $unreadable: {} }, ORIGIN);
    expect(read(data, 'name')).toBeNull();
  });

  it.each([{ id: 7 }, { id: 7, name: null, count: null, archived: null, owner: null, tags: null }])(
    'returns null for null or missing values: %j',
    (json) => {
      const data = parseShape(shape, json, ORIGIN);
      for (const key of ['name', 'count', 'archived', 'owner', 'tags'] as const) {
        expect(read(data, key)).toBeNull();
      }
    },
  );

  it.each<[key: 'name' | 'count' | 'archived' | 'owner' | 'tags', value: unknown]>([
    ['name', 5],
    ['name', ['a']],
    ['count', '5'],
    ['count', 1.5],
    ['archived', 'yes'],
    ['owner', 'me'],
    ['tags', {}],
    ['tags', ['a', 5]],
    // An object without its number is invalid.
    ['owner', { name: 'x' }],
    ['owner', { id: 'x', name: 'x' }],
  ])('makes %s: %j an error of that field, and the rest stands', (key, value) => {
    const data = parseShape(shape, { id: 7, payload: { state: 'new' }, [key]: value }, ORIGIN);
    expect(data.id).toBe(7);
    expect(data.payload).toEqual({ state: 'new' });
    expect(faultOf(() => read(data, key))).toEqual(bad(key));
  });

  it('reports a nested field by its path, and keeps the outer one', () => {
    const data = parseShape(
      shape,
      { id: 7, owner: { id: 1, name: [] }, payload: { state: 3 }, name: 4 },
      ORIGIN,
    );
    const owner = read(data, 'owner');
    const payload = read(data, 'payload');
    expect(owner?.id).toBe(1);
    expect(faultOf(() => owner && read(owner, 'name'))).toEqual(bad('owner.name'));
    expect(faultOf(() => payload && read(payload, 'state'))).toEqual(bad('payload.state'));
    expect(faultOf(() => read(data, 'name'))).toEqual(bad('name'));
  });

  it('keeps its errors when a cache serializes the object', () => {
    const data = parseShape(shape, { id: 7, name: 5 }, ORIGIN);
    const copy = JSON.parse(JSON.stringify(data)) as typeof data;
    expect(faultOf(() => read(copy, 'name'))).toEqual(bad('name'));
  });

  it.each([null, 'text', 5, [], {}, { id: null }, { id: '7' }, { id: 1.5 }])(
    'requires a number: %j',
    (json) => {
      expect(() => parseShape(shape, json, ORIGIN)).toThrow(UpstreamError);
    },
  );

  it.each([null, 'text', 5, []])('names the answer where it is no object: %j', (json) => {
    expect(faultOf(() => parseShape(shape, json, ORIGIN))).toEqual({
      message: 'kernel: GET /api/1.3/patches/7/: cannot read the answer',
      code: 'UPSTREAM_BAD_RESPONSE',
      ...ORIGIN,
    });
  });
});

describe('parseRows', () => {
  it('skips unreadable rows, and reports them', () => {
    const { rows, unreadable } = parseRows(
      shape,
      [{ id: 1 }, null, { id: 2, name: 5 }, { name: 'x' }],
      ORIGIN,
      4,
    );
    expect(rows.map((row) => row.id)).toEqual([1, 2]);
    expect(unreadable).toEqual([
      { origin: ORIGIN, field: '[1]' },
      { origin: ORIGIN, field: '[3].id' },
    ]);
    expect(faultOf(() => refuseUnreadable(unreadable))).toEqual({
      ...bad('[1]'),
      message: 'kernel: GET /api/1.3/patches/7/: cannot read the row "[1]"',
    });
  });

  it('identifies an unreadable row by its number and date, as far as it has them', () => {
    const rows = [{ id: 'seven', date: '2026-11-20' }, { date: ['x'], id: -1 }, { id: {} }];
    const { unreadable } = parseRows(shape, rows, ORIGIN, 3);
    const identities = unreadable.map(({ identity }) => identity);
    expect(identities).toEqual(['seven 2026-11-20', '-1', undefined]);
  });

  it.each([null, {}, 'text', { results: [] }])('refuses %j, which is no list', (json) => {
    expect(() => parseRows(shape, json, ORIGIN, 4)).toThrow('expected a list');
  });
});
