import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IndexPlan } from '../../src/corpus/IndexPlan.js';
import { PostgresIndex } from '../../src/corpus/postgres/PostgresIndex.js';
import { lacks } from '../tools/programs.js';
import { Dice, makeMails, makePlan } from './makeMails.js';
import { scan } from './scan.js';
import { startPostgres } from './startPostgres.js';

const mails = makeMails(300);
const dice = new Dice(11);
const plans = Array.from({ length: 40 }, (): IndexPlan => ({
  ...makePlan(dice, mails),
  limit: 20,
  count: false,
}));
const WINDOWS = [20, 60];

describe.skipIf(lacks('postgres'))('an index in PostgreSQL that looks at windows of mails', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let index: PostgresIndex;
  /** To PostgreSQL, 0 is no limit for a statement; a plan pauses after each window. */
  let hurried: PostgresIndex;

  beforeAll(async () => {
    server = await startPostgres();
    index = new PostgresIndex({ url: server.url, timeoutMs: 10_000, windows: WINDOWS });
    hurried = new PostgresIndex({ url: server.url, timeoutMs: 0, windows: WINDOWS });
    await index.put(mails);
    await server.analyze();
  });
  afterAll(async () => {
    await index.close();
    await hurried.close();
    await server.close();
  });

  it('finds in all of them what a plain scan finds', async () => {
    for (const plan of plans) {
      const { hits, exhausted, interruptedAt } = await index.query(plan);
      const expected = scan(mails, plan);
      const names = hits.map(({ kind, number }) => `${kind} ${String(number)}`);
      const about = JSON.stringify(plan);
      expect(names, about).toEqual(expected.slice(0, plan.limit));
      expect([exhausted, interruptedAt], about).toEqual([expected.length <= plan.limit, null]);
    }
  });

  it('goes on behind the last one where its time is over', async () => {
    let pauses = 0;
    for (const plan of plans) {
      const names: string[] = [];
      let before: number | null = null;
      for (;;) {
        const answer = await hurried.query({ ...plan, before });
        names.push(...answer.hits.map(({ kind, number }) => `${kind} ${String(number)}`));
        if (answer.exhausted) break;
        if (answer.interruptedAt !== null) pauses += 1;
        const next: number | null = answer.interruptedAt ?? answer.hits.at(-1)?.row ?? null;
        expect(next).toBeLessThan(before ?? Infinity);
        before = next;
      }
      expect(names, JSON.stringify(plan)).toEqual(scan(mails, plan));
    }
    expect(pauses).toBeGreaterThan(plans.length);
  });
});
