import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { AbortListeners } from '../src/AbortListeners.js';

describe('AbortListeners', () => {
  it('notifies every remaining listener, with one listener on the signal', () => {
    const listeners = new AbortListeners();
    const controller = new AbortController();
    const told: number[] = [];
    const unlisten = Array.from({ length: 50 }, (_, id) =>
      listeners.add(controller.signal, () => told.push(id)),
    );
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    for (const stop of unlisten.slice(2)) stop();
    controller.abort();
    expect(told).toEqual([0, 1]);
  });

  it('notifies immediately if the signal is already aborted', () => {
    const told: string[] = [];
    new AbortListeners().add(AbortSignal.abort(), () => told.push('aborted'));
    expect(told).toEqual(['aborted']);
  });
});
