import { UpstreamError } from '../errors.js';
import type { UpstreamResponse } from '../transport/transport.js';
import type { Origin } from './Origin.js';
import { JsonBoundError, parseJson, type JsonBounds } from './parseJson.js';

/** An answer and where it came from. */
export interface Answer {
  readonly response: UpstreamResponse;
  readonly origin: Origin;
  readonly jsonBounds: JsonBounds;
}

/**
 * The JSON of an answer.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when it is none, or more than may be parsed.
 */
export async function jsonOf({ response, origin, jsonBounds }: Answer): Promise<unknown> {
  const failure = { ...origin, status: response.status };
  if (!isJson(response)) {
    const detail = `expected JSON and got ${mediaTypeOf(response)}`;
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, failure);
  }
  try {
    return await parseJson(response.body, jsonBounds);
  } catch (cause) {
    // The parser's message quotes the body, so it becomes the cause only.
    const detail = cause instanceof JsonBoundError ? cause.message : 'the JSON cannot be read';
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, { ...failure, cause });
  }
}

/** Whether an answer says that it is JSON. */
export function isJson(response: UpstreamResponse): boolean {
  return /^application\/json\b/i.test(response.headers['content-type'] ?? '');
}

/** The content type of an answer without its parameters, for errors. */
export function mediaTypeOf({ headers }: UpstreamResponse): string {
  return headers['content-type']?.split(';')[0] ?? 'no content type';
}
