import { MAX_PAGE_SIZE } from './Resource.js';

/** One page of a walk, as far as its length goes. */
export interface WalkedPage {
  /** Rows that the server sent, readable or not. */
  readonly sent: number;
  readonly hasNext: boolean;
}

/** How often a walk starts again because its pages do not fit together. */
const MAX_RESTARTS = 2;

/**
 * Reads the pages of a list one after the other. Page numbers mean nothing unless all pages but the
 * last have one size. It is not always the size asked for, and can change between two answers: an
 * administrator edits the setting, and one of the answers comes out of a cache. Then the walk starts
 * again in pages of the smaller size.
 */
export async function walkPages<P extends WalkedPage>(
  read: (page: number, perPage: number) => Promise<P>,
): Promise<readonly P[]> {
  let perPage = MAX_PAGE_SIZE;
  for (let restarts = 0; ; restarts += 1) {
    const pages: P[] = [];
    let size: number | undefined;
    let fits = true;
    for (let goesOn = true; goesOn;) {
      const page = await read(pages.length + 1, perPage);
      pages.push(page);
      goesOn = page.hasNext;
      if (size !== undefined && !fitsBehind(page, size) && restarts < MAX_RESTARTS) {
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
function fitsBehind({ sent, hasNext }: WalkedPage, size: number): boolean {
  return hasNext ? sent === size : sent > 0 && sent <= size;
}
