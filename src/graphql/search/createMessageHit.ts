import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { StoredMail } from '../../corpus/SearchIndex.js';
import { asPartial, statusOf } from '../../federation/sourceStatus.js';
import { GatewayError } from '../../errors.js';
import { isShown } from '../../patchwork/lists/shownProjects.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import type { MailEntity } from '../../review/reading/reviewMails.js';
import type { MessageModel } from '../MessageModel.js';
import type { SourceStatusModel } from '../models.js';
import { indexCall, noIndex, readIndexScope } from './IndexScope.js';

/** A mail as its server knows it. */
type MailPlace = Pick<StoredMail, 'kind' | 'number' | 'series'> & {
  readonly parent: Pick<StoredMail, 'kind' | 'number'> | null;
};

/** A mail of the index as an object; null for a comment without a parent. */
export function nodeOfMail(
  client: PatchworkClient,
  { kind, number, series, parent }: MailPlace,
  store: EntityStore,
): MailEntity | null {
  if (kind === 'PATCH') {
    const patch = store.patches.get(client, number);
    // Patches of several series are read by one list.
    patch.seriesId ??= series ?? undefined;
    return patch;
  }
  if (kind === 'COVER') return store.covers.get(client, number);
  if (parent === null) return null;
  const owners = parent.kind === 'COVER' ? store.covers : store.patches;
  return store.comments.get(owners.get(client, parent.number), Math.abs(number));
}

/**
 * A message that the index found. Its postings are those that are indexed; they are looked up when a field
 * asks for them, without upstream requests.
 *
 * @param first the posting that was found; it is always among the postings.
 */
export function createMessageHit(
  messageId: string,
  first: MailEntity,
  context: RequestContext,
): MessageModel {
  let found: Promise<readonly MailEntity[]> | undefined;
  const occurrences = (): Promise<readonly MailEntity[]> =>
    (found ??= findIndexed(messageId, first, context));
  return {
    kind: 'Message',
    messageId,
    first,
    occurrences,
    sources: async () => {
      const postings = await occurrences();
      const { clients } = context.gateway;
      return await Promise.all(
        Array.from(clients.values(), (client) => sourceOf(client, messageId, postings, context)),
      );
    },
  };
}

async function findIndexed(
  messageId: string,
  first: MailEntity,
  { gateway, store }: RequestContext,
): Promise<readonly MailEntity[]> {
  const { index, clients } = gateway;
  const stored = index === undefined ? [] : await indexCall(() => index.find([messageId]));
  const nodes = stored.flatMap((mail) => {
    const client = clients.get(mail.instance);
    if (client === undefined || !isShown(client, { link_name: mail.project })) return [];
    return nodeOfMail(client, mail, store) ?? [];
  });
  return [...new Set([first, ...nodes])];
}

/** Whether an instance's part of a message is indexed. Costs 1 request for its projects, which is cached. */
async function sourceOf(
  client: PatchworkClient,
  messageId: string,
  postings: readonly MailEntity[],
  context: RequestContext,
): Promise<SourceStatusModel> {
  const position = { start: 0, end: 0 };
  const values = [{ value: messageId, position }];
  const term: PlainTerm = { kind: 'field', field: 'messageId', values, negated: false, position };
  const own = postings.filter((posting) => posting.client === client).length;
  try {
    const scope = await readIndexScope(client, [term], context);
    const missing = scope === null ? noIndex(client.name) : scope.missing;
    const status = statusOf({ instance: client.name, notes: [] });
    return {
      status: missing === null ? status : asPartial(status, missing),
      totalCount: () => (missing === null ? own : null),
    };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const status = statusOf({ instance: client.name, notes: [], error });
    return { status, totalCount: () => null };
  }
}
