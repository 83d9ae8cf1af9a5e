import { isDeepStrictEqual } from 'node:util';
import type { AnswerError } from '../startTestGateway.js';

/** Name of the lying instance. */
export const LIAR = 'liar';

/** Codes for errors of a server, or for the end of its time. */
const UPSTREAM_CODES: ReadonlySet<string> = new Set([
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_RATE_LIMITED',
  'QUERY_TOO_EXPENSIVE',
]);

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a part of an answer is about the lying instance. */
function isOfLiar(value: unknown): boolean {
  if (!isTree(value)) return false;
  const { instance, name, apiVersion } = value;
  if (isTree(instance)) return instance['name'] === LIAR;
  return instance === LIAR || (apiVersion !== undefined && name === LIAR);
}

/** Sums and positions, which depend on the liar's part. */
const SHARED_FIELDS = new Set(['totalCount', 'uncountedCount', 'pageInfo', 'counts']);

/** The parts of an answer about the other instances. */
function othersOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return (value as readonly unknown[]).filter((one) => !isOfLiar(one)).map(othersOf);
  }
  if (!isTree(value)) return value;
  const isFederated = 'sources' in value;
  const others: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    if (key.startsWith(`${LIAR}_`) || (isFederated && SHARED_FIELDS.has(key))) continue;
    others[key] = key === 'groups' ? groupsOf(one) : othersOf(one);
  }
  return others;
}

function groupsOf(value: unknown): unknown {
  const groups = (Array.isArray(value) ? (value as readonly unknown[]) : []).filter(isTree);
  return groups
    .map(({ key, breakdown }) => ({ key: String(key), breakdown: othersOf(breakdown) }))
    .filter(({ breakdown }) => Array.isArray(breakdown) && breakdown.length > 0)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * The difference between the others' part of an answer and one without the liar; undefined if there is none.
 * Rows of the liar may fill a page, so that the last rows of the others are on the next one.
 */
function differenceOf(truth: unknown, got: unknown, path: string): string | undefined {
  if (isTree(truth) && isTree(got)) {
    for (const key of Object.keys(truth)) {
      if ('sources' in truth && SHARED_FIELDS.has(key)) continue;
      const found =
        key === 'nodes' && 'sources' in truth
          ? differenceOfPages(truth[key], got[key], `${path}.${key}`)
          : differenceOf(pick(truth, key), pick(got, key), `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const [own, other] = [othersOf(truth), othersOf(got)];
  if (isDeepStrictEqual(own, other)) return undefined;
  return `${path}: ${shorten(other)} instead of ${shorten(own)}`;
}

const pick = (tree: Tree, key: string): unknown =>
  key === 'groups' ? groupsOf(tree[key]) : tree[key];

function differenceOfPages(truth: unknown, got: unknown, path: string): string | undefined {
  if (!Array.isArray(got) || !Array.isArray(truth)) return `${path}: ${shorten(got)}`;
  const own = othersOf(truth) as readonly unknown[];
  const other = othersOf(got) as readonly unknown[];
  if (other.length < own.length && got.length < own.length) {
    return `${path}: ${String(other.length)} rows instead of ${String(own.length)}`;
  }
  if (isDeepStrictEqual(own.slice(0, other.length), other)) return undefined;
  const at = other.findIndex((row, index) => !isDeepStrictEqual(row, own[index]));
  return `${path}[${String(at)}]: ${shorten(other[at])} instead of ${shorten(own[at])}`;
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return (text ?? 'undefined').slice(0, 300);
}

/** An answer received while one of the servers lied. */
export interface JudgedAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly errors?: readonly AnswerError[] | undefined;
  readonly durationMs: number;
}

/** The reference for an answer. */
export interface Expectation {
  /** The answer of a gateway without the liar. */
  readonly truth: unknown;
  readonly deadlineMs: number;
  /** Error codes permitted for the lie, in addition to those of upstream failures. */
  readonly codes: readonly string[];
  /** No part of the liar may be reported as complete. */
  readonly spoilsAll: boolean;
}

/** The errors in an answer; empty if there are none. */
export function judgeAnswer(answer: JudgedAnswer, expected: Expectation): readonly string[] {
  const { status, data, errors = [], durationMs } = answer;
  const faults: string[] = [];
  if (status !== 200) faults.push(`status ${String(status)}`);
  if (durationMs > expected.deadlineMs) faults.push(`took ${String(Math.round(durationMs))} ms`);
  if (!isTree(data)) return [...faults, `no data: ${shorten(errors)}`];
  const isAllowed = (code: unknown): boolean =>
    UPSTREAM_CODES.has(String(code)) || expected.codes.includes(String(code));
  for (const { message, extensions, path } of errors) {
    const { code, instance } = extensions;
    if (instance === LIAR && isAllowed(code)) continue;
    // Errors beyond the maximum in an answer are counted in one without an instance.
    if (message.includes('more errors')) continue;
    faults.push(`error ${code} of ${String(instance)} at ${path?.join('.') ?? ''}: ${message}`);
  }
  for (const source of sourcesOf(data)) {
    const { error, status: code } = source;
    if (isTree(error) && !isAllowed(error['code'])) faults.push(`source ${shorten(source)}`);
    if (expected.spoilsAll && code === 'OK') faults.push(`source ${shorten(source)} says OK`);
  }
  const difference = differenceOf(expected.truth, data, 'data');
  return difference === undefined ? faults : [...faults, difference];
}

/** Statements about the liar, anywhere in the answer. */
function sourcesOf(value: unknown): readonly Tree[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap(sourcesOf);
  if (!isTree(value)) return [];
  const { sources } = value;
  const own = Array.isArray(sources) ? (sources as readonly unknown[]).filter(isTree) : [];
  return [
    ...own.filter(({ instance }) => instance === LIAR),
    ...Object.values(value).flatMap(sourcesOf),
  ];
}
