import { createPatchworkClient, type TypedDocument } from '@patchwork-graphql/client';

interface PatchesQuery {
  readonly patches: {
    readonly nodes: readonly { readonly id: string; readonly name: string | null }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}
interface FollowSubscription {
  readonly events: { readonly cursor: string; readonly events: readonly { readonly id: string }[] };
}
interface After {
  readonly after?: string | null;
}

/** Names of all patches, with the instances that could not be read to the end. */
export async function readAll(
  url: string,
  document: TypedDocument<PatchesQuery, After>,
): Promise<{ names: (string | null)[]; incomplete: Set<string | undefined> }> {
  const client = createPatchworkClient({ url });
  const names: (string | null)[] = [];
  const incomplete = new Set<string | undefined>();
  for await (const page of client.pages(document, {}, (data) => data.patches)) {
    names.push(...page.connection.nodes.map(({ name }) => name));
    for (const { instance, status } of page.sources) {
      if (status !== 'OK') incomplete.add(instance);
    }
  }
  return { names, incomplete };
}

/** Follows events until the signal aborts; `keep` stores the cursor for the next start. */
export async function follow(
  url: string,
  document: TypedDocument<FollowSubscription, After>,
  after: string | null,
  actions: {
    /** The same event can be delivered again after a restart of the gateway; compare its id. */
    onEvent: (id: string) => void;
    /** Events may have been missed: read again what you show. */
    onGap: () => void;
    keep: (cursor: string) => void;
    signal: AbortSignal;
  },
): Promise<void> {
  const client = createPatchworkClient({ url });
  for await (const { data, cursor } of client.events(document, { after }, actions)) {
    for (const { id } of data.events.events) actions.onEvent(id);
    actions.keep(cursor);
  }
}
