import { UpstreamError } from '../errors.js';
import type { UpstreamResponse } from '../transport/transport.js';
import type { Origin } from './Origin.js';

const TEXT = /^text\/(?:plain|x-patch)\s*(?:;|$)/i;
/** Separates the mails of an mbox (RFC 4155). */
const FIRST_WORD = 'From ';
/** The mbox of a bundle without patches, or of a series that has only its cover, is empty. */
const MAY_BE_EMPTY = /^\/(?:series|bundle)\//;

/**
 * Refuses an answer that is not an mbox: a page, JSON, a truncated body. Cached, it would be
 * shown to everybody as the text of these mails.
 *
 * @param path of the web interface, for example `/series/7/mbox/`.
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE.
 */
export function requireMbox(
  { headers, body }: UpstreamResponse,
  path: string,
  origin: Origin,
): void {
  const type = headers['content-type'] ?? 'no content type';
  const refuse = (detail: string): never => {
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, origin);
  };
  if (/^text\/html/i.test(type)) refuse('expected text and got a web page');
  if (!TEXT.test(type))
    refuse(`expected text/plain and got ${type.split(';')[0] ?? ''}`.slice(0, 200));
  if (!isMbox(body, path)) refuse('expected an mbox, which starts with "From "');
}

/** Whether a text can be the mbox of a path. */
export function isMbox(body: string, path: string): boolean {
  return body === '' ? MAY_BE_EMPTY.test(path) : body.startsWith(FIRST_WORD);
}
