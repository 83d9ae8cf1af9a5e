import type { IndexCondition } from '../IndexPlan.js';
import {
  conditionSql,
  MAX_ROW,
  type SqlCondition,
  type TextCondition,
  type WordsSql,
} from '../planSql.js';
import { firstRowOf } from '../rows.js';

/** A plan split into the part for the full-text engine, and the part for the table of mails. */
export interface CompiledWhere {
  /** In the syntax of FTS5's MATCH; null if the plan has no words. */
  readonly match: string | null;
  readonly conditions: readonly SqlCondition[];
  /** Whether a condition finds few rows by an index. */
  readonly isKeyed: boolean;
  /** First row, inclusive, and last row, exclusive. */
  readonly minimumRow: number;
  readonly maximumRow: number;
}

/** Writes conditions for SQLite. Only quoted tokens of a query become part of the statement. */
export function compileWhere(where: IndexCondition): CompiledWhere {
  const parts = where.kind === 'and' ? flatten(where.parts) : [where];
  const texts: IndexCondition[] = [];
  const conditions: SqlCondition[] = [];
  let minimumRow = 0;
  let maximumRow = MAX_ROW;
  let isKeyed = false;
  for (const part of parts) {
    if (part.kind === 'date') {
      if (part.since !== null) minimumRow = Math.max(minimumRow, firstRowOf(part.since));
      if (part.before !== null) maximumRow = Math.min(maximumRow, firstRowOf(part.before));
    } else if (isText(part)) texts.push(part);
    else {
      isKeyed ||= KEYED.has(part.kind);
      conditions.push(conditionSql(part, false, wordsSql));
    }
  }
  const match = texts.length === 0 ? null : matchOf({ kind: 'and', parts: texts });
  return { match, conditions, isKeyed, minimumRow, maximumRow };
}

const KEYED: ReadonlySet<IndexCondition['kind']> = new Set([
  'patchId',
  'messageId',
  'blob',
  'series',
]);

function flatten(parts: readonly IndexCondition[]): readonly IndexCondition[] {
  return parts.flatMap((part) => (part.kind === 'and' ? flatten(part.parts) : [part]));
}

/** Whether the full-text engine can answer a condition alone. */
function isText(condition: IndexCondition): boolean {
  switch (condition.kind) {
    case 'text':
      return true;
    case 'not':
      return isText(condition.part);
    case 'and':
    case 'or':
      return condition.parts.length > 0 && condition.parts.every(isText);
    default:
      return false;
  }
}

/** Matches every row, because NOT needs a left operand. */
const EVERYTHING = 'place : ("kpatch" OR "kcover" OR "kcomment")';

function matchOf(condition: IndexCondition): string {
  switch (condition.kind) {
    case 'text':
      return wordsOf(condition);
    case 'not':
      return `(${EVERYTHING} NOT ${matchOf(condition.part)})`;
    case 'or':
      return `(${condition.parts.map(matchOf).join(' OR ')})`;
    case 'and': {
      const taken = condition.parts.filter(({ kind }) => kind !== 'not').map(matchOf);
      const left = condition.parts.flatMap((part) =>
        part.kind === 'not' ? [matchOf(part.part)] : [],
      );
      const base = taken.length === 0 ? EVERYTHING : taken.join(' AND ');
      return `(${[`(${base})`, ...left].join(' NOT ')})`;
    }
    default:
      throw new TypeError(`${condition.kind} is not a condition on words`);
  }
}

function wordsOf({ fields, tokens, prefix }: TextCondition): string {
  const phrase = `"${tokens.join(' ').replaceAll('"', '')}"${prefix ? ' *' : ''}`;
  return `({${fields.join(' ')}} : ${phrase})`;
}

const wordsSql: WordsSql = (condition, negated) => ({
  sql: `m.row ${negated ? 'NOT IN' : 'IN'} (SELECT rowid FROM words WHERE words MATCH ?)`,
  values: [wordsOf(condition)],
});
