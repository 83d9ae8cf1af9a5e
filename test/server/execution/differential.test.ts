import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExecutorComparison } from './fuzz/ExecutorComparison.js';

/** `npm run fuzz -- --seconds 600` tests as many as the time permits. */
const OPERATIONS = 250;

let comparison: ExecutorComparison;
beforeAll(async () => {
  comparison = await ExecutorComparison.start();
});
afterAll(() => comparison.close());

describe('our executor', () => {
  it(
    'returns the same data and errors as graphql-js, with the same upstream requests',
    { timeout: 120_000 },
    async () => {
      let compared = 0;
      for (let seed = 1; seed <= OPERATIONS; seed += 1) {
        const { verdict, ...about } = await comparison.compare(seed);
        expect([verdict, about]).not.toEqual(['DIFFERENT', expect.anything()]);
        if (verdict === 'EQUAL') compared += 1;
      }
      // The others are invalid, mostly because of fields with the same name that cannot be merged.
      expect(compared).toBeGreaterThan(OPERATIONS / 3);
    },
  );
});
