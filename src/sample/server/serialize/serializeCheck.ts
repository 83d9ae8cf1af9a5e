import type { CheckRow } from '../SampleState.js';
import { apiUrl } from '../links.js';
import type { SampleRequest } from '../SampleRequest.js';
import { embeddedUser, type JsonObject } from './embedded.js';

/** The words for the numbers of check states in Patchwork, 0 to 3. */
export const CHECK_STATES = ['pending', 'success', 'warning', 'fail'] as const;

/** A check, in lists and alone (`patchwork/api/check.py`). */
export function serializeCheck(request: SampleRequest, check: CheckRow): JsonObject {
  return {
    id: check.id,
    url: apiUrl(request, `patches/${String(check.patch)}/checks/${String(check.id)}/`),
    user: embeddedUser(request, request.store.users.get(check.user)),
    date: check.date,
    state: check.state,
    target_url: check.target_url,
    context: check.context,
    description: check.description,
  };
}
