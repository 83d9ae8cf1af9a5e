import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BadUserInputError } from '../errors.js';
import type { Position } from '../orderedList.js';

/** How far one instance was read when a cursor was made. */
export type SourceState =
  /** Its descending list ended: nothing comes behind that. */
  | { readonly kind: 'exhausted' }
  /** Its ascending list ended, that of others not: it is asked again once they have ended too. */
  | {
      readonly kind: 'ended';
      /** Null: it had no rows. */
      readonly position: Position | null;
    }
  | {
      readonly kind: 'open';
      /** Null: nothing was taken from it yet. */
      readonly position: Position | null;
      /** It failed at this place, so rows of others may have overtaken its own. */
      readonly failed: boolean;
    };

/** Contents of a cursor: the state of every instance, by name. */
export type CursorState = ReadonlyMap<string, SourceState>;

/** Layout: magic byte, version byte, checksum, then the payload as JSON; all of it in base64url. */
const MAGIC = 0xa6;
const VERSION = 1;
const CHECKSUM_BYTES = 6;
const HEADER_BYTES = 2 + CHECKSUM_BYTES;

const EXHAUSTED_CODE = 0;
const START_CODE = 1;
const FAILED_START_CODE = 2;
const ENDED_START_CODE = 3;
const FAILED_MARK = 1;
const ENDED_MARK = 2;
const naturalNumber = z.int().nonnegative();
/** Key, id, ties, offset, and a mark where the instance failed or its list ended. */
const positionSchema = z.tuple([
  z.string(),
  naturalNumber,
  naturalNumber,
  naturalNumber.nullable().optional(),
  z.union([z.literal(FAILED_MARK), z.literal(ENDED_MARK)]).optional(),
]);
const stateSchema = z.union([
  z.literal(EXHAUSTED_CODE),
  z.literal(START_CODE),
  z.literal(FAILED_START_CODE),
  z.literal(ENDED_START_CODE),
  positionSchema,
]);
const payloadSchema = z.tuple([z.string(), z.array(z.tuple([z.string(), stateSchema]))]);
type StateCode = z.infer<typeof stateSchema>;

/**
 * Writes a cursor: URL-safe text that needs no memory of the process that made it.
 * @param queryHash {@link QueryHash} of the query.
 */
export function encodeCursor(state: CursorState, queryHash: string): string {
  const entries = [...state].map(([instance, source]) => [instance, encodeState(source)]);
  const payload = Buffer.from(JSON.stringify([queryHash, entries]));
  return Buffer.concat([Buffer.from([MAGIC, VERSION]), checksum(payload), payload]).toString(
    'base64url',
  );
}

/**
 * Reads a cursor back.
 * @param expectedHash {@link QueryHash} of the present query.
 * @param instances the instances of the present query; given, the message can say that they changed.
 * @throws BadUserInputError if the text is not a cursor, is cut or altered, has an unknown version, or
 * belongs to another filter, order or choice of instances.
 */
export function decodeCursor(
  text: string,
  expectedHash: string,
  instances?: readonly string[],
): CursorState {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes[0] !== MAGIC || !/^[\w-]+$/.test(text)) {
    throw refusal("is not a cursor of this API. Pass an endCursor or an edge's cursor unchanged.");
  }
  if (bytes.length > 1 && bytes[1] !== VERSION) {
    throw refusal(
      `has version ${bytes[1]}, and this API reads version ${VERSION}. Start again without "after".`,
    );
  }
  const payload = bytes.subarray(HEADER_BYTES);
  if (
    !bytes.subarray(2, HEADER_BYTES).equals(checksum(payload)) ||
    bytes.toString('base64url') !== text
  ) {
    throw refusal(
      'is truncated or modified: its checksum does not match. Pass the cursor unchanged.',
    );
  }
  const parsed = payloadSchema.safeParse(parseJson(payload.toString()));
  if (!parsed.success) {
    throw refusal('is not a cursor of this API.');
  }
  const [hash, entries] = parsed.data;
  if (hash !== expectedHash)
    throw otherQuery(
      entries.map(([name]) => name),
      instances,
    );
  return new Map(entries.map(([instance, code]) => [instance, decodeState(code)]));
}

function encodeState(state: SourceState): StateCode {
  if (state.kind === 'exhausted') return EXHAUSTED_CODE;
  const { position } = state;
  const failed = state.kind === 'open' && state.failed;
  const ended = state.kind === 'ended';
  if (!position) return ended ? ENDED_START_CODE : failed ? FAILED_START_CODE : START_CODE;
  const { key, id, ties, offset } = position;
  if (failed || ended) return [key, id, ties, offset ?? null, failed ? FAILED_MARK : ENDED_MARK];
  return offset === undefined ? [key, id, ties] : [key, id, ties, offset];
}

function decodeState(code: StateCode): SourceState {
  if (code === EXHAUSTED_CODE) return { kind: 'exhausted' };
  if (code === ENDED_START_CODE) return { kind: 'ended', position: null };
  if (typeof code === 'number') {
    return { kind: 'open', position: null, failed: code === FAILED_START_CODE };
  }
  const [key, id, ties, offset, mark] = code;
  const position = { key, id, ties, ...(typeof offset === 'number' ? { offset } : {}) };
  if (mark === ENDED_MARK) return { kind: 'ended', position };
  return { kind: 'open', position, failed: mark === FAILED_MARK };
}

/** Not a signature: a forged cursor returns only rows that the same query would give anyway. */
function checksum(payload: Buffer): Buffer {
  return createHash('sha256').update(payload).digest().subarray(0, CHECKSUM_BYTES);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function otherQuery(made: readonly string[], asked: readonly string[] | undefined): Error {
  const before = [...made].sort().join(', ');
  const now = asked && [...new Set(asked)].sort().join(', ');
  return refusal(
    now === undefined || now === before
      ? 'was created for another filter, order or set of instances. Start again without "after".'
      : `was created for the instances ${before}, but this query selects ${now === '' ? 'none' : now}. Start again without "after".`,
  );
}

function refusal(fault: string): BadUserInputError {
  return new BadUserInputError(`The text in "after" ${fault}`, { argument: 'after' });
}

/** Identifies the query of a cursor: a cursor is invalid for any other query. */
export interface QueryIdentity {
  /** The kind of list, for example `patches`. */
  readonly kind: string;
  /** The instances asked, resolved; their order does not matter. */
  readonly instances: readonly string[];
  readonly filter?: unknown;
  readonly orderBy?: unknown;
  /** Anything else that changes which rows come, for example the project a connection belongs to. */
  readonly [part: string]: unknown;
}

/**
 * A short hash that is the same for the same query in every process, computed once a cursor is read or
 * written. The order of object keys and of instances does not matter, and an undefined value counts as none.
 */
export class QueryHash {
  #value: string | undefined;
  readonly #query: QueryIdentity;

  constructor(query: QueryIdentity) {
    this.#query = query;
  }

  get value(): string {
    if (this.#value === undefined) {
      const instances = [...new Set(this.#query.instances)].sort();
      const text = JSON.stringify({ ...this.#query, instances }, sortKeys);
      this.#value = createHash('sha256').update(text).digest('base64url').slice(0, 12);
    }
    return this.#value;
  }
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
