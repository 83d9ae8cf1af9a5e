import { describe, expect, it } from 'vitest';
import { PendingParts } from '../../../src/server/execution/PendingParts.js';

const FIRST = new Error('first');
const SECOND = new Error('second');

/** The state of a promise at the next turn of the event loop. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
  let state = 'pending';
  promise.then(
    () => (state = 'resolved'),
    () => (state = 'rejected'),
  );
  await new Promise(setImmediate);
  return state;
}

function pendingList(parts: number): { list: unknown[]; pending: PendingParts<unknown[]> } {
  const list: unknown[] = Array.from({ length: parts }, () => undefined);
  const pending = new PendingParts(list);
  for (let part = 0; part < parts; part += 1) pending.begin();
  return { list, pending };
}

describe('an object with pending parts', () => {
  it('is the object itself, with each part in its place, in any order of arrival', async () => {
    const { list, pending } = pendingList(3);
    const whole = pending.whole();
    pending.put(2, 'c');
    pending.put(0, 'a');
    expect(await stateOf(whole)).toBe('pending');
    pending.put(1, 'b');
    expect(await whole).toBe(list);
    expect(list).toEqual(['a', 'b', 'c']);
  });

  it('keeps the order of keys that the object had before its parts arrived', async () => {
    const data: Record<string, unknown> = { first: undefined, second: 2 };
    const pending = new PendingParts(data);
    pending.begin();
    const whole = pending.whole();
    pending.put('first', 1);
    expect(JSON.stringify(await whole)).toBe('{"first":1,"second":2}');
  });

  it('is available immediately if all parts arrived before', async () => {
    const { list, pending } = pendingList(1);
    pending.put(0, 'a');
    expect(await pending.whole()).toBe(list);
  });

  it.each([
    ['before it is asked for', true],
    ['after it is asked for', false],
  ])('rejects with the first error at once, which comes %s', async (_name, isBefore) => {
    const { pending } = pendingList(3);
    if (isBefore) pending.fail(FIRST);
    const whole = pending.whole();
    if (!isBefore) pending.fail(FIRST);
    await expect(whole).rejects.toBe(FIRST);
    // Later parts change nothing, and leave no rejection unhandled.
    pending.fail(SECOND);
    pending.put(2, 'c');
    await expect(whole).rejects.toBe(FIRST);
  });
});

describe('endWith', () => {
  it('rejects with its error once the last part has arrived or failed', async () => {
    const { pending } = pendingList(2);
    const end = pending.endWith(FIRST);
    pending.put(0, 'a');
    expect(await stateOf(end)).toBe('pending');
    pending.fail(SECOND);
    await expect(end).rejects.toBe(FIRST);
  });

  it('rejects immediately if nothing is pending', async () => {
    const { pending } = pendingList(0);
    await expect(pending.endWith(FIRST)).rejects.toBe(FIRST);
  });
});
