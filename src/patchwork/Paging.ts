import { MAX_PAGE_SIZE } from './ListDescription.js';
import { HOUR_MS } from '../durations.js';

/** How long a server's smaller maximum is remembered: an administrator may raise it. */
const LEARNED_TTL_MS = HOUR_MS;
/** Settings such as 10, 25 or 100 rows a page are likely; 7 rows are a short list. */
const LIKELY_SIZE_STEP = 5;
const LEAST_LIKELY_SIZE = 10;

/** One page as it came. */
export interface PageSeen {
  /** `per_page` of the request. */
  readonly asked: number;
  /** Rows that came, readable or not. */
  readonly sent: number;
  readonly hasNext: boolean;
  readonly hasLink: boolean;
}

interface Size {
  readonly rows: number;
  readonly at: number;
}

/**
 * Paging of one server as observed from its pages. Patchwork cuts every page at
 * `MAX_REST_RESULTS_PER_PAGE` of its settings (`patchwork/api/base.py`) and does not report it, and a
 * front end may drop the Link header, the only sign of further pages.
 */
export class Paging {
  #limit: Size | undefined;
  #largest: Size | undefined;
  #linkSeen = false;

  readonly #now: () => number;

  /** @param now milliseconds of a clock that never steps back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Rows of the largest page that the server gives, as far as is known. */
  get limit(): number {
    return this.#current(this.#limit)?.rows ?? MAX_PAGE_SIZE;
  }

  /** Learns from a page. */
  observe({ asked, sent, hasNext, hasLink }: PageSeen): void {
    const at = this.#now();
    this.#linkSeen ||= hasLink;
    if (sent >= (this.#current(this.#largest)?.rows ?? 0)) this.#largest = { rows: sent, at };
    if (hasNext && sent > 0 && sent < asked) this.#limit = { rows: sent, at };
    else if (sent > this.limit) this.#limit = undefined;
  }

  /**
   * Whether a page without a Link header may have a next one: it is as long as it may be.
   *
   * @param alwaysLinks the release sends the header with every page, so that its absence means that
   * something dropped it. Up to Patchwork 2.2 a list of one page has none.
   */
  mayHaveNext(asked: number, sent: number, alwaysLinks: boolean): boolean {
    if (sent === 0) return false;
    if (sent >= Math.min(asked, this.limit)) return true;
    // The server has given longer pages, so this one ends the list.
    if (sent < (this.#current(this.#largest)?.rows ?? 0)) return false;
    if (alwaysLinks) return true;
    return !this.#linkSeen && sent >= LEAST_LIKELY_SIZE && sent % LIKELY_SIZE_STEP === 0;
  }

  #current(size: Size | undefined): Size | undefined {
    return size !== undefined && this.#now() - size.at < LEARNED_TTL_MS ? size : undefined;
  }
}
