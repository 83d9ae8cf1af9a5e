import { BadUserInputError } from '../errors.js';
import type { PersonEntity } from '../catalog/kinds/person.js';
import { findPerson, type FoundPerson } from '../catalog/lookups/findPerson.js';
import { read } from '../patchwork/shape.js';
import type { RequestContext } from './context.js';
import { loadExisting } from '../catalog/lookups/loadExisting.js';
import { withFacet } from './facetField.js';
import type { QueryResolvers } from './generated/types.js';
import { clientOf, clientsOf, requireDatabaseId } from './instances.js';
import type { PersonModel } from './models.js';
import { CrossInstancePerson } from '../catalog/lookups/CrossInstancePerson.js';

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

/**
 * The person of each instance that knows an address.
 *
 * @throws GatewayError if an instance could not be queried: the list would be silently short.
 */
export async function accountsOf(
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
