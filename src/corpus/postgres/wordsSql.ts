import { TEXT_FIELDS, type TextField } from '../IndexedMail.js';
import type { SqlCondition, TextCondition, WordsSql } from '../planSql.js';
import { BUCKET_FIELD, bucketsOf, PARTS_WORD } from './buckets.js';
import { FIELD_END } from './textParts.js';
import type { WordTree } from './wordTree.js';

/** Rows from `first` on, and before `end`. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

/** Texts of a few mails: `row`, and `fields` as an array. */
export const TEXTS = `SELECT row, string_to_array(tokens, '${FIELD_END}') AS fields FROM words`;
const PARTS_MARK = `'${BUCKET_FIELD}.${PARTS_WORD}'`;
/** Whether a mail in several parts is indexed. */
export const HAS_PARTS = `EXISTS (SELECT FROM words WHERE mail_lexemes(tokens) @@ $$${PARTS_MARK}$$::tsquery)`;

/** Compares a word or phrase with the texts of `few`, a table made by {@link TEXTS}. */
export const wordsByText: WordsSql = (condition, negated) => {
  const fields = condition.fields.map((field) => `fields[${String(placeOf(field))}]`);
  return isIn('few', containsPhrase(condition, fields), negated);
};

/**
 * Looks for a word or phrase by the index. `row + 0` prevents a join that computes the lexemes of each mail without
 * their index.
 *
 * @param more a query of words that the mails must have as well; "" for none.
 */
export function wordsByIndex(more: string): WordsSql {
  return (condition, negated) => {
    const isFound = hasWordsOf(wordQuery(condition) + more);
    if (condition.tokens.length === 1) return isIn('words', isFound, negated);
    const fields = condition.fields.map(
      (field) => `split_part(tokens, '${FIELD_END}', ${String(placeOf(field))})`,
    );
    // The text as a whole first: to part it takes longer.
    const whole = containsPhrase(condition, ['tokens']);
    const own = containsPhrase(condition, fields);
    return isIn('words', allOf([isFound, whole, own]), negated);
  };
}

/** Words of mails. */
export interface WantedWords {
  readonly tree: WordTree;
  readonly excluded: readonly WordTree[];
  /** Whether there are mails in several parts, of which one may have only a part of the words. */
  readonly hasParts: boolean;
}

/** Rows of a span that may have the words of a tree, and none of the excluded ones, newest first, at most `limit`. */
export function rowsWithWords(
  { tree, excluded, hasParts }: WantedWords,
  span: RowSpan,
  limit: number,
): SqlCondition {
  const without = excluded.map((one) => ` & !${treeQuery(one)}`).join('');
  const whole = hasWordsOf(treeQuery(tree) + without + spanQuery(span));
  const parts = hasParts ? rowsOfParts(tree) : null;
  const union = parts === null ? '' : ` UNION ${parts.sql}`;
  return {
    sql: `SELECT row FROM (SELECT row + 0 AS row FROM words WHERE ${whole.sql}${union}) found
      WHERE row >= ? AND row < ? ORDER BY row DESC LIMIT ?`,
    values: [...whole.values, ...(parts?.values ?? []), span.first, span.end, limit],
  };
}

/** Mails in several parts: the words of a tree may be in different ones. */
function rowsOfParts(tree: WordTree): SqlCondition {
  if (tree.kind === 'words') {
    const own = hasWordsOf(`${wordQuery(tree.condition)} & ${PARTS_MARK}`);
    return { sql: `(SELECT row + 0 FROM words WHERE ${own.sql})`, values: own.values };
  }
  const parts = tree.parts.map(rowsOfParts);
  return {
    sql: `(${parts.map(({ sql }) => sql).join(tree.kind === 'all' ? ' INTERSECT ' : ' UNION ')})`,
    values: parts.flatMap(({ values }) => values),
  };
}

/** All words of a tree, as a query of the index. */
export function treeQuery(tree: WordTree): string {
  if (tree.kind === 'words') return wordQuery(tree.condition);
  return `(${tree.parts.map(treeQuery).join(tree.kind === 'all' ? ' & ' : ' | ')})`;
}

/** What limits a query of the index to a span; "" where the span is too long for that. */
export function spanQuery({ first, end }: RowSpan): string {
  const buckets = bucketsOf(first, end);
  if (buckets === null) return '';
  return ` & (${buckets.map((bucket) => `'${BUCKET_FIELD}.${String(bucket)}'`).join(' | ')})`;
}

/** All words of a condition in one of its fields. */
function wordQuery({ fields, tokens, prefix }: TextCondition): string {
  const alternatives = fields.map((field) => {
    const words = tokens.map((token, at) => {
      const isPrefix = prefix && at === tokens.length - 1;
      return `'${`${field}.${token}`.replace(/['\\]/g, '$&$&')}'${isPrefix ? ':*' : ''}`;
    });
    return `(${words.join(' & ')})`;
  });
  return `(${alternatives.join(' | ')})`;
}

const hasWordsOf = (query: string): SqlCondition => ({
  sql: 'mail_lexemes(tokens) @@ ?::text::tsquery',
  values: [query],
});

/** Whether one of some texts has the words in a row. */
function containsPhrase({ tokens, prefix }: TextCondition, texts: readonly string[]): SqlCondition {
  const phrase = ` ${tokens.join(' ')}${prefix ? '' : ' '}`;
  return {
    sql: `(${texts.map((text) => `strpos(${text}, ?::text) > 0`).join(' OR ')})`,
    values: texts.map(() => phrase),
  };
}

function allOf(conditions: readonly SqlCondition[]): SqlCondition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function isIn(table: string, { sql, values }: SqlCondition, negated: boolean): SqlCondition {
  return {
    sql: `m.row ${negated ? 'NOT IN' : 'IN'} (SELECT row + 0 FROM ${table} WHERE ${sql})`,
    values,
  };
}

/** Place of a field in a text, from 1 on. */
const placeOf = (field: TextField): number => TEXT_FIELDS.indexOf(field) + 1;
