import { page } from '../app/page.js';
import type { TypedDocumentString } from '../generated/graphql.js';
import { tokens } from './tokens.js';

/** One entry of `errors` in an answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** An answer with data, which may have holes: each has an error with its path. */
export interface Answer<T> {
  readonly data: T;
  readonly errors: readonly AnswerError[];
}

/** No data came. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  /**
   * @param errors as the gateway answered; empty where it did not answer.
   * @param status of HTTP; null where nothing came.
   */
  constructor(
    message: string,
    readonly errors: readonly AnswerError[],
    readonly status: number | null,
  ) {
    super(message);
  }
}

/** Codes of a gateway that does not know a document by its hash. */
const UNKNOWN_DOCUMENT = new Set(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED']);

/** Until the gateway has said that it is of another release. */
let knowsHashes = true;

/** Whether a gateway does not know the document: it is of another release than the page. */
export function isUnknownDocument(errors: readonly AnswerError[]): boolean {
  return errors.some(({ extensions }) => UNKNOWN_DOCUMENT.has(String(extensions?.code)));
}

/** Hash by which the gateway knows a document of the page. */
export function hashOf<T, V>(document: TypedDocumentString<T, V>): string {
  return String(document.__meta__?.hash);
}

/** Name of the operation in a document. */
export function operationName(document: { toString(): string }): string {
  return /(?:query|mutation|subscription)\s+(\w+)/.exec(document.toString())?.[1] ?? '';
}

/**
 * Sends one operation to the gateway: the hash of its document, and the document itself to a gateway of another
 * release, which does not know the hash.
 *
 * @returns data with the errors of its holes.
 * @throws RequestError if there is no data at all; an AbortError if the signal ends it.
 */
export async function request<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const operation = { variables, operationName: operationName(document) };
  const named = { ...operation, documentId: `sha256:${hashOf(document)}` };
  const whole = { ...operation, query: document.toString() };
  let answer = await send(knowsHashes ? named : whole, signal);
  if (answer.data == null && isUnknownDocument(answer.errors)) {
    knowsHashes = false;
    answer = await send(whole, signal);
  }
  const { data, errors, status } = answer;
  if (data != null) return { data: data as T, errors };
  const message = errors[0]?.message ?? `The gateway answered with status ${status}.`;
  throw new RequestError(message, errors, status);
}

async function send(
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
): Promise<{ data: unknown; errors: readonly AnswerError[]; status: number }> {
  const header = tokens.header();
  let response: Response;
  try {
    response = await fetch(page.endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
        ...(header !== '' && { [page.tokenHeader]: header }),
      },
      body: JSON.stringify(body),
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new RequestError('The gateway cannot be reached.', [], null);
  }
  const { data, errors = [] } = (await readJson(response)) as {
    data?: unknown;
    errors?: readonly AnswerError[];
  };
  return { data: data ?? null, errors, status: response.status };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    const message = `The gateway answered with status ${response.status}, and not with JSON.`;
    throw new RequestError(message, [], response.status);
  }
}

/** Why a field is null: the error at its path or above or below it. */
export function reasonAt(
  errors: readonly AnswerError[],
  path: readonly (string | number)[],
): string | null {
  const found = errors.find(({ path: at }) => {
    if (at === undefined) return false;
    const length = Math.min(at.length, path.length);
    return path.slice(0, length).every((step, index) => step === at[index]);
  });
  return found?.message ?? null;
}
