import { ClientError, type AnswerError } from './ClientError.js';
import { textOf, type TypedDocument } from './document.js';
import type { Endpoint } from './Endpoint.js';
import { sourcesOf, type Source } from './sources.js';

export interface RequestOptions {
  /** Aborts the request; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** An answer, which can be partial: data and errors together. */
export interface Answer<Data> {
  /** Null if nothing could be read, for example because the document is not valid. */
  readonly data: Data | null;
  /** Empty if there are none. */
  readonly errors: readonly AnswerError[];
  /** Every `sources` that the document selects under this name, with the path of its list. */
  readonly sources: readonly Source[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** @throws ClientError if there is no GraphQL answer, and TypeError for variables that JSON does not have. */
export async function request<Data>(
  endpoint: Endpoint,
  document: TypedDocument<unknown, never> | string,
  variables: unknown,
  { signal }: RequestOptions = {},
): Promise<Answer<Data>> {
  const { url, headers } = endpoint;
  const body = JSON.stringify({ query: textOf(document), variables });
  let response: Response;
  let text: string;
  try {
    response = await endpoint.fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json',
        ...headers,
        'content-type': 'application/json',
      },
      body,
      ...(signal && { signal }),
    });
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ClientError('TRANSPORT', `${url}: ${messageOf(cause)}`, { cause });
  }
  const answer = parseAnswer<Data>(text);
  if (response.status === 429) throw rateLimited(url, response, answer?.errors);
  if (answer === undefined) {
    const { status } = response;
    throw new ClientError('NOT_GRAPHQL', `${url}: ${status}: the answer is not GraphQL`, {
      status,
    });
  }
  return answer;
}

/** @returns undefined if the text is not a GraphQL answer. */
export function parseAnswer<Data>(text: string): Answer<Data> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { data, errors, extensions } = parsed as Partial<Answer<Data>>;
  if (typeof data !== 'object' && !Array.isArray(errors)) return undefined;
  return {
    data: data ?? null,
    errors: errors ?? [],
    sources: sourcesOf(data),
    extensions: extensions ?? {},
  };
}

/** The error for an answer with status 429. */
export function rateLimited(
  url: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  errors: readonly AnswerError[] = [],
): ClientError {
  const retryAfterSeconds = readRetryAfter(headers.get('retry-after'));
  const wait = retryAfterSeconds === undefined ? '' : `; retry after ${retryAfterSeconds} s`;
  const reason = errors[0]?.message ?? 'too many requests';
  const details = { status, retryAfterSeconds, errors };
  return new ClientError('RATE_LIMITED', `${url}: 429: ${reason}${wait}`, details);
}

/** Seconds of a `Retry-After` (RFC 9110, section 10.2.3); undefined if it has none. */
export function readRetryAfter(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/** The message of anything that was thrown, with the reason that `fetch` hides in `cause`. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { message, cause } = thrown;
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
