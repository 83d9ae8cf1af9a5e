import { TEXT_FIELDS, type MailFields, type TextField } from '../IndexedMail.js';
import { fieldTokens } from '../indexedTexts.js';
import type { PlanValue, TextCondition, WordsSql } from '../planSql.js';
import { BORDER } from '../tokens.js';

/** Distinct words of one part: PostgreSQL limits a tsvector to 1 MB, and a word to 64 characters here. */
const PART_SIZE = 4000;

/** The words of each field in order, each with a space on both sides. */
export function textOfFields(fields: MailFields): ReadonlyMap<TextField, string> {
  const texts = new Map<TextField, string>();
  for (const field of TEXT_FIELDS) {
    const tokens = fieldTokens(fields, field).map((own) => own.join(' '));
    const text = tokens.join(` ${BORDER} `);
    if (text !== '') texts.set(field, ` ${text} `);
  }
  return texts;
}

/** The distinct words with their fields, in parts. */
export function lexemeParts(fields: MailFields): readonly (readonly string[])[] {
  const lexemes = new Set<string>();
  for (const field of TEXT_FIELDS) {
    for (const token of fieldTokens(fields, field).flat()) lexemes.add(`${field}:${token}`);
  }
  const all = [...lexemes];
  const parts: string[][] = [];
  for (let at = 0; at < all.length; at += PART_SIZE) parts.push(all.slice(at, at + PART_SIZE));
  return parts;
}

/** Rows from `first` to before `end`. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

/**
 * SQL for mails with a word, or the consecutive words of a phrase, in one of the fields.
 *
 * @param span rows to search, because PostgreSQL does not infer the rows of words from those of
 *   mails. Null is all rows.
 */
export function wordsSqlOf(span: RowSpan | null): WordsSql {
  const within =
    span === null ? '' : `row >= ${String(span.first)} AND row < ${String(span.end)} AND `;
  return (condition, negated) => {
    const { fields, tokens, prefix } = condition;
    const values: PlanValue[] = [];
    const conditions = tokens.map((token, index) => {
      values.push(queryOf(fields, token, prefix && index === tokens.length - 1));
      return `m.row IN (SELECT row FROM words WHERE ${within}lexemes @@ ?::text::tsquery)`;
    });
    if (tokens.length > 1) {
      const names = fields.map((field) => `'${field}'`).join(', ');
      conditions.push(
        `EXISTS (SELECT FROM texts t WHERE t.row = m.row AND t.field IN (${names}) AND t.tokens LIKE ?::text)`,
      );
      values.push(patternOf(condition));
    }
    const sql = `(${conditions.join(' AND ')})`;
    return { sql: negated ? `(NOT ${sql})` : sql, values };
  };
}

function queryOf(fields: readonly TextField[], token: string, isPrefix: boolean): string {
  return fields
    .map((field) => `'${`${field}:${token}`.replace(/['\\]/g, '$&$&')}'${isPrefix ? ':*' : ''}`)
    .join(' | ');
}

function patternOf({ tokens, prefix }: TextCondition): string {
  const phrase = tokens.join(' ').replace(/[\\%_]/g, '\\$&');
  return `% ${phrase}${prefix ? '%' : ' %'}`;
}
