import { bundleDetailView, bundleListView } from '../resources/bundleViews.js';
import {
  personDetailView,
  personListView,
  userDetailView,
  userListView,
} from '../resources/accountViews.js';
import { checkDetailView, checkListView } from '../resources/checkViews.js';
import { commentDetailView, commentListView } from '../resources/commentViews.js';
import { coverDetailView, coverListView } from '../resources/coverViews.js';
import { eventListView } from '../resources/eventViews.js';
import { indexView } from '../resources/indexView.js';
import { patchDetailView, patchListView } from '../resources/patchViews.js';
import { projectDetailView, projectListView } from '../resources/projectViews.js';
import { seriesDetailView, seriesListView } from '../resources/seriesViews.js';
import type { ReleaseTraits } from '../ReleaseTraits.js';
import type { SampleApiVersion, SampleServerFacts } from '../SampleState.js';
import type { ApiView, PathParams } from './ApiView.js';

/** The view of a request and its parameters. */
export interface ApiRoute {
  /** The route under which it is counted: without the version, with names for the variable parts. */
  readonly endpoint: string;
  readonly view: ApiView;
  readonly params: PathParams;
  readonly version: SampleApiVersion | undefined;
}

/** Path below `/api/{version}/`, the version that added it, and its view (`patchwork/urls.py`). */
const ROUTES: readonly (readonly [path: string, since: SampleApiVersion, view: ApiView])[] = [
  ['/', '1.0', indexView],
  ['/users/', '1.0', userListView],
  ['/users/{id}/', '1.0', userDetailView],
  ['/people/', '1.0', personListView],
  ['/people/{id}/', '1.0', personDetailView],
  ['/covers/', '1.0', coverListView],
  ['/covers/{id}/', '1.0', coverDetailView],
  ['/patches/', '1.0', patchListView],
  ['/patches/{id}/', '1.0', patchDetailView],
  ['/patches/{id}/checks/', '1.0', checkListView],
  ['/patches/{id}/checks/{check}/', '1.0', checkDetailView],
  ['/series/', '1.0', seriesListView],
  ['/series/{id}/', '1.0', seriesDetailView],
  ['/bundles/', '1.0', bundleListView],
  ['/bundles/{id}/', '1.0', bundleDetailView],
  ['/projects/', '1.0', projectListView],
  ['/projects/{id}/', '1.0', projectDetailView],
  ['/events/', '1.0', eventListView],
  ['/patches/{id}/comments/', '1.1', commentListView('patch')],
  ['/covers/{id}/comments/', '1.1', commentListView('cover')],
  ['/patches/{id}/comments/{comment}/', '1.3', commentDetailView('patch')],
  ['/covers/{id}/comments/{comment}/', '1.3', commentDetailView('cover')],
];

/**
 * Finds the view of an API path.
 *
 * @param path - Decoded, as Django matches it, e.g. `/api/1.2/patches/7/`.
 */
export function findApiRoute(
  path: string,
  facts: SampleServerFacts,
  traits: ReleaseTraits,
): ApiRoute | undefined {
  if (!path.startsWith('/api/')) return undefined;
  const [first = '', ...rest] = path.slice('/api/'.length).split('/');
  const version = facts.api_versions.find((known) => known === first && rest.length > 0);
  const parts = version === undefined ? ['', first, ...rest] : ['', ...rest];
  const spoken = version ?? facts.default_api_version;
  for (const [pattern, since, view] of ROUTES) {
    if (since > spoken) continue;
    const params = matchParts(pattern.split('/'), parts, traits.matchesOnlyNumericIds);
    if (params !== undefined) return { endpoint: pattern, view, params, version };
  }
  return undefined;
}

function matchParts(
  pattern: readonly string[],
  parts: readonly string[],
  numericOnly: boolean,
): PathParams | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, wanted] of pattern.entries()) {
    const part = parts[index] ?? '';
    if (!wanted.startsWith('{')) {
      if (part !== wanted) return undefined;
      continue;
    }
    // A project may be named by its link name.
    const free = !numericOnly || pattern[1] === 'projects';
    if (part === '' || !(free || /^\d+$/.test(part))) return undefined;
    params[wanted.slice(1, -1)] = part;
  }
  return params;
}
