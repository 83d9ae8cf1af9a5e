import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { findUser } from '../../catalog/lookups/findUser.js';
import type { Scope } from '../../patchwork/Scope.js';
import { decodeGlobalId, keyedTypeOf, type GlobalId } from '../globalId.js';
import { invalid, type UserErrorModel } from '../../catalog/writes/mutationResult.js';

/** A user's number, or why there is none. */
export type FoundDelegate = { readonly id: number } | { readonly error: UserErrorModel };

/**
 * The number of a user, by login name or global id. Names are looked up among the users, never among a
 * project's maintainers, whose numbers are those of profiles. Costs 1 request per 250 users that the
 * name occurs in.
 */
export async function findDelegate(
  client: PatchworkClient,
  nameOrId: string,
  scope: Scope,
): Promise<FoundDelegate> {
  const global = readGlobalId(nameOrId);
  if (global !== undefined) {
    const { type, instance, id } = global;
    if (type === 'User' && instance === client.name) return { id };
    const found = `the id of a ${type} of ${instance}`;
    return {
      error: invalid('delegate', `this is ${found}; expected a user of ${client.name}`),
    };
  }
  const keyedType = keyedTypeOf(nameOrId);
  if (keyedType !== undefined) {
    const message = `this is the id of a ${keyedType}; expected a login name, or the "id" of a user of ${client.name}`;
    return { error: invalid('delegate', message) };
  }
  const username = nameOrId.trim();
  if (username === '') {
    return { error: invalid('delegate', 'must not be empty; null clears the delegate') };
  }
  const found = await findUser(client, username, scope);
  if (found !== null) return { id: found.id };
  const message = `${client.name} has no user with the login name "${username.slice(0, 80)}"`;
  return { error: invalid('delegate', message) };
}

function readGlobalId(text: string): GlobalId | undefined {
  try {
    return decodeGlobalId(text, 'delegate');
  } catch {
    return undefined;
  }
}
