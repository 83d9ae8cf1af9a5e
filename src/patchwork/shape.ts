import { z } from 'zod';
import { UpstreamError } from '../errors.js';
import { fitsShape, UNREADABLE } from './fitsShape.js';
import { shareParts } from './shareParts.js';

/** Where an upstream answer came from; errors name it. */
export interface Origin {
  readonly instance: string;
  /** Method and path, for example `GET /api/1.3/patches/7/`. */
  readonly request: string;
}

interface Unreadable {
  readonly origin: Origin;
  /** Path of each field within the answer, by its name. */
  readonly fields: Readonly<Record<string, string>>;
}

function unreadableOf(object: object): Unreadable | undefined {
  return (object as { readonly [UNREADABLE]?: Unreadable })[UNREADABLE];
}

/** Text that may be null or missing: real servers do both (a null `person.name`, for example). */
export const text = z.string().nullish();
/** A number of Patchwork's own: ids and counts. */
export const integer = z.int().nullish();
export const flag = z.boolean().nullish();
/** The one field an object cannot do without. */
export const id = z.int();

/**
 * Reads one field.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when the server sent something unreadable there.
 */
export function read<T extends object, K extends keyof T & string>(
  object: T,
  key: K,
): Exclude<T[K], undefined> | null {
  const value = object[key];
  if (value === null || value === undefined) {
    const unreadable = unreadableOf(object);
    const path = unreadable?.fields[key];
    if (unreadable !== undefined && path !== undefined) throw badField(unreadable.origin, path);
    return null;
  }
  return value as Exclude<T[K], undefined>;
}

type Path = readonly PropertyKey[];

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** A copy of `root` with null at `path`; only the objects on the way are copied. */
function withNullAt(root: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof root !== 'object' || root === null) return null;
  const copy = (Array.isArray(root) ? [...(root as unknown[])] : { ...root }) as Record<
    PropertyKey,
    unknown
  >;
  copy[key] = withNullAt(copy[key], rest);
  return copy;
}

/** Shortens a fault's path to a field of an object: a list with a bad element is bad as a whole. */
function toField(path: Path): Path {
  const firstIndex = path.findIndex((key) => typeof key === 'number');
  return firstIndex === -1 ? path : path.slice(0, firstIndex);
}

const dotted = (path: Path): string => path.map(String).join('.');

/**
 * Reads an upstream object tolerantly: a field of the wrong type becomes null, and {@link read}
 * of that field throws an error that names instance, request and field; all else stands.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when not even the id can be read.
 */
export function parseShape<S extends z.ZodType<object>>(
  schema: S,
  json: unknown,
  origin: Origin,
): z.infer<S> {
  if (fitsShape(schema, json)) return json;
  let result = schema.safeParse(json);
  if (result.success) return result.data;
  // The fast path is over: blank out what cannot be read, from the field up to its owner.
  let candidate = json;
  const found = new Map<string, Path>();
  while (!result.success) {
    const [issue] = result.error.issues;
    let path = toField(issue?.path ?? []);
    // A null that the shape refuses (an id) makes the whole object unreadable.
    while (path.length > 0 && valueAt(candidate, path) == null) path = path.slice(0, -1);
    if (path.length === 0) throw badField(origin, dotted(issue?.path ?? []) || 'answer');
    found.set(dotted(path), path);
    candidate = withNullAt(candidate, path);
    result = schema.safeParse(candidate);
  }
  const { data } = result;
  for (const path of found.values()) {
    const owner = valueAt(data, path.slice(0, -1));
    if (typeof owner !== 'object' || owner === null) continue;
    const unreadable: Unreadable = {
      origin,
      fields: { ...unreadableOf(owner)?.fields, [String(path.at(-1))]: dotted(path) },
    };
    Object.assign(owner, { [UNREADABLE]: unreadable });
  }
  return data;
}

/** The error of a field, or of a row as a whole, that could not be read. */
export function badField(origin: Origin, field: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', `cannot read the field "${field}"`, {
    ...origin,
    field,
  });
}

/** Rows of a list, and which could not be read at all. Plain data: caches keep it. */
export interface ParsedRows<T> {
  readonly rows: readonly T[];
  readonly unreadable: readonly UnreadableRow[];
}

/** A row that could not be read at all; {@link badField} makes its error. */
export interface UnreadableRow {
  readonly origin: Origin;
  readonly field: string;
}

/**
 * A list that has to be complete is not answered with a row missing.
 *
 * @throws the first row's error.
 */
export function refuseUnreadable(unreadable: readonly UnreadableRow[]): void {
  const [first] = unreadable;
  if (first !== undefined) throw badField(first.origin, first.field);
}

/**
 * Reads a list row by row. The JSON is the caller's no more: rows come to share equal parts.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when the answer is no list.
 */
export function parseRows<S extends z.ZodType<object>>(
  schema: S,
  json: unknown,
  origin: Origin,
): ParsedRows<z.infer<S>> {
  if (!Array.isArray(json)) {
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'expected a list', origin);
  }
  shareParts(json);
  const rows: z.infer<S>[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const [index, item] of (json as unknown[]).entries()) {
    try {
      rows.push(parseShape(schema, item, origin));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      unreadable.push({ origin, field: `[${String(index)}].${error.extensions.field ?? ''}` });
    }
  }
  return { rows, unreadable };
}
