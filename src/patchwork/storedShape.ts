import { isObject } from '../isObject.js';
import type { z } from 'zod';
import { isMbox } from './requireMbox.js';
import { fitsShape, UNREADABLE } from './fitsShape.js';

/** Deeper than anything that Patchwork sends. */
const MAX_DEPTH = 64;

type Fits = (value: unknown) => boolean;

/**
 * Whether values that a shared cache gave back are of a kind, for values that were read by a shape. Only
 * what comes from there is checked: who writes to it may be anybody.
 */
export function storedAs(schema: z.ZodType): Fits {
  return (value) => {
    if (!isSound(value, MAX_DEPTH)) return false;
    return fitsShape(schema, value) || schema.safeParse(value).success;
  };
}

/** The same, for objects with some of the shape's fields. */
export function storedPartOf(schema: z.ZodType, isPart: (value: object) => boolean): Fits {
  const fits = storedAs(schema);
  return (value) => isObject(value) && isPart(value) && fits(value);
}

/** The same, for what may be absent. */
export function storedOrAbsent(schema: z.ZodType): Fits {
  const fits = storedAs(schema);
  return (value) => value === null || fits(value);
}

/** Whether a stored value is a page of rows of a shape. */
export function storedPageOf(row: z.ZodType): Fits {
  const fits = storedAs(row);
  return (value) => {
    if (!isObject(value)) return false;
    const { rows, unreadable, hasNext, lastPage, repeated, isLinkless } = value;
    return (
      Array.isArray(rows) &&
      rows.every(fits) &&
      Array.isArray(unreadable) &&
      unreadable.every(isUnreadableRow) &&
      typeof hasNext === 'boolean' &&
      (lastPage === null || Number.isSafeInteger(lastPage)) &&
      (repeated === undefined || isCount(repeated)) &&
      (isLinkless === undefined || typeof isLinkless === 'boolean')
    );
  };
}

/** Whether a stored value is what the last page of a list shows. */
export function isStoredLastPage(value: unknown): boolean {
  return (
    isObject(value) &&
    (value['previous'] === null || isCount(value['previous'])) &&
    isCount(value['rows'])
  );
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Whether a stored value is the mbox of a path, or says that there is none. */
export function storedMboxOf(path: string): Fits {
  return (value) => value === null || (typeof value === 'string' && isMbox(value, path));
}

function isUnreadableRow(value: unknown): boolean {
  return isObject(value) && typeof value['field'] === 'string' && isOrigin(value['origin']);
}

function isOrigin(value: unknown): boolean {
  return (
    isObject(value) && typeof value['instance'] === 'string' && typeof value['request'] === 'string'
  );
}

/** Not too deep, and with well-formed marks of unreadable fields only. */
function isSound(value: unknown, depthLeft: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depthLeft === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isSound(item, depthLeft - 1));
  for (const key in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    if (key === UNREADABLE ? !isMark(inner) : !isSound(inner, depthLeft - 1)) return false;
  }
  return true;
}

function isMark(value: unknown): boolean {
  if (!isObject(value) || !isOrigin(value['origin']) || !isObject(value['fields'])) return false;
  return Object.values(value['fields']).every((path) => typeof path === 'string');
}
