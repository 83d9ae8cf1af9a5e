import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fitsShape } from '../../src/patchwork/fitsShape.js';
import { event } from '../../src/patchwork/resources/event.js';
import { patchDetail } from '../../src/patchwork/resources/patch.js';
import { series } from '../../src/patchwork/resources/series.js';
import { flag, id, integer, text } from '../../src/patchwork/shape.js';

const owner = z.object({ id, name: text });
const shape = z.object({
  id,
  name: text,
  count: integer,
  archived: flag,
  state: z.enum(['new', 'done']).nullish(),
  owner: owner.nullish(),
  names: z.array(z.string()).nullish(),
  owners: z.array(owner).nullish(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish(),
  tags: z.record(z.string(), z.unknown()).nullish(),
});
const whole = {
  id: 7,
  name: 'a name',
  count: 3,
  archived: false,
  state: 'new',
  owner: { id: 1, name: null },
  names: ['a'],
  owners: [{ id: 2 }],
  headers: { From: ['a', 'b'], To: 'c' },
  tags: { Acked: 1 },
};

describe('fitsShape', () => {
  it.each<[why: string, json: unknown]>([
    ['all fields', whole],
    ['what must be there', { id: 7 }],
    ['a field that it does not know', { ...whole, extra: { a: 1 } }],
    ['nulls', { id: 7, name: null, state: null, owner: null, owners: null, headers: null }],
  ])('takes an object with %s', (_why, json) => {
    expect([fitsShape(shape, json), shape.safeParse(json).success]).toEqual([true, true]);
  });

  it.each<[why: string, json: unknown]>([
    ['no object', 'text'],
    ['null', null],
    ['a list', []],
    ['no number', { name: 'a' }],
    ['a number that is text', { ...whole, id: '7' }],
    ['a number that is not whole', { ...whole, count: 1.5 }],
    ['a number that is too large to be exact', { ...whole, count: 2 ** 60 }],
    ['a text that is a number', { ...whole, name: 5 }],
    ['a flag that is text', { ...whole, archived: 'yes' }],
    ['an unknown word', { ...whole, state: 'other' }],
    ['a bad object inside', { ...whole, owner: { name: 'a' } }],
    ['a list for an object inside', { ...whole, owner: [] }],
    ['a bad element', { ...whole, names: [1] }],
    ['a bad object in a list', { ...whole, owners: [{ id: 1 }, {}] }],
    ['a list for a record', { ...whole, headers: [] }],
    ['a record with a bad value', { ...whole, headers: { From: 'a', To: null } }],
    ['a record with a bad element in a list', { ...whole, headers: { From: ['a', 7] } }],
  ])('leaves to zod, which refuses it, %s', (_why, json) => {
    expect([fitsShape(shape, json), shape.safeParse(json).success]).toEqual([false, false]);
  });

  it.each<[why: string, schema: z.ZodType, json: unknown]>([
    ['a union of exactly one', z.xor([z.string(), z.boolean()]), 'a'],
    ['a union by a field', z.discriminatedUnion('a', [z.object({ a: z.literal(1) })]), { a: 1 }],
    ['a text with a rule', z.string().min(1), 'a'],
    ['a text of a format', z.url(), 'https://a.example/'],
    ['a changed value', z.string().transform(Number), '5'],
    ['a default', z.object({ a: z.string().default('b') }), {}],
    ['a strict object', z.strictObject({ id }), { id: 7 }],
  ])('leaves what it cannot judge to zod: %s', (_why, schema, json) => {
    expect(fitsShape(schema, json)).toBe(false);
  });

  it.each([
    ['patch', patchDetail],
    ['series', series],
    ['event', event],
  ])('can judge the shape of a %s', (_name, schema) => {
    expect(fitsShape(schema, { id: 7 })).toBe(true);
  });
});
