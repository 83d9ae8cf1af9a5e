import { ApiError } from './ApiError.js';
import type { QueryString } from './QueryString.js';

/** How an API answer is rendered. */
export type Rendering = 'json' | 'html';

/**
 * Chooses JSON or the browsable page by `?format=` and Accept.
 *
 * @throws ApiError 404 for an unknown format, 406 for an Accept that neither satisfies.
 */
export function negotiate(query: QueryString, accept: string | undefined): Rendering {
  const format = query.last('format');
  if (format !== undefined && format !== '') {
    if (format === 'json') return 'json';
    if (format === 'api') return 'html';
    throw ApiError.detail(404, 'Not found.');
  }
  const ranges = (accept ?? '*/*').split(',').map((range) => (range.split(';')[0] ?? '').trim());
  // DRF takes the most specific ranges first, and among them its own order, JSON before HTML.
  for (const [json, html] of [
    ['application/json', 'text/html'],
    ['application/*', 'text/*'],
    ['*/*', '*/*'],
  ] as const) {
    if (ranges.includes(json)) return 'json';
    if (ranges.includes(html)) return 'html';
  }
  if (ranges.every((range) => range === '')) return 'json';
  throw ApiError.detail(406, 'Could not satisfy the request Accept header.');
}
