import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseOf, ChaosRun, commandOf, type ChaosCase } from '../tools/chaos/ChaosRun.js';

/* A part of `npm run chaos`: fixed seeds, and cases that it has found. */

let run: ChaosRun;
beforeAll(async () => {
  run = await ChaosRun.start();
});
afterAll(() => run.close());

const FOUND: readonly ChaosCase[] = [
  { lie: 'older-versions-only', mode: 'cold', ask: ['instances'] },
  { lie: 'older-versions-only', mode: 'start', ask: ['instances'] },
];
const SEEDED = [206, 328, 341, 377, 401, 402].map((seed) => caseOf(seed));

it.each([...FOUND, ...SEEDED].map((one) => [commandOf(one), one] as const))(
  '%s: does not affect the others, names the lying server, and ends with the lie',
  { timeout: 60_000 },
  async (_command, one) => {
    const { faults, told } = await run.run(one);
    expect(faults).toEqual([]);
    expect(told).toBeGreaterThan(0);
  },
);
