import { describe, expect, it } from 'vitest';
import { checkAnswer } from '../../bench/load/checkAnswer.js';
import type { ListOperation, ListRow, ObjectOperation } from '../../bench/load/LoadOperation.js';

/*
 * A load test that lets everything pass would show nothing: each way in which an answer can be
 * wrong is tried here. Instance `a` is at fault, `b` never.
 */

const excuses = (instance: string): boolean => instance === 'a';
const row = (instance: string, databaseId: number, second: number): ListRow => ({
  databaseId,
  instance: { name: instance },
  date: `2026-01-01T00:00:0${String(second)}Z`,
  submitter: { name: 'Ada' },
});
const a = [row('a', 2, 4), row('a', 1, 2)];
const b = [row('b', 9, 3), row('b', 8, 1)];
const list: ListOperation = {
  shape: 'list',
  kind: 'patches',
  body: '',
  root: 'patches',
  first: 3,
  rows: new Map([
    ['a', a],
    ['b', b],
  ]),
};
const one: ObjectOperation = {
  shape: 'object',
  kind: 'patch',
  body: '',
  root: 'patch',
  instance: 'a',
  right: { name: 'x', comments: [] },
};

const source = (instance: string, status = 'OK') => ({
  instance,
  status,
  error: status === 'OK' || status === 'STALE' ? null : { code: 'UPSTREAM_UNAVAILABLE' },
});
const page = (nodes: readonly (ListRow | undefined)[], ...sources: readonly unknown[]) => ({
  data: { patches: { nodes, sources } },
});
const error = (path: readonly (string | number)[], instance = 'a', code = 'UPSTREAM_TIMEOUT') => ({
  message: 'failed',
  path,
  extensions: { code, instance },
});
const verdict = (answer: unknown, operation: ListOperation | ObjectOperation = list): string =>
  checkAnswer(operation, JSON.stringify(answer), excuses).kind;

const merged = [a[0], b[0], a[1]];
const failed = source('a', 'FAILED');

describe('the check of a list', () => {
  it.each([
    ['has all', page(merged, source('a'), source('b'))],
    ['is old', page(merged, source('a', 'STALE'), source('b'))],
  ])('finds one whole that %s', (_what, answer) => {
    expect(verdict(answer)).toBe('whole');
  });

  it.each([
    ['a server that failed', page(b, failed, source('b'))],
    ['a part of a server', page([a[0], b[0], b[1]], source('a', 'PARTIAL'), source('b'))],
    [
      'a field, with an error',
      {
        ...page([{ ...row('a', 2, 4), submitter: null }, b[0], a[1]], source('a'), source('b')),
        errors: [error(['patches', 'nodes', 0, 'submitter'])],
      },
    ],
  ])('lets it lack %s', (_what, answer) => {
    expect(verdict(answer)).toBe('lacking');
  });

  it.each([
    ['lacks a row', page([a[0], b[0]], source('a'), source('b'))],
    ['has another order', page([b[0], a[0], a[1]], source('a'), source('b'))],
    [
      'has a wrong field',
      page([{ ...row('a', 2, 4), x: 1 }, b[0], a[1]], source('a'), source('b')),
    ],
    [
      'lacks a field',
      page([{ ...row('a', 2, 4), submitter: null }, b[0], a[1]], source('a'), source('b')),
    ],
    ['has rows of a server that failed', page(merged, failed, source('b'))],
    ['lacks rows of the others', page([b[0]], failed, source('b'))],
    ['blames a healthy server', page(a, source('a'), source('b', 'FAILED'))],
    ['does not name a source', page(merged, source('a'))],
    ['has an unknown row of a part', page([row('a', 7, 4)], source('a', 'PARTIAL'), source('b'))],
    [
      'has an error of ours',
      {
        ...page(merged, source('a'), source('b')),
        errors: [error(['patches'], 'a', 'INTERNAL_SERVER_ERROR')],
      },
    ],
    ['is no data', { data: null }],
  ])('finds one wrong that %s', (_what, answer) => {
    expect(verdict(answer)).toBe('wrong');
  });
});

describe('the check of an object', () => {
  it.each([
    ['whole', { data: { patch: one.right } }],
    ['lacking', { data: { patch: null }, errors: [error(['patch'])] }],
    [
      'lacking',
      { data: { patch: { name: 'x', comments: null } }, errors: [error(['patch', 'comments'])] },
    ],
    ['wrong', { data: { patch: null } }],
    ['wrong', { data: { patch: null }, errors: [error(['patch'], 'b')] }],
    ['wrong', { data: { patch: { name: 'y', comments: [] } } }],
  ])('says %s of %j', (kind, answer) => {
    expect(verdict(answer, one)).toBe(kind);
  });
});
