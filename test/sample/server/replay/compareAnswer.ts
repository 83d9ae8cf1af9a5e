import { isDeepStrictEqual } from 'node:util';
import type { Recording } from './recording.js';

/** An answer as received. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const comparedHeaders = [
  'content-type',
  'content-disposition',
  'link',
  'location',
  'allow',
  'vary',
] as const;

/** Reports how our answer differs from a recorded one; undefined if it does not. */
export function compareAnswer(recording: Recording, ours: WireAnswer): string | undefined {
  const { response } = recording;
  if (ours.status !== response.status) {
    return `status ${String(ours.status)}, recorded ${String(response.status)}`;
  }
  for (const name of comparedHeaders) {
    const value = ours.headers[name];
    if (value !== response.headers[name]) {
      return `${name}: ${String(value)}, recorded ${String(response.headers[name])}`;
    }
  }
  return recording.ties === true ? compareTied(recording, ours.text) : compareBody(recording, ours);
}

function compareBody(recording: Recording, ours: WireAnswer): string | undefined {
  const { response, request } = recording;
  if (request.method === 'HEAD') return undefined;
  const type = response.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) {
    const body = JSON.parse(ours.text) as unknown;
    if (response.ids !== undefined) {
      return difference(idsOf(body), response.ids, '$');
    }
    return difference(body, response.body, '$');
  }
  const expected = typeof response.body === 'string' ? response.body : '';
  // Only the first 80 characters of pages are recorded.
  const text = type.startsWith('text/html')
    ? Array.from(ours.text).slice(0, 80).join('')
    : ours.text;
  return difference(text, expected, 'text');
}

/** Rows with equal sort keys may be in any order, and so may the patches in a series. */
function compareTied({ response }: Recording, text: string): string | undefined {
  const body = JSON.parse(text) as unknown;
  if (response.ids !== undefined) {
    const sorted = (ids: readonly unknown[]): readonly unknown[] => [...ids].sort(byNumber);
    return difference(sorted(idsOf(body)), sorted(response.ids), '$ as a set');
  }
  return difference(unordered(body), unordered(response.body), '$ as a set');
}

function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => [JSON.stringify(item), unordered(item)] as const);
    return items.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unordered(each)]));
}

function idsOf(rows: unknown): readonly unknown[] {
  if (!Array.isArray(rows)) return [rows];
  return rows.map((row: unknown) =>
    typeof row === 'object' && row !== null && 'id' in row ? row.id : row,
  );
}

function byNumber(one: unknown, other: unknown): number {
  return Number(one) - Number(other);
}

/** The first path at which two JSON values differ, with both values. */
function difference(ours: unknown, recorded: unknown, path: string): string | undefined {
  if (isDeepStrictEqual(ours, recorded)) return undefined;
  if (Array.isArray(ours) && Array.isArray(recorded)) {
    if (ours.length !== recorded.length) {
      return `${path}: ${String(ours.length)} items ${shorten(ours)}, recorded ${String(recorded.length)} ${shorten(recorded)}`;
    }
    for (const [index, item] of ours.entries()) {
      const found = difference(item, recorded[index], `${path}[${String(index)}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isObject(ours) && isObject(recorded)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(ours)])) {
      const found = difference(ours[key], recorded[key], `${path}.${key}`);
      if (found !== undefined) return found;
    }
  }
  return `${path}: ${shorten(ours)}, recorded ${shorten(recorded)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
