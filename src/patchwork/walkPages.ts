import { UpstreamError, type GatewayError } from '../errors.js';
import { MAX_PAGE_SIZE } from './ListDescription.js';

/** One page of a walk, as far as its length goes. */
export interface WalkedPage {
  /** Rows that could be read. */
  readonly rows: readonly object[];
  /** Rows that the server sent, readable or not. */
  readonly sent: number;
  readonly hasNext: boolean;
  /** Milliseconds since 1970; missing where nothing was requested. */
  readonly sentAt?: number;
}

/** How often a walk starts again because its pages do not fit together. */
const MAX_RESTARTS = 2;

/** Pages without a readable row that a walk goes on from. */
const MAX_UNREADABLE_PAGES = 4;

/**
 * A page that was promised and is absent, fetched within this time of the promise, is not a list that got
 * shorter: the server contradicts itself.
 */
const CONTRADICTION_MS = 2_000;

/** The list that is walked, as errors name it. */
export interface WalkedList {
  readonly instance: string;
  /** API version and path, such as `1.3/patches`. */
  readonly path: string;
}

/**
 * Reads the pages of a list one after the other. Page numbers mean nothing unless all pages but the
 * last have one size. It is not always the requested size, and can change between two answers: an
 * administrator edits the setting, and one of the answers comes from a cache. Then the walk starts
 * again in pages of the smaller size.
 *
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE where a page goes on and has no row that those before it
 * have not, and where a page that was promised is not there.
 */
export async function walkPages<P extends WalkedPage>(
  list: WalkedList,
  read: (page: number, perPage: number) => Promise<P>,
): Promise<readonly P[]> {
  let perPage = MAX_PAGE_SIZE;
  for (let restarts = 0; ; restarts += 1) {
    const pages: P[] = [];
    const guard = new ProgressGuard(list);
    let size: number | undefined;
    let fits = true;
    for (let goesOn = true; goesOn;) {
      const page = await read(pages.length + 1, perPage);
      const isLast = restarts === MAX_RESTARTS;
      if (isLast) requirePromised(list, page, pages);
      guard.require(page, pages.length + 1);
      pages.push(page);
      goesOn = page.hasNext;
      if (size !== undefined && !canFollow(page, size) && !isLast) {
        perPage = Math.max(1, Math.min(size, page.sent || size));
        fits = false;
        break;
      }
      size ??= page.sent;
    }
    if (fits) return pages;
  }
}

/** Whether a page can follow pages of `size` rows: one that was promised is not empty. */
function canFollow({ sent, hasNext }: WalkedPage, size: number): boolean {
  return hasNext ? sent === size : sent > 0 && sent <= size;
}

/** A list that leads on without a new row would be walked until the operation ends. */
export class ProgressGuard {
  readonly #ids = new Set<unknown>();
  #unreadablePages = 0;

  readonly #list: WalkedList;

  constructor(list: WalkedList) {
    this.#list = list;
  }

  /**
   * @param number of the page, from 1.
   * @throws UpstreamError UPSTREAM_BAD_RESPONSE where the page goes on and has no new row.
   */
  require({ rows, sent, hasNext }: WalkedPage, number: number): void {
    const before = this.#ids.size;
    for (const row of rows) if ('id' in row) this.#ids.add(row.id);
    if (!hasNext || this.#ids.size > before) return;
    // Rows that cannot be read may be new ones.
    if (sent > rows.length && this.#unreadablePages < MAX_UNREADABLE_PAGES) {
      this.#unreadablePages += 1;
      return;
    }
    const detail = 'has a next page but no new rows';
    throw badPage(this.#list, number, detail);
  }
}

function requirePromised(
  list: WalkedList,
  { sent, sentAt = 0 }: WalkedPage,
  before: readonly WalkedPage[],
): void {
  const promise = before.at(-1);
  if (sent > 0 || promise === undefined) return;
  if (Math.abs(sentAt - (promise.sentAt ?? 0)) > CONTRADICTION_MS) return;
  throw badPage(list, before.length + 1, 'is empty or missing, but the previous page links to it');
}

function badPage({ instance, path }: WalkedList, number: number, detail: string): GatewayError {
  const request = `GET /api/${path}/?page=${String(number)}`;
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', `the page ${detail}`, { instance, request });
}
