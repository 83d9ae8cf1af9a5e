import { QueryTooLong } from '../IndexUnavailable.js';
import type { IndexAnswer, IndexPlan } from '../IndexPlan.js';
import { countMails } from './countMails.js';
import { PageReader, type PlanPace } from './PageReader.js';
import { readScope, type PlanScope } from './readScope.js';
import { splitPlan, type SplitPlan } from './splitPlan.js';
import type { Read } from './statements.js';

/**
 * Answers a plan.
 *
 * @throws IndexUnavailable; QueryTooLong if even a few mails exceed the time limit of a statement.
 */
export async function runPlan(plan: IndexPlan, pace: PlanPace, read: Read): Promise<IndexAnswer> {
  const scope = await readScope(plan, read);
  if (scope === null) {
    const total = plan.count ? 0 : null;
    return { hits: [], exhausted: plan.limit > 0, interruptedAt: null, total };
  }
  const split = splitPlan(plan, scope);
  const page =
    plan.limit === 0
      ? { hits: [], exhausted: false, interruptedAt: null }
      : await new PageReader(plan, { scope, split }, pace, read).read();
  // If there was no time for a page, there is none to count all matches.
  const isCounted = plan.count && page.interruptedAt === null;
  return { ...page, total: isCounted ? await count(split, scope, read) : null };
}

/** Null if it takes too long. */
async function count(split: SplitPlan, scope: PlanScope, read: Read): Promise<number | null> {
  try {
    return await countMails(split, scope, read);
  } catch (error) {
    if (error instanceof QueryTooLong) return null;
    throw error;
  }
}
