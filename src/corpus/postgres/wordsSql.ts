import { TEXT_FIELDS, type MailFields, type TextField } from '../IndexedMail.js';
import { fieldTokens } from '../indexedTexts.js';
import type { PlanValue, TextCondition, WordsSql } from '../planSql.js';
import { BORDER } from '../tokens.js';
import { BUCKET_FIELD, bucketOf, bucketsOf } from './buckets.js';

/** Bytes of the words of one part, each with its field: PostgreSQL limits a tsvector to 1 MB. */
const MAX_PART_BYTES = 900_000;
/** Words that a part repeats of the one before, so that a phrase is in one of them: more than a query has. */
const OVERLAP = 1000;
/** Between the fields of a text. No token holds it, since it is neither letter nor digit. */
const FIELD_END = '|';

/**
 * The words of all fields in their order, each with a blank on both sides; `tables.ts` parts them again.
 *
 * @param row - Its span of time is a word of each part, as the last field.
 * @param maxBytes - Bytes of a part.
 * @param overlap - Words that a part repeats.
 */
export function textParts(
  row: number,
  fields: MailFields,
  maxBytes = MAX_PART_BYTES,
  overlap = OVERLAP,
): readonly string[] {
  const tokens = TEXT_FIELDS.map((field) => joined(fieldTokens(fields, field)));
  const bytes = tokens.reduce((sum, own, at) => sum + bytesOf(own.join(''), at, own.length), 0);
  const bucket = `${FIELD_END} ${String(bucketOf(row))} `;
  if (bytes <= maxBytes) return [textOf(tokens) + bucket];
  const parts: string[] = [];
  let part = emptyPart();
  let room = maxBytes;
  for (const [at, own] of tokens.entries()) {
    let first = 0;
    for (const [index, token] of own.entries()) {
      const size = bytesOf(token, at, 1);
      if (size > room && index > first) {
        part[at] = own.slice(first, index);
        parts.push(textOf(part) + bucket);
        part = emptyPart();
        first = Math.max(first + 1, index - overlap);
        room = maxBytes - bytesOf(own.slice(first, index).join(''), at, index - first);
      }
      room -= size;
    }
    part[at] = own.slice(first);
  }
  return [...parts, textOf(part) + bucket];
}

const emptyPart = (): (readonly string[])[] => TEXT_FIELDS.map(() => []);

function joined(texts: readonly (readonly string[])[]): readonly string[] {
  const [only = []] = texts;
  if (texts.length <= 1) return only;
  return texts.flatMap((own, at) => (at === 0 ? own : [BORDER, ...own]));
}

function textOf(part: readonly (readonly string[])[]): string {
  return part.map((own) => (own.length === 0 ? '' : ` ${own.join(' ')} `)).join(FIELD_END);
}

/** Bytes of words of the field at a place, each with the name of the field. */
function bytesOf(text: string, at: number, words: number): number {
  return Buffer.byteLength(text) + words * ((TEXT_FIELDS[at] ?? '').length + 1);
}

/** Rows from `first` to before `end`. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
  /** Whether the texts are looked at and not the index: for few rows, and words that most mails have. */
  readonly byText: boolean;
  /**
   * Whether there are few mails in it. Each of them is then looked up in the sets of those with a word, which are made
   * once ("hashed SubPlan"): a join would make them anew for each mail where the planner expects few.
   */
  readonly isWindow: boolean;
}

/**
 * SQL for mails with a word, or the consecutive words of a phrase, in one of the fields. `row + 0` prevents a join
 * that computes the lexemes of each mail without their index.
 *
 * @param span rows to search, because PostgreSQL does not infer the rows of words from those of
 *   mails. Null is all rows.
 */
export function wordsSqlOf(span: RowSpan | null): WordsSql {
  const within = span === null ? [] : withinSql(span);
  return (condition, negated) => {
    const { fields, tokens } = condition;
    const values: PlanValue[] = [];
    const conditions = [...within];
    if (span?.byText !== true) {
      conditions.push('mail_lexemes(tokens) @@ ?::text::tsquery');
      values.push(queryOf(condition) + bucketQuery(span));
    }
    if (span?.byText === true || tokens.length > 1) {
      const pattern = patternOf(condition);
      // The text as a whole first: to part it takes longer.
      conditions.push('tokens LIKE ?::text');
      conditions.push(`(${fields.map((field) => `${fieldSql(field)} LIKE ?::text`).join(' OR ')})`);
      values.push(pattern, ...fields.map(() => pattern));
    }
    const isIn = `m.row ${negated ? 'NOT IN' : 'IN'} (SELECT row + 0 FROM words WHERE ${conditions.join(' AND ')})`;
    return { sql: span?.isWindow === true ? `(${isIn}) IS TRUE` : isIn, values };
  };
}

/** The rows of a span. Those that the index finds are not to be looked for by their numbers too. */
function withinSql({ first, end, byText }: RowSpan): readonly string[] {
  const row = byText ? 'row' : 'row + 0';
  return [`${row} >= ${String(first)}`, `${row} < ${String(end)}`];
}

/** What limits a query of the index to a span. */
function bucketQuery(span: RowSpan | null): string {
  const buckets = span === null ? null : bucketsOf(span.first, span.end);
  if (buckets === null) return '';
  return ` & (${buckets.map((bucket) => `'${BUCKET_FIELD}.${String(bucket)}'`).join(' | ')})`;
}

const fieldSql = (field: TextField): string =>
  `split_part(tokens, '${FIELD_END}', ${String(TEXT_FIELDS.indexOf(field) + 1)})`;

/** All words of one of the fields. */
function queryOf({ fields, tokens, prefix }: TextCondition): string {
  const alternatives = fields.map((field) => {
    const words = tokens.map((token, at) => {
      const isPrefix = prefix && at === tokens.length - 1;
      return `'${`${field}.${token}`.replace(/['\\]/g, '$&$&')}'${isPrefix ? ':*' : ''}`;
    });
    return `(${words.join(' & ')})`;
  });
  return `(${alternatives.join(' | ')})`;
}

function patternOf({ tokens, prefix }: TextCondition): string {
  const phrase = tokens.join(' ').replace(/[\\%_]/g, '\\$&');
  return `% ${phrase}${prefix ? '%' : ' %'}`;
}
