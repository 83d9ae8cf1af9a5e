import { expect, it } from 'vitest';
import { DoubtedObjects } from '../../src/patchwork/DoubtedObjects.js';
import { names } from '../../src/patchwork/names.js';

const patch = names.of('patches', 7);

it('doubts what shows one object for a minute after the last write, and no long list', () => {
  let now = 0;
  const doubted = new DoubtedObjects(() => now);
  const checks = names.list('checks', patch);
  const list = names.list('patches');
  doubted.add([patch, checks, list, names.every('patches'), names.mbox('patches', 7)]);
  expect([patch, checks].map((name) => doubted.has(name))).toEqual([true, true]);
  expect(
    [list, names.mbox('patches', 7), names.of('patches', 8)].some((name) => doubted.has(name)),
  ).toBe(false);
  now = 30_000;
  doubted.add([patch]);
  now = 60_000;
  expect([patch, checks].map((name) => doubted.has(name))).toEqual([true, false]);
  now = 90_000;
  expect(doubted.has(patch)).toBe(false);
});
