import type { IndexCondition } from '../IndexPlan.js';
import {
  conditionSql,
  conjunctionOf,
  isOnlyWords,
  type Conjunction,
  type SqlCondition,
  type TextCondition,
  type WordsSql,
} from '../planSql.js';

/** A plan split into the part for the full-text engine, and the part for the table of mails. */
export interface CompiledWhere extends Omit<Conjunction, 'parts'> {
  /** In the syntax of FTS5's MATCH; null if the plan has no words. */
  readonly match: string | null;
  readonly conditions: readonly SqlCondition[];
}

/** Writes conditions for SQLite. Only quoted tokens of a query become part of the statement. */
export function compileWhere(where: IndexCondition): CompiledWhere {
  const { parts, ...bounds } = conjunctionOf(where);
  // These the full-text engine answers alone.
  const texts = parts.filter(isOnlyWords);
  const conditions = parts
    .filter((part) => !isOnlyWords(part))
    .map((part) => conditionSql(part, false, wordsSql));
  const match = texts.length === 0 ? null : matchOf({ kind: 'and', parts: texts });
  return { match, conditions, ...bounds };
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
