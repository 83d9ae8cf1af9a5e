import { UpstreamError } from '../errors.js';
import { pageLinks, type PageLinks } from './pageLinks.js';
import type { Origin } from './Origin.js';

/**
 * The page numbers of a list's Link header. `next` is the page after this one or null: a server has no
 * reason to lead anywhere else, and to follow would skip rows or walk in a circle.
 *
 * The host is not compared: behind a front end Patchwork writes the one that it is called by there.
 *
 * @param at path with query below the version, and the page that was requested.
 * @throws UpstreamError UPSTREAM_BAD_RESPONSE when `next` or `last` cannot be right.
 */
export function readPageLinks(
  header: string | undefined,
  { path, page }: { readonly path: string; readonly page: number },
  origin: Origin,
): PageLinks {
  const links = pageLinks(header);
  const refuse = (detail: string): never => {
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', `the header "Link" ${detail}`, origin);
  };
  const { next, last } = links;
  if (links.unreadable && next === null) {
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'cannot read the header "Link"', origin);
  }
  if (next !== null && next !== page + 1) {
    refuse(`leads from page ${String(page)} to page ${String(next)}`);
  }
  if (last !== null && last < (next ?? page)) {
    refuse(`has page ${String(last)} as the last one, on page ${String(page)}`);
  }
  const [list = ''] = path.split('?');
  const { nextPath } = links;
  // An address that begins with its query is one of this list.
  if (nextPath !== null && nextPath !== '' && !nextPath.endsWith(`/${list}`)) {
    refuse('leads to another list');
  }
  // A last page behind this one says that there is a next.
  return next === null && last !== null && last > page ? { ...links, next: page + 1 } : links;
}
