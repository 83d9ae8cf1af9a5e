import { expect, it } from 'vitest';
import { CacheShare } from '../../src/filling/CacheShare.js';

const LIFE_MS = 30_000;

it('gives bytes back when what they were taken for has expired, and not before', () => {
  let now = 1_000_000;
  const room = new CacheShare(100, LIFE_MS, () => now);
  room.take(60);
  now += LIFE_MS / 2;
  room.take(60);
  expect(room.isFull).toBe(true);
  now += LIFE_MS / 2 - 1;
  expect(room.isFull).toBe(true);
  // The first ones are gone, within a thirtieth of their life.
  now += LIFE_MS / 30 + 1;
  expect(room.isFull).toBe(false);
  room.take(40);
  expect(room.isFull).toBe(true);
  now += LIFE_MS + LIFE_MS / 30;
  expect(room.isFull).toBe(false);
  room.take(99);
  expect(room.isFull).toBe(false);
  room.take(1);
  expect(room.isFull).toBe(true);
});

it('remembers few portions, however often it is used', () => {
  let now = 0;
  const room = new CacheShare(1e9, LIFE_MS, () => now);
  for (let at = 0; at < 10_000; at += 1) {
    now += 10;
    room.take(1000);
  }
  expect(room.isFull).toBe(false);
  now += 2 * LIFE_MS;
  expect(room.isFull).toBe(false);
});
