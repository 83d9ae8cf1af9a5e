import { isOnlyWords } from '../planSql.js';
import { placeWords } from './metadataWords.js';
import type { PlanScope } from './readScope.js';
import { allOf, type SplitPlan } from './splitPlan.js';
import { ask, type Condition, type Read } from './statements.js';
import { hasWanted, spanQuery, treeQuery, wordsByIndex, wordsByText } from './wordsSql.js';
import type { WordTree } from './wordTree.js';

/** Counts the mails that match. */
export async function countMails(split: SplitPlan, scope: PlanScope, read: Read): Promise<number> {
  const { tree, isKeyed, undecided } = split;
  const isByWords = tree !== null && !scope.hasParts && !isKeyed && undecided.every(isOnlyWords);
  const [row] = await (isByWords
    ? countWords(split, tree, scope, read)
    : countRows(split, scope, read));
  return Number(row?.['count']);
}

/** Counts rows of the table of words, which are mails where none has several parts. */
async function countWords(
  split: SplitPlan,
  tree: WordTree,
  scope: PlanScope,
  read: Read,
): ReturnType<Read> {
  const { excluded, undecided, place, plain, first, end } = split;
  const wanted = hasWanted({ tree, excluded }, scope, { first, end });
  const conditions = [
    wanted,
    first > scope.first || end < scope.end ? rowsBetween('row', first, end) : null,
    undecided.length === 0 ? null : allOf(undecided, wordsByText),
  ];
  if (plain === null && placeWords(scope) !== null) {
    return await ask(read, 'SELECT count(*) AS count FROM words', conditions);
  }
  const mails = [place, plain].filter((condition) => condition !== null);
  return await ask(read, 'WITH found AS MATERIALIZED (SELECT row FROM words', conditions, {
    sql: `) SELECT count(*) AS count FROM found JOIN mail m ON m.row = found.row
      WHERE ${mails.map(({ sql }) => sql).join(' AND ')}`,
    values: mails.flatMap(({ values }) => values),
  });
}

/** Counts mails, and looks at the index of words for each condition on words. */
async function countRows(split: SplitPlan, scope: PlanScope, read: Read): ReturnType<Read> {
  const { tree, place, plain, wordy, first, end } = split;
  // Each condition is compared only with mails that have all words; those in several parts may have them in different ones.
  const isTogether = tree !== null && wordy.length > 1 && !scope.hasParts;
  const words = wordsByIndex(
    (isTogether ? ` & ${treeQuery(tree)}` : '') + spanQuery({ first, end }),
  );
  return await ask(read, 'SELECT count(*) AS count FROM mail m', [
    place,
    rowsBetween('m.row', first, end),
    plain,
    allOf(wordy, words),
  ]);
}

function rowsBetween(column: string, first: number, end: number): Condition {
  return { sql: `${column} >= ? AND ${column} < ?`, values: [first, end] };
}
