import type { IndexCondition, IndexPlan } from '../IndexPlan.js';
import {
  conditionSql,
  conjunctionOf,
  looksAtWords,
  type PlanValue,
  type WordsSql,
} from '../planSql.js';
import type { EngineRow } from '../storedRows.js';
import { isDecidedByWords, wordTreeOf, type WordTree } from './wordTree.js';

/** Values of statements. */
export type Value = PlanValue | readonly string[] | readonly number[];
/** Runs a statement. */
export type Read = (sql: string, values: readonly Value[]) => Promise<readonly EngineRow[]>;

/** A condition on `mail m`, with its values in the order of its `?`. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** Mails `m` with their instances and projects. */
export const MAILS =
  'FROM mail m JOIN instance i ON i.id = m.instance JOIN project p ON p.id = m.project';

/** Columns of a hit, without the name of its project. */
export const HIT_COLUMNS = `m.row, m.kind, m.number, m.messageId AS "messageId", m.series, m.parentKind AS "parentKind",
  m.parentNumber AS "parentNumber"`;

/** A plan by what its conditions cost. */
export interface SplitPlan {
  /** Words that a mail must have; null where it can match without any. */
  readonly tree: WordTree | null;
  /** Instance, projects and kinds. */
  readonly place: Condition;
  /** Conditions on columns of mails. */
  readonly plain: Condition;
  /** Conditions on words, written by an engine's way to look for them. */
  readonly wordy: (words: WordsSql) => Condition;
  /** How many these are. */
  readonly wordyCount: number;
  /** Words of which a mail must not have these, or not together. */
  readonly excluded: readonly WordTree[];
  /**
   * Those conditions on words that are not decided where a mail has the words of the tree, and none of the excluded
   * ones in the same part.
   */
  readonly undecided: (words: WordsSql, hasParts: boolean) => Condition;
  /** Whether texts must be read to decide. */
  readonly isRead: boolean;
  /** Whether one of the plain conditions finds few mails by an index. */
  readonly isKeyed: boolean;
  /** Rows by date: the first, and the one after the last. */
  readonly first: number;
  readonly end: number;
}

/** Splits a plan. */
export function splitPlan({ instance, projects, kinds, where }: IndexPlan): SplitPlan {
  const { parts, isKeyed, minimumRow, maximumRow } = conjunctionOf(where);
  const wordy = parts.filter(looksAtWords);
  const plain = parts.filter((part) => !looksAtWords(part));
  const undecided = wordy.filter((part) => !isDecidedByWords(part));
  const excluding = undecided.filter((part) => part.kind === 'not' && isDecidedByWords(part.part));
  const others = undecided.filter((part) => !excluding.includes(part));
  const sqlOf = (all: readonly IndexCondition[]) => (words: WordsSql) =>
    conditionSql({ kind: 'and', parts: all }, false, words);
  const ofProjects = projects === null ? '' : ' AND p.name = ANY(?::text[])';
  return {
    tree: wordTreeOf({ kind: 'and', parts: wordy }),
    place: {
      sql: `i.name = ? AND m.kind = ANY(?::text[])${ofProjects}`,
      values: [instance, kinds, ...(projects === null ? [] : [projects])],
    },
    plain: sqlOf(plain)(noWords),
    wordy: sqlOf(wordy),
    wordyCount: wordy.length,
    excluded: excluding.flatMap((part) => {
      return (part.kind === 'not' ? wordTreeOf(part.part) : null) ?? [];
    }),
    undecided: (words, hasParts) => sqlOf(hasParts ? undecided : others)(words),
    isRead: others.length > 0,
    isKeyed,
    first: minimumRow,
    end: maximumRow,
  };
}

/** Runs a statement that ends with conditions that must all be met. */
export async function ask(
  read: Read,
  select: string,
  conditions: readonly Condition[],
  end = '',
): Promise<readonly EngineRow[]> {
  const sql = conditions.map((condition) => condition.sql).join(' AND ');
  return await read(
    numbered(`${select} ${sql} ${end}`),
    conditions.flatMap(({ values }) => values),
  );
}

/** PostgreSQL numbers the values of a statement. */
export function numbered(sql: string): string {
  let at = 0;
  return sql.replaceAll('?', () => `$${String((at += 1))}`);
}

const noWords: WordsSql = () => {
  throw new TypeError('a plain condition looks at no words');
};
