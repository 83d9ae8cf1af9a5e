import { followRedirect, isBelow, type Redirect } from './followRedirect.js';

/** A path and query that URL would not change: no segment starts with a dot, plain or encoded. */
const PLAIN_PATH = /^(?:\/(?!\.|%2e)[\w.~%:@!$&()*+,;=-]*)+(?:\?[\w.~%:@!$&()*+,;=/?-]*)?$/i;

/** Origin and path of one HTTP request. */
export interface RequestTarget {
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
}

/** The URL of an instance, which no request leaves. */
export class BaseUrl {
  readonly hostname: string;
  readonly #origin: string;
  /** Without a slash at its end. */
  readonly #basePath: string;

  constructor(address: string) {
    const url = new URL(address);
    this.hostname = url.hostname;
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/+$/, '');
  }

  /** @throws TypeError for a path that leaves the instance. */
  targetOf(path: string): RequestTarget {
    if (PLAIN_PATH.test(path)) return { origin: this.#origin, path: this.#basePath + path };
    const url = new URL(this.#origin + this.#basePath + path);
    // URL resolves `..`, which must not lead a token out of the instance.
    if (!path.startsWith('/') || !isBelow(url.pathname, this.#basePath)) {
      throw new TypeError(`not a path below the instance's url: ${path}`);
    }
    return toTarget(url);
  }

  /**
   * Where a redirect leads.
   *
   * @throws RequestFailure for one that is not followed.
   */
  redirected(
    target: RequestTarget,
    redirect: Pick<Redirect, 'method' | 'status' | 'location'>,
  ): RequestTarget {
    const base = new URL(`${this.#origin}${this.#basePath}/`);
    const from = new URL(target.origin + target.path);
    return toTarget(followRedirect({ ...redirect, from, base }));
  }

  /** Path and query of a target below the instance's URL. */
  pathOf({ path }: RequestTarget): string {
    return path.slice(this.#basePath.length);
  }
}

function toTarget(url: URL): RequestTarget {
  return { origin: url.origin, path: url.pathname + url.search };
}
