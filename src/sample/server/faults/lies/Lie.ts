import type { IncomingMessage } from 'node:http';
import { isObject } from '../../../../isObject.js';
import type { CapturedAnswer } from '../captureAnswer.js';

/** A request that is answered with a lie. */
export interface AskedFor {
  /** Path with query. */
  readonly url: string;
  readonly method: string;
  readonly request: IncomingMessage;
  /** The number of earlier requests since the lie began. */
  readonly index: number;
}

/** One wrong way to answer. */
export interface Lie {
  readonly name: string;
  readonly tell: (answer: CapturedAnswer, asked: AskedFor) => CapturedAnswer;
  /** True if nothing that is sent can be parsed. */
  readonly spoilsAll?: boolean;
}

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a JSON value is an object. */
export function isJsonObject(value: Json): value is JsonObject {
  return isObject(value);
}

/** An answer with another body, and the matching length in its headers. */
export function withBody(answer: CapturedAnswer, body: Buffer | string): CapturedAnswer {
  const bytes = Buffer.from(body as string);
  return { ...answer, headers: { ...answer.headers, 'content-length': bytes.length }, body: bytes };
}

/** An answer with more headers; undefined removes one. */
export function withHeaders(
  answer: CapturedAnswer,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): CapturedAnswer {
  const all = { ...answer.headers, ...headers } as Record<string, string | undefined>;
  return {
    ...answer,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  };
}

/** The JSON of an answer; undefined if the answer is not JSON. */
export function jsonOf({ headers, body }: CapturedAnswer): Json | undefined {
  if (!String(headers['content-type']).startsWith('application/json')) return undefined;
  return JSON.parse(body.toString()) as Json;
}

/** Whether an answer is a list. */
export function isList(answer: CapturedAnswer): boolean {
  return Array.isArray(jsonOf(answer));
}

/** Changes the JSON of an answer. A text may replace it, where no JSON value can express the lie. */
export function changingJson(
  answer: CapturedAnswer,
  change: (json: Json) => Json | { readonly text: string },
): CapturedAnswer {
  const json = jsonOf(answer);
  if (json === undefined) return answer;
  const changed = change(json);
  const text =
    typeof changed === 'object' && changed !== null && 'text' in changed && !('id' in changed)
      ? changed.text
      : undefined;
  return withBody(answer, typeof text === 'string' ? text : JSON.stringify(changed));
}

/** Changes the rows of a list. */
function changingRows(
  answer: CapturedAnswer,
  change: (rows: readonly Json[]) => readonly Json[],
): CapturedAnswer {
  return changingJson(answer, (json) =>
    Array.isArray(json) ? change(json as readonly Json[]) : json,
  );
}

/** Changes each row of a list, or a single object that has an id. */
function changingObjects(
  answer: CapturedAnswer,
  change: (object: JsonObject) => Json,
): CapturedAnswer {
  return changingJson(answer, (json) => {
    if (Array.isArray(json)) {
      return (json as readonly Json[]).map((row) => (isJsonObject(row) ? change(row) : row));
    }
    return isJsonObject(json) && 'id' in json ? change(json) : json;
  });
}

/** A lie about the rows of lists. */
export function rows(name: string, change: (list: readonly Json[]) => readonly Json[]): Lie {
  return { name, tell: (answer) => changingRows(answer, change) };
}

/** A lie about each object, in a list or alone. */
export function objects(name: string, change: (object: JsonObject) => Json): Lie {
  return { name, tell: (answer) => changingObjects(answer, change) };
}

/** An object whose values are changed one by one. */
export function mapValues(
  object: JsonObject,
  change: (value: Json, key: string) => Json,
): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, change(one, key)]));
}
