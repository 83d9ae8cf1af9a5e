import { findPostings, lookupFailure } from '../catalog/lookups/findPostings.js';
import type { CoverEntity } from '../catalog/kinds/cover.js';
import type { PatchEntity } from '../catalog/kinds/patch.js';
import { readArchiveAddress } from '../mail/archiveAddress.js';
import { decodedForm, messageIdForms } from '../mail/messageId.js';
import { emptySources } from '../catalog/lists/FederatedList.js';
import type { RequestContext } from './context.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { clientsOf } from './instances.js';
import type { MessageModel } from './MessageModel.js';
import { withFacet } from './facetField.js';
import { messageIdOf } from './mailFields.js';

/** Every posting of a Message-ID; null when all these instances answered and none knows it. */
export async function findMessage(
  forms: readonly string[],
  clients: readonly PatchworkClient[],
  context: RequestContext,
): Promise<MessageModel | null> {
  const postings = await findPostings(clients, forms, context.store, context.scope);
  const occurrences = postings.flatMap(({ value }) => value ?? []);
  const isWhole = postings.every(
    ({ status }) => status.status === 'OK' && status.warnings.length === 0,
  );
  if (occurrences.length === 0 && isWhole) return null;
  const data = occurrences[0]?.at('basic');
  const found = data === undefined ? null : messageIdOf(data);
  return {
    kind: 'Message',
    messageId: found ?? decodedForm(forms),
    first: occurrences[0],
    occurrences: () => occurrences,
    sources: () =>
      postings.map(({ status, value, error }) => ({
        status,
        totalCount: () => (error === undefined ? (value?.length ?? null) : null),
      })),
  };
}

/**
 * A message that is looked for on no instance: whether it exists is not known, so it is not null.
 *
 * @throws BadUserInputError for text that is not a Message-ID.
 */
export function emptyMessage(text: string, context: RequestContext): MessageModel {
  // The address of an archive that only a project knows stands for itself: no project is read.
  const isAddress = /^<?https?:\/\//i.test(text);
  const isUnknown = isAddress && readArchiveAddress(text) === null;
  return {
    kind: 'Message',
    messageId: isUnknown ? text : decodedForm(messageIdForms(text)),
    first: undefined,
    occurrences: () => [],
    sources: () => emptySources([], 'instances', context),
  };
}

/**
 * The other postings of the message that a patch or cover is.
 *
 * @throws GatewayError if an instance could not be queried: the list would be silently short.
 */
export async function otherPostings(
  entity: PatchEntity | CoverEntity,
  context: RequestContext,
): Promise<readonly (PatchEntity | CoverEntity)[] | null> {
  const messageId = await withFacet<PatchEntity | CoverEntity, 'basic', string | null>(
    entity,
    'basic',
    context,
    (data) => messageIdOf(data),
  );
  if (messageId === null) return null;
  const clients = clientsOf(context.gateway, null);
  const postings = await findPostings(clients, [messageId], context.store, context.scope);
  const failure = lookupFailure(postings);
  if (failure !== undefined) throw failure;
  return postings.flatMap(({ value }) => value ?? []).filter((other) => other !== entity);
}
