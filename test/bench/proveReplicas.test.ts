import { describe, expect, it, vi } from 'vitest';
import { rollReplicas } from '../../bench/live/proveReplicas.js';
import { lacks } from '../tools/programs.js';

vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(lacks('redis'))('rollReplicas', () => {
  it('loses no event of any subscriber while both gateways are replaced', async () => {
    const result = await rollReplicas({
      releases: ['v3.1'],
      replicas: 2,
      subscribers: 8,
      eventEverySeconds: 0.2,
      pollSeconds: 0.05,
    });
    expect(result).toMatchObject({ lost: 0, gaps: 0, returned: 8 });
    expect(result.made).toBeGreaterThanOrEqual(2);
  });
});
