import type { IndexCondition } from '../../corpus/IndexPlan.js';
import type { MailFields, TextField } from '../../corpus/IndexedMail.js';
import type { FileFields } from '../../corpus/readMailFields.js';
import { textsOf } from '../../corpus/indexedTexts.js';
import { tokenSpans, type TokenSpan } from '../../corpus/tokens.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import { indexCondition } from './indexCondition.js';

/** A place in a mail that a query was found at. */
export interface MatchExcerpt {
  /** Prefix of the field, as in the query language. */
  readonly field: TextField;
  /** Of a match in a diff: the file; null where a diff names none. */
  readonly path: string | null;
  readonly excerpt: string;
  /** Start and end of each match in the excerpt, one after the other; UTF-16 units. */
  readonly ranges: readonly number[];
}

type TextCondition = Extract<IndexCondition, { readonly kind: 'text' }>;

/** Excerpts of one mail. */
const MAX_EXCERPTS = 5;
/** Characters of an excerpt. */
const MAX_LENGTH = 200;
const CONTEXT_LENGTH = 60;

/**
 * Where the texts of a mail meet the terms of a query: one excerpt for each text and term that was found.
 *
 * @param files the files of its diffs.
 */
export function matchExcerpts(
  fields: MailFields,
  files: readonly FileFields[],
  terms: readonly PlainTerm[],
): readonly MatchExcerpt[] {
  const excerpts = new Map<string, MatchExcerpt>();
  for (const condition of textConditions(indexCondition(terms))) {
    const found = firstExcerpt(fields, files, condition);
    if (found === undefined) continue;
    const key = `${found.field} ${found.path ?? ''} ${found.excerpt}`;
    const known = excerpts.get(key);
    excerpts.set(key, known === undefined ? found : united(known, found));
    if (excerpts.size === MAX_EXCERPTS) break;
  }
  return [...excerpts.values()];
}

/** The searched terms, without excluded ones. */
function textConditions(condition: IndexCondition): readonly TextCondition[] {
  if (condition.kind === 'text') return [condition];
  if (condition.kind === 'and' || condition.kind === 'or') {
    return condition.parts.flatMap(textConditions);
  }
  return [];
}

function firstExcerpt(
  fields: MailFields,
  files: readonly FileFields[],
  condition: TextCondition,
): MatchExcerpt | undefined {
  for (const field of condition.fields) {
    if (field === 'h') continue;
    if (isOfFile(field)) {
      for (const file of files) {
        const texts = field === 'dfhh' ? file.dfhh : [file[field]];
        const found = excerptIn(texts, field, file.path, condition);
        if (found !== undefined) return found;
      }
    }
    const found = excerptIn(textsOf(fields, field), field, null, condition);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether the text of a field belongs to a file of a diff. */
function isOfFile(field: TextField): field is 'dfa' | 'dfb' | 'dfctx' | 'dfhh' {
  return field === 'dfa' || field === 'dfb' || field === 'dfctx' || field === 'dfhh';
}

function excerptIn(
  texts: readonly string[],
  field: TextField,
  path: string | null,
  condition: TextCondition,
): MatchExcerpt | undefined {
  for (const text of texts) {
    for (const line of text.split('\n')) {
      const ranges = rangesIn(line, condition);
      const [first] = ranges;
      if (first !== undefined) return excerptOf(field, path, line, first, ranges);
    }
  }
  return undefined;
}

/** A phrase may go over the end of a line; its first line is shown. */
function rangesIn(
  line: string,
  { tokens, prefix }: TextCondition,
): readonly (readonly [number, number])[] {
  const spans = tokenSpans(line);
  const last = tokens.length - 1;
  return spans.flatMap((span, at) => {
    const isFound = tokens.every((token, index) => {
      const found = spans[at + index]?.token;
      return index === last && prefix ? found?.startsWith(token) === true : found === token;
    });
    const end: TokenSpan | undefined = spans[at + last];
    return isFound && end !== undefined ? [[span.start, end.end] as const] : [];
  });
}

function excerptOf(
  field: TextField,
  path: string | null,
  line: string,
  [firstStart]: readonly [number, number],
  ranges: readonly (readonly [number, number])[],
): MatchExcerpt {
  const start = line.length <= MAX_LENGTH ? 0 : Math.max(0, firstStart - CONTEXT_LENGTH);
  const excerpt = line.slice(start, start + MAX_LENGTH);
  return {
    field,
    path: field === 'dfn' ? line : path,
    excerpt,
    ranges: ranges.flatMap(([from, to]) =>
      from >= start && to <= start + excerpt.length ? [from - start, to - start] : [],
    ),
  };
}

function united(one: MatchExcerpt, other: MatchExcerpt): MatchExcerpt {
  const pairs = new Map<number, number>();
  for (const { ranges } of [one, other]) {
    for (let at = 0; at < ranges.length; at += 2) pairs.set(ranges[at] ?? 0, ranges[at + 1] ?? 0);
  }
  return { ...one, ranges: [...pairs].sort(([a], [b]) => a - b).flat() };
}
