import { UpstreamError } from '../errors.js';
import { jsonOf, type Exchange, type Sender } from './Exchange.js';
import { pageLinks } from './links.js';
import { names } from './names.js';
import type { PageData, PageRequest } from './page.js';
import { Paging } from './Paging.js';
import type { StampWatch } from './StampWatch.js';
import { toQuery, type Params } from './query.js';
import { readPageLinks } from './readPageLinks.js';
import { requireMatches } from './requireAsked.js';
import { MAX_PAGE_SIZE, type ListDescription } from './ListDescription.js';
import { parseRows } from './shape.js';
import { atLeast } from './versions.js';

/** The last page of one row each. */
export interface LastPage {
  /** Number of the page before it; null where nothing says so. */
  readonly previous: number | null;
  readonly rows: number;
}

/** Reads pages of one server's lists, and learns from them how the server pages. */
export class ListReader {
  readonly #paging: Paging;

  readonly #exchange: Exchange;
  readonly #stamps: StampWatch;

  constructor(
    exchange: Exchange,
    /** Milliseconds of a clock that never steps back. */
    elapsed: () => number,
    stamps: StampWatch,
  ) {
    this.#exchange = exchange;
    this.#stamps = stamps;
    this.#paging = new Paging(elapsed);
  }

  /** Rows of the largest page that the server gives, as far as its pages have shown. */
  get pageLimit(): number {
    return this.#paging.limit;
  }

  /** Reads one page, of `path` below the version. */
  async fetchPage<Row extends object>(
    list: ListDescription<Row>,
    request: PageRequest,
    path: string,
    sender: Sender,
  ): Promise<PageData<Row>> {
    const { page = 1, perPage = MAX_PAGE_SIZE } = request;
    const mayBeAbsent = page > 1 || request.under !== undefined;
    const answer = await this.#exchange.get(path, sender);
    const { response, origin } = answer;
    if (response.status === 404) {
      // The list got shorter since its length was reported, or the object it belongs to is gone.
      if (mayBeAbsent) return { rows: [], unreadable: [], hasNext: false, lastPage: null };
      throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'the list was not found (404)', origin);
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
    const hasLink = response.headers['link'] !== undefined;
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
  async fetchLast<Row extends object>(
    list: ListDescription<Row>,
    path: string,
    sender: Sender,
  ): Promise<LastPage> {
    const answer = await this.#exchange.get(path, sender);
    if (answer.response.status === 404) return { previous: 0, rows: 0 };
    const { rows, unreadable } = parseRows(list.row, await jsonOf(answer), answer.origin, 1);
    const link = answer.response.headers['link'];
    const sent = rows.length + unreadable.length;
    this.#paging.observe({ asked: 1, sent, hasNext: false, hasLink: link !== undefined });
    return { previous: pageLinks(link).prev, rows: sent };
  }
}

/** The latest of some dates in Patchwork's form. */
function latest(stamps: readonly (string | null | undefined)[]): string {
  return stamps.reduce<string>(
    (found, stamp) => (stamp != null && stamp > found ? stamp : found),
    '',
  );
}

/** Rows by their ids: of those that share one the first. */
export function withoutRepeats<Row extends object>(rows: readonly Row[]): readonly Row[] {
  const ids = new Set<unknown>();
  const first = rows.filter((row) => {
    if (!('id' in row)) return true;
    const isNew = !ids.has(row.id);
    ids.add(row.id);
    return isNew;
  });
  return first.length === rows.length ? rows : first;
}
