import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { people } from '../../patchwork/resources/person.js';
import type { Scope } from '../../patchwork/Scope.js';

/** More addresses than this are not worth a filter. */
export const MAX_ADDRESSES = 25;

/**
 * Addresses of the people whose name or address has all of some words, in any case. Costs 1 request, and
 * needs a token.
 *
 * @returns undefined where there are more than {@link MAX_ADDRESSES}, or some that cannot be read.
 */
export async function findAddresses(
  client: PatchworkClient,
  words: string,
  scope: Scope,
): Promise<readonly string[] | undefined> {
  const params = [['q', words]] as const;
  const page = await client.lists.page(people, { params, perPage: MAX_ADDRESSES }, scope);
  if (page.hasNext || page.unreadable.length > 0) return undefined;
  const addresses = page.rows.flatMap(({ email }) => (email == null ? [] : [email]));
  return addresses.length === page.rows.length ? addresses : undefined;
}
