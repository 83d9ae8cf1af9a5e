import { afterEach, describe, expect, it } from 'vitest';
import {
  ComparisonThreads,
  type ComparisonLimits,
} from '../../../src/review/comparing/ComparisonThreads.js';
import { DEFAULT_COMPARISON } from '../../../src/review/facts/comparison/compareSeries.js';
import type { ComparablePatch } from '../../../src/review/facts/comparison/patchText.js';

const LIMITS: ComparisonLimits = {
  maxPatches: 200,
  maxBytes: 2 << 20,
  pairTimeoutMs: 60_000,
  timeoutMs: 60_000,
  threads: 1,
  maxMemoryBytes: 64 << 20,
};
const NEVER = new AbortController().signal;

let threads: ComparisonThreads;
afterEach(() => threads.close());

function patch(number: number, lines: readonly string[]): ComparablePatch {
  const count = String(lines.length);
  return {
    number,
    label: String(100 + number),
    title: `net: step ${String(number)}`,
    author: null,
    content: '',
    diff: `diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -0,0 +1,${count} @@\n${lines.map((line) => `+${line}\n`).join('')}`,
    gerritChangeId: null,
  };
}

/** Texts without a common line, whose diff takes long. */
function unlike(seed: number, length = 40_000): readonly string[] {
  return Array.from({ length }, (_line, index) => `${String(seed)} ${String(index)}`);
}

const options = { ...DEFAULT_COMPARISON, maxBytes: 64 << 20, pairTimeoutMs: 60_000 };
const small = { from: [patch(1, ['a'])], to: [patch(1, ['b'])], options };
const endless = { from: [patch(1, unlike(1))], to: [patch(1, unlike(2))], options };

describe('ComparisonThreads', () => {
  it('compares in a thread, and again after it was stopped', async () => {
    threads = new ComparisonThreads(LIMITS);
    expect(await threads.compare(small, NEVER)).toMatchObject({
      isCut: false,
      pairs: [{ kind: 'CHANGED', from: 0, to: 0, pairedBy: 'TITLE', changes: ['DIFF'] }],
    });
    const gone = new AbortController();
    const comparing = threads.compare(endless, gone.signal);
    gone.abort(new Error('gone'));
    await expect(comparing).rejects.toThrow('gone');
    expect(await threads.compare(small, NEVER)).toHaveProperty('pairs.length', 1);
  });

  it('gives up a comparison that takes too long', async () => {
    threads = new ComparisonThreads({ ...LIMITS, timeoutMs: 10 });
    await expect(threads.compare(endless, NEVER)).rejects.toMatchObject({
      code: 'QUERY_TOO_EXPENSIVE',
      message: 'the comparison took longer than 10 ms (comparison.timeoutMs)',
    });
  });

  it('gives up a comparison that takes too much memory, and continues', async () => {
    threads = new ComparisonThreads({ ...LIMITS, maxMemoryBytes: 32 << 20 });
    const huge = { ...endless, from: [patch(1, unlike(1, 1_000_000))] };
    await expect(threads.compare(huge, NEVER)).rejects.toMatchObject({
      code: 'QUERY_TOO_EXPENSIVE',
      extensions: { limit: 'comparison.maxMemoryBytes' },
    });
    expect(await threads.compare(small, NEVER)).toHaveProperty('pairs.length', 1);
  });

  it('refuses a comparison if too many others are waiting', async () => {
    threads = new ComparisonThreads(LIMITS);
    const gone = new AbortController();
    const waiting = Array.from({ length: 21 }, () => threads.compare(endless, gone.signal));
    await expect(threads.compare(small, NEVER)).rejects.toThrow('20 other comparisons wait');
    gone.abort(new Error('gone'));
    for (const one of await Promise.allSettled(waiting)) expect(one.status).toBe('rejected');
  });

  it('gives up all comparisons when it is closed', async () => {
    threads = new ComparisonThreads(LIMITS);
    const running = threads.compare(endless, NEVER);
    const waiting = threads.compare(small, NEVER);
    await Promise.all([
      expect(running).rejects.toThrow('the gateway is shutting down'),
      expect(waiting).rejects.toThrow('the gateway is shutting down'),
      threads.close(),
    ]);
    await expect(threads.compare(small, NEVER)).rejects.toThrow('shutting down');
  });
});
