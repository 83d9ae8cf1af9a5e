import { RequestFailure } from './RequestFailure.js';

/** A redirect and the request that it answers. */
export interface Redirect {
  readonly method: string;
  readonly status: number;
  /** The `Location` header. */
  readonly location: string;
  /** The URL that answered. */
  readonly from: URL;
  /** The instance's origin and base path. */
  readonly base: URL;
}

const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** Whether the status sends the client elsewhere; 300 and 304 do not. */
export function isRedirect(status: number): boolean {
  return REDIRECT_STATUSES.has(status);
}

/**
 * Target of a redirected GET. It must be below the instance's URL, because the request may have a
 * token; the same host over https on the default port is accepted too.
 *
 * @throws RequestFailure that says what to configure. The message omits the target, which may
 *   contain a token or data of another caller.
 */
export function followRedirect({ method, status, location, from, base }: Redirect): URL {
  const facts = { status };
  if (!URL.canParse(location, from.href)) {
    throw new RequestFailure('UPSTREAM_BAD_RESPONSE', `${status} to an invalid URL`, facts);
  }
  const target = new URL(location, from);
  if (method !== 'GET') {
    // Patchwork answers a PATCH without trailing slash 301; following it with GET would look
    // like a write that worked (Django's APPEND_SLASH).
    throw new RequestFailure(
      'UPSTREAM_BAD_RESPONSE',
      `${status}: following the redirect would lose the write; ` +
        "the instance's url in the configuration must be the one the server answers at",
      facts,
    );
  }
  if (!isOwnOrigin(target, from)) {
    throw new RequestFailure(
      'UPSTREAM_BAD_RESPONSE',
      `${status} to another server: ` +
        `if it is the right one, configure it as the instance's url`,
      facts,
    );
  }
  if (!isBelow(target.pathname, base.pathname)) {
    throw new RequestFailure(
      'UPSTREAM_BAD_RESPONSE',
      `${status} to a URL outside the instance's url: ` +
        `if Patchwork is there, configure that as the instance's url`,
      facts,
    );
  }
  return target;
}

function isOwnOrigin(target: URL, from: URL): boolean {
  if (target.origin === from.origin) return true;
  return (
    from.protocol === 'http:' &&
    target.protocol === 'https:' &&
    from.hostname === target.hostname &&
    // URL leaves out a default port.
    from.port === '' &&
    target.port === ''
  );
}

/** Whether `path` lies below `basePath`, which ends where a segment does. */
export function isBelow(path: string, basePath: string): boolean {
  return path.startsWith(basePath.endsWith('/') ? basePath : `${basePath}/`);
}
