import type { BadUserInputError } from '../errors.js';
import { suggestName } from '../suggestName.js';
import { CHECK_VALUES, HAS_WORDS, IS_WORDS, STATUS_WORDS } from './ParsedQuery.js';
import type { DateSpan, FieldTerm, SearchValue, VersionRange } from './ParsedQuery.js';
import { addressIn, choose, readDelegate } from './queryWords.js';
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
import { readMessageIds } from './readMessageIds.js';
import { ADVICE_BY_FOREIGN_NAME, FIELD_BY_NAME } from './searchFields.js';
import { searchError, type QueryFault } from './searchError.js';
import type { QueryToken, TokenText } from './tokenizeQuery.js';
import { faultOfValue } from './wordFaults.js';

/** The largest number that is read: six digits. */
const MAX_VERSION = 999_999;

/** Context in which a query is read. */
export interface SearchContext {
  /** For relative dates such as `7d..`, which count whole days in UTC. */
  readonly now: Date;
  /** Names of the configured instances, to refuse others; default: any name is taken. */
  readonly instances?: readonly string[];
}

/** `name:value,value`. */
export type FieldToken = Extract<QueryToken, { readonly kind: 'field' }>;

/** Reads the values of fields, by the syntax of each field. */
export class FieldReader {
  readonly #text: string;
  readonly #context: SearchContext;

  /** @param text the whole query, which errors quote. */
  constructor(text: string, context: SearchContext) {
    this.#text = text;
    this.#context = context;
  }

  /** @throws BadUserInputError for a field or a value that cannot be searched for. */
  read(token: FieldToken): FieldTerm {
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
            readMessageIds(this.#text, value).map((id) => ({
              value: id,
              position: value.position,
            })),
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
        return {
          ...base,
          field,
          values: this.#read(token, (value) => readMailWords(value, field === 'dfn')),
        };
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

  /** A value without special syntax. */
  #plainValue(value: TokenText): string {
    const fault = value.quoted ? undefined : faultOfValue(value.text);
    if (fault !== undefined) throw this.#fault(value, fault);
    return value.text;
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

  /** `ovn`, or `three/ovn` for one instance. */
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
