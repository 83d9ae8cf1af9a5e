import type { UserRow } from '../SampleState.js';
import type { Handler } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { requirePermission } from '../permissions.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import { serializeUserDetail } from '../serialize/serializeAccount.js';
import { booleanField, countField, textField } from '../validation/fields.js';
import { nestedField } from '../validation/nestedField.js';
import { readInput, requireFields } from '../validation/readInput.js';
import { validateInput } from '../validation/validateInput.js';
import { rowOr404 } from './notFound.js';

/** PUT and PATCH of `/users/{id}/`, for the user's own record only. */
export const updateUser: Handler = async (request, { id }) => {
  const { store } = request;
  const found = rowOr404(request, store.users, id, 'User');
  requirePermission(request, found.id === request.user?.id);
  const input = requireFields(await readInput(request));
  const values = validateInput(input, userFields(request), request.method === 'PATCH');
  const before = store.users.require(found.id);
  // Below 1.2, the settings are validated and then ignored.
  const settings = hasVersion(request, '1.2') ? (values.settings ?? {}) : {};
  const changed: UserRow = {
    ...before,
    ...(typeof values.first_name === 'string' && { first_name: values.first_name }),
    ...(typeof values.last_name === 'string' && { last_name: values.last_name }),
    settings: {
      send_email: settings.send_email ?? before.settings.send_email,
      items_per_page: settings.items_per_page ?? before.settings.items_per_page,
      show_ids: settings.show_ids ?? before.settings.show_ids,
    },
  };
  return jsonResponse(200, serializeUserDetail(request, store.users.replace(changed)));
};

function userFields(request: SampleRequest) {
  const { traits, method } = request;
  return {
    first_name: textField({ maxLength: traits.maxFirstNameLength, allowsBlank: true }),
    last_name: textField({ maxLength: 150, allowsBlank: true }),
    settings: nestedField(
      {
        send_email: booleanField(),
        items_per_page: countField(),
        show_ids: booleanField(),
      },
      { required: true, partial: method === 'PATCH' },
    ),
  };
}
