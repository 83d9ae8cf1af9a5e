import { expect, it } from 'vitest';
import { LineBudget } from '../../src/telemetry/LineBudget.js';

it('permits a number of lines per subject and minute, and counts the others', () => {
  let nowMs = 0;
  const budget = new LineBudget(2, () => nowMs);
  const take = (subject: string): unknown => budget.take(subject);
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual([{}, {}, undefined, undefined]);
  expect(take('b')).toEqual({});
  nowMs = 59_999;
  expect(take('a')).toBeUndefined();
  nowMs = 60_000;
  expect([take('a'), take('a'), take('a')]).toEqual([{ omitted: 3 }, {}, undefined]);
  nowMs = 200_000;
  expect([take('a'), take('b')]).toEqual([{ omitted: 1 }, {}]);
});
