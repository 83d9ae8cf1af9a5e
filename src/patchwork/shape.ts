import { z } from 'zod';
import { UpstreamError } from '../errors.js';
import { isObject } from '../isObject.js';
import { fitsShape, MAX_EMBEDDED, UNREADABLE } from './fitsShape.js';
import { isScriptUrl } from './isScriptUrl.js';
import type { Origin } from './Origin.js';
import { readShape, WHOLE, type Unreadable } from './readShape.js';
import { shareParts } from './shareParts.js';

function unreadableOf(object: object): Unreadable | undefined {
  return (object as { readonly [UNREADABLE]?: Unreadable })[UNREADABLE];
}

/** Text that may be null or missing: real servers do both (a null `person.name`, for example). */
export const text = z.string().nullish();
/** A URL that clients may link to. Patchwork does not check those that maintainers enter. */
export const url = z
  .string()
  .refine((address) => !isScriptUrl(address))
  .nullish();
/** A number of Patchwork's own, such as a count; it fits GraphQL's Int and is not negative. */
export const integer = z.int32().min(0).nullish();
export const flag = z.boolean().nullish();
/** The one field an object cannot do without. It fits GraphQL's Int and our global ids. */
export const id = z.int32().min(0);

/** A list inside an object. It is refused before its elements are read when it is longer than {@link MAX_EMBEDDED}. */
export function listOf<S extends z.ZodType>(element: S): z.ZodArray<S> {
  return z.array(element).max(MAX_EMBEDDED);
}

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
  const result = readShape(schema, json, origin);
  if (result.badField !== undefined) throw badField(origin, result.badField);
  return result.data;
}

/**
 * The error of what could not be read.
 *
 * @param field path of a field; `[2]` is the third row; {@link WHOLE} is the whole answer.
 */
export function badField(origin: Origin, field: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', `cannot read ${nameOf(field)}`, {
    ...origin,
    ...(field !== WHOLE && { field }),
  });
}

function nameOf(field: string): string {
  if (field === WHOLE) return 'the answer';
  return `the ${field.endsWith(']') ? 'row' : 'field'} "${field}"`;
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
  /** Its number and date, by which later answers show it again; missing if it has neither. */
  readonly identity?: string;
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
 * Reads a list row by row. The caller no longer owns the JSON: rows may share equal parts.
 *
 * @param most rows that were requested.
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE if the answer is not a list, and before any row is read
 * when it has more rows than were requested.
 */
export function parseRows<S extends z.ZodType<object>>(
  schema: S,
  json: unknown,
  origin: Origin,
  most: number,
): ParsedRows<z.infer<S>> {
  if (!Array.isArray(json)) {
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'expected a list', origin);
  }
  if (json.length > most) {
    const detail = `${String(json.length)} rows, ${String(most)} were requested`;
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, origin);
  }
  shareParts(json);
  const rows: z.infer<S>[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const [index, item] of (json as unknown[]).entries()) {
    if (fitsShape(schema, item)) {
      rows.push(item);
      continue;
    }
    const result = readShape(schema, item, origin);
    if (result.badField === undefined) rows.push(result.data);
    else {
      const field = fieldOf(index, result.badField);
      unreadable.push({ origin, field, ...identityOf(item) });
    }
  }
  return { rows, unreadable };
}

const MAX_IDENTITY_LENGTH = 100;

function identityOf(item: unknown): { readonly identity?: string } {
  const { id, date } = isObject(item) ? item : {};
  const parts = [id, date].filter((part) => typeof part === 'number' || typeof part === 'string');
  return parts.length === 0 ? {} : { identity: parts.join(' ').slice(0, MAX_IDENTITY_LENGTH) };
}

function fieldOf(index: number, badField: string): string {
  const row = `[${String(index)}]`;
  return badField === WHOLE ? row : `${row}.${badField}`;
}
