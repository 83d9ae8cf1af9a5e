import { webPage } from '../http/errorPages.js';
import { redirectResponse, type SampleResponse } from '../http/SampleResponse.js';
import { mailPath } from '../links.js';
import type { ReleaseTraits } from '../ReleaseTraits.js';
import type { SampleRequest } from '../SampleRequest.js';
import {
  projectOrPage404,
  rowOrPage404,
  serveBundleMbox,
  serveComment,
  serveCover,
  servePatch,
  serveSeriesMbox,
} from './webViews.js';

/** A route of the web interface and its handler. */
export interface WebRoute {
  /** The route under which it is counted. */
  readonly endpoint: string;
  readonly serve: (request: SampleRequest) => SampleResponse;
}

interface RouteRule {
  readonly endpoint: string;
  readonly pattern: RegExp;
  readonly serve: (request: SampleRequest, ...parts: readonly string[]) => SampleResponse;
}

/** The part of `patchwork/urls.py` that API answers link to. */
const RULES: readonly RouteRule[] = [
  {
    endpoint: '/',
    pattern: /^\/$/,
    serve: ({ traits }) => webPage(traits, 200, 'Patchwork'),
  },
  {
    endpoint: '/project/{project}/',
    pattern: /^\/project\/([^/]+)\/(?:list\/|bundles\/)?$/,
    serve: (request, linkName = '') =>
      webPage(request.traits, 200, projectOrPage404(request, linkName).name),
  },
  {
    endpoint: '/project/{project}/patch/{msgid}/',
    pattern: /^\/project\/([^/]+)\/patch\/([^/]+)\/(mbox\/|raw\/)?$/,
    serve: (request, linkName = '', messageId = '', page = '') =>
      servePatch(request, linkName, messageId, page),
  },
  {
    endpoint: '/project/{project}/cover/{msgid}/',
    pattern: /^\/project\/([^/]+)\/cover\/(.+?)\/(mbox\/)?$/,
    serve: (request, linkName = '', messageId = '', page = '') =>
      serveCover(request, linkName, messageId, page),
  },
  {
    endpoint: '/patch/{id}/',
    pattern: /^\/patch\/(\d+)\/(mbox\/|raw\/)?$/,
    serve: ({ store, traits }, id = '', page = '') => {
      const patch = rowOrPage404(store.patches, id);
      const { link_name } = store.projects.require(patch.project);
      const kind = page === 'mbox/' || page === 'raw/' ? page : '';
      return redirectResponse(302, mailPath(traits, 'patch', link_name, patch.msgid, kind));
    },
  },
  {
    endpoint: '/cover/{id}/',
    pattern: /^\/cover\/(\d+)\/(mbox\/)?$/,
    serve: ({ store, traits }, id = '', page = '') => {
      const cover = rowOrPage404(store.covers, id);
      const { link_name } = store.projects.require(cover.project);
      const kind = page === 'mbox/' ? page : '';
      return redirectResponse(302, mailPath(traits, 'cover', link_name, cover.msgid, kind));
    },
  },
  {
    endpoint: '/comment/{id}/',
    pattern: /^\/comment\/(\d+)\/$/,
    serve: (request, id = '') => serveComment(request, id),
  },
  {
    endpoint: '/series/{id}/mbox/',
    pattern: /^\/series\/(\d+)\/mbox\/$/,
    serve: (request, id = '') => serveSeriesMbox(request, id),
  },
  {
    endpoint: '/bundle/{user}/{name}/mbox/',
    pattern: /^\/bundle\/([^/]+)\/([^/]+)\/mbox\/$/,
    serve: (request, username = '', name = '') => serveBundleMbox(request, username, name),
  },
];

/** On 2.2, a Message-ID may contain unencoded slashes. */
const patchWithSlashes: RouteRule = {
  endpoint: '/project/{project}/patch/{msgid}/',
  pattern: /^\/project\/([^/]+)\/patch\/(.+?)\/(mbox\/|raw\/)?$/,
  serve: (request, linkName = '', messageId = '', page = '') =>
    servePatch(request, linkName, messageId, page),
};

/**
 * Finds the route of a web page.
 *
 * @param path - Decoded, as Django matches it.
 */
export function findWebRoute(path: string, traits: ReleaseTraits): WebRoute | undefined {
  const known = traits.encodesMessageIdSlashes ? RULES : [...RULES, patchWithSlashes];
  for (const { endpoint, pattern, serve } of known) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const parts = match.slice(1).map((part: string | undefined) => part ?? '');
    const page = /\{(?:msgid|id)\}\/$/.test(endpoint) ? (parts.at(-1) ?? '') : '';
    const suffix = /^(?:mbox|raw)\/$/.test(page) ? page : '';
    return { endpoint: endpoint + suffix, serve: (request) => serve(request, ...parts) };
  }
  return undefined;
}
