import { isIP } from 'node:net';
import { z } from 'zod';
import { API_VERSIONS } from '../apiVersions.js';
import { normalizeInstanceUrl } from './instanceUrl.js';

/*
 * Kinds of values of the configuration. The message of a schema states the expected value.
 */

export const MEBIBYTE = 1024 * 1024;

/** Flags, variables and `${...}` give text where the file would have a number. */
export function integer(minimum: number, maximum: number, unit = '') {
  const expected = `a whole number from ${minimum} to ${maximum}${unit && ` (${unit})`}`;
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
    z.int(expected).min(minimum, expected).max(maximum, expected),
  );
}

export function positiveNumber(expected: string) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^[\d.]+$/.test(value) ? Number(value) : value),
    z.number(expected).positive(expected),
  );
}

export function flag() {
  return z.preprocess(
    (value) => (value === 'true' ? true : value === 'false' ? false : value),
    z.boolean('true or false'),
  );
}

/** `10.0.0.7`, `fd00::1`, `10.0.0.0/8`. */
export function isAddressRange(value: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits ?? 0) <= (version === 4 ? 32 : 128);
}

export function text(expected: string) {
  return z.string(expected).trim().min(1, expected);
}

/** YAML reads `1.3` as a number and `1.0` as 1. */
export function apiVersion() {
  return z.preprocess(
    (value) => (typeof value === 'number' ? value.toFixed(1) : value),
    z.enum(API_VERSIONS, `one of ${API_VERSIONS.join(', ')}`),
  );
}

/** Goes into a header, which allows neither blanks nor line breaks of a token. */
export function token() {
  const expected = 'a Patchwork API token: visible characters without blanks and line breaks';
  return text(expected).regex(/^[\x21-\x7e]+$/, expected);
}

export function webAddress(expected: string) {
  return z
    .string(expected)
    .refine((address) => normalizeInstanceUrl(address) !== undefined, expected)
    .overwrite((address) => normalizeInstanceUrl(address) ?? address);
}

/** A variable gives a list of objects as JSON. */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** A variable gives a list of words as text: divided by commas or blanks, or in JSON. */
export function splitText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const parsed = parseJsonText(value);
  return Array.isArray(parsed) ? parsed : value.split(/[\s,]+/).filter(Boolean);
}
