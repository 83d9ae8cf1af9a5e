import PQueue from 'p-queue';
import { GatewayError, NotSupportedError } from '../errors.js';
import { names } from './names.js';
import type { PatchworkClient } from './PatchworkClient.js';
import { bundles } from './resources/bundle.js';
import { projects } from './resources/project.js';
import { user, users, type User } from './resources/user.js';
import type { Scope } from './Scope.js';
import type { TokenOwner } from './TokenOwners.js';
import { capabilitiesOf } from './versions.js';

/** Users whose own address is examined before giving up: big servers have thousands. */
const MAX_LOOKS = 60;
const LOOKS_AT_ONCE = 4;

/**
 * Finds out whose the caller's token is. No endpoint reports it (`/users/me/` is missing), but two things
 * differ by caller: private bundles are listed to their owner only, and a user's record has its
 * `settings` for that user only. Costs 1 request for owners of a private bundle, else 3 and one per user
 * looked at; maintainers come first. Remembered for as long as the process runs.
 *
 * @returns null without a token.
 * @throws GatewayError when it cannot be found out.
 */
export async function findTokenOwner(
  client: PatchworkClient,
  scope: Scope,
): Promise<TokenOwner | null> {
  const token = scope.tokenFor(client.name);
  if (token === undefined) return null;
  const known = client.tokenOwners.get(token);
  if (known !== undefined) return known;
  const why = client.tokenOwners.whyUnknown(token);
  if (why !== undefined) throw ownerUnknown(client, why);
  const owner =
    (await ownerOfPrivateBundle(client, scope)) ?? (await ownerOfSettings(client, token, scope));
  client.tokenOwners.remember(token, owner);
  return owner;
}

/**
 * Whether an object that a write may have made is the caller's: somebody else can have made an equal
 * one. False where that cannot be found out.
 *
 * @param user who the object says has made it.
 */
export async function isOwnedByCaller(
  client: PatchworkClient,
  user: { readonly id: number } | null | undefined,
  scope: Scope,
): Promise<boolean> {
  if (user == null) return false;
  try {
    return (await findTokenOwner(client, scope))?.id === user.id;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return false;
  }
}

async function ownerOfPrivateBundle(
  client: PatchworkClient,
  scope: Scope,
): Promise<TokenOwner | null> {
  const request = { params: [['public', 'false'] as const], perPage: 1 };
  const { rows } = await client.lists.page(bundles, request, scope);
  // A server that ignores the filter would name the owner of any public bundle.
  const owner = rows.find((row) => row.public === false)?.owner;
  return owner?.username == null ? null : { id: owner.id, username: owner.username };
}

async function ownerOfSettings(
  client: PatchworkClient,
  token: string,
  scope: Scope,
): Promise<TokenOwner> {
  if (!capabilitiesOf(await client.version()).userSettings) {
    throw new NotSupportedError(
      client.name,
      'finding the owner of a token requires API 1.2 or a private bundle of the owner',
    );
  }
  const [listed, listedProjects] = await Promise.all([
    client.lists.all(users, {}, scope),
    client.lists.all(projects, {}, scope),
  ]);
  const maintainers = new Set(
    listedProjects.rows.flatMap((row) => row.maintainers?.map(({ username }) => username) ?? []),
  );
  const candidates = [...listed.rows]
    .sort((one, other) => rank(one, maintainers) - rank(other, maintainers))
    .slice(0, MAX_LOOKS);
  let owner: TokenOwner | undefined;
  const queue = new PQueue({ concurrency: LOOKS_AT_ONCE });
  await queue.addAll(
    candidates.map(({ id }) => async () => {
      if (owner !== undefined) return;
      const found = await client.detail(names.of('users', id), user, scope);
      if (found?.settings == null || found.username == null) return;
      owner = { id, username: found.username };
    }),
  );
  if (owner !== undefined) return owner;
  const why = `none of the ${String(candidates.length)} users checked (of ${String(listed.rows.length)})`;
  client.tokenOwners.rememberUnknown(token, why);
  throw ownerUnknown(client, why);
}

function ownerUnknown({ name }: PatchworkClient, why: string): GatewayError {
  return new GatewayError(
    `${name}: cannot determine the token's owner: ${why}; create a private bundle to identify it`,
    { code: 'NOT_SUPPORTED_BY_INSTANCE', instance: name },
  );
}

function rank({ username }: User, maintainers: ReadonlySet<string | null | undefined>): number {
  return maintainers.has(username) ? 0 : 1;
}
