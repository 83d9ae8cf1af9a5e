import DataLoader from 'dataloader';
import { describe, expect, it } from 'vitest';
import { BatchGate } from '../../../src/server/execution/BatchGate.js';

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function createLoader(gate: BatchGate): {
  readonly batches: (readonly number[])[];
  readonly load: (key: number) => Promise<number>;
} {
  const batches: (readonly number[])[] = [];
  const loader = new DataLoader<number, number>(
    async (keys) => {
      batches.push(keys);
      return keys;
    },
    { batchScheduleFn: gate.schedule },
  );
  return { batches, load: (key) => loader.load(key) };
}

describe('BatchGate', () => {
  it('reads immediately if nothing is waiting', async () => {
    const { batches, load } = createLoader(new BatchGate());
    await Promise.all([load(1), load(2)]);
    expect(batches).toEqual([[1, 2]]);
  });

  it('reads the data for the start and the rest of a list together', async () => {
    const gate = new BatchGate();
    const { batches, load } = createLoader(gate);
    const first = load(1);
    const rest = gate.later(turn(), () => {
      const second = load(2);
      return Promise.all([second, gate.later(turn(), () => load(3))]);
    });
    await Promise.all([first, rest]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('releases batches if the rest of the list fails', async () => {
    const gate = new BatchGate();
    const { batches, load } = createLoader(gate);
    const first = load(1);
    const rest = gate.later(turn(), () => {
      throw new Error('no rest');
    });
    await expect(rest).rejects.toThrow('no rest');
    await first;
    expect(batches).toEqual([[1]]);
  });

  it('releases batches if the turn never comes', async () => {
    const gate = new BatchGate();
    const { batches, load } = createLoader(gate);
    const first = load(1);
    await expect(gate.later(Promise.reject(new Error('ended')), () => null)).rejects.toThrow(
      'ended',
    );
    await first;
    expect(batches).toEqual([[1]]);
  });
});
