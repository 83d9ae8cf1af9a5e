import type { PersonRow, UserRow } from '../SampleState.js';
import { apiUrl } from '../links.js';
import { hasVersion, type SampleRequest } from '../SampleRequest.js';
import { embeddedPerson, embeddedUser, type JsonObject } from './embedded.js';

/** A person of `/people/`. */
export function serializePerson(request: SampleRequest, person: PersonRow): JsonObject {
  return {
    ...embeddedPerson(request, person),
    user: embeddedUser(request, request.store.users.get(person.user)),
  };
}

/** A row of `/users/`. */
export function serializeUser(request: SampleRequest, user: UserRow): JsonObject {
  return {
    id: user.id,
    url: apiUrl(request, `users/${String(user.id)}/`),
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
  };
}

/** `/users/{id}/`: the caller's own record includes the settings, from API 1.2. */
export function serializeUserDetail(request: SampleRequest, user: UserRow): JsonObject {
  const own = request.user?.id === user.id && hasVersion(request, '1.2');
  return { ...serializeUser(request, user), ...(own && { settings: user.settings }) };
}
