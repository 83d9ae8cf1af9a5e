import type { z } from 'zod';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';

/**
 * Where an object keeps which of its fields could not be read, and where it came from. A plain
 * property, so that it survives a cache that keeps JSON; upstream names never begin with `$`.
 */
export const UNREADABLE = '$unreadable';

type Fits = (value: unknown) => boolean;

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
  const { def } = (schema as $ZodTypes)._zod;
  if (def.checks !== undefined && def.checks.length > 0) return never;
  switch (def.type) {
    case 'string':
      return 'format' in def ? never : (value) => typeof value === 'string';
    case 'number':
      if (!('format' in def)) return never;
      return def.format === 'safeint' ? Number.isSafeInteger : never;
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
    case 'array': {
      const element = fitsOf(def.element);
      return (value) => Array.isArray(value) && value.every(element);
    }
    case 'record': {
      const ofKey = (def.keyType as $ZodTypes)._zod.def;
      const ofValue = (def.valueType as $ZodTypes)._zod.def;
      return ofKey.type === 'string' && ofValue.type === 'unknown' ? isObject : never;
    }
    case 'object':
      return def.catchall === undefined ? makeObjectFits(def.shape) : never;
    default:
      return never;
  }
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

/** Whether a JSON value is an object, and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
