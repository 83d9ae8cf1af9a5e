import { BadUserInputError } from '../../errors.js';
import type { PersonEntity } from '../../catalog/kinds/person.js';
import type { UserEntity } from '../../catalog/kinds/user.js';
import { findPerson, type FoundPerson } from '../../catalog/lookups/findPerson.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { read } from '../../patchwork/shape.js';
import type { RequestContext } from '../context.js';
import { loadExisting } from '../../catalog/lookups/loadExisting.js';
import { facetFields, withFacet } from '../facetField.js';
import { coverList, patchList } from './lists.js';
import type {
  MaintainerResolvers,
  PersonResolvers,
  QueryResolvers,
  UserResolvers,
  UserSettingsResolvers,
} from '../generated/types.js';
import { encodeGlobalId, encodeKeyedId } from '../globalId.js';
import { clientOf, clientsOf, requireDatabaseId } from '../instances.js';
import type { ParentFilter } from '../listFilters.js';
import type { PersonModel } from '../models.js';
import { CrossInstancePerson } from '../../catalog/lookups/CrossInstancePerson.js';

const person = facetFields<PersonEntity>();

/** Reads a field of the person on one instance; an address on all instances shows that of the first one. */
function shown<R>(
  resolve: (parent: PersonEntity, args: unknown, context: RequestContext) => R,
): (parent: PersonModel, args: unknown, context: RequestContext) => R {
  return (parent, args, context) =>
    resolve(parent instanceof CrossInstancePerson ? parent.shown : parent, args, context);
}

/** Filter of lists for a person's mails, and the instances to read. */
function mailsOf(
  parent: PersonModel,
  { gateway }: RequestContext,
): readonly [readonly PatchworkClient[], ParentFilter] {
  if (!(parent instanceof CrossInstancePerson))
    return [[parent.client], { submitterId: parent.id }];
  const { address, unknownOn } = parent;
  return [clientsOf(gateway, null), { submitterAddress: address, unknownOn }];
}

/**
 * The person of each instance that knows an address.
 *
 * @throws GatewayError if an instance could not be queried: the list would be silently short.
 */
async function accountsOf(
  parent: PersonModel,
  context: RequestContext,
): Promise<readonly PersonEntity[] | null> {
  let found: FoundPerson = parent instanceof CrossInstancePerson ? parent : NOBODY;
  if (!(parent instanceof CrossInstancePerson)) {
    const address = await withFacet(parent, 'basic', context, (data) => read(data, 'email'));
    if (address === null) return null;
    const others = clientsOf(context.gateway, null).filter((client) => client !== parent.client);
    const elsewhere = await findPerson(others, address, context.store, context.scope);
    const order = clientsOf(context.gateway, null);
    const accounts = [parent, ...elsewhere.accounts].sort(
      (one, other) => order.indexOf(one.client) - order.indexOf(other.client),
    );
    found = { ...elsewhere, accounts };
  }
  const [failure] = found.failures;
  if (failure !== undefined) throw failure;
  return found.accounts;
}

const NOBODY: FoundPerson = { accounts: [], unknownOn: new Set(), failures: [] };

/**
 * One person, by instance and number or by address.
 *
 * @throws BadUserInputError for any other choice of arguments.
 */
export const findPersonBy: NonNullable<QueryResolvers['person']> = async (
  _root,
  { instance, databaseId, email },
  context,
) => {
  if (instance != null && databaseId != null && email == null) {
    const client = clientOf(context.gateway, instance);
    return await loadExisting(
      context.store.people.get(client, requireDatabaseId(databaseId)),
      context,
    );
  }
  if (email == null || instance != null || databaseId != null) {
    throw new BadUserInputError(
      'person: use either person(instance:, databaseId:) for a person on one instance, or person(email:) for one address on all instances',
      { argument: 'person' },
    );
  }
  return await findPersonByEmail(email, context);
};

/**
 * The person that an address is on all instances.
 *
 * @returns null if all instances answer and none has mail from it.
 * @throws BadUserInputError for text that is not an address.
 */
export async function findPersonByEmail(
  email: string,
  context: RequestContext,
): Promise<CrossInstancePerson | null> {
  const address = email.trim();
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) {
    throw new BadUserInputError(
      `email: "${address.slice(0, 80)}" is not a valid email address; write it without a name, such as jane@example.org`,
      { argument: 'email' },
    );
  }
  const clients = clientsOf(context.gateway, null);
  const found = await findPerson(clients, address, context.store, context.scope);
  const [first] = found.accounts;
  if (first !== undefined) return new CrossInstancePerson(address, first, found);
  const [failure] = found.failures;
  if (failure !== undefined) throw failure;
  return null;
}

const user = facetFields<UserEntity>();

export const Person: PersonResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Person', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  name: shown(person('basic', (data) => read(data, 'name'))),
  email: shown(person('basic', (data) => read(data, 'email'))),
  url: shown(person('basic', (data) => read(data, 'url'))),
  user: shown(
    person('detail', (data, { client }, { store }) => {
      const account = read(data, 'user');
      return account === null ? null : store.users.addEmbedded(client, account);
    }),
  ),
  accounts: async (parent, _args, context) => await accountsOf(parent, context),
  patches: (parent, args, context) => {
    const [clients, parentFilter] = mailsOf(parent, context);
    return patchList(clients, args, context, parentFilter);
  },
  covers: (parent, args, context) => {
    const [clients, parentFilter] = mailsOf(parent, context);
    return coverList(clients, args, context, parentFilter);
  },
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
