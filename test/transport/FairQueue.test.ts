import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { FairQueue } from '../../src/transport/FairQueue.js';
import type { FairQueueOptions } from '../../src/transport/FairQueue.js';

const flows = { a: {}, b: {}, c: {} };

/** Enqueues `a1 a2 B1 ...`: flow and number; capitals are background. */
function queueOf(names: string): {
  readonly queue: FairQueue;
  readonly leave: ReadonlyMap<string, () => void>;
  next(): string;
} {
  const queue = new FairQueue();
  const leave = new Map<string, () => void>();
  const nameOf = new Map<unknown, string>();
  for (const name of names.split(' ')) {
    const run = (): Promise<void> => Promise.resolve();
    nameOf.set(run, name);
    const letter = name.slice(0, 1).toLowerCase();
    const flow = letter === 'a' ? flows.a : letter === 'b' ? flows.b : flows.c;
    const isBackground = name.startsWith(letter.toUpperCase());
    queue.enqueue(run, { flow, isBackground, onEnqueued: (out) => leave.set(name, out) });
  }
  return { queue, leave, next: () => nameOf.get(queue.dequeue()) ?? '-' };
}

function drain({ queue, next }: ReturnType<typeof queueOf>): string {
  const order: string[] = [];
  while (queue.size > 0) order.push(next());
  return order.join(' ');
}

describe('FairQueue', () => {
  it.each([
    ['a1 a2 a3', 'a1 a2 a3'],
    ['a1 a2 a3 b1', 'a1 b1 a2 a3'],
    ['a1 a2 a3 b1 b2 c1', 'a1 b1 c1 a2 b2 a3'],
    ['c1 b1 a1 a2', 'c1 b1 a1 a2'],
  ])('serves %s as %s', (arrival, order) => {
    expect(drain(queueOf(arrival))).toBe(order);
  });

  it('runs background entries if no others wait', () => {
    const fixture = queueOf('A1 A2 b1 C1 b2 a1');
    expect(drain(fixture)).toBe('b1 a1 b2 A1 C1 A2');
  });

  it('removes a background entry that leaves', () => {
    const fixture = queueOf('A1 A2 b1');
    fixture.leave.get('A1')?.();
    expect(fixture.queue.size).toBe(2);
    expect(drain(fixture)).toBe('b1 A2');
  });

  it('removes an entry that leaves, and nothing if it leaves again', () => {
    const fixture = queueOf('a1 a2 b1');
    fixture.leave.get('a2')?.();
    fixture.leave.get('a2')?.();
    fixture.leave.get('b1')?.();
    expect(fixture.queue.size).toBe(1);
    expect(drain(fixture)).toBe('a1');
    fixture.leave.get('a1')?.();
    expect(fixture.queue.size).toBe(0);
    expect(fixture.queue.dequeue()).toBeUndefined();
  });

  it('lets others pass entries whose subject has no slot left', async () => {
    const queue = new PQueue<FairQueue, FairQueueOptions>({
      concurrency: 4,
      queueClass: FairQueue,
    });
    const begun: string[] = [];
    const ends = new Map<string, () => void>();
    const add = (name: string, subject: string): void => {
      let leave = (): void => undefined;
      const run = (): Promise<void> =>
        new Promise((resolve) => {
          begun.push(name);
          ends.set(name, () => {
            leave();
            resolve();
          });
        });
      const onEnqueued = (out: () => void): void => void (leave = out);
      void queue.add(run, { flow: {}, subject, placesPerSubject: 2, onEnqueued });
    };
    for (const name of ['s1', 's2', 's3', 's4']) add(name, 'slow');
    for (const name of ['o1', 'o2', 'o3']) add(name, name);
    expect(begun).toEqual(['s1', 's2', 'o1', 'o2']);
    ends.get('o1')?.();
    await expect.poll(() => begun.at(-1)).toBe('o3');
    ends.get('s1')?.();
    await expect.poll(() => begun.at(-1)).toBe('s3');
    ends.get('s2')?.();
    await expect.poll(() => begun.at(-1)).toBe('s4');
    for (const name of ['o2', 'o3', 's3', 's4']) ends.get(name)?.();
    await queue.onIdle();
    expect(queue.size).toBe(0);
  });

  it('counts the entries of a flow', () => {
    const { queue } = queueOf('a1 a2 b1');
    expect(queue.filter({ flow: flows.a })).toHaveLength(2);
    expect(queue.filter({ flow: flows.c })).toHaveLength(0);
    expect(queue.filter({})).toHaveLength(3);
  });
});
