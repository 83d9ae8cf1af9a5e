import { UpstreamError } from '../errors.js';
import { tokenRemover } from '../transport/tokenRemover.js';
import type { UpstreamResponse } from '../transport/transport.js';
import { isJson } from './answers.js';
import type { Origin } from './Origin.js';
import { parseShortJson } from './parseJson.js';
import type { Scope } from './Scope.js';

/** Why Django REST framework refuses a caller (rest_framework/exceptions.py, authentication.py). */
export type CallerRefusal = 'NO_TOKEN' | 'BAD_TOKEN' | 'NO_PERMISSION';

const NO_TOKEN = 'Authentication credentials';
const BAD_TOKEN = /^(?:Invalid token|User inactive)/;

/** Reads the `detail` of a 401 or 403. Patchwork sends no 401, but a front end may. */
export function readCallerRefusal(detail: string | undefined): CallerRefusal {
  if (detail === undefined) return 'NO_PERMISSION';
  if (detail.startsWith(NO_TOKEN)) return 'NO_TOKEN';
  return BAD_TOKEN.test(detail) ? 'BAD_TOKEN' : 'NO_PERMISSION';
}

/**
 * Requires the answer to a read to be a 200.
 *
 * @param sent the token that was sent, and the header in which callers send theirs.
 * @param onBadToken called if the server rejects the token.
 * @throws UpstreamError for every other status.
 */
export function requireSuccess(
  response: UpstreamResponse,
  origin: Origin,
  { scope, token }: { readonly scope: Scope; readonly token: string | undefined },
  onBadToken: (token: string) => void,
): void {
  const { status } = response;
  const { instance } = origin;
  if (status === 200) return;
  const failure = { ...origin, status };
  const said = isJson(response) ? detailOf(response.body, token) : undefined;
  // Patchwork has no 401; a front end may.
  if (status !== 403 && status !== 401) {
    throw new UpstreamError(
      'UPSTREAM_BAD_RESPONSE',
      `unexpected status ${String(status)}`,
      failure,
    );
  }
  const refusal = readCallerRefusal(said);
  if (refusal === 'NO_TOKEN') {
    throw new UpstreamError(
      'UNAUTHENTICATED',
      `this requires a token for ${instance}; ${tokenAdvice(instance, scope)}`,
      failure,
    );
  }
  if (refusal === 'BAD_TOKEN') {
    if (token !== undefined) onBadToken(token);
    throw new UpstreamError(
      'FORBIDDEN',
      `the token sent for ${instance} was rejected, even for public data: ${said ?? ''}`,
      failure,
    );
  }
  throw new UpstreamError('FORBIDDEN', said ?? `refused (${String(status)})`, failure);
}

/** How a client sends a token of an instance. */
export function tokenAdvice(instance: string, { tokenHeader }: Scope): string {
  return `send one in the header ${tokenHeader ?? 'X-Patchwork-Token'}: ${instance}=TOKEN`;
}

/** Patchwork's message of a refusal: `{"detail": "..."}`. */
function detailOf(body: string, token: string | undefined): string | undefined {
  try {
    const parsed = parseShortJson(body);
    if (typeof parsed === 'object' && parsed !== null && 'detail' in parsed) {
      const { detail } = parsed;
      return typeof detail === 'string' ? tokenRemover(token)(detail).slice(0, 200) : undefined;
    }
  } catch {
    // Not a response of Patchwork; the status is enough.
  }
  return undefined;
}
