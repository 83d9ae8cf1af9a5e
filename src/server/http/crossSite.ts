import type { FastifyRequest } from 'fastify';
import { BadUserInputError } from '../../errors.js';

/** Types of a body that any page may send without asking first: https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const SIMPLE_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

/** Apollo's own; a browser asks first before it sends one of them to another origin. */
const PREFLIGHTED_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'];

/** Values that browsers send with requests that no foreign page has made: https://www.w3.org/TR/fetch-metadata/ */
const OWN_SITES: ReadonlySet<unknown> = new Set([undefined, 'same-origin', 'none']);

/**
 * Refuses requests that a page of a foreign origin could send without a preflight: a POST that is a form, and a
 * GET of which the browser says that another site has made it. Mutations by GET are refused anyway.
 *
 * @param allowedOrigins `cors.origins`.
 * @throws BadUserInputError
 */
export function refuseCrossSite(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  const { headers, method } = request;
  if (method === 'OPTIONS' || PREFLIGHTED_HEADERS.some((name) => headers[name] !== undefined)) {
    return;
  }
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (method === 'POST') {
    if (type !== '' && !SIMPLE_TYPES.has(type)) return;
    throw new BadUserInputError(
      `A POST to /graphql needs the header "content-type: application/json"${type === '' ? '' : `, not ${type}`}; other types are refused because pages on other sites can send them.`,
    );
  }
  if (type !== '' && !SIMPLE_TYPES.has(type)) return;
  if (OWN_SITES.has(headers['sec-fetch-site'])) return;
  const { origin } = headers;
  if (origin !== undefined && origin !== 'null') {
    if (allowedOrigins.includes('*') || allowedOrigins.includes(origin)) return;
  }
  throw new BadUserInputError(
    'A GET from another site is refused; add its origin to cors.origins, or send a POST with "content-type: application/json".',
  );
}

/** Whether a user follows a link: the response is a file, which no page can read. */
export function isNavigation({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/** Whether a browser opens the endpoint as a page, and asks nothing. */
export function isPageVisit({ method, headers, query }: FastifyRequest): boolean {
  return (
    method === 'GET' &&
    /\btext\/html\b/i.test(headers.accept ?? '') &&
    !(typeof query === 'object' && query !== null && 'extensions' in query)
  );
}
