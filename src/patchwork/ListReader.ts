import { UpstreamError } from '../errors.js';
import type { CachedReads } from './CachedReads.js';
import { jsonOf } from './answers.js';
import type { Exchange, Sender } from './Exchange.js';
import { hasPageLinks, pageLinks } from './pageLinks.js';
import { effectOnPage } from './listChanges.js';
import { MAX_PAGE_SIZE, type ListDescription } from './ListDescription.js';
import { CachedLists } from './CachedLists.js';
import type { MailDescription } from './MailHalves.js';
import type { MailReader } from './MailReader.js';
import { names, type ObjectName } from './names.js';
import {
  rowsSent,
  type Count,
  type Dated,
  type Page,
  type PageData,
  type PageRequest,
} from './page.js';
import type { Origin } from './Origin.js';
import { Paging } from './Paging.js';
import { projectsIn, toQuery, type Params } from './query.js';
import { readPageLinks } from './readPageLinks.js';
import { renewRows } from './renewRows.js';
import { requireMatches } from './requireAsked.js';
import type { Scope } from './Scope.js';
import { parseRows, type ParsedRows } from './shape.js';
import type { StampWatch } from './StampWatch.js';
import { isStoredLastPage, storedPageOf } from './storedShape.js';
import { atLeast } from './versions.js';
import { walkPages, type WalkedList } from './walkPages.js';

/** The last page of one row each. */
interface LastPage {
  /** Number of the page before it; null where nothing says so. */
  readonly previous: number | null;
  readonly rows: number;
}

interface ListCollaborators {
  readonly exchange: Exchange;
  readonly reads: CachedReads;
  /** Reads the single rows of a cached page that events have outdated. */
  readonly mails: MailReader;
  readonly stamps: StampWatch;
  /** Milliseconds of a clock that never steps back. */
  readonly elapsed: () => number;
}

/** Reads and counts one server's lists through the cache, and learns from the pages how the server pages. */
export class ListReader {
  /** Finds in other cached lists what a list was asked for that the server failed to give. */
  readonly cached: CachedLists;
  readonly #paging: Paging;

  readonly #name: string;
  readonly #exchange: Exchange;
  readonly #reads: CachedReads;
  readonly #mails: MailReader;
  readonly #stamps: StampWatch;

  /** @param name of the instance. */
  constructor(name: string, { exchange, reads, mails, stamps, elapsed }: ListCollaborators) {
    this.#name = name;
    this.#exchange = exchange;
    this.#reads = reads;
    this.cached = new CachedLists(reads);
    this.#mails = mails;
    this.#stamps = stamps;
    this.#paging = new Paging(elapsed);
  }

  /** Rows of the largest page that the server gives, as far as its pages have shown. */
  get pageLimit(): number {
    return this.#paging.limit;
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
    const { value, ...dated } = await this.#reads.cached(
      name,
      path,
      scope,
      (sender) => this.#fetchPage(list, request, path, sender),
      {
        fits: storedPageOf(list.row),
        effectOf: effectOnPage(list, request),
        hasSubstitute: request.hasSubstitute,
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
    const kind: MailDescription<Row, object> = { path: 'patches', detail: renewal.detail };
    return await renewRows({ list, renewal, request, page, outdated }, async (rows) =>
      rows.by === 'id'
        ? [(await this.#mails.read(kind, rows.id, 'summary', scope))?.summary]
        : (await this.all(list, { params: [['series', String(rows.id)]] }, scope)).rows,
    );
  }

  /** How errors name a list. @param path of the list, below the API version. */
  walked(path: string): WalkedList {
    return { instance: this.#name, path: `${this.#exchange.knownVersion ?? 'latest'}/${path}` };
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
    if (atLeast(await this.#reads.version(scope), '1.3')) {
      const first = await this.page(list, { params, perPage: 1, under }, scope);
      const { fetchedAt, staleBecause } = first;
      if (!first.hasNext) return { count: rowsSent(first), fetchedAt, staleBecause };
      if (first.lastPage !== null) return { count: first.lastPage, fetchedAt, staleBecause };
    }
    const name = names.list(list.path, under, projectsIn(params));
    const path = `${name.path}/?${toQuery([...params, ['page', 'last'], ['per_page', '1']])}`;
    const { value, ...dated } = await this.#reads.cached(
      name,
      path,
      scope,
      (sender) => this.#fetchLast(list, path, sender),
      { fits: isStoredLastPage },
    );
    if (value.previous !== null) return { count: value.previous + value.rows, ...dated };
    if (value.rows === 0) return { count: 0, ...dated };
    // The only row, or the Link header was dropped on the way.
    const second = await this.page(list, { params, page: 2, perPage: 1, under }, scope);
    return { count: rowsSent(second) === 0 ? value.rows : null, ...dated };
  }

  /** Fetches one page, of `path` below the version. */
  async #fetchPage<Row extends object>(
    list: ListDescription<Row>,
    request: PageRequest,
    path: string,
    sender: Sender,
  ): Promise<PageData<Row>> {
    const { page = 1, perPage = MAX_PAGE_SIZE } = request;
    const answer = await this.#exchange.get(path, sender);
    const { response, origin } = answer;
    if (response.status === 404) {
      // The list got shorter since its length was reported, or the object it belongs to is gone.
      const isAbsent = page > 1 || request.under !== undefined;
      if (isAbsent) return { rows: [], unreadable: [], hasNext: false, lastPage: null };
      throw notFound(origin);
    }
    const parsed = parseRows(list.row, await jsonOf(answer), origin, perPage);
    requireMatches(list, request.params ?? [], request.under, parsed.rows, origin);
    const links = readPageLinks(response.headers['link'], { path, page }, origin);
    const rows = withoutRepeats(parsed.rows);
    if (list.stampOf !== undefined) this.#stamps.observe(latest(rows.map(list.stampOf)));
    const sent = parsed.rows.length + parsed.unreadable.length;
    if (sent === 0 && links.next !== null) {
      throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'an empty page has a next page', origin);
    }
    const hasLink = hasPageLinks(links);
    const hasNext = hasLink
      ? links.next !== null
      : await this.#hasUnlinkedNext(list, request, sent, sender);
    this.#paging.observe({ asked: perPage, sent, hasNext, hasLink });
    return {
      rows,
      unreadable: parsed.unreadable,
      hasNext,
      lastPage: links.last,
      ...(rows.length < parsed.rows.length ? { repeated: parsed.rows.length - rows.length } : {}),
      ...(!hasLink && (hasNext || this.#alwaysLinks) && sent > 0 ? { isLinkless: true } : {}),
    };
  }

  /** From Patchwork 3.0 on, which is before API 1.3, every page of a list has a Link header. */
  get #alwaysLinks(): boolean {
    const { knownVersion: version } = this.#exchange;
    return version !== undefined && atLeast(version, '1.3');
  }

  /**
   * Whether a page without a Link header has a next one. One that is as long as it may be is not
   * assumed to be the last: costs 1 small request.
   */
  async #hasUnlinkedNext<Row extends object>(
    list: ListDescription<Row>,
    { page = 1, perPage = MAX_PAGE_SIZE, params = [], under }: PageRequest,
    sent: number,
    sender: Sender,
  ): Promise<boolean> {
    if (!this.#paging.mayHaveNext(perPage, sent, this.#alwaysLinks)) return false;
    // Pages of one row are asked for to count or to look at that row; `count` looks further.
    if (perPage === 1 && page === 1) return true;
    const next: Params =
      page === 1
        ? [
            ['page', String(sent + 1)],
            ['per_page', '1'],
          ]
        : [
            ['page', String(page + 1)],
            ['per_page', String(perPage)],
          ];
    const path = `${names.list(list.path, under).path}/?${toQuery([...params, ...next])}`;
    const answer = await this.#exchange.get(path, sender);
    if (answer.response.status === 404) return false;
    const most = page === 1 ? 1 : perPage;
    const { rows, unreadable } = parseRows(list.row, await jsonOf(answer), answer.origin, most);
    return rows.length + unreadable.length > 0;
  }

  /** Reads the last page of a list, `path` below the version asks for it in pages of one row. */
  async #fetchLast<Row extends object>(
    list: ListDescription<Row>,
    path: string,
    sender: Sender,
  ): Promise<LastPage> {
    const answer = await this.#exchange.get(path, sender);
    if (answer.response.status === 404) return { previous: 0, rows: 0 };
    const { rows, unreadable } = parseRows(list.row, await jsonOf(answer), answer.origin, 1);
    const links = pageLinks(answer.response.headers['link']);
    const sent = rows.length + unreadable.length;
    this.#paging.observe({ asked: 1, sent, hasNext: false, hasLink: hasPageLinks(links) });
    return { previous: links.prev, rows: sent };
  }
}

function notFound(origin: Origin): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'the list was not found (404)', origin);
}

/** The latest of some dates in Patchwork's form. */
function latest(stamps: readonly (string | null | undefined)[]): string {
  return stamps.reduce<string>(
    (found, stamp) => (stamp != null && stamp > found ? stamp : found),
    '',
  );
}

/** Rows by their ids: of those that share one the first. */
function withoutRepeats<Row extends object>(rows: readonly Row[]): readonly Row[] {
  const ids = new Set<unknown>();
  const first = rows.filter((row) => {
    if (!('id' in row)) return true;
    const isNew = !ids.has(row.id);
    ids.add(row.id);
    return isNew;
  });
  return first.length === rows.length ? rows : first;
}
