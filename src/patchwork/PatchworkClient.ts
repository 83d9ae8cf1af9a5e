import type { z } from 'zod';
import type { TransportStatus } from '../transport/transport.js';
import { createStampZone, type StampZone } from './StampZone.js';
import type { ClientCollaborators, InstanceOptions } from './clientOptions.js';
import { CachedReads } from './CachedReads.js';
import { jsonOf } from './answers.js';
import { Exchange } from './Exchange.js';
import { FilterValueProbe } from './FilterValueProbe.js';
import { StateCatalog } from './StateCatalog.js';
import { readStatesBy, StateNumbers } from './StateNumbers.js';
import { DEFAULT_FRESHNESS } from './freshness.js';
import { DerivedValues } from './DerivedValues.js';
import { MailReader } from './MailReader.js';
import { ListReader } from './ListReader.js';
import { nameOfText, type CacheName, type ObjectName } from './names.js';
import type { Scope } from './Scope.js';
import { parseShape } from './shape.js';
import { storedMboxOf, storedOrAbsent } from './storedShape.js';
import { StampWatch } from './StampWatch.js';
import { TokenOwners } from './TokenOwners.js';
import { requireMbox } from './requireMbox.js';
import { requireSubject } from './requireAsked.js';
import { TokenTrust } from './TokenTrust.js';
import type { ApiVersion } from '../apiVersions.js';
import { atLeast, capabilitiesOf, type Capabilities } from './versions.js';
import { Writer } from './writes/Writer.js';

/** How a server is doing. */
export type ServerStatus = TransportStatus;

const UTC_ZONE = createStampZone('UTC');

/** One Patchwork server: speaks its API version and reads its answers into one clean model. */
export class PatchworkClient {
  readonly name: string;
  /** What has been found out about values of filters. */
  readonly filterValues: FilterValueProbe;
  /** What has been found out about the numbers of states. */
  readonly stateNumbers: StateNumbers;
  /** What has been found out about the states of patches. */
  readonly states: StateCatalog;
  /** Sends what changes things; see `writes/` for what there is. */
  readonly writer: Writer;
  /** Reads through the cache, and drops what it holds. */
  readonly reads: CachedReads;
  /** Reads and counts lists. */
  readonly lists: ListReader;
  /** Reads patches and covers at their own addresses. */
  readonly mails: MailReader;
  /** Values that are computed from immutable data. */
  readonly derived: DerivedValues;
  /** Notices dates that the configured time zone does not explain. */
  readonly stamps: StampWatch;
  /** Whose the tokens are that callers send. */
  readonly tokenOwners: TokenOwners;
  readonly #serviceToken: string | undefined;
  readonly #exchange: Exchange;
  readonly #trust: TokenTrust;
  readonly #now: () => number;
  readonly #configuredZone: StampZone;

  constructor(
    readonly options: InstanceOptions,
    collaborators: ClientCollaborators,
  ) {
    const { transport, cache, serviceToken, freshness, now = Date.now } = collaborators;
    // Spans are measured by a clock that never steps back, unless a test sets it.
    const elapsed = collaborators.now ?? (() => performance.now());
    this.name = options.name;
    const policies = freshness ?? DEFAULT_FRESHNESS;
    this.#now = now;
    this.#trust = new TokenTrust(elapsed);
    this.#serviceToken = serviceToken;
    this.tokenOwners = new TokenOwners();
    this.#exchange = new Exchange(
      options.name,
      options.apiVersion,
      transport,
      serviceToken,
      this.#trust,
      collaborators.onEvent,
      collaborators.jsonBounds,
      now,
    );
    this.stamps = new StampWatch(this, collaborators.onEvent);
    this.reads = new CachedReads(this.#exchange, {
      name: options.name,
      url: options.url,
      cache,
      freshness: policies,
      trust: this.#trust,
      serviceToken,
      allowAnonymousReads: options.allowAnonymousReads ?? false,
      now,
      elapsed,
    });
    this.mails = new MailReader(options.name, this.#exchange, this.reads, cache, policies);
    this.lists = new ListReader(options.name, {
      exchange: this.#exchange,
      reads: this.reads,
      mails: this.mails,
      stamps: this.stamps,
      elapsed,
    });
    this.derived = new DerivedValues(this.reads, cache, policies);
    this.writer = new Writer(options.name, this.#exchange, transport, this.#trust);
    this.filterValues = new FilterValueProbe(
      async (list, param, value, scope) =>
        (await this.lists.page(list, { params: [[param, value]], perPage: 1 }, scope)).rows,
      elapsed,
    );
    this.stateNumbers = new StateNumbers(readStatesBy(this.lists), options.states, elapsed);
    this.states = new StateCatalog(this.stateNumbers, this.derived, options.states);
    this.#configuredZone = createStampZone(options.timezone);
  }

  /** The time by this client's clock, in milliseconds since 1970. */
  now(): number {
    return this.#now();
  }

  /** The API version agreed on; undefined before the first contact. */
  get knownVersion(): ApiVersion | undefined {
    return this.#exchange.knownVersion;
  }

  /** The API version found by asking the server; undefined before that, and where one is configured. */
  get negotiatedVersion(): ApiVersion | undefined {
    return this.options.apiVersion === undefined ? this.knownVersion : undefined;
  }

  /** Takes the API version that another process has agreed on, where this one has not asked yet. */
  adoptVersion(version: ApiVersion): void {
    this.#exchange.adoptVersion(version);
  }

  /**
   * The clock by which the server stamps events and checks. A server whose newest API is 1.2 or older
   * is Patchwork 3.0 or older, which stamps in UTC whatever its TIME_ZONE (`utcnow` in its models).
   */
  get stampZone(): StampZone {
    const { knownVersion, options } = this;
    const isOld =
      options.apiVersion === undefined &&
      knownVersion !== undefined &&
      !atLeast(knownVersion, '1.3');
    return isOld ? UTC_ZONE : this.#configuredZone;
  }

  /** How far the server's clock is ahead of this client's, by its newest answer; 0 where both agree. */
  get clockOffsetMs(): number {
    return this.#exchange.clockOffsetMs;
  }

  /** How far the server's clock has been set back behind this client's, since the first answer. */
  get clockSetBackMs(): number {
    return this.#exchange.clockSetBackMs;
  }

  /** How the server is doing. */
  get status(): ServerStatus {
    return this.#exchange.status;
  }

  /**
   * The API version agreed on; probes the server when that has not happened yet.
   *
   * @param waiting the operation that waits, or what ends its wait; others go on waiting.
   * @throws UpstreamError when the server cannot be reached or is not a Patchwork server.
   */
  version(waiting?: AbortSignal | Scope): Promise<ApiVersion> | ApiVersion {
    return this.reads.version(waiting);
  }

  /** What the agreed version can do. */
  async capabilities(): Promise<Capabilities> {
    return capabilitiesOf(await this.version());
  }

  /**
   * Reads one object.
   *
   * @returns null when it is absent or hidden: Patchwork answers 404 for both.
   */
  async detail<S extends z.ZodType<object>>(
    name: ObjectName,
    schema: S,
    scope: Scope,
  ): Promise<z.infer<S> | null> {
    const { path } = name;
    const { value } = await this.reads.cached(
      name,
      `${path}/`,
      scope,
      async (sender) => {
        const answer = await this.#exchange.get(`${path}/`, sender);
        if (answer.response.status === 404) return null;
        const found = parseShape(schema, await jsonOf(answer), answer.origin);
        requireSubject(name, found, answer.origin);
        // The settings of the service's own account are nobody's business.
        const isService = sender.token !== undefined && scope.tokenFor(this.name) === undefined;
        return isService && 'settings' in found ? { ...found, settings: null } : found;
      },
      { fits: storedOrAbsent(schema) },
    );
    return value;
  }

  /**
   * What a write is made with: the caller's token, or the service's where the configuration lends it.
   * Reads with it come from the server, never out of the cache.
   *
   * @returns undefined when there is no token to write with.
   */
  writingScope(scope: Scope): Scope | undefined {
    const { serviceWrites = false } = this.options;
    const token = scope.tokenFor(this.name) ?? (serviceWrites ? this.#serviceToken : undefined);
    if (token === undefined) return undefined;
    return {
      ...scope,
      tokenFor: (instance) => (instance === this.name ? token : undefined),
      bypassesCache: true,
    };
  }

  /**
   * Drops answers from the cache after a write, here and on every replica.
   *
   * @param changed mboxes of series and bundles go by the name of all of them.
   */
  async forget(changed: readonly CacheName[]): Promise<void> {
    this.filterValues.forgetEmpty();
    await this.reads.drop(changed);
  }

  /**
   * Reads a page of the web interface that is text: an mbox.
   *
   * @param path below the instance's address, for example `/series/7/mbox/`.
   * @param landing where the server redirects it to, if that is known: saves the redirect.
   * @returns null when it is absent or hidden.
   */
  async text(path: string, scope: Scope, landing?: string): Promise<string | null> {
    const { value } = await this.reads.cached(
      nameOfText(path),
      path,
      scope,
      async (sender) => {
        const accept = 'text/plain, */*';
        const direct = landing && (await this.#exchange.getPage(landing, sender, accept));
        const { response, origin } =
          direct && direct.response.status !== 404
            ? direct
            : await this.#exchange.getPage(path, sender, accept);
        if (response.status === 404) return null;
        requireMbox(response, path, origin);
        return response.body;
      },
      { fits: storedMboxOf(path) },
    );
    return value;
  }

  /**
   * Where a page of the web interface leads to by redirects within the instance.
   *
   * @returns the path below the instance's address; null when there is no such page.
   */
  async landingPath(path: string, scope: Scope): Promise<string | null> {
    scope.onRead(null);
    const { response } = await this.reads.uncached(scope, `GET ${path}`, (signal) =>
      this.#exchange.getPage(path, { scope, signal, token: undefined }, 'text/html'),
    );
    return response.status === 404 ? null : response.path;
  }

  async close(): Promise<void> {
    await this.#exchange.close();
  }
}
