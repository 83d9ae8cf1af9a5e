import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

/**
 * The largest value that is shared, as JSON. Larger values are not decompressed, because the size
 * of a gzipped value is under the control of anyone who can write to the store.
 *
 * @internal
 */
export const MAX_SHARED_BYTES = 8 * 1024 * 1024;

/** The last moment that a Date can represent. */
const MAX_DATE_MS = 8.64e15;

/** More than any entry has. Each tag is looked up with the entry. */
const MAX_TAGS = 16;

/** Base64 takes 4 characters for 3 bytes. */
const MAX_TEXT_LENGTH = Math.ceil((MAX_SHARED_BYTES * 4) / 3) + 8;

/** A value with the data that decides whether it may be served. */
export interface StoredEntry {
  readonly value: unknown;
  /** When its load started, in milliseconds since 1970. */
  readonly startedAt: number;
  /** The number of the last invalidation in L2 that was known then; 0 if there was none. */
  readonly knownTo: number;
  /** When its load ended: its age is counted from here. */
  readonly fetchedAt: number;
  readonly freshMs: number;
  readonly staleMs: number;
  readonly staleIfErrorMs: number;
  readonly tags: readonly string[];
}

/**
 * Text for L2: `j` and JSON, or `z` and the same gzipped in base64 (Keyv's stores keep text).
 *
 * @param key stored with it, so that it cannot be mistaken for the entry of another key.
 * @returns undefined for a value that is too large to be shared.
 */
export async function encodeEntry(
  key: string,
  { value, startedAt, knownTo, fetchedAt, freshMs, staleMs, staleIfErrorMs, tags }: StoredEntry,
  compressAboveBytes: number,
): Promise<string | undefined> {
  const json = JSON.stringify([
    startedAt,
    knownTo,
    fetchedAt,
    freshMs,
    staleMs,
    staleIfErrorMs,
    tags,
    key,
    value,
  ]);
  if (json.length <= compressAboveBytes) return `j${json}`;
  if (Buffer.byteLength(json) > MAX_SHARED_BYTES) return undefined;
  return `z${(await gzipAsync(json)).toString('base64')}`;
}

/** @returns undefined for anything that {@link encodeEntry} did not write for this key. */
export async function decodeEntry(key: string, text: string): Promise<StoredEntry | undefined> {
  try {
    const fields: unknown = JSON.parse(await unpack(text));
    if (!Array.isArray(fields) || fields.length !== 9) return undefined;
    const [startedAt, knownTo, fetchedAt, freshMs, staleMs, staleIfErrorMs, tags, ownKey, value] =
      fields as unknown[];
    if (
      !isSpan(startedAt) ||
      !isSpan(knownTo) ||
      !isSpan(fetchedAt) ||
      !isSpan(freshMs) ||
      !isSpan(staleMs) ||
      !isSpan(staleIfErrorMs) ||
      !isTextList(tags) ||
      tags.length > MAX_TAGS ||
      ownKey !== key
    ) {
      return undefined;
    }
    return { value, startedAt, knownTo, fetchedAt, freshMs, staleMs, staleIfErrorMs, tags };
  } catch {
    return undefined;
  }
}

async function unpack(text: string): Promise<string> {
  if (text.length > MAX_TEXT_LENGTH) return '';
  if (!text.startsWith('z')) return text.startsWith('j') ? text.slice(1) : '';
  const packed = Buffer.from(text.slice(1), 'base64');
  const bytes = await gunzipAsync(packed, { maxOutputLength: MAX_SHARED_BYTES });
  return bytes.toString('utf8');
}

function isSpan(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MAX_DATE_MS;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
