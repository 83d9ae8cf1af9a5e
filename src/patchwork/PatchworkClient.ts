import type { z } from 'zod';
import type { Cache } from '../cache/cache.js';
import type { TransportStatus } from '../transport/transport.js';
import { createStampZone, type StampZone } from './dates.js';
import type { ClientCollaborators, InstanceOptions, ReadMail } from './clientOptions.js';
import { CachedReads, cacheRead } from './CachedReads.js';
import { Exchange, jsonOf, type Sender } from './Exchange.js';
import { FilterValueProbe } from './FilterValueProbe.js';
import { patches } from './resources/patch.js';
import { StateCatalog } from './StateCatalog.js';
import { DEFAULT_FRESHNESS, immutablePolicy, type FreshnessOptions } from './freshness.js';
import {
  isContentHalf,
  isSummaryHalf,
  splitMail,
  type MailKind,
  type LoadedMail,
} from './MailHalves.js';
import {
  rowsSent,
  type Count,
  type Dated,
  type Page,
  type PageData,
  type PageRequest,
} from './page.js';
import { KeptHalves } from './KeptHalves.js';
import { ListReader, withoutRepeats } from './ListReader.js';
import { nameOfText, names, type CacheName, type ObjectName } from './names.js';
import { MAX_PAGE_SIZE, type ListDescription } from './ListDescription.js';
import type { Scope } from './Scope.js';
import { parseShape, type ParsedRows } from './shape.js';
import {
  isStoredLastPage,
  storedMboxOf,
  storedOrAbsent,
  storedPageOf,
  storedPartOf,
} from './storedShape.js';
import { effectOnPage } from './listChanges.js';
import { renewRows } from './renewRows.js';
import { StampWatch } from './StampWatch.js';
import { TokenOwners } from './TokenOwners.js';
import { requireMbox } from './requireMbox.js';
import { requireSubject } from './requireAsked.js';
import { projectsIn, toQuery, type Params } from './query.js';
import { TokenTrust } from './TokenTrust.js';
import { walkPages, type WalkedList } from './walkPages.js';
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
  /** What has been found out about the states of patches. */
  readonly states: StateCatalog;
  /** Sends what changes things; see `writes/` for what there is. */
  readonly writer: Writer;
  /** Reads through the cache, and drops what it holds. */
  readonly reads: CachedReads;
  /** Notices dates that the configured time zone does not explain. */
  readonly stamps: StampWatch;
  /** Whose the tokens are that callers send. */
  readonly tokenOwners: TokenOwners;
  readonly #serviceToken: string | undefined;
  readonly #exchange: Exchange;
  readonly #cache: Cache;
  readonly #trust: TokenTrust;
  readonly #freshness: FreshnessOptions;
  readonly #now: () => number;
  readonly #configuredZone: StampZone;
  readonly #lists: ListReader;
  readonly #halves: KeptHalves;

  constructor(
    readonly options: InstanceOptions,
    collaborators: ClientCollaborators,
  ) {
    const { transport, cache, serviceToken, freshness, now = Date.now } = collaborators;
    // Spans are measured by a clock that never steps back, unless a test sets it.
    const elapsed = collaborators.now ?? (() => performance.now());
    this.name = options.name;
    this.#cache = cache;
    this.#freshness = freshness ?? DEFAULT_FRESHNESS;
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
    this.#lists = new ListReader(this.#exchange, elapsed, this.stamps);
    this.reads = new CachedReads(this.#exchange, {
      name: options.name,
      url: options.url,
      cache,
      freshness: this.#freshness,
      trust: this.#trust,
      serviceToken,
      allowAnonymousReads: options.allowAnonymousReads ?? false,
      now,
    });
    this.#halves = new KeptHalves(this.reads, cache, this.#freshness);
    this.writer = new Writer(options.name, this.#exchange, transport, this.#trust);
    this.filterValues = new FilterValueProbe(
      async (list, param, value, scope) =>
        (await this.page(list, { params: [[param, value]], perPage: 1 }, scope)).rows,
      options.states,
      elapsed,
    );
    this.states = new StateCatalog(
      async (params, scope) => (await this.count(patches, params, scope)).count,
      this.filterValues,
      options.states,
    );
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

  /** Rows of the largest page that the server gives, as far as its pages have shown. */
  get pageLimit(): number {
    return this.#lists.pageLimit;
  }

  /** How far the server's clock is ahead of this client's, by its newest answer; 0 where both agree. */
  get clockOffsetMs(): number {
    return this.#exchange.clockOffsetMs;
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
   * Reads a patch or cover at its own address. What changes (`summary`) and what does not
   * (`content`) are kept apart, so that a mail's text and diff are fetched once in a month.
   *
   * @param need `summary` is content with a kept one; `whole` fetches both: ask
   * {@link PatchworkClient.keptContents} first.
   * @returns null when it is absent or hidden.
   */
  async mail<Summary extends object, Content extends object>(
    kind: MailKind<Summary, Content>,
    id: number,
    need: 'summary' | 'whole',
    scope: Scope,
  ): Promise<ReadMail<Summary, Content> | null> {
    const name = names.of(kind.path, id);
    const { path } = name;
    const load = async (sender: Sender): Promise<LoadedMail<Summary, Content> | null> => {
      const moment = this.#cache.moment();
      const answer = await this.#exchange.get(`${path}/`, sender);
      if (answer.response.status === 404) {
        await this.#halves.forgetContent(name);
        return null;
      }
      const detail = parseShape(kind.detail, await jsonOf(answer), answer.origin);
      requireSubject(name, detail, answer.origin);
      const halves = splitMail<Summary, Content>(detail);
      const reads =
        sender.token === undefined ? await this.#halves.keep(name, halves, moment) : null;
      return { halves, reads };
    };
    if (need === 'whole') {
      const { value } = await this.reads.cached(name, `${path}/ whole`, scope, load, {
        once: true,
      });
      for (const read of value?.reads ?? [null]) scope.onRead(read);
      return value === null ? null : value.halves;
    }
    const own: { mail?: LoadedMail<Summary, Content> | null } = {};
    const isSummary = storedPartOf(kind.detail, isSummaryHalf);
    const { value } = await this.reads.cached(
      name,
      `${path}/`,
      scope,
      async (sender) => {
        own.mail = await load(sender);
        return own.mail === null ? null : own.mail.halves.summary;
      },
      { fits: (stored) => stored === null || isSummary(stored) },
    );
    if (value === null) return null;
    const { mail } = own;
    if (mail === undefined || mail === null) return { summary: value };
    scope.onRead(mail.reads?.[0] ?? null);
    return { summary: value, content: mail.halves.content };
  }

  /** Contents of mails that are kept, by number; one look for all. */
  async keptContents<Content extends object>(
    kind: MailKind<object, Content>,
    ids: readonly number[],
    scope: Scope,
  ): Promise<ReadonlyMap<number, Content>> {
    const found = new Map<number, Content>();
    if (this.reads.isPersonal(kind.path, scope)) return found;
    const keys = new Map(ids.map((id) => [this.reads.contentKey(names.of(kind.path, id)), id]));
    const fits = storedPartOf(kind.detail, isContentHalf);
    const kept = await this.#cache.getMany<Content>([...keys.keys()], fits);
    for (const [key, { value, serial }] of kept) {
      const id = keys.get(key);
      if (id === undefined) continue;
      scope.onCacheUse(this.name, 'HIT');
      scope.onRead(cacheRead(key, serial));
      found.set(id, value);
    }
    return found;
  }

  /**
   * Values that were kept by {@link PatchworkClient.keeping}, by word; one look for all.
   *
   * @param fits whether a value of the shared cache is of this kind.
   */
  async keptValues<T>(
    words: readonly string[],
    fits: (value: unknown) => boolean,
    scope: Scope,
  ): Promise<ReadonlyMap<string, T>> {
    const found = new Map<string, T>();
    if (words.length === 0 || this.reads.isPersonal('patches', scope)) return found;
    const keys = new Map(words.map((word) => [this.reads.derivedKey(word), word]));
    const kept = await this.#cache.getMany<T>([...keys.keys()], fits);
    for (const [key, { value, serial }] of kept) {
      const word = keys.get(key);
      if (word === undefined) continue;
      scope.onRead(cacheRead(key, serial));
      found.set(word, value);
    }
    return found;
  }

  /**
   * Begins to keep values that are derived from what never changes, for as long as contents of mails.
   * Call it before what they are derived from is read.
   *
   * @returns keeps values by word; those that only this caller may see are not kept.
   */
  keeping(scope: Scope): (values: ReadonlyMap<string, unknown>) => Promise<void> {
    if (this.reads.isPersonal('patches', scope)) return () => Promise.resolve();
    const moment = this.#cache.moment();
    const policy = immutablePolicy(this.#freshness);
    return async (values) => {
      if (values.size === 0) return;
      const entries = Array.from(values, ([word, value]) => ({
        key: this.reads.derivedKey(word),
        value,
        policy,
      }));
      await this.#cache.setMany(entries, moment);
    };
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
    const name = names.list(list.path, request.under, projectsIn(request.params));
    const path = `${name.path}/?${toQuery(params)}`;
    const { value, ...dated } = await this.reads.cached(
      name,
      path,
      scope,
      (sender) => this.#lists.fetchPage(list, request, path, sender),
      {
        fits: storedPageOf(list.row),
        effectOf: effectOnPage(list, request),
        renew: (data, outdated) => this.#renewRows(list, request, data, outdated, scope),
      },
    );
    return { ...value, ...dated };
  }

  async #renewRows<Row extends object>(
    list: ListDescription<Row>,
    request: PageRequest,
    page: PageData<Row>,
    outdated: ReadonlySet<number>,
    scope: Scope,
  ): Promise<PageData<Row> | null> {
    const { renewal } = list;
    if (renewal === undefined) return null;
    const kind: MailKind<Row, object> = { path: 'patches', detail: renewal.detail };
    return await renewRows({ list, renewal, request, page, outdated }, async (rows) =>
      rows.by === 'id'
        ? [(await this.mail(kind, rows.id, 'summary', scope))?.summary]
        : (await this.all(list, { params: [['series', String(rows.id)]] }, scope)).rows,
    );
  }

  /** How errors name a list. @param path of the list, below the API version. */
  walked(path: string): WalkedList {
    return { instance: this.name, path: `${this.knownVersion ?? 'latest'}/${path}` };
  }

  /** Reads a list whole, page after page; a row that comes twice is given once. */
  async all<Row extends object>(
    list: ListDescription<Row>,
    request: Omit<PageRequest, 'page' | 'perPage'>,
    scope: Scope,
  ): Promise<ParsedRows<Row> & Dated> {
    const walked = this.walked(names.list(list.path, request.under).path);
    const pages = await walkPages(walked, async (page, perPage) => {
      const answer = await this.page(list, { ...request, page, perPage }, scope);
      return { ...answer, sent: rowsSent(answer), sentAt: answer.fetchedAt };
    });
    const [first] = pages;
    if (first !== undefined && pages.length === 1) return first;
    return {
      rows: withoutRepeats(pages.flatMap(({ rows }) => rows)),
      unreadable: pages.flatMap(({ unreadable }) => unreadable),
      fetchedAt: Math.min(...pages.map(({ fetchedAt }) => fetchedAt)),
      staleBecause: pages.find((page) => page.staleBecause !== null)?.staleBecause ?? null,
    };
  }

  /**
   * Counts a list by its number of pages of one row each. Costs 1 request, and 1 more where the Link
   * header is missing: a list of one row has none up to Patchwork 2.2.
   *
   * Patchwork reports the last page from 3.0 on, which is before API 1.3; up to 2.2 the last page has to
   * be requested, which has a link to the one before it.
   *
   * @param under narrows the list to one object's.
   */
  async count<Row extends object>(
    list: ListDescription<Row>,
    params: Params,
    scope: Scope,
    under?: ObjectName,
  ): Promise<Count> {
    if (atLeast(await this.version(scope), '1.3')) {
      const first = await this.page(list, { params, perPage: 1, under }, scope);
      const { fetchedAt, staleBecause } = first;
      if (!first.hasNext) return { count: rowsSent(first), fetchedAt, staleBecause };
      if (first.lastPage !== null) return { count: first.lastPage, fetchedAt, staleBecause };
    }
    const name = names.list(list.path, under, projectsIn(params));
    const path = `${name.path}/?${toQuery([...params, ['page', 'last'], ['per_page', '1']])}`;
    const { value, ...dated } = await this.reads.cached(
      name,
      path,
      scope,
      (sender) => this.#lists.fetchLast(list, path, sender),
      { fits: isStoredLastPage },
    );
    if (value.previous !== null) return { count: value.previous + value.rows, ...dated };
    if (value.rows === 0) return { count: 0, ...dated };
    // The only row, or the Link header was dropped on the way.
    const second = await this.page(list, { params, page: 2, perPage: 1, under }, scope);
    return { count: rowsSent(second) === 0 ? value.rows : null, ...dated };
  }

  /**
   * Reads a page of the web interface that is text: an mbox.
   *
   * @param path below the instance's address, for example `/series/7/mbox/`.
   * @returns null when it is absent or hidden.
   */
  async text(path: string, scope: Scope): Promise<string | null> {
    const { value } = await this.reads.cached(
      nameOfText(path),
      path,
      scope,
      async (sender) => {
        const { response, origin } = await this.#exchange.getPage(path, sender, 'text/plain, */*');
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
