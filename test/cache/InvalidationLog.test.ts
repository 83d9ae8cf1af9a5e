import { describe, expect, it } from 'vitest';
import { InvalidationLog } from '../../src/cache/InvalidationLog.js';

describe('InvalidationLog', () => {
  it('reports what changed after a time, and when', () => {
    let nowMs = 5;
    const log = new InvalidationLog(() => nowMs);
    const before = log.moment();
    nowMs = 7;
    log.record(['a', 'b']);
    const after = log.moment();
    expect(before).toEqual({ sequence: 0, at: 5 });
    expect(log.changedSince(before, 'a', [])).toBe(true);
    expect(log.changedSince(before, 'k', ['x', 'b'])).toBe(true);
    expect(log.changedSince(before, 'k', ['x'])).toBe(false);
    expect(log.changedSince(after, 'a', ['b'])).toBe(false);
    expect(log.lastAt('a')).toBe(7);
    expect(log.lastAt('x')).toBeUndefined();
  });

  it('guarantees nothing that began before a discarded entry', () => {
    const log = new InvalidationLog(() => 0, 2);
    const first = log.moment();
    log.record(['a']);
    const second = log.moment();
    log.record(['b', 'c']);
    expect(log.changedSince(first, 'k', [])).toBe(true);
    expect(log.changedSince(second, 'k', [])).toBe(false);
    expect(log.changedSince(second, 'c', [])).toBe(true);
  });

  it('remembers a name while it is invalidated again', () => {
    const log = new InvalidationLog(() => 0, 2);
    log.record(['a', 'b', 'a', 'c']);
    expect(log.lastAt('a')).toBe(0);
    expect(log.lastAt('b')).toBeUndefined();
  });

  it('reports what began before invalidations may have been missed', () => {
    const log = new InvalidationLog(() => 0);
    const before = log.moment();
    expect(log.missedSince(before)).toBe(false);
    log.miss();
    expect(log.missedSince(before)).toBe(true);
    expect(log.changedSince(before, 'k', ['tag'])).toBe(false);
    expect(log.missedSince(log.moment())).toBe(false);
  });
});
