import type { ReleaseTraits } from '../ReleaseTraits.js';
import type { SampleServerFacts } from '../SampleState.js';
import { findWebRoute } from '../web/webRoutes.js';
import { answerApi, type UnroutedRequest } from './answerApi.js';
import { PageNotFound } from './ApiError.js';
import { findApiRoute } from './apiRoutes.js';
import { serverErrorPage, webPage } from './errorPages.js';
import { jsonResponse, redirectResponse, type SampleResponse } from './SampleResponse.js';

/** A response and the route that produced it. */
export interface Answer {
  /** Path with names for the variable parts, without the version, e.g. `/patches/{id}/`. */
  readonly endpoint: string;
  readonly response: SampleResponse;
  /** The exception of a view, if the response is a 500. */
  readonly error?: unknown;
}

/** Answers any request; an exception of a view becomes a page, as in Django. */
export async function answer(request: UnroutedRequest): Promise<Answer> {
  const { store, traits } = request;
  const path = decodePath(request.rawPath);
  const route = findRoute(path, store.facts, traits);
  if (route === undefined) return { endpoint: '(no route)', response: missing(request, path) };
  try {
    const document = request.method === 'GET' ? store.documentAt(path) : undefined;
    if (document !== undefined && 'view' in route && !request.query.last('format')) {
      return { endpoint: route.endpoint, response: await answerDocument(request, route, document) };
    }
    const response =
      'view' in route
        ? await answerApi(request, route)
        : route.serve({ ...request, version: undefined, user: undefined });
    return { endpoint: route.endpoint, response };
  } catch (error) {
    if (error instanceof PageNotFound) {
      return { endpoint: route.endpoint, response: webPage(traits, 404, 'Not Found') };
    }
    return { endpoint: route.endpoint, response: serverErrorPage(traits), error };
  }
}

/** A captured document replaces the response that the view would have sent with 200. */
async function answerDocument(
  request: UnroutedRequest,
  route: Extract<ReturnType<typeof findRoute>, { view: unknown }>,
  document: unknown,
): Promise<SampleResponse> {
  return answerApi(request, {
    ...route,
    view: { ...route.view, get: () => jsonResponse(200, document) },
  });
}

function findRoute(
  path: string,
  facts: SampleServerFacts,
  traits: ReleaseTraits,
): ReturnType<typeof findApiRoute> | ReturnType<typeof findWebRoute> {
  return findApiRoute(path, facts, traits) ?? findWebRoute(path, traits);
}

/** The response if no route matches: with a trailing slash, one may match (Django's APPEND_SLASH). */
function missing(request: UnroutedRequest, path: string): SampleResponse {
  const { store, traits, rawPath, rawQuery } = request;
  if (!path.endsWith('/') && findRoute(`${path}/`, store.facts, traits) !== undefined) {
    return redirectResponse(301, `${rawPath}/${rawQuery === '' ? '' : `?${rawQuery}`}`);
  }
  return webPage(traits, 404, 'Not Found');
}

function decodePath(rawPath: string): string {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return rawPath;
  }
}
