import { describe, expect, it } from 'vitest';
import type { IndexHit } from '../../src/corpus/IndexPlan.js';
import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';
import { Places } from '../../src/corpus/sqlite/Places.js';
import { PlanRunner } from '../../src/corpus/sqlite/PlanRunner.js';
import { openIndexFile } from '../../src/corpus/sqlite/indexFile.js';
import { SqliteEngine } from '../../src/corpus/sqlite/SqliteEngine.js';
import { Dice, makeMails, makePlan } from './makeMails.js';
import { scan } from './scan.js';

/** Mails of the first part. */
const PART_MAILS = 7;

describe.each(findSqlLibraries())(
  'searches in SQLite by parts of all mails, by $name',
  (library) => {
    it.each([
      ['of several instances', makeMails(300)],
      [
        'of the only instance',
        makeMails(300).filter(({ instance }) => instance === makeMails(1)[0]?.instance),
      ],
    ])('count what a plain scan counts, %s', (_name, mails) => {
      const { database } = openIndexFile(library, ':memory:');
      const engine = new SqliteEngine(database, ':memory:', 10_000);
      const places = new Places(database);
      const runner = new PlanRunner(database, places, 10_000, PART_MAILS);
      const dice = new Dice(5);
      for (const share of [0, 40, mails.length]) {
        const stored = mails.slice(0, share);
        engine.put(stored);
        places.forgetAll();
        for (let at = 0; at < 80; at += 1) {
          const plan = { ...makePlan(dice, mails), limit: 0, count: true };
          expect(runner.run(plan).total, JSON.stringify(plan)).toBe(scan(stored, plan).length);
        }
      }
      engine.close();
    });

    it('find what a plain scan finds, page by page, and end where their time is over', () => {
      const mails = makeMails(300);
      const { database } = openIndexFile(library, ':memory:');
      const engine = new SqliteEngine(database, ':memory:', 10_000);
      engine.put(mails);
      const runnerWith = (timeoutMs: number): PlanRunner =>
        new PlanRunner(database, new Places(database), timeoutMs, PART_MAILS);
      const patient = runnerWith(10_000);
      // No time is left after the first part.
      const hurried = runnerWith(-1);
      const dice = new Dice(6);
      let pauses = 0;
      let uncounted = 0;
      for (let at = 0; at < 80; at += 1) {
        const plan = { ...makePlan(dice, mails), limit: 10 };
        const expected = scan(mails, plan);
        const about = JSON.stringify(plan);
        const answer = patient.run(plan);
        expect(answer.hits.map(nameOf), about).toEqual(expected.slice(0, 10));
        expect([answer.exhausted, answer.total], about).toEqual([
          expected.length <= 10,
          expected.length,
        ]);
        const { total } = hurried.run({ ...plan, limit: 0 });
        if (total === null) uncounted += 1;
        else expect(total, about).toBe(expected.length);
        const names: string[] = [];
        for (let before: number | null = null; ;) {
          const page = hurried.run({ ...plan, before, count: false });
          names.push(...page.hits.map(nameOf));
          if (page.exhausted) break;
          if (page.interruptedAt !== null) pauses += 1;
          before = page.interruptedAt ?? page.hits.at(-1)?.row ?? null;
        }
        expect(names, about).toEqual(expected);
      }
      expect(pauses).toBeGreaterThan(80);
      expect(uncounted).toBeGreaterThan(20);
      engine.close();
    });
  },
);

const nameOf = ({ kind, number }: IndexHit): string => `${kind} ${String(number)}`;
