import { UpstreamError } from '../errors.js';
import type { Transport, UpstreamResponse } from '../transport/transport.js';
import { API_VERSIONS, type ApiVersion } from '../apiVersions.js';
import { parseShortJson } from './parseJson.js';

/** Keys that the index of every version of the API has. */
const INDEX_KEYS = ['projects', 'patches', 'people'];

function isIndex(response: UpstreamResponse): boolean {
  let index: unknown;
  try {
    index = parseShortJson(response.body);
  } catch {
    return false;
  }
  return typeof index === 'object' && index !== null && INDEX_KEYS.every((key) => key in index);
}

/**
 * Finds the newest API version that a server and this program both know, from the newest down: no
 * endpoint reports it, and a version that the server lacks is a 404 page.
 *
 * @param onSend called before each HTTP request.
 * @throws UpstreamError when the server cannot be reached or is not a Patchwork server.
 */
export async function negotiateVersion(
  transport: Transport,
  instance: string,
  token: string | undefined,
  onSend?: () => void,
): Promise<ApiVersion> {
  for (const version of API_VERSIONS) {
    const path = `/api/${version}/`;
    const response = await transport.request({ method: 'GET', path, token, onSend });
    const origin = { instance, request: `GET ${path}`, status: response.status };
    if (response.status === 404) continue;
    if (response.status === 403) {
      throw new UpstreamError('FORBIDDEN', 'the token of this instance was rejected (403)', origin);
    }
    if (response.status !== 200 || !isIndex(response)) {
      throw new UpstreamError(
        'UPSTREAM_BAD_RESPONSE',
        `the response is not the index of a Patchwork API (status ${String(response.status)})`,
        origin,
      );
    }
    return version;
  }
  throw new UpstreamError(
    'UPSTREAM_BAD_RESPONSE',
    'no API version from 1.0 to 1.4 was found; check that the URL is that of a Patchwork server',
    { instance, request: 'GET /api/', status: 404 },
  );
}
