import { isObject } from '../isObject.js';
import type { z } from 'zod';
import type { $ZodChecks, $ZodType, $ZodTypes } from 'zod/v4/core';

/**
 * Where an object keeps which of its fields could not be read, and where it came from. A plain
 * property, so that it survives a cache that keeps JSON; upstream names never begin with `$`.
 */
export const UNREADABLE = '$unreadable';

type Fits = (value: unknown) => boolean;
type CheckDef = $ZodChecks['_zod']['def'];

/** Made once per shape; shapes are stated once and live as long as the program. */
const made = new WeakMap<$ZodType, Fits>();

/**
 * Whether a JSON value is of a shape as it stands, beside fields that the shape does not know. Zod
 * would make a copy of it, which takes longer than to parse the JSON in the first place. False says
 * nothing: zod decides then.
 */
export function fitsShape<S extends z.ZodType>(schema: S, json: unknown): json is z.infer<S> {
  return fitsOf(schema)(json);
}

function fitsOf(schema: $ZodType): Fits {
  let fits = made.get(schema);
  if (fits === undefined) made.set(schema, (fits = makeFits(schema)));
  return fits;
}

const never: Fits = () => false;

function makeFits(schema: $ZodType): Fits {
  // `_zod` is what zod offers to libraries that read schemas (https://zod.dev/library-authors).
  const { def } = (schema as $ZodTypes)._zod;
  const checks = (def.checks ?? []).map((check) => (check as $ZodChecks)._zod.def);
  if (def.type === 'array') return makeArrayFits(def.element, checks);
  if (def.type === 'number') return makeNumberFits('format' in def ? def.format : '', checks);
  if (def.type === 'string' && !('format' in def)) return makeTextFits(checks);
  if (checks.length > 0) return never;
  switch (def.type) {
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'unknown':
      return () => true;
    case 'enum': {
      const words = new Set<unknown>(Object.values(def.entries));
      return (value) => words.has(value);
    }
    case 'nullable': {
      const inner = fitsOf(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'optional': {
      const inner = fitsOf(def.innerType);
      return (value) => value === undefined || inner(value);
    }
    case 'union': {
      const isPlain = !('discriminator' in def) && def.inclusive !== false;
      const options = def.options.map(fitsOf);
      return isPlain ? (value) => options.some((fits) => fits(value)) : never;
    }
    case 'record': {
      const ofKey = (def.keyType as $ZodTypes)._zod.def;
      return ofKey.type === 'string' ? makeRecordFits(def.valueType) : never;
    }
    case 'object':
      return def.catchall === undefined ? makeObjectFits(def.shape) : never;
    default:
      return never;
  }
}

/** Texts can have conditions of their own. */
function makeTextFits(checks: readonly CheckDef[]): Fits {
  const conditions: ((text: string) => unknown)[] = [];
  for (const check of checks) {
    if (!('fn' in check) || typeof check.fn !== 'function') return never;
    conditions.push(check.fn as (text: string) => unknown);
  }
  // Nearly all texts: there are dozens in a row.
  if (conditions.length === 0) return (value) => typeof value === 'string';
  return (value) => typeof value === 'string' && conditions.every((holds) => holds(value) === true);
}

/** Numbers are ids and counts: whole, from 0, and within GraphQL's Int. */
function makeNumberFits(format: unknown, checks: readonly CheckDef[]): Fits {
  const [check] = checks;
  const isFromZero =
    checks.length === 1 && check?.check === 'greater_than' && check.inclusive && check.value === 0;
  return format === 'int32' && isFromZero ? isCount : never;
}

/** Lists inside an object have a bound, which is checked before their elements. */
function makeArrayFits(schema: $ZodType, checks: readonly CheckDef[]): Fits {
  const element = fitsOf(schema);
  let most = Infinity;
  for (const check of checks) {
    if (check.check !== 'max_length') return never;
    most = Math.min(most, check.maximum);
  }
  return (value) => Array.isArray(value) && value.length <= most && value.every(element);
}

/** Records inside an object have a bound, which is checked before their values. */
function makeRecordFits(schema: $ZodType): Fits {
  const element = fitsOf(schema);
  return (value) => isSmallRecord(value) && Object.values(value).every(element);
}

function makeObjectFits(shape: Readonly<Record<string, $ZodType>>): Fits {
  const fields = Object.entries(shape).map(([key, schema]) => ({ key, fits: fitsOf(schema) }));
  return (value) => {
    // Our own mark, sent by a server, is left to zod, which drops it.
    if (!isObject(value) || UNREADABLE in value) return false;
    for (const { key, fits } of fields) {
      if (!fits(value[key])) return false;
    }
    return true;
  };
}

/**
 * The largest number that GraphQL's Int and PostgreSQL's integer hold
 * (https://spec.graphql.org/October2021/#sec-Int).
 */
export const MAX_INT = 2 ** 31 - 1;

/** Entries of one list or record inside an object: mails, headers, maintainers. */
export const MAX_EMBEDDED = 10_000;

/** Whether a JSON value is a whole number from 0 that GraphQL's Int holds: an id, a count. */
export function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_INT;
}

/** Whether a JSON value is an object with no more values than {@link MAX_EMBEDDED}, those of lists counted. */
export function isSmallRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  let count = 0;
  for (const key in value) {
    const one = value[key];
    count += Array.isArray(one) ? one.length + 1 : 1;
    if (count > MAX_EMBEDDED) return false;
  }
  return true;
}
