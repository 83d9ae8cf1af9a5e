import type { SampleRequest } from '../SampleRequest.js';
import type { SampleApiVersion } from '../SampleState.js';
import { ApiError, methodNotAllowed } from './ApiError.js';
import { allowedMethods, type ApiView, type Handler, type ViewMethod } from './ApiView.js';
import type { ApiRoute } from './apiRoutes.js';
import { authenticate } from './authenticate.js';
import { negotiate, type Rendering } from './negotiate.js';
import { jsonResponse, type SampleResponse } from './SampleResponse.js';

/** A request before its version and caller are determined. */
export type UnroutedRequest = Omit<SampleRequest, 'version' | 'user'>;

/**
 * Answers an API request as `APIView.dispatch` does: negotiation, authentication, permission,
 * then the handler; a refusal by any of them becomes a JSON response.
 */
export async function answerApi(
  unrouted: UnroutedRequest,
  { view, params, version }: ApiRoute,
): Promise<SampleResponse> {
  const allow = allowedMethods(view);
  let vary = 'Accept';
  let rendering: Rendering = 'json';
  let response: SampleResponse;
  try {
    rendering = negotiate(unrouted.query, unrouted.headers.accept);
    // From here on, the session has been accessed.
    vary = 'Accept, Cookie';
    const request = withCaller(unrouted, version);
    view.permit?.(request);
    response = await handlerOf(view, request.method)(request, params);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    response = jsonResponse(error.status, error.body);
  }
  const headers = { ...response.headers, Allow: allow, Vary: vary };
  return rendering === 'html'
    ? browsable(view, { ...response, headers })
    : { ...response, headers };
}

function withCaller(
  unrouted: UnroutedRequest,
  version: SampleApiVersion | undefined,
): SampleRequest {
  const user = authenticate(unrouted.headers, unrouted.store, unrouted.traits);
  return { ...unrouted, version, user };
}

const METHODS: ReadonlyMap<string, ViewMethod> = new Map([
  ['GET', 'get'],
  ['HEAD', 'get'],
  ['POST', 'post'],
  ['PUT', 'put'],
  ['PATCH', 'patch'],
  ['DELETE', 'delete'],
]);

function handlerOf(view: ApiView, method: string): Handler {
  if (method === 'OPTIONS') return () => jsonResponse(200, describe(view));
  const name = METHODS.get(method);
  const handler = name === undefined ? undefined : view[name];
  if (handler === undefined) throw methodNotAllowed(method);
  return handler;
}

function describe(view: ApiView): object {
  return {
    name: view.name,
    description: view.description,
    renders: ['application/json', 'text/html'],
    parses: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
    ...(view.actions !== undefined && { actions: view.actions }),
  };
}

/** The page shown to a browser, reduced to its JSON. */
function browsable(view: ApiView, response: SampleResponse): SampleResponse {
  const text = response.body.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    ...response,
    headers: { ...response.headers, 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html>\n<html>\n<head><title>${view.name}</title></head>\n<body><pre>${text}</pre></body>\n</html>\n`,
  };
}
