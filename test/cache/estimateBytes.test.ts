import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { estimateBytes } from '../../src/cache/estimateBytes.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapBytesOf(make: (index: number) => unknown, count: number): number {
  const kept: unknown[] = new Array<unknown>(count).fill(null);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < count; i += 1) kept[i] = make(i);
  collectGarbage();
  const bytes = process.memoryUsage().heapUsed - before;
  expect(kept).toHaveLength(count);
  return bytes / count;
}

/** Parsed as an upstream answer is, so that V8 stores it the same way. */
function patch(index: number, name: string, content: string): unknown {
  const delegate = { id: index, username: `user-${index}`, url: `https://x.example/${index}/` };
  const checks = Array.from({ length: 5 }, (_, n) => ({ id: n, state: `state-${n}` }));
  const json = JSON.stringify({ id: index, name, content, delegate, checks, archived: false });
  return JSON.parse(json) as unknown;
}

describe('estimateBytes', () => {
  it.each([
    ['a small document', (i: number) => patch(i, `[v2] fix ${i}`, '')],
    ['Latin text', (i: number) => patch(i, `${i}`, `${i} ${'diff --git a/x b/x\n'.repeat(200)}`)],
    ['other text', (i: number) => patch(i, `${i}`, `${i} ${'修复内存泄漏\n'.repeat(200)}`)],
    ['a list of numbers', (i: number) => Array.from({ length: 50 }, (_, n) => n + i)],
  ])('is not far below what V8 takes for %s', (_name, make) => {
    const estimated = estimateBytes(make(1));
    const real = heapBytesOf(make, 1_000);
    expect(estimated).toBeGreaterThan(real * 0.8);
    expect(estimated).toBeLessThan(real * 3);
  });
});
