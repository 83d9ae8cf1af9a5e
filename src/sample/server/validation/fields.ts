import { stripBlanks } from '../../../stripBlanks.js';
import type { SampleRequest } from '../SampleRequest.js';
import type { Row, Table } from '../store/Table.js';
import { pythonInt } from '../query/filters.js';
import { defineField, FieldFault, type Field, type FieldOptions } from './Field.js';
import { pythonText, pythonTypeName } from './pythonJson.js';

/** A text of limited length; `check` returns the message for a malformed text. */
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
    const text = stripBlanks(String(value));
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

const TRUE_WORDS = new Set(['t', 'y', 'yes', 'true', 'on', '1']);
const FALSE_WORDS = new Set(['f', 'n', 'no', 'false', 'off', '0']);
const NULL_WORDS = new Set(['null', 'Null', 'NULL', '']);

/** A boolean, in any of the words that DRF accepts; null words if null is allowed. */
export function booleanField(options: FieldOptions = {}): Field<boolean | null> {
  return defineField(
    (value) => {
      const word = typeof value === 'object' ? '' : pythonText(value);
      // DRF lists "true", "True" and "TRUE", but no other mix of cases.
      const plain = /^(?:[a-z0-9]+|[A-Z][a-z]*|[A-Z]+)$/.test(word) ? word.toLowerCase() : '';
      if (TRUE_WORDS.has(plain)) return true;
      if (FALSE_WORDS.has(plain)) return false;
      if (options.nullable === true && NULL_WORDS.has(word)) return null;
      throw new FieldFault('Must be a valid boolean.');
    },
    { ...options, allowsBlank: true },
  );
}

/** A non-negative whole number. */
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

/** A list of ids of rows of another table; the first invalid one is reported. */
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
