import { BadUserInputError } from '../errors.js';
import { readArchiveAddress } from '../mail/archiveAddress.js';
import { messageIdForms } from '../mail/messageId.js';
import { CHECK_VALUES, HAS_WORDS, IS_WORDS, STATUS_WORDS } from './ParsedQuery.js';
import { groupTerms } from './groupTerms.js';
import type {
  DateSpan,
  FieldTerm,
  LookupTerm,
  ParsedQuery,
  SearchTerm,
  SearchValue,
  VersionRange,
} from './ParsedQuery.js';
import { notesOf } from './queryNotes.js';
import {
  AGE_FORMS,
  DATE_FORMS,
  DateFault,
  readAge,
  readBefore,
  readDateSpan,
  readSince,
} from './readDateSpan.js';
import { readHash, readHeaderWords, readMailWords, type Read } from './readMailWords.js';
import { ADVICE_BY_FOREIGN_NAME, FIELD_BY_NAME } from './searchFields.js';
import {
  addressIn,
  choose,
  EMPTY_PHRASE,
  isOr,
  NEGATED_LOOKUP,
  PUNCTUATION,
  readDelegate,
  WEB_PATH,
  withoutAngles,
  withoutHeaderNames,
} from './queryWords.js';
import { suggestName } from '../suggestName.js';
import { searchError } from './searchError.js';
import type { QueryFault } from './searchError.js';
import { tokenizeQuery } from './tokenizeQuery.js';
import type { QueryToken, TokenText } from './tokenizeQuery.js';
import { faultOfPrefix, faultOfValue, faultOfWord, wordBeforeStar } from './wordFaults.js';

/** Longer queries are refused: no person types them. Characters. */
const MAX_QUERY_LENGTH = 2000;
/** More terms are refused: each costs its share. */
const MAX_TERMS = 20;

/** The largest number of six digits, which is what is read. */
const MAX_VERSION = 999_999;

/** What a query is read against. */
export interface SearchContext {
  /** For relative dates such as `7d..`, which count whole days in UTC. */
  readonly now: Date;
  /** Names of the configured instances, to refuse others; default: any name is taken. */
  readonly instances?: readonly string[];
}

type PlainToken = Extract<QueryToken, { readonly kind: 'plain' }>;
type FieldToken = Extract<QueryToken, { readonly kind: 'field' }>;

/** Beside these a bare number or `x@y` still names an object; beside others it is a word. */
const NARROWING_FIELDS: ReadonlySet<string> = new Set(['instance', 'project', 'is']);

/**
 * Parses what was typed into the search: words, "quoted phrases", `field:value,value`, a `-` for not,
 * and a pasted Message-ID, address or bare number. What the fields hold is in `SearchFieldValues`.
 *
 * An unknown name with nothing after its colon is a word, so that subjects can be pasted
 * as they are (`net: fix a leak`).
 *
 * @throws BadUserInputError for everything that cannot be searched for, with
 * `extensions.position {start end}`, carets in the message, and where one is near
 * `extensions.suggestion`; never a term that is silently dropped.
 */
export function parseSearchQuery(text: string, context: SearchContext): ParsedQuery {
  return new SearchQueryParser(text, context).parse();
}

class SearchQueryParser {
  readonly #text: string;
  readonly #context: SearchContext;

  constructor(text: string, context: SearchContext) {
    this.#text = text;
    this.#context = context;
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
    return { text, terms, notes: notesOf(text, tokens, terms) };
  }

  /** Pasted subjects have many words, and only servers look for those. */
  #limitTerms(tokens: readonly QueryToken[]): void {
    const beyond = tokens.filter((token) => !isOr(token))[MAX_TERMS];
    if (beyond === undefined) return;
    throw this.#fault(beyond, {
      problem: `A query with OR can have at most ${String(MAX_TERMS)} terms`,
      advice: 'leave some out, or list the values of one field with commas',
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
    if (!this.#isSubjectWord(token)) return this.#field(token);
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
    const forms = this.#messageIds(content);
    const value = forms.at(-1) ?? content.text;
    return { lookup: 'messageId', value, ...(forms.length > 1 && { forms }) } as const;
  }

  #field(token: FieldToken): FieldTerm {
    const { name, negated, position } = token;
    const field = FIELD_BY_NAME.get(name.toLowerCase());
    if (field === undefined) throw this.#unknownField(token);
    const base = { kind: 'field', negated, position } as const;
    if (token.values.length === 0 || token.values.some(({ text }) => text.trim() === '')) {
      throw this.#fault(
        token.values.find(({ text }) => text.trim() === '') ?? { position: token.namePosition },
        {
          problem: `${name}: a value is missing`,
          advice: `write it directly after the ${token.values.length > 1 ? 'comma' : 'colon'}, in quotes if it has spaces`,
        },
      );
    }
    switch (field) {
      case 'subject':
      case 'state':
        return { ...base, field, values: this.#each(token, (value) => this.#plainValue(value)) };
      case 'path':
        return { ...base, field, values: this.#each(token, ({ text }) => text.trim()) };
      case 'status':
        return {
          ...base,
          field,
          values: this.#each(token, (v) => this.#oneOf(v, name, STATUS_WORDS)),
        };
      case 'has':
        return {
          ...base,
          field,
          values: this.#each(token, (v) => this.#oneOf(v, name, HAS_WORDS)),
        };
      case 'reviewer':
      case 'submitter':
        return {
          ...base,
          field,
          values: this.#each(token, (value) => addressIn(this.#plainValue(value))),
        };
      case 'project':
        return { ...base, field, values: this.#each(token, (value) => this.#project(value)) };
      case 'delegate':
        return {
          ...base,
          field,
          values: this.#each(token, (value) => {
            this.#plainValue(value);
            return readDelegate(value);
          }),
        };
      case 'messageId':
        return {
          ...base,
          field,
          values: token.values.flatMap((value) =>
            this.#messageIds(value).map((id) => ({ value: id, position: value.position })),
          ),
        };
      case 'instance':
        return { ...base, field, values: this.#each(token, (value) => this.#instance(value)) };
      case 'check':
        return {
          ...base,
          field,
          values: this.#each(token, (v) => this.#oneOf(v, name, CHECK_VALUES)),
        };
      case 'is':
        return { ...base, field, values: this.#each(token, (v) => this.#oneOf(v, name, IS_WORDS)) };
      case 'version':
        return { ...base, field, values: this.#each(token, (value) => this.#version(value)) };
      case 'archived':
        return { ...base, field, values: this.#single(token, (value) => this.#flag(value, name)) };
      case 'date':
        return { ...base, field, values: this.#dates(token, readDateSpan) };
      case 'since':
        return { ...base, field: 'date', values: this.#dates(token, readSince) };
      case 'before':
        return { ...base, field: 'date', values: this.#dates(token, readBefore) };
      case 'age':
        return { ...base, field: 'date', values: this.#dates(token, readAge, AGE_FORMS) };
      case 'h':
        return { ...base, field, values: this.#read(token, readHeaderWords) };
      case 'dfpre':
      case 'dfpost':
      case 'dfblob':
      case 'patchid':
        return { ...base, field, values: this.#read(token, readHash) };
      default:
        return { ...base, field, values: this.#read(token, readMailWords) };
    }
  }

  #each<T>(token: FieldToken, read: (value: TokenText) => T): SearchValue<T>[] {
    return token.values.map((value) => ({ value: read(value), position: value.position }));
  }

  #single<T>(token: FieldToken, read: (value: TokenText) => T): SearchValue<T>[] {
    const second = token.values[1];
    if (second === undefined) return this.#each(token, read);
    throw this.#fault(second, {
      problem: `${token.name}: accepts only one value`,
      advice: 'remove the others',
    });
  }

  #read<T>(token: FieldToken, read: (value: TokenText) => Read<T>): SearchValue<T>[] {
    return this.#each(token, (value) => {
      const found = read(value);
      if ('fault' in found) throw this.#fault(value, found.fault);
      return found.value;
    });
  }

  #dates(
    token: FieldToken,
    read: (text: string, now: Date) => DateSpan,
    advice = DATE_FORMS,
  ): SearchValue<DateSpan>[] {
    return this.#single(token, (value) => {
      try {
        return read(value.text, this.#context.now);
      } catch (error) {
        if (!(error instanceof DateFault)) throw error;
        throw this.#fault(value, { problem: error.message, advice });
      }
    });
  }

  /** A value as it is, where nothing in it would make it find nothing. */
  #plainValue(value: TokenText): string {
    const fault = value.quoted ? undefined : faultOfValue(value.text);
    if (fault !== undefined) throw this.#fault(value, fault);
    return value.text;
  }

  /** The ids that a text can mean; the last one is decoded. */
  #messageIds(value: TokenText): readonly string[] {
    try {
      return messageIdForms(value.text);
    } catch (error) {
      if (!(error instanceof BadUserInputError)) throw error;
      throw this.#fault(value, {
        problem: 'This is not a valid Message-ID',
        advice: 'write it as in the mail, such as m:20260131093000.1234-1-jane@example.org',
      });
    }
  }

  #instance(value: TokenText): string {
    const { instances } = this.#context;
    if (instances === undefined) return value.text;
    const known = instances.find((name) => name.toLowerCase() === value.text.toLowerCase());
    if (known !== undefined) return known;
    throw this.#fault(value, {
      problem: `Unknown instance "${value.text}"`,
      ...choose(value.text, instances),
    });
  }

  /** `ovn`, or `three/ovn` for that of one instance. */
  #project(value: TokenText): string {
    // A list's id is in brackets in `List-Id:`.
    const text = addressIn(this.#plainValue(value));
    const slash = text.indexOf('/');
    if (slash < 0) return text;
    const rest = text.slice(slash + 1);
    if (rest === '' || rest.includes('/')) {
      throw this.#fault(value, {
        problem: `"${text}" is not a project`,
        advice:
          'write its link name as in project:netdev, or instance/name as in project:kernel/netdev',
      });
    }
    const position = { start: value.position.start, end: value.position.start + slash };
    return `${this.#instance({ ...value, text: text.slice(0, slash), position })}/${rest}`;
  }

  #oneOf<T extends string>(value: TokenText, name: string, words: readonly T[]): T {
    const word = words.find((known) => known === value.text.toLowerCase());
    if (word !== undefined) return word;
    throw this.#fault(value, {
      problem: `${name}: unknown value "${value.text}"`,
      ...choose(value.text, words),
    });
  }

  #flag(value: TokenText, name: string): boolean {
    const word = value.text.toLowerCase();
    if (word === 'true' || word === 'yes') return true;
    if (word === 'false' || word === 'no') return false;
    throw this.#fault(value, {
      problem: `${name}: unknown value "${value.text}"`,
      advice: 'write true or false',
    });
  }

  #version(value: TokenText): VersionRange {
    const exact = /^v?(\d{1,6})$/i.exec(value.text)?.[1];
    if (exact !== undefined) return { minimum: Number(exact), maximum: Number(exact) };
    const range = /^v?(\d{1,6})?\.\.v?(\d{1,6})?$/i.exec(value.text);
    if (range !== null && (range[1] ?? range[2]) !== undefined) {
      const minimum = range[1] === undefined ? null : Number(range[1]);
      const maximum = range[2] === undefined ? null : Number(range[2]);
      if (minimum === null || maximum === null || minimum <= maximum) return { minimum, maximum };
    }
    const compared = /^(>=|<=|>|<)v?(\d{1,6})$/i.exec(value.text);
    const bound = Number(compared?.[2]);
    if (compared?.[1] === '>=') return { minimum: bound, maximum: null };
    if (compared?.[1] === '>' && bound < MAX_VERSION) return { minimum: bound + 1, maximum: null };
    if (compared?.[1] === '<=') return { minimum: null, maximum: bound };
    if (compared?.[1] === '<' && bound > 0) return { minimum: null, maximum: bound - 1 };
    throw this.#fault(value, {
      problem: `"${value.text}" is not a version`,
      advice: 'write a number as in version:2, a range as in version:2..4, or version:>1',
    });
  }

  #unknownField({ name, namePosition, position }: FieldToken): BadUserInputError {
    const whole = this.#text.slice(namePosition.start, position.end);
    const quote = `or quote the whole if it is text: "${whole.replaceAll('"', '')}"`;
    const known = [...FIELD_BY_NAME.keys()].filter((key) => key.length > 1);
    const foreign = ADVICE_BY_FOREIGN_NAME.get(name.toLowerCase());
    const near = foreign === undefined ? suggestName(name, known) : undefined;
    const meant =
      foreign ?? (near === undefined ? `fields are ${known.join(', ')}` : `did you mean ${near}:`);
    return this.#fault(
      { position: namePosition },
      {
        problem: `Unknown field "${name}"`,
        advice: `${meant}; ${quote}`,
        ...(near === undefined ? {} : { suggestion: near }),
      },
    );
  }

  #fault({ position }: Pick<TokenText, 'position'>, fault: QueryFault): BadUserInputError {
    return searchError(this.#text, position, fault);
  }
}
