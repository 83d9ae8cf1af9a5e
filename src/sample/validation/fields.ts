import type { SampleRequest } from '../SampleRequest.js';
import type { Row, Table } from '../store/Table.js';
import { pythonInt } from '../query/filters.js';
import { pythonText, pythonTypeName } from './pythonJson.js';
import { isObject, notAnObjectMessage, objectFields } from './readInput.js';
import { collectFields } from './validateInput.js';

/** What is wrong with the value of one field: messages, or those of the fields within it. */
export class FieldFault extends Error {
  readonly messages: unknown;

  constructor(...messages: readonly string[]) {
    super(messages.join(' '));
    this.name = 'FieldFault';
    this.messages = messages;
  }

  static nested(errors: unknown): FieldFault {
    const fault = new FieldFault();
    Object.assign(fault, { messages: errors });
    return fault;
  }
}

/** One writable field of a serializer, with the messages of Django REST framework. */
export interface Field<T> {
  readonly required: boolean;
  readonly nullable: boolean;
  /** Whether `""` means null, as it does for keys. */
  readonly emptyIsNull: boolean;
  /** Whether `""` is a value of its own. */
  readonly allowsBlank: boolean;
  /** Whether the field takes several values. */
  readonly many: boolean;
  /**
   * Reads a value that is not null.
   * @throws FieldFault
   */
  readonly read: (value: unknown) => T;
}

/** The properties of a field that differ from the common ones. */
type FieldOptions = Partial<Omit<Field<unknown>, 'read' | 'many' | 'emptyIsNull'>>;

function defineField<T>(
  read: (value: unknown) => T,
  options: FieldOptions & { readonly many?: boolean; readonly emptyIsNull?: boolean },
): Field<T> {
  return {
    required: options.required ?? false,
    nullable: options.nullable ?? false,
    emptyIsNull: options.emptyIsNull ?? false,
    allowsBlank: options.allowsBlank ?? false,
    many: options.many ?? false,
    read,
  };
}

/** A text of limited length; `check` gives the message for a text that is not well formed. */
export function textField(
  options: FieldOptions & {
    readonly maxLength?: number;
    readonly check?: (text: string) => string | undefined;
  },
): Field<string> {
  const { maxLength = Infinity, check, allowsBlank = false } = options;
  return defineField((value) => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new FieldFault('Not a valid string.');
    }
    const text = String(value).trim();
    if (text === '') {
      if (!allowsBlank) throw new FieldFault('This field may not be blank.');
      return text;
    }
    const messages: string[] = [];
    const malformed = check?.(text);
    if (malformed !== undefined) messages.push(malformed);
    if (Array.from(text).length > maxLength) {
      messages.push(`Ensure this field has no more than ${String(maxLength)} characters.`);
    }
    if (text.includes('\0')) messages.push('Null characters are not allowed.');
    if (messages.length > 0) throw new FieldFault(...messages);
    return text;
  }, options);
}

const trueWords = new Set(['t', 'y', 'yes', 'true', 'on', '1']);
const falseWords = new Set(['f', 'n', 'no', 'false', 'off', '0']);
const nullWords = new Set(['null', 'Null', 'NULL', '']);

/** True or false, in any of the words DRF knows; null words where null is allowed. */
export function booleanField(options: FieldOptions = {}): Field<boolean | null> {
  return defineField(
    (value) => {
      const word = typeof value === 'object' ? '' : String(value);
      // DRF lists "true", "True" and "TRUE", but no other mixture of cases.
      const plain = /^(?:[a-z0-9]+|[A-Z][a-z]*|[A-Z]+)$/.test(word) ? word.toLowerCase() : '';
      if (trueWords.has(plain)) return true;
      if (falseWords.has(plain)) return false;
      if (options.nullable === true && nullWords.has(word)) return null;
      throw new FieldFault('Must be a valid boolean.');
    },
    { ...options, allowsBlank: true },
  );
}

/** A whole number that is not negative. */
export function countField(): Field<number> {
  const largest = 2_147_483_647;
  return defineField((value) => {
    const number = pythonInt(pythonText(value).replace(/\.0*\s*$/, ''));
    if (number === undefined) throw new FieldFault('A valid integer is required.');
    if (number < 0) throw new FieldFault('Ensure this value is greater than or equal to 0.');
    if (number > largest) {
      throw new FieldFault(`Ensure this value is less than or equal to ${String(largest)}.`);
    }
    return number;
  }, {});
}

/** The id of a row of another table. */
export function keyField<T extends Row>(
  request: SampleRequest,
  table: Table<T>,
  options: FieldOptions & { readonly check?: (row: T) => string | undefined } = {},
): Field<T> {
  return defineField(
    (value) => {
      const row = readKey(request, table, value);
      const message = options.check?.(row);
      if (message !== undefined) throw new FieldFault(message);
      return row;
    },
    { ...options, emptyIsNull: true },
  );
}

/** A list of ids of rows of another table; the first bad one is reported. */
export function keysField<T extends Row>(
  request: SampleRequest,
  table: Table<T>,
  options: FieldOptions & { readonly check?: (rows: readonly T[]) => string | undefined } = {},
): Field<readonly T[]> {
  return defineField(
    (value) => {
      if (!Array.isArray(value)) {
        throw new FieldFault(`Expected a list of items but got type "${pythonTypeName(value)}".`);
      }
      const rows = value.map((item: unknown) => readKey(request, table, item));
      const message = options.check?.(rows);
      if (message !== undefined) throw new FieldFault(message);
      return rows;
    },
    { ...options, many: true },
  );
}

/** An object with fields of its own. */
export function nestedField<F extends Readonly<Record<string, Field<unknown>>>>(
  fields: F,
  options: FieldOptions & { readonly partial: boolean },
): Field<ReturnType<typeof collectFields<F>>['values']> {
  return defineField((value) => {
    if (!isObject(value)) throw FieldFault.nested({ detail: [notAnObjectMessage(value)] });
    const { values, errors } = collectFields(objectFields(value), fields, options.partial);
    if (Object.keys(errors).length > 0) throw FieldFault.nested(errors);
    return values;
  }, options);
}

function readKey<T extends Row>(request: SampleRequest, table: Table<T>, value: unknown): T {
  const key = keyOf(request, value);
  if (key === undefined) {
    throw new FieldFault(`Incorrect type. Expected pk value, received ${pythonTypeName(value)}.`);
  }
  const row = table.get(key);
  if (row === undefined) {
    throw new FieldFault(`Invalid pk "${pythonText(value)}" - object does not exist.`);
  }
  return row;
}

function keyOf(request: SampleRequest, value: unknown): number | undefined {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string') return pythonInt(value);
  if (typeof value === 'boolean' && !request.traits.refusesBooleanKeys) return Number(value);
  return undefined;
}
