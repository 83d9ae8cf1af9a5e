import type { IndexCondition } from '../IndexPlan.js';
import { firstRowOf } from '../rows.js';
import type { SqlValue } from './openDatabase.js';

/** A condition on rows of `mail m`, with its values in the order of its `?`. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

type TextCondition = Extract<IndexCondition, { readonly kind: 'text' }>;

/** A plan taken apart: what the full-text engine answers, and what is looked at in the table of mails. */
export interface CompiledWhere {
  /** In the syntax of FTS5's MATCH; null where no word is asked for. */
  readonly match: string | null;
  readonly conditions: readonly SqlCondition[];
  /** Whether a condition finds its few rows by an index. */
  readonly isKeyed: boolean;
  /** First row that counts, and the first that no longer does. */
  readonly minimumRow: number;
  readonly maximumRow: number;
}

const MAX_ROW = 2 ** 53 - 1;
/** The shortest abbreviation of a blob that diffs have. */
const MIN_BLOB_LENGTH = 5;

/** Writes conditions for SQLite. Nothing of a query reaches the syntax but tokens in quotes. */
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
      conditions.push(toSql(part, false));
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

/** Whether the full-text engine can answer a condition by itself. */
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

/** What every row matches: NOT takes away from something. */
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
      throw new TypeError(`${condition.kind} is no condition on words`);
  }
}

function wordsOf({ fields, tokens, prefix }: TextCondition): string {
  const phrase = `"${tokens.join(' ').replaceAll('"', '')}"${prefix ? ' *' : ''}`;
  return `({${fields.join(' ')}} : ${phrase})`;
}

function toSql(condition: IndexCondition, negated: boolean): SqlCondition {
  switch (condition.kind) {
    case 'not':
      return toSql(condition.part, !negated);
    case 'and':
    case 'or': {
      const isAnd = (condition.kind === 'and') !== negated;
      return join(
        condition.parts.map((part) => toSql(part, negated)),
        isAnd,
      );
    }
    case 'text': {
      const is = negated ? 'NOT IN' : 'IN';
      return {
        sql: `m.row ${is} (SELECT rowid FROM words WHERE words MATCH ?)`,
        values: [wordsOf(condition)],
      };
    }
    case 'summary': {
      const column = condition.field === 'check' ? 'checked' : condition.field;
      const list = anyOf(`m.${column}`, condition.values, negated);
      return { sql: `(m.${column} IS NULL OR ${list.sql})`, values: list.values };
    }
    case 'archived':
      return {
        sql: '(m.archived IS NULL OR m.archived = ?)',
        values: [condition.value === negated ? 0 : 1],
      };
    case 'version': {
      const { minimum, maximum } = condition;
      const range = `m.version BETWEEN ? AND ?`;
      return {
        sql: `(m.version IS NULL OR ${negated ? `NOT (${range})` : range})`,
        values: [minimum ?? 0, maximum ?? MAX_ROW],
      };
    }
    default: {
      const sql = plainSql(condition);
      return negated ? { sql: `(${sql.sql}) IS NOT TRUE`, values: sql.values } : sql;
    }
  }
}

type PlainCondition = Extract<
  IndexCondition,
  { readonly kind: 'blob' | 'patchId' | 'messageId' | 'submitter' | 'series' | 'date' }
>;

function plainSql(condition: PlainCondition): SqlCondition {
  switch (condition.kind) {
    case 'blob':
      return blobSql(condition.id, condition.side);
    case 'patchId':
      return { sql: 'm.patchId = ?', values: [condition.id] };
    case 'messageId':
      return anyOf('m.messageId', condition.ids, false);
    case 'submitter':
      return anyOf('m.submitter', condition.numbers, false);
    case 'series':
      return anyOf('m.series', condition.numbers, false);
    case 'date':
      return {
        sql: '(m.row >= ? AND m.row < ?)',
        values: [
          condition.since === null ? 0 : firstRowOf(condition.since),
          condition.before === null ? MAX_ROW : firstRowOf(condition.before),
        ],
      };
  }
}

/** A diff may abbreviate more than the query does. */
function blobSql(id: string, side: 'pre' | 'post' | 'both'): SqlCondition {
  const shorter: string[] = [];
  for (let length = MIN_BLOB_LENGTH; length < id.length; length += 1) {
    shorter.push(id.slice(0, length));
  }
  const isShorter = anyOf('id', shorter, false);
  const sides = side === 'both' ? "('pre', 'post')" : `('${side}')`;
  return {
    sql: `m.row IN (SELECT row FROM blob WHERE side IN ${sides} AND ((id >= ? AND id < ?) OR ${isShorter.sql}))`,
    values: [id, `${id}g`, ...isShorter.values],
  };
}

function anyOf(column: string, values: readonly SqlValue[], negated: boolean): SqlCondition {
  const marks = values.map(() => '?').join(', ');
  return { sql: `${column} ${negated ? 'NOT IN' : 'IN'} (${marks})`, values };
}

function join(parts: readonly SqlCondition[], isAnd: boolean): SqlCondition {
  if (parts.length === 0) return { sql: isAnd ? '1' : '0', values: [] };
  return {
    sql: `(${parts.map(({ sql }) => sql).join(isAnd ? ' AND ' : ' OR ')})`,
    values: parts.flatMap(({ values }) => values),
  };
}
