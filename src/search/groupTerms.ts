import type { GroupTerm, LookupTerm, PlainTerm, QueryPosition, SearchTerm } from './ParsedQuery.js';
import { searchError } from './searchError.js';
import type { QueryToken } from './tokenizeQuery.js';

type Alternatives = readonly (readonly PlainTerm[])[];

/** A part of a query with OR, in its order. */
type Part =
  | { readonly kind: 'open' | 'close' | 'or'; readonly position: QueryPosition }
  | { readonly kind: 'term'; readonly term: PlainTerm };

/** Deeper parentheses help no reader. */
const MAX_DEPTH = 8;

/**
 * Groups the terms of a query with `OR`. Adjacent terms bind tighter than `OR`, so that `a b OR c`
 * is `(a b) OR c`. In other queries parentheses are punctuation, because subjects have them.
 *
 * @param toTerm reads one token.
 * @throws BadUserInputError for parentheses without their counterpart, an `OR` without a term on
 *   each side, and a pasted object, which cannot be an alternative.
 */
export function groupTerms(
  text: string,
  tokens: readonly QueryToken[],
  toTerm: (token: QueryToken) => SearchTerm,
): readonly PlainTerm[] {
  const parts = tokens.flatMap((token) => partsOf(text, token, toTerm));
  const reader = new GroupReader(text, parts);
  const alternatives = reader.read();
  const [only] = alternatives;
  if (only !== undefined && alternatives.length === 1) return only;
  return [groupOf(alternatives, { start: 0, end: text.length })];
}

function groupOf(alternatives: Alternatives, position: QueryPosition): GroupTerm {
  return { kind: 'group', alternatives, negated: false, position };
}

/** The token itself, and the parentheses that were taken as punctuation around it. */
function partsOf(
  text: string,
  token: QueryToken,
  toTerm: (token: QueryToken) => SearchTerm,
): readonly Part[] {
  const inner = token.kind === 'plain' ? token.content.position : innerOf(token);
  const before = parenthesesIn(text, '(', token.position.start, inner.start);
  const after = parenthesesIn(text, ')', inner.end, token.position.end);
  if (token.kind === 'plain' && !token.content.quoted && token.content.text === 'OR') {
    return [...before, { kind: 'or', position: inner }, ...after];
  }
  const term = toTerm(token);
  if (term.kind === 'lookup') throw noAlternative(text, term);
  return [...before, { kind: 'term', term }, ...after];
}

function innerOf({
  namePosition,
  values,
}: Extract<QueryToken, { readonly kind: 'field' }>): QueryPosition {
  return {
    start: namePosition.start,
    end: values.at(-1)?.position.end ?? namePosition.end + 1,
  };
}

function parenthesesIn(text: string, sign: '(' | ')', start: number, end: number): Part[] {
  const parts: Part[] = [];
  for (let at = start; at < end; at += 1) {
    if (text[at] !== sign) continue;
    parts.push({ kind: sign === '(' ? 'open' : 'close', position: { start: at, end: at + 1 } });
  }
  return parts;
}

function noAlternative(text: string, { position }: LookupTerm): Error {
  return searchError(text, position, {
    problem: 'A pasted Message-ID or URL cannot be an alternative',
    advice: 'write m:MESSAGE-ID, or quote it if it is text',
  });
}

class GroupReader {
  readonly #text: string;
  readonly #parts: readonly Part[];
  #at = 0;

  constructor(text: string, parts: readonly Part[]) {
    this.#text = text;
    this.#parts = parts;
  }

  read(): Alternatives {
    const alternatives = this.#alternatives(0, undefined);
    const rest = this.#parts[this.#at];
    if (rest?.kind === 'close') throw this.#unbalanced(rest.position);
    return alternatives;
  }

  #alternatives(depth: number, opened: QueryPosition | undefined): Alternatives {
    if (depth > MAX_DEPTH && opened !== undefined) {
      throw searchError(this.#text, opened, {
        problem: `Parentheses are nested more than ${String(MAX_DEPTH)} deep`,
        advice: 'write the query with fewer of them',
      });
    }
    const alternatives: (readonly PlainTerm[])[] = [];
    for (;;) {
      const terms = this.#terms(depth);
      const next = this.#parts[this.#at];
      if (terms.length === 0) throw this.#missing(next, opened);
      alternatives.push(terms);
      if (next?.kind !== 'or') return alternatives;
      this.#at += 1;
    }
  }

  #terms(depth: number): readonly PlainTerm[] {
    const terms: PlainTerm[] = [];
    for (;;) {
      const part = this.#parts[this.#at];
      if (part?.kind === 'term') {
        terms.push(part.term);
        this.#at += 1;
      } else if (part?.kind === 'open') {
        this.#at += 1;
        terms.push(...this.#group(depth + 1, part.position));
      } else return terms;
    }
  }

  #group(depth: number, opened: QueryPosition): readonly PlainTerm[] {
    const alternatives = this.#alternatives(depth, opened);
    const closing = this.#parts[this.#at];
    if (closing?.kind !== 'close') throw this.#unbalanced(opened);
    this.#at += 1;
    const [only] = alternatives;
    if (only !== undefined && alternatives.length === 1) return only;
    return [groupOf(alternatives, { start: opened.start, end: closing.position.end })];
  }

  #missing(next: Part | undefined, opened: QueryPosition | undefined): Error {
    const end = this.#text.length;
    const position =
      next !== undefined && next.kind !== 'term'
        ? next.position
        : (opened ?? { start: Math.max(0, end - 1), end });
    return searchError(this.#text, position, {
      problem:
        next?.kind === 'close' ? 'A group of terms is empty' : 'OR must be between two terms',
      advice: 'write a term there; or quote it if it is text',
    });
  }

  #unbalanced(position: QueryPosition): Error {
    return searchError(this.#text, position, {
      problem: 'A parenthesis is unbalanced',
      advice: 'in a query with OR they group terms: close or remove it, or quote it if it is text',
    });
  }
}
