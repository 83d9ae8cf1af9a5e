import type { UserEntity } from '../../catalog/kinds/user.js';
import { read } from '../../patchwork/shape.js';
import { facetFields } from '../facetField.js';
import { patchList } from './lists.js';
import type {
  MaintainerResolvers,
  UserResolvers,
  UserSettingsResolvers,
} from '../generated/types.js';
import { encodeGlobalId, encodeKeyedId } from '../globalId.js';

const user = facetFields<UserEntity>();

export const User: UserResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'User', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  username: user('basic', (data) => read(data, 'username')),
  firstName: user('basic', (data) => read(data, 'first_name')),
  lastName: user('basic', (data) => read(data, 'last_name')),
  email: user('basic', (data) => read(data, 'email')),
  url: user('basic', (data) => read(data, 'url')),
  settings: user('detail', (data, { client, id }) => {
    const settings = read(data, 'settings');
    return settings && { id: encodeKeyedId(client.name, 'UserSettings', id), data: settings };
  }),
  delegatedPatches: ({ client, id }, args, context) =>
    patchList([client], args, context, { delegateId: id }),
};

export const UserSettings: UserSettingsResolvers = {
  sendEmail: ({ data }) => read(data, 'send_email'),
  itemsPerPage: ({ data }) => read(data, 'items_per_page'),
  showIds: ({ data }) => read(data, 'show_ids'),
};

export const Maintainer: MaintainerResolvers = {
  id: ({ client, data }) => encodeKeyedId(client.name, 'Maintainer', data.id),
  username: ({ data }) => read(data, 'username'),
  firstName: ({ data }) => read(data, 'first_name'),
  lastName: ({ data }) => read(data, 'last_name'),
  email: ({ data }) => read(data, 'email'),
  user: async ({ client, data }, _args, { readers }) => {
    const name = read(data, 'username');
    return name === null ? null : await readers.userByName.load({ client, name });
  },
};
