import type { IndexCondition } from './IndexPlan.js';
import { firstRowOf } from './rows.js';

/** Values of statements. */
export type PlanValue = string | number | null;

/** A condition on rows of `mail m`, with its values in the order of its `?`. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly PlanValue[];
}

/** A condition on words. */
export type TextCondition = Extract<IndexCondition, { readonly kind: 'text' }>;

/** Rows of mails that meet a condition on words, or that do not, in the SQL of an engine. */
export type WordsSql = (condition: TextCondition, negated: boolean) => SqlCondition;

/** The largest number of a row. */
export const MAX_ROW = 2 ** 53 - 1;
/** Columns of `mail m` by which mails are counted. */
export const TALLY_COLUMNS = {
  STATE: 'm.state',
  DELEGATE: 'm.delegate',
  SUBMITTER: 'm.submitter',
  CHECK: 'm.checked',
  KIND: 'm.kind',
} as const;
/** Columns of summaries, and how they are compared: Patchwork compares usernames case-insensitively. */
const SUMMARY_COLUMNS = {
  state: { column: 'm.state', compared: 'm.state' },
  delegate: { column: 'm.delegate', compared: 'lower(m.delegate)' },
  check: { column: 'm.checked', compared: 'm.checked' },
} as const;
/** The shortest abbreviation of a blob that diffs have. */
const MIN_BLOB_LENGTH = 5;

/** What must all be met in a plan. */
export interface Conjunction {
  readonly parts: readonly IndexCondition[];
  /** Bounds by the conditions on dates, which are not among the parts: first row, inclusive, and last row, exclusive. */
  readonly minimumRow: number;
  readonly maximumRow: number;
  /** Whether a part finds few rows by an index. */
  readonly isKeyed: boolean;
}

const KEYED: ReadonlySet<IndexCondition['kind']> = new Set([
  'patchId',
  'messageId',
  'blob',
  'series',
]);

/** Parts a condition at its outermost `and`. */
export function conjunctionOf(where: IndexCondition): Conjunction {
  const parts: IndexCondition[] = [];
  let minimumRow = 0;
  let maximumRow = MAX_ROW;
  for (const part of flatten(where)) {
    if (part.kind !== 'date') parts.push(part);
    else {
      if (part.since !== null) minimumRow = Math.max(minimumRow, firstRowOf(part.since));
      if (part.before !== null) maximumRow = Math.min(maximumRow, firstRowOf(part.before));
    }
  }
  return { parts, minimumRow, maximumRow, isKeyed: parts.some(({ kind }) => KEYED.has(kind)) };
}

function flatten(condition: IndexCondition): readonly IndexCondition[] {
  return condition.kind === 'and' ? condition.parts.flatMap(flatten) : [condition];
}

/** The conditions on words in a condition. */
export function textsIn(condition: IndexCondition): readonly TextCondition[] {
  switch (condition.kind) {
    case 'text':
      return [condition];
    case 'not':
      return textsIn(condition.part);
    case 'and':
    case 'or':
      return condition.parts.flatMap(textsIn);
    default:
      return [];
  }
}

/** Whether a condition looks at words. */
export function looksAtWords(condition: IndexCondition): boolean {
  return textsIn(condition).length > 0;
}

/** Whether a condition looks at nothing but words. */
export function isOnlyWords(condition: IndexCondition): boolean {
  switch (condition.kind) {
    case 'text':
      return true;
    case 'not':
      return isOnlyWords(condition.part);
    case 'and':
    case 'or':
      return condition.parts.length > 0 && condition.parts.every(isOnlyWords);
    default:
      return false;
  }
}

/** Writes a condition, or its opposite, in the SQL that both engines understand. */
export function conditionSql(
  condition: IndexCondition,
  negated: boolean,
  wordsSql: WordsSql,
): SqlCondition {
  switch (condition.kind) {
    case 'not':
      return conditionSql(condition.part, !negated, wordsSql);
    case 'and':
    case 'or': {
      const isAnd = (condition.kind === 'and') !== negated;
      return join(
        condition.parts.map((part) => conditionSql(part, negated, wordsSql)),
        isAnd,
      );
    }
    case 'text':
      return wordsSql(condition, negated);
    case 'summary': {
      const { column, compared } = SUMMARY_COLUMNS[condition.field];
      const list = anyOf(compared, condition.values, negated);
      return { sql: `(${column} IS NULL OR ${list.sql})`, values: list.values };
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
  {
    readonly kind:
      'blob' | 'patchId' | 'project' | 'messageId' | 'whole' | 'submitter' | 'series' | 'date';
  }
>;

function plainSql(condition: PlainCondition): SqlCondition {
  switch (condition.kind) {
    case 'blob':
      return blobSql(condition.id, condition.side);
    case 'patchId':
      return { sql: '(m.patchId >= ? AND m.patchId < ?)', values: prefixRange(condition.id) };
    case 'project': {
      const { sql, values } = anyOf('name', condition.names, false);
      return {
        sql: `m.project IN (SELECT id FROM project WHERE instance = m.instance AND ${sql})`,
        values,
      };
    }
    case 'messageId':
      return anyOf('m.messageId', condition.ids, false);
    case 'whole':
      return { sql: 'm.truncated = 0', values: [] };
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

/** Range of the ids with this prefix: `g` sorts after all hexadecimal digits. */
function prefixRange(id: string): readonly [string, string] {
  return [id, `${id}g`];
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
    values: [...prefixRange(id), ...isShorter.values],
  };
}

function anyOf(column: string, values: readonly PlanValue[], negated: boolean): SqlCondition {
  if (values.length === 0) return { sql: negated ? 'TRUE' : 'FALSE', values };
  const marks = values.map(() => '?').join(', ');
  return { sql: `${column} ${negated ? 'NOT IN' : 'IN'} (${marks})`, values };
}

function join(parts: readonly SqlCondition[], isAnd: boolean): SqlCondition {
  if (parts.length === 0) return { sql: isAnd ? 'TRUE' : 'FALSE', values: [] };
  return {
    sql: `(${parts.map(({ sql }) => sql).join(isAnd ? ' AND ' : ' OR ')})`,
    values: parts.flatMap(({ values }) => values),
  };
}
