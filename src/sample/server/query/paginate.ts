import { ApiError } from '../http/ApiError.js';
import type { SampleRequest } from '../SampleRequest.js';
import { pythonInt } from './filters.js';

const DEFAULT_PAGE_SIZE = 30;

/** One page of a list, and the headers that link to the others. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Selects the requested page (`LinkHeaderPagination` of `patchwork/api/base.py`).
 *
 * @throws ApiError 404 for a page that does not exist.
 */
export function paginate<T>(request: SampleRequest, rows: readonly T[]): Page<T> {
  const pageSize = readPageSize(request.query.last('per_page'), request.maxPageSize);
  const pageCount = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = readPage(request, pageCount);
  const link = linkHeader(request, page, pageCount);
  return {
    rows: rows.slice((page - 1) * pageSize, page * pageSize),
    headers: link === '' ? {} : { Link: link },
  };
}

function readPageSize(text: string | undefined, maxPageSize: number): number {
  const size = pythonInt(text ?? '');
  return size === undefined || size <= 0
    ? Math.min(DEFAULT_PAGE_SIZE, maxPageSize)
    : Math.min(size, maxPageSize);
}

function readPage(request: SampleRequest, pageCount: number): number {
  const text = request.query.last('page');
  if (text === undefined || (text === '' && request.traits.acceptsEmptyPage)) return 1;
  const page = text === 'last' ? pageCount : pythonInt(text);
  if (page === undefined || page < 1 || page > pageCount) {
    throw ApiError.detail(404, 'Invalid page.');
  }
  return page;
}

function linkHeader(request: SampleRequest, page: number, pageCount: number): string {
  const base = `${request.origin}${request.rawPath}`;
  const urlOf = (number: number | undefined): string => {
    const query = request.query.with('page', number === undefined ? undefined : String(number));
    return query === '' ? base : `${base}?${query}`;
  };
  const links: string[] = [];
  if (page < pageCount) links.push(`<${urlOf(page + 1)}>; rel="next"`);
  if (page > 1) links.push(`<${urlOf(page === 2 ? undefined : page - 1)}>; rel="prev"`);
  if (request.traits.linksFirstAndLast) {
    links.push(`<${urlOf(1)}>; rel="first"`, `<${urlOf(pageCount)}>; rel="last"`);
  }
  return links.join(', ');
}
