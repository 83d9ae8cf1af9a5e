import { QueryTooLong } from '../IndexUnavailable.js';
import type { IndexAnswer, IndexPlan } from '../IndexPlan.js';
import { PageReader, type PlanPace } from './PageReader.js';
import { HAS_PARTS, spanQuery, treeQuery, wordsByIndex } from './wordsSql.js';
import { ask, MAILS, splitPlan, type Read, type SplitPlan } from './splitPlan.js';

/**
 * Answers a plan.
 *
 * @throws IndexUnavailable; QueryTooLong if even a few mails exceed the time limit of a statement.
 */
export async function runPlan(plan: IndexPlan, pace: PlanPace, read: Read): Promise<IndexAnswer> {
  const split = splitPlan(plan);
  const page =
    plan.limit === 0
      ? { hits: [], exhausted: false, interruptedAt: null }
      : await new PageReader(plan, split, pace, read).read();
  // If there was no time for a page, there is none to count all matches.
  const total = plan.count && page.interruptedAt === null ? await count(split, read) : null;
  return { ...page, total };
}

/** Null if it takes too long. */
async function count(split: SplitPlan, read: Read): Promise<number | null> {
  const { tree, place, plain, wordy, wordyCount, first, end } = split;
  const span = { first, end };
  try {
    // Each condition is compared only with mails that have all words; those in several parts may have them in different ones.
    const isTogether = tree !== null && wordyCount > 1 && !(await hasParts(read));
    const words = wordsByIndex((isTogether ? ` & ${treeQuery(tree)}` : '') + spanQuery(span));
    const rows = { sql: 'm.row >= ? AND m.row < ?', values: [first, end] };
    const [row] = await ask(read, `SELECT count(*) AS count ${MAILS} WHERE`, [
      place,
      rows,
      plain,
      wordy(words),
    ]);
    return Number(row?.['count'] ?? 0);
  } catch (error) {
    if (error instanceof QueryTooLong) return null;
    throw error;
  }
}

async function hasParts(read: Read): Promise<boolean> {
  const [found] = await read(`SELECT ${HAS_PARTS} AS found`, []);
  return found?.['found'] === true;
}
