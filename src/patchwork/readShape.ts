import { isObject } from '../isObject.js';
import type { z } from 'zod';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { fitsShape, isSmallRecord, MAX_EMBEDDED, UNREADABLE } from './fitsShape.js';
import type { Origin } from './Origin.js';

/** Notes of an object about its unreadable fields. */
export interface Unreadable {
  readonly origin: Origin;
  /** Path of each field within the answer, by its name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** An object with null for unreadable fields, or the required field that is unreadable; {@link WHOLE} for all of it. */
type ReadObject<T> =
  { readonly data: T; readonly badField?: undefined } | { readonly badField: string };

/** In the place of a field: the answer or row is unreadable as a whole. */
export const WHOLE = '';

/** A value that does not fit. */
const BAD = Symbol('bad');

/** Reads one value; the path names it in errors. */
type ReadValue = (value: unknown, path: string, origin: Origin) => unknown;

/** Made once per shape, as in `fitsShape`. */
const made = new WeakMap<$ZodType, ReadValue>();

/**
 * Reads an object that does not fit its shape as it stands. Fields that do not fit are null and marked
 * with {@link UNREADABLE}; those that the shape does not know are left out. A list with an element that
 * does not fit is unreadable as a whole, and so is an object that lacks a field it cannot do without.
 */
export function readShape<S extends z.ZodType<object>>(
  schema: S,
  json: unknown,
  origin: Origin,
): ReadObject<z.infer<S>> {
  if (!isObject(json)) return { badField: WHOLE };
  const missing = requiredFields(schema).find(({ key, schema: field }) => !fits(field, json[key]));
  if (missing !== undefined) return { badField: missing.key };
  const data = readerOf(schema)(json, '', origin);
  return data === BAD ? { badField: WHOLE } : { data: data as z.infer<S> };
}

function readerOf(schema: $ZodType): ReadValue {
  let reader = made.get(schema);
  if (reader === undefined) made.set(schema, (reader = makeReader(schema)));
  return reader;
}

function makeReader(schema: $ZodType): ReadValue {
  // `_zod` is what zod offers to libraries that read schemas (https://zod.dev/library-authors).
  const { def } = (schema as $ZodTypes)._zod;
  const hasChecks = def.checks !== undefined && def.checks.length > 0;
  if (def.type === 'nullable' || def.type === 'optional') {
    const inner = readerOf(def.innerType);
    const empty = def.type === 'nullable' ? null : undefined;
    return (value, path, origin) => (value === empty ? value : inner(value, path, origin));
  }
  if (def.type === 'object' && !hasChecks && def.catchall === undefined) {
    return makeObjectReader(schema);
  }
  return (value) => (fits(schema, value) ? value : BAD);
}

function makeObjectReader(schema: $ZodType): ReadValue {
  const fields = fieldsOf(schema).map((field) => ({ ...field, read: readerOf(field.schema) }));
  return (value, path, origin) => {
    if (!isObject(value)) return BAD;
    const data: Record<string, unknown> = {};
    const faults: Record<string, string> = {};
    let isWhole = true;
    for (const { key, read, isRequired } of fields) {
      const own = value[key];
      if (own === undefined && !isRequired) continue;
      const fieldPath = path === '' ? key : `${path}.${key}`;
      const found = read(own, fieldPath, origin);
      if (found !== BAD) {
        data[key] = found;
        continue;
      }
      if (isRequired) return BAD;
      data[key] = null;
      faults[key] = fieldPath;
      isWhole = false;
    }
    if (!isWhole) data[UNREADABLE] = { origin, fields: faults } satisfies Unreadable;
    return data;
  };
}

interface Field {
  readonly key: string;
  readonly schema: $ZodType;
  /** Neither null nor missing will do. */
  readonly isRequired: boolean;
}

function fieldsOf(schema: $ZodType): readonly Field[] {
  const { def } = (schema as $ZodTypes)._zod;
  if (def.type !== 'object') return [];
  return Object.entries(def.shape).map(([key, field]) => ({
    key,
    schema: field,
    isRequired: !fits(field, null),
  }));
}

const required = new WeakMap<$ZodType, readonly Field[]>();

function requiredFields(schema: $ZodType): readonly Field[] {
  let fields = required.get(schema);
  if (fields === undefined) {
    required.set(schema, (fields = fieldsOf(schema).filter(({ isRequired }) => isRequired)));
  }
  return fields;
}

/** Zod has the last word on rules that `fitsShape` does not know; amounts are bounded before it sees them. */
function fits(schema: $ZodType, value: unknown): boolean {
  if (fitsShape(schema as z.ZodType, value)) return true;
  const isLarge = Array.isArray(value)
    ? (value as unknown[]).length > MAX_EMBEDDED
    : isObject(value) && !isSmallRecord(value);
  return !isLarge && (schema as z.ZodType).safeParse(value).success;
}
