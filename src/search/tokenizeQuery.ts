import type { QueryPosition } from './ParsedQuery.js';
import { searchError } from './searchError.js';

/** A word or phrase as it was written. */
export interface TokenText {
  /** Without quotes, escapes resolved. */
  readonly text: string;
  readonly quoted: boolean;
  readonly position: QueryPosition;
}

/** One blank-separated part of a query. */
export type QueryToken = {
  readonly negated: boolean;
  /** The whole token, `-` included. */
  readonly position: QueryPosition;
} & (
  | { readonly kind: 'plain'; readonly content: TokenText }
  | {
      readonly kind: 'field';
      /** The field's name as it was written. */
      readonly name: string;
      readonly namePosition: QueryPosition;
      /** Empty where nothing follows the colon. */
      readonly values: readonly TokenText[];
    }
);

// The grammar, in the notation of ISO 14977:
//   query  = { blank }, [ term, { blank, { blank }, term } ], { blank } ;
//   term   = [ "-" ], ( name, ":", [ value, { ",", value } ] | phrase | word ) ;
//   value  = phrase | { character - ( blank | "," ) } ;
//   phrase = '"', { character - ( '"' | "\" ) | "\", ( '"' | "\" ) }, '"' ;
//   word   = character - blank, { character - blank } ;
// A word that begins like a name and goes on with "//" or "::" is no field: it is an address or C++.

const BLANK = /\s/;
const FIELD_NAME = /([a-z][a-z_-]{0,31}):(?!\/\/|:)/iy;
const WORD = /\S+/y;
const LIST_VALUE = /[^\s,]*/y;
// `--force` and `->` are things to look for, a lone dash is punctuation in a pasted subject.
const NEGATION = /-(?=[^\s>-])/y;

/**
 * Splits a query into tokens; every character that is not blank belongs to one.
 *
 * @throws BadUserInputError for a phrase that does not end, or goes on right behind its end.
 */
export function tokenizeQuery(text: string): QueryToken[] {
  return new QueryTokenizer(text).tokens();
}

class QueryTokenizer {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  tokens(): QueryToken[] {
    const tokens: QueryToken[] = [];
    this.#skipBlanks();
    while (this.#at < this.#text.length) {
      tokens.push(this.#token());
      this.#skipBlanks();
    }
    return tokens;
  }

  #token(): QueryToken {
    const start = this.#at;
    const negated = this.#take(NEGATION) !== null;
    const nameStart = this.#at;
    const name = this.#take(FIELD_NAME)?.[1];
    if (name === undefined) {
      const content = this.#peek() === '"' ? this.#phrase(false) : this.#unquoted(WORD);
      return { kind: 'plain', negated, content, position: this.#since(start) };
    }
    const namePosition = { start: nameStart, end: this.#at - 1 };
    // A header line pasted whole: `Message-ID: <id@host>`.
    if (name.toLowerCase() === 'message-id') this.#skipBlanks();
    const values = this.#values();
    return { kind: 'field', negated, name, namePosition, values, position: this.#since(start) };
  }

  #values(): TokenText[] {
    if (this.#atEndOfToken()) return [];
    const values: TokenText[] = [];
    for (;;) {
      values.push(this.#peek() === '"' ? this.#phrase(true) : this.#unquoted(LIST_VALUE));
      if (this.#peek() !== ',') return values;
      this.#at += 1;
    }
  }

  #unquoted(pattern: RegExp): TokenText {
    const start = this.#at;
    const text = this.#take(pattern)?.[0] ?? '';
    return { text, quoted: false, position: this.#since(start) };
  }

  #phrase(inList: boolean): TokenText {
    const start = this.#at;
    let text = '';
    this.#at += 1;
    for (;;) {
      const character = this.#peek();
      if (character === undefined) {
        throw searchError(this.#text, this.#since(start), {
          problem: 'A phrase does not end',
          advice: 'close it with a second "',
        });
      }
      this.#at += 1;
      if (character === '"') break;
      const next = this.#peek();
      if (character === '\\' && (next === '"' || next === '\\')) {
        text += next;
        this.#at += 1;
      } else {
        text += character;
      }
    }
    const position = this.#since(start);
    if (!this.#atEndOfToken() && !(inList && this.#peek() === ',')) {
      throw searchError(
        this.#text,
        { start: this.#at, end: this.#at + 1 },
        {
          problem: 'Something follows a phrase at once',
          advice: 'put a blank behind the closing ", and write \\" for a quote inside',
        },
      );
    }
    return { text, quoted: true, position };
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #atEndOfToken(): boolean {
    const next = this.#peek();
    return next === undefined || BLANK.test(next);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }

  #skipBlanks(): void {
    while (this.#at < this.#text.length && this.#atEndOfToken()) this.#at += 1;
  }

  #since(start: number): QueryPosition {
    return { start, end: this.#at };
  }
}
