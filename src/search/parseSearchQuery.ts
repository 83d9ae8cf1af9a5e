import { BadUserInputError } from '../errors.js';
import { readArchiveAddress } from '../mail/archiveAddress.js';
import { decodedForm } from '../mail/messageId.js';
import { FieldReader, type FieldToken, type SearchContext } from './FieldReader.js';
import { groupTerms } from './groupTerms.js';
import type { LookupTerm, ParsedQuery, SearchTerm } from './ParsedQuery.js';
import { queryNotes } from './queryNotes.js';
import { readMessageIds } from './readMessageIds.js';
import { FIELD_BY_NAME } from './searchFields.js';
import {
  EMPTY_PHRASE,
  isOr,
  NEGATED_LOOKUP,
  PUNCTUATION,
  WEB_PATH,
  withoutAngles,
  withoutHeaderNames,
} from './queryWords.js';
import { searchError } from './searchError.js';
import type { QueryFault } from './searchError.js';
import { tokenizeQuery } from './tokenizeQuery.js';
import type { QueryToken, TokenText } from './tokenizeQuery.js';
import { faultOfPrefix, faultOfWord, wordBeforeStar } from './wordFaults.js';

/** Maximum number of characters of a query. */
const MAX_QUERY_LENGTH = 2000;
/** Maximum number of terms, because each has a cost. */
const MAX_TERMS = 20;

const LETTERS = /^[a-z]*$/i;

type PlainToken = Extract<QueryToken, { readonly kind: 'plain' }>;

/** Together with these, a bare number or `x@y` still identifies an object; with others it is a word. */
const NARROWING_FIELDS: ReadonlySet<string> = new Set(['instance', 'project', 'is']);

/**
 * Parses a search query: words, "quoted phrases", `field:value,value`, a `-` for not, and a pasted
 * Message-ID, address or bare number. `SearchFieldValues` has the values of the fields.
 *
 * An unknown name with nothing after its colon is a word, so that subjects can be pasted as they
 * are (`net: fix a leak`).
 *
 * @throws BadUserInputError for everything that cannot be searched for, with `extensions.position
 *   {start end}`, carets in the message, and `extensions.suggestion` if there is a similar value;
 *   no term is dropped silently.
 */
export function parseSearchQuery(text: string, context: SearchContext): ParsedQuery {
  return new SearchQueryParser(text, context).parse();
}

class SearchQueryParser {
  readonly #text: string;
  readonly #fields: FieldReader;

  constructor(text: string, context: SearchContext) {
    this.#text = text;
    this.#fields = new FieldReader(text, context);
  }

  parse(): ParsedQuery {
    const text = this.#text;
    if (text.length > MAX_QUERY_LENGTH) {
      throw new BadUserInputError(
        `A query of ${String(text.length)} characters is too long; the maximum is ${String(MAX_QUERY_LENGTH)}`,
        { argument: 'query', position: { start: MAX_QUERY_LENGTH, end: text.length } },
      );
    }
    const tokens = withoutHeaderNames(tokenizeQuery(text));
    if (tokens.length === 0) {
      throw new BadUserInputError(
        'The query is empty: write a word, a "phrase", a field such as state:new, a Message-ID, a URL or a number',
        { argument: 'query', position: { start: 0, end: text.length } },
      );
    }
    const plain = tokens.filter((token) => this.#isPlain(token));
    const narrowing = tokens.every(
      (token) => plain.includes(token) || NARROWING_FIELDS.has(this.#fieldOf(token) ?? ''),
    );
    const alone = narrowing && plain.length === 1;
    if (tokens.some(isOr)) {
      const terms = groupTerms(text, tokens, (token) => this.#term(token, false));
      this.#limitTerms(tokens);
      return { text, terms, notes: [] };
    }
    const terms = tokens.map((token) => this.#term(token, alone));
    return { text, terms, notes: queryNotes(text, tokens, terms) };
  }

  /** Words do not count, because pasted subjects have many and servers search for them. */
  #limitTerms(tokens: readonly QueryToken[]): void {
    const beyond = tokens.filter((token) => !isOr(token))[MAX_TERMS];
    if (beyond === undefined) return;
    throw this.#fault(beyond, {
      problem: `A query with OR can have at most ${String(MAX_TERMS)} terms`,
      advice: 'omit some, or list the values of one field with commas',
    });
  }

  #fieldOf(token: QueryToken): string | undefined {
    return token.kind === 'field' ? FIELD_BY_NAME.get(token.name.toLowerCase()) : undefined;
  }

  #isPlain(token: QueryToken): boolean {
    return token.kind === 'plain' || this.#isSubjectWord(token);
  }

  /** `net:` in a pasted subject. */
  #isSubjectWord(token: FieldToken): boolean {
    return token.values.length === 0 && this.#fieldOf(token) === undefined;
  }

  #term(token: QueryToken, alone: boolean): SearchTerm {
    const { negated, position } = token;
    if (token.kind === 'plain') return this.#plain(token, alone);
    if (!this.#isSubjectWord(token)) return this.#fields.read(token);
    const value = this.#text.slice(token.namePosition.start, position.end);
    return { kind: 'text', value, phrase: false, negated, position };
  }

  #plain({ content, negated, position }: PlainToken, alone: boolean): SearchTerm {
    const { text, quoted } = content;
    if (quoted) {
      if (text.trim() === '') throw this.#fault(content, EMPTY_PHRASE);
      return { kind: 'text', value: text, phrase: true, negated, position };
    }
    const inner = withoutAngles(content);
    const lookup =
      this.#lookup(content, position, alone && !negated) ??
      this.#lookup(inner, position, alone && !negated);
    if (lookup !== null) {
      if (negated) throw this.#fault({ position }, NEGATED_LOOKUP);
      return lookup;
    }
    const beginning = wordBeforeStar(inner.text);
    const fault = beginning === null ? faultOfWord(inner.text) : faultOfPrefix(beginning);
    if (fault !== undefined) throw this.#fault(inner, fault);
    if (beginning !== null) {
      return { kind: 'text', value: beginning, phrase: false, prefix: true, negated, position };
    }
    if (/^[)\]}>'’‘`´,;，；、。）］｝】」』]+$/.test(inner.text))
      throw this.#fault(inner, PUNCTUATION);
    return { kind: 'text', value: inner.text, phrase: false, negated, position };
  }

  #lookup(content: TokenText, position: TokenText['position'], alone: boolean): LookupTerm | null {
    const { text } = content;
    // Addresses, Message-IDs and numbers have other characters.
    if (LETTERS.test(text)) return null;
    const base = { kind: 'lookup', negated: false, position } as const;
    const bracketed = /^<(.+)>$/.exec(text)?.[1];
    if (readArchiveAddress(text) !== null) {
      return { ...base, ...this.#messageLookup(content), mayBeAddress: false };
    }
    if (/^https?:\/\/\S/i.test(bracketed ?? text)) {
      return { ...base, lookup: 'url', value: bracketed ?? text };
    }
    if (bracketed !== undefined && (alone || /@|%(?:25)?40/.test(bracketed))) {
      const address = `https://${bracketed}`;
      if (alone && WEB_PATH.test(bracketed)) return { ...base, lookup: 'url', value: address };
      return { ...base, ...this.#messageLookup(content), mayBeAddress: false };
    }
    if (!alone) return null;
    const digits = /^#?(\d{1,15})$/.exec(text)?.[1];
    if (digits !== undefined) return { ...base, lookup: 'number', value: Number(digits) };
    const address = `https://${text}`;
    if (readArchiveAddress(address) !== null) {
      return {
        ...base,
        ...this.#messageLookup({ ...content, text: address }),
        mayBeAddress: false,
      };
    }
    if (WEB_PATH.test(text)) return { ...base, lookup: 'url', value: address };
    if (!/^[^\s"<>@][^\s"<>]*(?:@|%(?:25)?40)[^\s"<>]+$/i.test(text)) return null;
    const mayBeAddress = /^[^@%/,:;]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(text);
    return { ...base, ...this.#messageLookup(content), mayBeAddress };
  }

  #messageLookup(content: TokenText) {
    const forms = readMessageIds(this.#text, content);
    const value = decodedForm(forms);
    return { lookup: 'messageId', value, ...(forms.length > 1 && { forms }) } as const;
  }

  #fault({ position }: Pick<TokenText, 'position'>, fault: QueryFault): BadUserInputError {
    return searchError(this.#text, position, fault);
  }
}
