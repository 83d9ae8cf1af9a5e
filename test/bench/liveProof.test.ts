import { describe, expect, it, vi } from 'vitest';
import { proveLive } from '../../bench/live/proveLive.js';
import { lacks } from '../tools/programs.js';

// Starts three processes, each of which compiles its sources.
vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(lacks('redis'))('proveLive', () => {
  it('loses no event, and keeps the order, while a leader is killed and the store restarted', async () => {
    const { servers } = await proveLive({
      releases: ['v3.1'],
      events: 60,
      writers: 3,
      leaseMs: 2_000,
      incidents: ['kill-leader', 'restart-store'],
      writingMs: 3_000,
    });
    expect(servers).toMatchObject([
      {
        server: 'v3.1',
        made: 60,
        subscribers: [
          { lost: 0, gaps: [], isInOrder: true },
          { lost: 0, gaps: [], isInOrder: true },
          { lost: 0, gaps: [], isInOrder: true },
        ],
      },
    ]);
  });
});
