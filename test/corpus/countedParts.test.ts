import { describe, expect, it } from 'vitest';
import { findSqlLibraries } from '../../src/corpus/sqlite/openDatabase.js';
import { Places } from '../../src/corpus/sqlite/Places.js';
import { PlanRunner } from '../../src/corpus/sqlite/PlanRunner.js';
import { openIndexFile } from '../../src/corpus/sqlite/indexFile.js';
import { SqliteEngine } from '../../src/corpus/sqlite/SqliteEngine.js';
import { Dice, makeMails, makePlan } from './makeMails.js';
import { scan } from './scan.js';

describe.each(findSqlLibraries())('counts in SQLite, by $name', (library) => {
  it.each([
    ['of several instances', makeMails(300)],
    [
      'of the only instance',
      makeMails(300).filter(({ instance }) => instance === makeMails(1)[0]?.instance),
    ],
  ])('add up parts of all mails, %s', (_name, mails) => {
    const { database } = openIndexFile(library, ':memory:');
    const engine = new SqliteEngine(database, ':memory:', 10_000);
    const places = new Places(database);
    const runner = new PlanRunner(database, places, 10_000, 7);
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
});
