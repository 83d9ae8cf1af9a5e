import type { GatewayError } from '../errors.js';
import { fanOut } from '../federation/fanOut.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { ListDescription } from '../patchwork/Resource.js';
import { covers } from '../patchwork/resources/cover.js';
import { patches } from '../patchwork/resources/patch.js';
import type { EmbeddedPerson } from '../patchwork/resources/person.js';
import type { Scope } from '../patchwork/Scope.js';
import type { PersonEntity } from './entities.js';
import type { EntityStore } from './EntityStore.js';

/** What instances know of one address. */
export interface FoundPerson {
  /** Each instance's person of this address, in the order of the instances. */
  readonly accounts: readonly PersonEntity[];
  /** Instances that have no mail from it. */
  readonly unknownOn: ReadonlySet<PatchworkClient>;
  /** Instances that could not tell. */
  readonly failures: readonly GatewayError[];
}

/**
 * Finds who has sent mail from an address. People cannot be listed without a token, but mails can,
 * and they show their submitter. Costs 1 request per instance, and 2 where no patch is from it.
 */
export async function findPerson(
  clients: readonly PatchworkClient[],
  address: string,
  store: EntityStore,
  scope: Scope,
): Promise<FoundPerson> {
  const byName = new Map(clients.map((client) => [client.name, client]));
  const outcomes = await fanOut(
    [...byName.keys()],
    async (name) => {
      const client = byName.get(name);
      if (client === undefined) return null;
      const found =
        (await submitterIn(client, patches, address, scope)) ??
        (await submitterIn(client, covers, address, scope));
      return found === null ? null : store.person(client, found);
    },
    { onSource: scope.onSource },
  );
  const unknownOn = new Set<PatchworkClient>();
  for (const { instance, value } of outcomes) {
    const client = byName.get(instance);
    if (value === null && client !== undefined) unknownOn.add(client);
  }
  return {
    accounts: outcomes.flatMap(({ value }) => value ?? []),
    unknownOn,
    failures: outcomes.flatMap(({ error }) => error ?? []),
  };
}

async function submitterIn<Row extends { readonly submitter?: EmbeddedPerson | null | undefined }>(
  client: PatchworkClient,
  list: ListDescription<Row>,
  address: string,
  scope: Scope,
): Promise<EmbeddedPerson | null> {
  const { rows } = await client.page(list, { params: [['submitter', address]], perPage: 1 }, scope);
  const person = rows[0]?.submitter;
  // A server that ignores the filter would name anybody.
  return person?.email?.toLowerCase() === address.toLowerCase() ? person : null;
}
