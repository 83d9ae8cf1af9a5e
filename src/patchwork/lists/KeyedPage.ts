import type { ReadNotes, Row } from '../../orderedList.js';

/** A span of sort keys, as Patchwork's filters take it: `since` inclusive, `before` exclusive. */
export interface KeyWindow {
  readonly since?: string;
  readonly before?: string;
}

/** One upstream page. */
export interface KeyedPageRequest {
  /** Only rows with keys in this span. Absent for readers that do not filter. */
  readonly window?: KeyWindow;
  /** Counted from 1. */
  readonly page: number;
  readonly perPage: number;
}

/** The answer to a {@link KeyedPageRequest}, in the server's order. */
export interface KeyedPage<T> extends ReadNotes {
  readonly rows: readonly Row<T>[];
  readonly hasNext: boolean;
  /** Rows of the server that are left out: unreadable, or sent twice. Default 0. */
  readonly unreadable?: number;
  /** When the server answered, in milliseconds since 1970; missing if no request was made. */
  readonly sentAt?: number;
}

/**
 * Fetches one upstream page. A page past the end (Patchwork answers 404 "Invalid page.") is `{
 * rows: [], hasNext: false }`.
 * @throws GatewayError if the instance cannot answer.
 */
export type FetchPage<T> = (request: KeyedPageRequest) => Promise<KeyedPage<T>>;
