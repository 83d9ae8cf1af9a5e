import { isDeepStrictEqual } from 'node:util';
import { secondsOfRow } from '../../src/corpus/rows.js';
import type { IndexedMail } from '../../src/corpus/IndexedMail.js';
import type { IndexPlan } from '../../src/corpus/IndexPlan.js';
import type { SearchIndex } from '../../src/corpus/SearchIndex.js';
import { Dice, makePlan } from '../../test/corpus/makeMails.js';
import { meetsPlan } from '../../test/corpus/scan.js';
import { benchMails } from './benchMails.js';
import { indexedMailOf, PLACE } from './measureIndex.js';

/** A plan, and what a plain scan of all mails finds for it. */
export interface ExpectedAnswer {
  readonly plan: IndexPlan;
  /** Dates of the matches by the names of their mails. */
  readonly matches: ReadonlyMap<string, number>;
}

/** Mails whose words the plans ask for. */
const SAMPLE = 1000;
/** Newest matches that are compared, beside the count. */
const COMPARED = 200;
const SEED = 17;

/** Makes plans with every kind of condition, and looks at each mail for each of them: nothing of an index is used. */
export function scanMails(
  count: number,
  queries: number,
  onProgress: (line: string) => void,
): readonly ExpectedAnswer[] {
  const every = Math.max(1, Math.floor(count / SAMPLE));
  const sample: IndexedMail[] = [];
  let at = 0;
  for (const mail of benchMails(count)) {
    if (at % every === 0) sample.push(indexedMailOf(mail));
    at += 1;
  }
  const dice = new Dice(SEED);
  const answers = Array.from({ length: queries }, () => ({
    plan: { ...makePlan(dice, sample), instance: PLACE.instance, projects: null, limit: COMPARED },
    matches: new Map<string, number>(),
  }));
  at = 0;
  for (const made of benchMails(count)) {
    const mail = indexedMailOf(made);
    const name = nameOf(mail);
    for (const { plan, matches } of answers) {
      if (meetsPlan(mail, plan)) matches.set(name, mail.date);
    }
    at += 1;
    if (at % 5000 === 0) onProgress(`scanned ${String(at)} mails`);
  }
  return answers;
}

/** @returns plans that an index answers otherwise, as text. */
export async function findDisagreements(
  index: SearchIndex,
  expected: readonly ExpectedAnswer[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { plan, matches } of expected) {
    const { hits, total, exhausted } = await index.query(plan);
    const dates = [...matches.values()].sort((one, other) => other - one).slice(0, plan.limit);
    const names = new Set(hits.map(nameOf));
    const isSame =
      total === matches.size &&
      exhausted === matches.size <= plan.limit &&
      names.size === hits.length &&
      // Mails of one second are in any order.
      isDeepStrictEqual(
        hits.map(({ row }) => secondsOfRow(row)),
        dates,
      ) &&
      hits.every((hit) => matches.get(nameOf(hit)) === secondsOfRow(hit.row));
    if (!isSame) {
      wrong.push(`${JSON.stringify(plan)}: ${String(total)} instead of ${String(matches.size)}`);
    }
  }
  return wrong;
}

function nameOf({ kind, number }: Pick<IndexedMail, 'kind' | 'number'>): string {
  return `${kind} ${String(number)}`;
}
