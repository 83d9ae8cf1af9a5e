import type { PersonRow, UserRow } from '../SampleState.js';
import { notAuthenticated } from '../http/ApiError.js';
import type { ApiView } from '../http/ApiView.js';
import { jsonResponse } from '../http/SampleResponse.js';
import { listRows, type ListSpec } from '../query/listRows.js';
import { byValue } from '../query/ordering.js';
import { paginate } from '../query/paginate.js';
import type { SampleRequest } from '../SampleRequest.js';
import {
  serializePerson,
  serializeUser,
  serializeUserDetail,
} from '../serialize/serializeAccount.js';
import { rowOr404 } from './notFound.js';
import { updateUser } from './updateUser.js';

const personList: ListSpec<PersonRow> = {
  filters: [],
  searches: (person) => [person.name, person.email],
  orders: {
    id: byValue((person) => person.id),
    name: byValue((person) => person.name),
    email: byValue((person) => person.email),
  },
  defaultOrder: 'id',
};

const userList: ListSpec<UserRow> = {
  filters: [],
  searches: (user) => [user.username, user.first_name, user.last_name, user.email],
  orders: {
    id: byValue((user) => user.id),
    username: byValue((user) => user.username),
    email: byValue((user) => user.email),
  },
  defaultOrder: 'id',
};

/** People and users are visible only to callers with an account. */
function permitAccounts(request: SampleRequest): void {
  if (request.user === undefined) throw notAuthenticated();
}

/** `/people/`. */
export const personListView: ApiView = {
  name: 'Person List',
  description: 'List users.',
  permit: permitAccounts,
  get: (request) => {
    const { rows, headers } = paginate(
      request,
      listRows(request, personList, { table: request.store.people }),
    );
    return jsonResponse(
      200,
      rows.map((person) => serializePerson(request, person)),
      headers,
    );
  },
};

/** `/people/{id}/`. */
export const personDetailView: ApiView = {
  name: 'Person Detail',
  description: 'Show a user.',
  permit: permitAccounts,
  get: (request, { id }) =>
    jsonResponse(
      200,
      serializePerson(request, rowOr404(request, request.store.people, id, 'Person')),
    ),
};

/** `/users/`. */
export const userListView: ApiView = {
  name: 'User List',
  description: 'List users.',
  permit: permitAccounts,
  get: (request) => {
    const { rows, headers } = paginate(
      request,
      listRows(request, userList, { table: request.store.users }),
    );
    return jsonResponse(
      200,
      rows.map((user) => serializeUser(request, user)),
      headers,
    );
  },
};

/** `/users/{id}/`. */
export const userDetailView: ApiView = {
  name: 'User Detail',
  description: 'get:\nShow a user.\n\npatch:\nUpdate a user.\n\nput:\nUpdate a user.',
  permit: permitAccounts,
  get: (request, { id }) =>
    jsonResponse(
      200,
      serializeUserDetail(request, rowOr404(request, request.store.users, id, 'User')),
    ),
  put: updateUser,
  patch: updateUser,
};
