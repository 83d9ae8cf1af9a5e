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

/** Name of the operation in a document. */
export function operationName(document: { toString(): string }): string {
  return /(?:query|mutation|subscription)\s+(\w+)/.exec(document.toString())?.[1] ?? '';
}

/**
 * Sends one operation to the gateway.
 *
 * @returns data with the errors of its holes.
 * @throws RequestError if there is no data at all; an AbortError if the signal ends it.
 */
export async function request<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<Answer<T>> {
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
      body: JSON.stringify({
        query: document.toString(),
        variables,
        operationName: operationName(document),
      }),
      credentials: 'same-origin',
      referrerPolicy: 'no-referrer',
      ...(signal !== undefined && { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new RequestError('The gateway cannot be reached.', [], null);
  }
  const { data, errors = [] } = (await readJson(response)) as {
    data?: T | null;
    errors?: readonly AnswerError[];
  };
  if (data != null) return { data, errors };
  const message = errors[0]?.message ?? `The gateway answered with status ${response.status}.`;
  throw new RequestError(message, errors, response.status);
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
