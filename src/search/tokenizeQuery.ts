import type { QueryPosition } from './ParsedQuery.js';
import { subjectHeadLength } from './pastedSubject.js';
import {
  BLANK_CLASS,
  CLOSER_CLASS,
  OPENER_CLASS,
  PHRASE_QUOTES,
  SENTENCE_CLASS,
  withoutClosers,
} from './punctuation.js';
import { searchError } from './searchError.js';
import { FIELD_BY_NAME } from './searchFields.js';

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
  /** The whole token, `-` and the punctuation around it included. */
  readonly position: QueryPosition;
  /** Whether punctuation around it is left out. */
  readonly stripped: boolean;
} & (PlainPart | FieldPart);

interface PlainPart {
  readonly kind: 'plain';
  readonly content: TokenText;
}

interface FieldPart {
  readonly kind: 'field';
  /** The field's name as it was written. */
  readonly name: string;
  readonly namePosition: QueryPosition;
  /** Empty if nothing follows the colon. */
  readonly values: readonly TokenText[];
}

// The grammar, in the notation of ISO 14977: query = { blank }, [ head ], [ term, { blank, { blank
// }, term } ], { blank } ; term = { opener }, [ "-" ], ( name, ":", [ value, { ",", value } ] |
// phrase | word ), { closer } ; value = phrase | { character - ( blank | "," ) } ; phrase = '"', {
// character - ( '"' | "\" ) | "\", ( '"' | "\" ) }, '"' ; word = character - blank, { character -
// blank } ; A word that starts like a name and continues with "//" or "::" is not a field: it is a
// URL or C++. The head is that of a pasted subject. Openers and closers are punctuation, with
// blanks among it.

const BLANK = new RegExp(`[${BLANK_CLASS}]`, 'u');
const FIELD_NAME = /([a-z][a-z_-]{0,31}):(?!\/\/|:)/iy;
const KNOWN_NAMES = [...FIELD_BY_NAME.keys()].join('|');
/** A full-width colon counts behind the name of a field only: subjects have it too. */
const WIDE_FIELD_NAME = new RegExp(`(${KNOWN_NAMES})：`, 'iy');
const WORD = new RegExp(`[^${BLANK_CLASS}]+`, 'uy');
const LIST_VALUE = new RegExp(`[^${BLANK_CLASS},]*`, 'uy');
// `--force` and `->` are things to look for, a lone dash is punctuation in a pasted subject.
const NEGATION = new RegExp(`-(?=[^${BLANK_CLASS}>-])`, 'uy');
const OPENERS = new RegExp(
  `(?:(?:[${OPENER_CLASS}]|<(?=-?(?:${KNOWN_NAMES})[:：]))[${BLANK_CLASS}]*)+`,
  'iuy',
);
/** Directly after a phrase or the value of a field. */
const CLOSERS = new RegExp(`[${SENTENCE_CLASS}${CLOSER_CLASS}>]+(?=[${BLANK_CLASS}]|$)`, 'uy');
/** With blanks before them. */
const LONE_CLOSERS = new RegExp(
  `(?:[${BLANK_CLASS}]+[${CLOSER_CLASS}]+(?=[${BLANK_CLASS}]|$))+`,
  'uy',
);
/** Before a value, where a comma would part values, and behind a minus. */
const VALUE_OPENERS = /[([{（［｛【「『'‘‚`´]+/y;
const NEGATED_OPENERS = new RegExp(`['‘‚\`´]+(?=[^${BLANK_CLASS}'‘‚\`´])`, 'uy');

/**
 * Splits a query into tokens; every character that is not blank belongs to one.
 *
 * @throws BadUserInputError for a phrase that does not end or goes on right behind its end, a quote
 * within a word, a `-` before a group, and punctuation without anything behind it.
 */
export function tokenizeQuery(text: string): QueryToken[] {
  return new QueryTokenizer(text).tokens();
}

class QueryTokenizer {
  readonly #text: string;
  #at = 0;
  /** Whether punctuation was omitted from the token that is read. */
  #stripped = false;

  constructor(text: string) {
    this.#text = text;
  }

  tokens(): QueryToken[] {
    const tokens: QueryToken[] = [];
    this.#skipBlanks();
    let start = this.#at;
    this.#at = Math.max(start, subjectHeadLength(this.#text));
    this.#skipBlanks();
    while (this.#at < this.#text.length) {
      tokens.push(this.#token(start));
      this.#skipBlanks();
      start = this.#at;
    }
    return tokens;
  }

  #token(start: number): QueryToken {
    const openersAt = this.#at;
    this.#stripped = this.#take(OPENERS) !== null;
    if (this.#at >= this.#text.length) {
      throw searchError(this.#text, this.#since(openersAt), {
        problem: 'Punctuation alone is not searched for',
        advice: 'omit it, or quote it',
      });
    }
    const minusAt = this.#at;
    const negated = this.#take(NEGATION) !== null;
    if (negated) this.#refuseGroup(minusAt);
    if (negated && this.#take(NEGATED_OPENERS) !== null) this.#stripped = true;
    const token = this.#bareToken();
    const isWord = token.kind === 'plain' && !token.content.quoted;
    if (!isWord && this.#take(CLOSERS) !== null) this.#stripped = true;
    if (this.#take(LONE_CLOSERS) !== null) this.#stripped = true;
    return { ...token, negated, stripped: this.#stripped, position: this.#since(start) };
  }

  #bareToken(): PlainPart | FieldPart {
    const nameStart = this.#at;
    const name = (this.#take(FIELD_NAME) ?? this.#take(WIDE_FIELD_NAME))?.[1];
    if (name === undefined) {
      const isPhrase = PHRASE_QUOTES.has(this.#peek() ?? '');
      const content = isPhrase ? this.#phrase(false) : this.#unquoted(WORD, false);
      return { kind: 'plain', content };
    }
    const namePosition = { start: nameStart, end: this.#at - 1 };
    // A header line pasted whole: `Message-ID: <id@host>`.
    if (name.toLowerCase() === 'message-id') this.#skipBlanks();
    return { kind: 'field', name, namePosition, values: this.#values() };
  }

  #refuseGroup(start: number): void {
    if (!/[([{（]/.test(this.#peek() ?? '')) return;
    const single = /^[([{（]([^\s()[\]{}（）"]+)[)\]}）](?=\s|$)/.exec(
      this.#text.slice(this.#at),
    )?.[1];
    throw searchError(
      this.#text,
      { start, end: this.#at + 1 },
      {
        problem: 'A group of terms cannot be excluded',
        advice: 'put - directly before each term to exclude; or quote it if it is text',
        ...(single === undefined ? {} : { suggestion: `-${single}` }),
      },
    );
  }

  #values(): TokenText[] {
    if (this.#atEndOfToken()) return [];
    const values: TokenText[] = [];
    for (;;) {
      const start = this.#at;
      const openers = this.#take(VALUE_OPENERS)?.[0] ?? '';
      if (openers !== '') this.#stripped = true;
      const isPhrase = PHRASE_QUOTES.has(this.#peek() ?? '');
      const value = isPhrase ? this.#phrase(true) : this.#unquoted(LIST_VALUE, true);
      if (/['‘‚`´]/.test(openers) && !isPhrase && value.position.end === this.#at) {
        this.#refuseSingleQuotes(start, openers);
      }
      values.push(value);
      if (this.#peek() !== ',') return values;
      this.#at += 1;
    }
  }

  /** `f:'Jane Doe'` would be `f:Jane` and the word `Doe`. */
  #refuseSingleQuotes(start: number, openers: string): never {
    const closing = /['’‘`´]/.exec(this.#text.slice(this.#at));
    const end = closing === null ? this.#at : this.#at + closing.index + 1;
    const inner = this.#text.slice(start + openers.length, closing === null ? end : end - 1);
    throw searchError(
      this.#text,
      { start, end },
      {
        problem: 'A phrase must be in double quotes',
        advice: 'write " on both sides of it',
        suggestion: `"${inner.replace(/["\\]/g, '\\$&')}"`,
      },
    );
  }

  #unquoted(pattern: RegExp, isValue: boolean): TokenText {
    const start = this.#at;
    const whole = this.#take(pattern)?.[0] ?? '';
    const quote = whole.search(/["“”„＂]/);
    if (quote >= 0) {
      throw searchError(
        this.#text,
        { start: start + quote, end: start + quote + 1 },
        {
          problem: 'A quote is inside a word',
          advice:
            'put a space before the phrase, or quote the whole and write \\" for a quote inside',
          suggestion: `"${whole.replace(/["\\]/g, '\\$&')}"`,
        },
      );
    }
    const text = withoutClosers(whole, isValue);
    if (text !== whole) this.#stripped = true;
    return { text, quoted: false, position: { start, end: start + text.length } };
  }

  #phrase(inList: boolean): TokenText {
    const start = this.#at;
    const closers = PHRASE_QUOTES.get(this.#text.charAt(start)) ?? '"';
    let text = '';
    this.#at += 1;
    for (;;) {
      const character = this.#peek();
      if (character === undefined) {
        throw searchError(this.#text, this.#since(start), {
          problem: 'A phrase is not closed',
          advice: `close it with a second ${closers.charAt(0)}`,
        });
      }
      this.#at += 1;
      if (closers.includes(character)) break;
      const next = this.#peek();
      if (character === '\\' && (next === '"' || next === '\\')) {
        text += next;
        this.#at += 1;
      } else {
        text += character;
      }
    }
    const position = this.#since(start);
    if (this.#atEndOfToken() || (inList && this.#peek() === ',')) {
      return { text, quoted: true, position };
    }
    CLOSERS.lastIndex = this.#at;
    if (!CLOSERS.test(this.#text)) {
      throw searchError(
        this.#text,
        { start: this.#at, end: this.#at + 1 },
        {
          problem: 'A phrase must be followed by a space',
          advice: 'put a space after the closing ", and write \\" for a quote inside',
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
