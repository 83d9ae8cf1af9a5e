import type { PersonEntity } from '../../catalog/kinds/person.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { read } from '../../patchwork/shape.js';
import type { RequestContext } from '../context.js';
import { facetFields } from '../facetField.js';
import { coverList, patchList } from './lists.js';
import type { PersonResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { clientsOf } from '../instances.js';
import type { ParentFilter } from '../listFilters.js';
import type { PersonModel } from '../models.js';
import { CrossInstancePerson } from '../../catalog/lookups/CrossInstancePerson.js';
import { accountsOf } from '../findPersonBy.js';

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
