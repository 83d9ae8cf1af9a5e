import type { GatewayError } from '../../errors.js';
import { fanOut } from '../../federation/fanOut.js';
import type { ReadNotes } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { ListDescription } from '../../patchwork/ListDescription.js';
import { covers } from '../../patchwork/resources/cover.js';
import { patches } from '../../patchwork/resources/patch.js';
import type { EmbeddedPerson } from '../../patchwork/resources/person.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { PersonEntity } from '../kinds/person.js';
import type { EntityStore } from '../kinds/kinds.js';
import { staleOf } from '../../patchwork/page.js';

/** People with one address on all instances. */
export interface FoundPerson {
  /** Each instance's person of this address, in the order of the instances. */
  readonly accounts: readonly PersonEntity[];
  /** Instances that have no mail from it. */
  readonly unknownOn: ReadonlySet<PatchworkClient>;
  /** Instances that could not be queried. */
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
    async (name, note) => {
      const client = byName.get(name);
      if (client === undefined) return null;
      const read = submitterReader(client, address, scope, note);
      const found = (await read(patches)) ?? (await read(covers));
      return found === null ? null : store.people.addEmbedded(client, found);
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

type PersonList<Row> = ListDescription<
  Row & { readonly submitter?: EmbeddedPerson | null | undefined }
>;

function submitterReader(
  client: PatchworkClient,
  address: string,
  scope: Scope,
  note: (notes: ReadNotes) => void,
): <Row extends object>(list: PersonList<Row>) => Promise<EmbeddedPerson | null> {
  return async (list) => {
    const params = [['submitter', address]] as const;
    const answer = await client.lists.page(list, { params, perPage: 1 }, scope);
    note(staleOf(answer));
    const person = answer.rows[0]?.submitter;
    // A server that ignores the filter would name anybody.
    return person?.email?.toLowerCase() === address.toLowerCase() ? person : null;
  };
}
