import { TEXT_FIELDS, type TextField } from '../IndexedMail.js';
import type { IndexCondition } from '../IndexPlan.js';
import { textsIn, type SqlCondition, type TextCondition, type WordsSql } from '../planSql.js';
import {
  bucketWords,
  METADATA_FIELD,
  PARTS_WORD,
  placeWords,
  type PlaceFilter,
} from './metadataWords.js';
import { FIELD_END } from './textParts.js';
import type { WordTree } from './wordTree.js';

/** Rows from `first` on, and before `end`. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

const PARTS_MARK = `'${METADATA_FIELD}.${PARTS_WORD}'`;
/** Whether a mail in several parts is indexed. */
export const HAS_PARTS = `EXISTS (SELECT FROM words WHERE mail_lexemes(tokens) @@ $$${PARTS_MARK}$$::tsquery)`;

/** The texts of a few mails, and how words and phrases are looked for in them. */
export interface FewTexts {
  /** Reads `row` and `fields`, an array, from the table of words. */
  readonly select: string;
  /** Looks at that selection by the name of `few`. */
  readonly words: WordsSql;
}

/** Reads of texts only the fields that the conditions look at. */
export function textsFor(conditions: readonly IndexCondition[]): FewTexts {
  const places = conditions.flatMap(textsIn).flatMap(({ fields }) => fields.map(placeOf));
  const first = Math.min(...places);
  const last = Math.max(...places);
  // To part a text once takes less than to look for two of its fields.
  const fields =
    first === last
      ? `ARRAY[${fieldOf(first)}]`
      : `(string_to_array(tokens, '${FIELD_END}'))[${String(first)}:${String(last)}]`;
  return {
    select: `SELECT row, ${places.length === 0 ? 'NULL' : fields} AS fields FROM words`,
    words: (condition, negated) => {
      const texts = condition.fields.map(
        (field) => `fields[${String(placeOf(field) - first + 1)}]`,
      );
      return isIn('few', containsPhrase(condition, texts), negated);
    },
  };
}

/** Looks for a word or phrase in the text of a row of the table of words. */
export const wordsByText: WordsSql = (condition, negated) => {
  const { sql, values } = containsPhrase(condition, condition.fields.map(placeOf).map(fieldOf));
  // The text as a whole first: to look for several fields takes longer.
  const whole = condition.fields.length === 1 ? null : containsPhrase(condition, ['tokens']);
  return {
    sql: `${negated ? 'NOT ' : ''}(${whole === null ? '' : `${whole.sql} AND `}${sql})`,
    values: [...(whole?.values ?? []), ...values],
  };
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
    const own = wordsByText(condition, false);
    const both = `${isFound.sql} AND ${own.sql}`;
    return isIn('words', { sql: both, values: [...isFound.values, ...own.values] }, negated);
  };
}

/** Words that mails have, and that they have not. */
export interface WantedWords {
  readonly tree: WordTree;
  readonly excluded: readonly WordTree[];
}

/** Rows of a span that may have the words of a tree, and none of the excluded ones, newest first, at most `limit`. */
export function rowsWithWords(
  wanted: WantedWords,
  scope: PlaceFilter & { readonly hasParts: boolean },
  span: RowSpan,
  limit: number,
): SqlCondition {
  const whole = hasWanted(wanted, scope, span);
  const parts = scope.hasParts ? rowsOfParts(wanted.tree) : null;
  const union = parts === null ? '' : ` UNION ${parts.sql}`;
  return {
    sql: `SELECT row FROM (SELECT row + 0 AS row FROM words WHERE ${whole.sql}${union}) found
      WHERE row >= ? AND row < ? ORDER BY row DESC LIMIT ?`,
    values: [...whole.values, ...(parts?.values ?? []), span.first, span.end, limit],
  };
}

/** Whether a row of the table of words has the words of a tree, and none of the excluded ones. */
export function hasWanted(
  { tree, excluded }: WantedWords,
  place: PlaceFilter,
  span: RowSpan,
): SqlCondition {
  const without = excluded.map((one) => ` & !${treeQuery(one)}`).join('');
  return hasWordsOf(treeQuery(tree) + without + oneOf(placeWords(place)) + spanQuery(span));
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
  return oneOf(bucketWords(first, end));
}

/** What limits a query of the index to mails with one of some words; "" where these are too many. */
function oneOf(words: readonly string[] | null): string {
  if (words === null) return '';
  return ` & (${words.map((word) => `'${METADATA_FIELD}.${word}'`).join(' | ')})`;
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

function isIn(table: string, { sql, values }: SqlCondition, negated: boolean): SqlCondition {
  return {
    sql: `m.row ${negated ? 'NOT IN' : 'IN'} (SELECT row + 0 FROM ${table} WHERE ${sql})`,
    values,
  };
}

const fieldOf = (place: number): string => `split_part(tokens, '${FIELD_END}', ${String(place)})`;

/** Place of a field in a text, from 1 on. */
const placeOf = (field: TextField): number => TEXT_FIELDS.indexOf(field) + 1;
