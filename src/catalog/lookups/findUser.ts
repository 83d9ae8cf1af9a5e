import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { users, type User } from '../../patchwork/resources/user.js';
import type { Scope } from '../../patchwork/Scope.js';
import { refuseUnreadable } from '../../patchwork/shape.js';

/**
 * The user of a login name; needs a token. Costs 1 request per 250 users that the name occurs in: `q`
 * finds parts of names and addresses too, and REST has no filter by the exact name.
 *
 * @returns null when there is none.
 * @throws GatewayError when the server cannot answer, or where an unreadable row may have been it.
 */
export async function findUser(
  client: PatchworkClient,
  username: string,
  scope: Scope,
): Promise<User | null> {
  const { rows, unreadable } = await client.lists.all(users, { params: [['q', username]] }, scope);
  const found = rows.find((row) => row.username === username);
  if (found !== undefined) return found;
  refuseUnreadable(unreadable);
  return null;
}
