import { listOf, objectOf, parseJson, textAt, type JsonObject } from '../json.js';
import type { Fault } from '../output/faultText.js';
import { PwgError } from '../PwgError.js';

/** An error of an answer, with the code and the instance of its extensions. */
export type AnswerError = Fault;

/** An answer of the graph. */
export interface Answer {
  /** Null if the operation was refused. */
  readonly data: JsonObject | null;
  readonly errors: readonly AnswerError[];
  /** Number of upstream requests. */
  readonly upstreamRequests: number;
  /** The answer as received. */
  readonly content: JsonObject;
}

/** Variables of an operation. */
export type Variables = Readonly<Record<string, unknown>>;

/** The only way to the graph: a gateway, or one in this process. */
export interface Door {
  /** Sends a query or mutation. @throws PwgError if the answer is not a GraphQL response. */
  request(document: string, variables?: Variables): Promise<Answer>;
  /**
   * Sends a subscription, and yields its results until it is completed.
   *
   * @returns undefined if subscriptions are not possible.
   */
  subscribe(
    document: string,
    variables: Variables,
    signal: AbortSignal,
  ): AsyncIterable<Answer> | undefined;
  close(): Promise<void>;
}

/** Requests `extensions.upstream`. */
export const REPORT_HEADER = { 'x-upstream-report': '1' } as const;

/**
 * Reads an answer.
 *
 * @param origin the sender, for messages.
 * @throws PwgError if it is not a GraphQL response.
 */
export function readAnswer(text: string, status: number, origin: string): Answer {
  let content: JsonObject;
  try {
    content = objectOf(parseJson(text));
  } catch (error) {
    throw new PwgError(
      `${origin}: answered ${String(status)} without JSON; is it a gateway?`,
      undefined,
      {
        cause: error,
      },
    );
  }
  if (content['data'] === undefined && content['errors'] === undefined) {
    throw new PwgError(`${origin}: answered ${String(status)} without GraphQL; is it a gateway?`);
  }
  const { data = null, errors = [], extensions = null } = content;
  const requests = Number(textAt(extensions, 'upstream.requests'));
  return {
    data: data === null ? null : objectOf(data),
    errors: listOf(errors).map((error) => ({
      message: textAt(error, 'message'),
      code: textAt(error, 'extensions.code'),
      instance: textAt(error, 'extensions.instance'),
    })),
    content,
    upstreamRequests: Number.isNaN(requests) ? 0 : requests,
  };
}
