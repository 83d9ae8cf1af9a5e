import { isObject } from '../isObject.js';

/** A value of an answer. */
export type Json =
  string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** An object of an answer. */
export type JsonObject = Readonly<Record<string, Json>>;

/** Parses JSON text. @throws SyntaxError */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

/** The value as an object; an empty one if it is not an object. */
export function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list; an empty one if it is not a list. */
export function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The value at a path within an object, such as `series.name`; null if there is none. */
export function valueAt(value: Json, path: string): Json {
  let current: Json = value;
  for (const step of path.split('.')) current = objectOf(current)[step];
  return current ?? null;
}

/** The text at a path within an object; empty if there is none. */
export function textAt(value: Json, path: string): string {
  const found = valueAt(value, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
