import type { IndexCondition, IndexPlan } from '../IndexPlan.js';
import { conditionSql, conjunctionOf, looksAtWords, type WordsSql } from '../planSql.js';
import type { PlanScope } from './readScope.js';
import type { Condition } from './statements.js';
import { isDecidedByWords, wordTreeOf, type WordTree } from './wordTree.js';

/** Columns of a hit, without the name of its project. */
export const HIT_COLUMNS = `m.row, m.kind, m.number, m.messageId AS "messageId", m.series, m.parentKind AS "parentKind",
  m.parentNumber AS "parentNumber"`;

/** A plan by what its conditions cost. */
export interface SplitPlan {
  /** Words that a mail must have; null where it can match without any. */
  readonly tree: WordTree | null;
  /** Words of which a mail must not have these, or not together. */
  readonly excluded: readonly WordTree[];
  /** Instance, projects and kinds. */
  readonly place: Condition;
  /** Conditions on columns of mails; null if there are none. */
  readonly plain: Condition | null;
  /** Conditions on words. */
  readonly wordy: readonly IndexCondition[];
  /** Those that are not decided where a mail has the words of the tree, and none of the excluded ones. */
  readonly undecided: readonly IndexCondition[];
  /** Whether texts must be read to decide. */
  readonly isRead: boolean;
  /** Whether one of the plain conditions finds few mails by an index. */
  readonly isKeyed: boolean;
  /** Rows by date and by what is indexed: the first, and the one after the last. */
  readonly first: number;
  readonly end: number;
}

/** Splits a plan. */
export function splitPlan({ where }: IndexPlan, scope: PlanScope): SplitPlan {
  const { parts, isKeyed, minimumRow, maximumRow } = conjunctionOf(where);
  const wordy = parts.filter(looksAtWords);
  const plain = parts.filter((part) => !looksAtWords(part));
  const undecided = wordy.filter((part) => !isDecidedByWords(part));
  const excluding = undecided.filter((part) => part.kind === 'not' && isDecidedByWords(part.part));
  const others = undecided.filter((part) => !excluding.includes(part));
  const ofProjects = scope.projects === null ? '' : ' AND m.project = ANY(?::integer[])';
  return {
    tree: wordTreeOf({ kind: 'and', parts: wordy }),
    excluded: excluding.flatMap((part) => {
      return (part.kind === 'not' ? wordTreeOf(part.part) : null) ?? [];
    }),
    place: {
      sql: `m.instance = ? AND m.kind = ANY(?::text[])${ofProjects}`,
      values: [scope.instance, scope.kinds, ...(scope.projects === null ? [] : [scope.projects])],
    },
    plain: plain.length === 0 ? null : allOf(plain, noWords),
    wordy,
    // The words of a mail in several parts are not excluded together.
    undecided: scope.hasParts ? undecided : others,
    isRead: others.length > 0,
    isKeyed,
    first: Math.max(minimumRow, scope.first),
    end: Math.min(maximumRow, scope.end),
  };
}

/** Writes conditions that must all be met. */
export function allOf(conditions: readonly IndexCondition[], words: WordsSql): Condition {
  return conditionSql({ kind: 'and', parts: conditions }, false, words);
}

const noWords: WordsSql = () => {
  throw new TypeError('a plain condition looks at no words');
};
