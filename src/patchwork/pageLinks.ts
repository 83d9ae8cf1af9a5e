// Links of a Patchwork server are read, never followed: they carry whatever Host header the server
// saw, `comments` and `checks` drop the API version, and any of them could point anywhere.

/** The page numbers of a Link header; null where the relation is absent. */
export interface PageLinks {
  readonly next: number | null;
  readonly prev: number | null;
  readonly first: number | null;
  /** Path of the address of `next`; null without one. */
  readonly nextPath: string | null;
  /** Number of pages. Patchwork 2.2 sends no `last`: ask it for `page=last` and read `prev`. */
  readonly last: number | null;
  /**
   * Whether something in the header could not be understood. Then a null `next` does not mean that
   * this was the last page, and believing so would silently shorten a list.
   */
  readonly unreadable: boolean;
}

/** Whether a Link header has any link to a page: front ends send the header for links of their own. */
export function hasPageLinks({ next, prev, first, last }: PageLinks): boolean {
  return [next, prev, first, last].some((page) => page !== null);
}

type Relation = 'next' | 'prev' | 'first' | 'last';

const LINK_TARGET = /[\s,]*<([^<>]*)>/y;
const LINK_PARAMETER = /\s*;\s*([^\s=;,"<>]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"<>]*)))?/y;
const PAGE_NUMBER = /^[1-9]\d{0,8}$/;

/**
 * Reads the page numbers from a Link header (RFC 8288 section 3).
 *
 * @param linkHeader the header as it was received; null and undefined mean no links.
 */
export function pageLinks(linkHeader: string | readonly string[] | null | undefined): PageLinks {
  const text = typeof linkHeader === 'string' ? linkHeader : (linkHeader ?? []).join(', ');
  const pages = new Map<string, number>();
  let nextPath: string | null = null;
  let unreadable = false;
  let position = 0;
  while (position < text.length) {
    LINK_TARGET.lastIndex = position;
    const target = LINK_TARGET.exec(text);
    if (target === null) {
      unreadable ||= /[^\s,]/.test(text.slice(position));
      break;
    }
    position = LINK_TARGET.lastIndex;
    let relations: string | undefined;
    for (;;) {
      LINK_PARAMETER.lastIndex = position;
      const parameter = LINK_PARAMETER.exec(text);
      if (parameter === null) break;
      position = LINK_PARAMETER.lastIndex;
      // RFC 8288 section 3.3: of several rel parameters only the first counts.
      if (parameter[1]?.toLowerCase() === 'rel') relations ??= parameter[2] ?? parameter[3] ?? '';
    }
    for (const relation of relations?.toLowerCase().split(/\s+/) ?? []) {
      if (!isPageRelation(relation) || pages.has(relation)) continue;
      const page = readPage(relation, target[1] ?? '');
      if (page === null) unreadable = true;
      else pages.set(relation, page);
      if (relation === 'next') nextPath = pathOf(target[1] ?? '');
    }
  }
  return {
    next: pages.get('next') ?? null,
    nextPath,
    prev: pages.get('prev') ?? null,
    first: pages.get('first') ?? null,
    last: pages.get('last') ?? null,
    unreadable,
  };
}

function isPageRelation(relation: string): relation is Relation {
  return relation === 'next' || relation === 'prev' || relation === 'first' || relation === 'last';
}

/** The path of a whole address, or of one that begins at the root. */
function pathOf(target: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?([^?#]*)/i.exec(target)?.[1] ?? '';
}

function readPage(relation: Relation, target: string): number | null {
  const query = /\?([^#]*)/.exec(target)?.[1] ?? '';
  const page = new URLSearchParams(query).getAll('page').at(-1);
  // Page 1 has no page parameter, neither as `prev` of page 2 nor as `first`; it is nobody's next.
  if (page === undefined) return relation === 'next' ? null : 1;
  return PAGE_NUMBER.test(page) ? Number(page) : null;
}
