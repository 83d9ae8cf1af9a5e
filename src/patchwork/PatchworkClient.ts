import type { z } from 'zod';
import { GatewayError, UpstreamError } from '../errors.js';
import type { Transport, TransportStatus, UpstreamResponse } from '../transport/transport.js';
import { createStampZone, type StampZone } from './dates.js';
import { FilterKnowledge } from './FilterKnowledge.js';
import { pageLinks } from './links.js';
import { negotiateVersion } from './negotiateVersion.js';
import { MAX_PAGE_SIZE, type ListDescription } from './Resource.js';
import type { Scope } from './Scope.js';
import { parseRows, parseShape, type Origin, type ParsedRows } from './shape.js';
import type { StateOptions } from './states.js';
import { capabilitiesOf, type ApiVersion, type Capabilities } from './versions.js';

/** Query parameters in the order they are sent; a name may occur several times. */
export type Params = readonly (readonly [name: string, value: string])[];

/** What one instance is like, from the configuration. */
export interface InstanceOptions {
  readonly name: string;
  /** Scheme, host, port and sub-path, without `/api` and without a slash at the end. */
  readonly url: string;
  /** Asked without probing; negotiated when missing. */
  readonly apiVersion?: ApiVersion | undefined;
  /** IANA zone in which the server stamps events and checks. */
  readonly timezone: string;
  /** What the server's states mean, by slug. */
  readonly states?: Readonly<Record<string, StateOptions>> | undefined;
  /** Link names of the only projects that lists show; all when missing. */
  readonly projects?: readonly string[] | undefined;
}

/** Which part of a list to read. */
export interface PageRequest {
  /** Narrows the list to one object's: `patches/7`. */
  readonly under?: string;
  readonly params?: Params;
  /** From 1. */
  readonly page?: number;
  /** At most {@link MAX_PAGE_SIZE}. */
  readonly perPage?: number;
}

/** One page of a list. */
export interface Page<Row> extends ParsedRows<Row> {
  /** Whether the server has a page after this one. */
  readonly hasNext: boolean;
  /** Number of the last page; null where the server does not tell (Patchwork 2.2). */
  readonly lastPage: number | null;
}

/** Builds a query string with every value percent-encoded: Message-IDs hold `+` and `%`. */
export function toQuery(params: Params): string {
  return params
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** One Patchwork server: speaks its API version and reads its answers into one clean model. */
export class PatchworkClient {
  readonly name: string;
  /** What has been found out about values of filters. */
  readonly knowledge: FilterKnowledge;
  /** The clock by which the server stamps events and checks. */
  readonly stampZone: StampZone;
  #version: ApiVersion | undefined;
  #negotiation: Promise<ApiVersion> | undefined;

  constructor(
    readonly options: InstanceOptions,
    private readonly transport: Transport,
    /** For finding the version before anybody's token is at hand. */
    private readonly serviceToken: string | undefined,
    /** Milliseconds since 1970. */
    now: () => number = Date.now,
  ) {
    this.name = options.name;
    this.knowledge = new FilterKnowledge(this, now);
    this.stampZone = createStampZone(options.timezone);
    this.#version = options.apiVersion;
  }

  /** The API version agreed on; undefined before the first contact. */
  get knownVersion(): ApiVersion | undefined {
    return this.#version;
  }

  /** How the server is doing. */
  get status(): TransportStatus {
    return this.transport.status();
  }

  /**
   * The API version agreed on; probes the server when that has not happened yet.
   *
   * @throws UpstreamError when the server cannot be reached or is no Patchwork server.
   */
  version(): Promise<ApiVersion> | ApiVersion {
    if (this.#version !== undefined) return this.#version;
    // Shared by all operations, so it is bound to none of their signals.
    this.#negotiation ??= negotiateVersion(this.transport, this.name, this.serviceToken)
      .then((version) => (this.#version = version))
      .finally(() => (this.#negotiation = undefined));
    return this.#negotiation;
  }

  /** What the agreed version can do. */
  async capabilities(): Promise<Capabilities> {
    return capabilitiesOf(await this.version());
  }

  /**
   * Reads one object.
   *
   * @param path below `/api/{version}/`, for example `patches/7`.
   * @returns null when it is absent or hidden: Patchwork answers 404 for both.
   */
  async detail<S extends z.ZodType<object>>(
    path: string,
    schema: S,
    scope: Scope,
  ): Promise<z.infer<S> | null> {
    const { response, origin } = await this.#get(`${path}/`, scope);
    if (response.status === 404) return null;
    return parseShape(schema, this.#json(response, origin), origin);
  }

  /** Reads one page of a list. A page behind the end is empty. */
  async page<Row extends object>(
    list: ListDescription<Row>,
    request: PageRequest,
    scope: Scope,
  ): Promise<Page<Row>> {
    const page = request.page ?? 1;
    const params: Params = [
      ...(request.params ?? []),
      ...(page === 1 ? [] : [['page', String(page)] as const]),
      ['per_page', String(request.perPage ?? MAX_PAGE_SIZE)],
    ];
    const { response, origin } = await this.#get(
      `${listPath(list, request.under)}/?${toQuery(params)}`,
      scope,
    );
    if (response.status === 404) {
      // The list got shorter since its length was told, or the object it hangs on is gone.
      if (page > 1 || request.under !== undefined) {
        return { rows: [], unreadable: [], hasNext: false, lastPage: null };
      }
      throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'the list is not there (404)', origin);
    }
    const parsed = parseRows(list.row, this.#json(response, origin), origin);
    const links = pageLinks(response.headers['link']);
    if (links.unreadable && links.next === null) {
      throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'cannot read the header "Link"', origin);
    }
    return { ...parsed, hasNext: links.next !== null, lastPage: links.last };
  }

  /** Reads a list whole, page after page. */
  async all<Row extends object>(
    list: ListDescription<Row>,
    request: Omit<PageRequest, 'page' | 'perPage'>,
    scope: Scope,
  ): Promise<ParsedRows<Row>> {
    const rows: Row[] = [];
    const unreadable: UpstreamError[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await this.page(list, { ...request, page }, scope);
      rows.push(...answer.rows);
      unreadable.push(...answer.unreadable);
      if (!answer.hasNext) return { rows, unreadable };
    }
  }

  /**
   * Counts a list by its number of pages of one row each.
   *
   * Costs 1 request, and 2 where the server does not tell the last page (Patchwork 2.2).
   */
  async count<Row extends object>(
    list: ListDescription<Row>,
    params: Params,
    scope: Scope,
  ): Promise<number> {
    const first = await this.page(list, { params, perPage: 1 }, scope);
    if (!first.hasNext) return first.rows.length + first.unreadable.length;
    if (first.lastPage !== null) return first.lastPage;
    const { response } = await this.#get(
      `${list.path}/?${toQuery([...params, ['page', 'last'], ['per_page', '1']])}`,
      scope,
    );
    return (pageLinks(response.headers['link']).prev ?? 0) + 1;
  }

  /**
   * Reads a page of the web interface that is text: an mbox.
   *
   * @param path below the instance's address, for example `/series/7/mbox/`.
   * @returns null when it is absent or hidden.
   */
  async text(path: string, scope: Scope): Promise<string | null> {
    const response = await this.#request(path, scope, 'text/plain, */*');
    const origin = { instance: this.name, request: `GET ${path}` };
    if (response.status === 404) return null;
    this.#refuseFailure(response, origin);
    if (/text\/html/i.test(response.headers['content-type'] ?? '')) {
      throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'expected text and got a web page', origin);
    }
    return response.body;
  }

  /**
   * Where a page of the web interface leads to by redirects within the instance.
   *
   * @returns the path below the instance's address; null when there is no such page.
   */
  async landingPath(path: string, scope: Scope): Promise<string | null> {
    const response = await this.#request(path, scope, 'text/html');
    if (response.status === 404) return null;
    this.#refuseFailure(response, { instance: this.name, request: `GET ${path}` });
    return response.path;
  }

  async close(): Promise<void> {
    await this.transport.close();
  }

  async #get(
    pathBelowVersion: string,
    scope: Scope,
  ): Promise<{ response: UpstreamResponse; origin: Origin }> {
    const version = await this.version();
    const path = `/api/${version}/${pathBelowVersion}`;
    const response = await this.#request(path, scope, 'application/json');
    const origin = { instance: this.name, request: `GET ${path}` };
    if (response.status === 404) {
      await this.#followUpgrade(version, response);
      if (this.#version !== undefined && this.#version !== version) {
        return await this.#get(pathBelowVersion, scope);
      }
    } else {
      this.#refuseFailure(response, origin);
    }
    return { response, origin };
  }

  /**
   * A 404 that is a page and not JSON may mean that the server was changed and lacks the version
   * agreed on: ask again. The configured version is never changed.
   */
  async #followUpgrade(version: ApiVersion, response: UpstreamResponse): Promise<void> {
    if (isJson(response) || this.options.apiVersion !== undefined) return;
    if (this.#version !== version) return;
    const origin = { instance: this.name, request: `GET /api/${version}/` };
    const index = await this.transport.request({
      method: 'GET',
      path: `/api/${version}/`,
      token: this.serviceToken,
    });
    if (index.status !== 404) return;
    this.#version = undefined;
    try {
      await this.version();
    } catch (error) {
      throw error instanceof GatewayError
        ? error
        : new UpstreamError('UPSTREAM_BAD_RESPONSE', 'the API version is gone', origin);
    }
  }

  async #request(path: string, scope: Scope, accept: string): Promise<UpstreamResponse> {
    try {
      scope.signal.throwIfAborted();
      scope.onRequest(this.name);
      return await this.transport.request({
        method: 'GET',
        path,
        accept,
        token: scope.tokenFor(this.name),
        signal: scope.signal,
        lane: scope.lane,
      });
    } catch (error) {
      // The operation's own deadline names no instance; here it is known who was waited for.
      if (error instanceof GatewayError && error.extensions.instance === undefined) {
        const { code, message } = error;
        if (code === 'UPSTREAM_TIMEOUT') {
          throw new UpstreamError(code, message, {
            instance: this.name,
            request: `GET ${path}`,
            cause: error,
          });
        }
      }
      throw error;
    }
  }

  #refuseFailure(response: UpstreamResponse, origin: Origin): void {
    const { status } = response;
    if (status === 200) return;
    const failure = { ...origin, status };
    const said = isJson(response) ? detailOf(response.body) : undefined;
    if (status === 403 || status === 401) {
      // Patchwork has no 401; a front end may.
      if (said?.startsWith('Authentication credentials') === true) {
        throw new UpstreamError(
          'UNAUTHENTICATED',
          `this needs a token of ${this.name}: ${said}`,
          failure,
        );
      }
      if (
        said?.startsWith('Invalid token') === true ||
        said?.startsWith('User inactive') === true
      ) {
        throw new UpstreamError(
          'FORBIDDEN',
          `the token sent for ${this.name} is refused, and with it even what everybody may read: ${said}`,
          failure,
        );
      }
      throw new UpstreamError('FORBIDDEN', said ?? `refused (${String(status)})`, failure);
    }
    throw new UpstreamError(
      'UPSTREAM_BAD_RESPONSE',
      `unexpected status ${String(status)}`,
      failure,
    );
  }

  #json(response: UpstreamResponse, origin: Origin): unknown {
    if (!isJson(response)) {
      throw new UpstreamError(
        'UPSTREAM_BAD_RESPONSE',
        `expected JSON and got ${response.headers['content-type']?.split(';')[0] ?? 'no content type'}`,
        { ...origin, status: response.status },
      );
    }
    try {
      return JSON.parse(response.body) as unknown;
    } catch (cause) {
      // The parser's message quotes the body, so it is kept as the cause only.
      throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'the JSON cannot be read', {
        ...origin,
        status: response.status,
        cause,
      });
    }
  }
}

function listPath<Row extends object>(list: ListDescription<Row>, under?: string): string {
  return under === undefined ? list.path : `${under}/${list.path}`;
}

function isJson(response: UpstreamResponse): boolean {
  return /^application\/json\b/i.test(response.headers['content-type'] ?? '');
}

/** What Patchwork says of a refusal: `{"detail": "..."}`. */
function detailOf(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'detail' in parsed) {
      return typeof parsed.detail === 'string' ? parsed.detail.slice(0, 200) : undefined;
    }
  } catch {
    // Not what Patchwork sends; the status says enough.
  }
  return undefined;
}
