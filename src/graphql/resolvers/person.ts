import type { PersonEntity, UserEntity } from '../../loaders/entities.js';
import { read } from '../../patchwork/shape.js';
import { facetFields } from '../facetField.js';
import { patchList } from '../federatedLists.js';
import type {
  MaintainerResolvers,
  PersonResolvers,
  UserResolvers,
  UserSettingsResolvers,
} from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';

const person = facetFields<PersonEntity>();
const user = facetFields<UserEntity>();

export const Person: PersonResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Person', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  name: person('basic', (data) => read(data, 'name')),
  email: person('basic', (data) => read(data, 'email')),
  url: person('basic', (data) => read(data, 'url')),
  user: person('detail', (data, { client }, { store }) => {
    const account = read(data, 'user');
    return account === null ? null : store.user(client, account);
  }),
  patches: ({ client, id }, args, context) =>
    patchList([client], args, context, { submitterId: id }),
};

export const User: UserResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'User', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  username: user('basic', (data) => read(data, 'username')),
  firstName: user('basic', (data) => read(data, 'first_name')),
  lastName: user('basic', (data) => read(data, 'last_name')),
  email: user('basic', (data) => read(data, 'email')),
  url: user('basic', (data) => read(data, 'url')),
  settings: user('detail', (data) => read(data, 'settings')),
  delegatedPatches: ({ client, id }, args, context) =>
    patchList([client], args, context, { delegateId: id }),
};

export const UserSettings: UserSettingsResolvers = {
  sendEmail: (data) => read(data, 'send_email'),
  itemsPerPage: (data) => read(data, 'items_per_page'),
  showIds: (data) => read(data, 'show_ids'),
};

export const Maintainer: MaintainerResolvers = {
  username: ({ data }) => read(data, 'username'),
  firstName: ({ data }) => read(data, 'first_name'),
  lastName: ({ data }) => read(data, 'last_name'),
  email: ({ data }) => read(data, 'email'),
  user: async ({ client, data }, _args, { readers }) => {
    const name = read(data, 'username');
    return name === null ? null : await readers.userByName.load({ client, name });
  },
};
