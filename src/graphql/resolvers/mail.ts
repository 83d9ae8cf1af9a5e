import { findPostings } from '../../catalog/lookups/findPostings.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { mailDateToUtc } from '../../patchwork/dates.js';
import { MailHeaders, type HeaderEntry } from '../../mail/headers.js';
import { readArchiveAddress } from '../../mail/archiveAddress.js';
import { displayMessageId, messageIdForms } from '../../mail/messageId.js';
import { decodeSubject } from '../../mail/subject.js';
import { read } from '../../patchwork/shape.js';
import { emptySources } from '../../catalog/lists/FederatedList.js';
import type { RequestContext } from '../context.js';
import type { MessageResolvers } from '../generated/types.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { clientsOf } from '../instances.js';
import { encodeKeyedId } from '../globalId.js';
import type { MessageModel } from '../MessageModel.js';
import { withFacet } from '../facetField.js';

/** Something with a mail's headers. */
export interface WithHeaders {
  readonly headers?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Headers of one mail are asked for by several fields and read once. */
const parsed = new WeakMap<WithHeaders, MailHeaders>();

function headersOf(data: WithHeaders): MailHeaders {
  let headers = parsed.get(data);
  if (headers === undefined) parsed.set(data, (headers = new MailHeaders(read(data, 'headers'))));
  return headers;
}

/** The headers of a mail, all or those named. */
export function headerEntries(
  data: WithHeaders,
  names: readonly string[] | null | undefined,
): readonly HeaderEntry[] {
  return headersOf(data).entries(names ?? undefined);
}

/** Decoded values of one header. */
export function headerValues(data: WithHeaders, name: string): readonly string[] {
  return headersOf(data).values(name);
}

/** The subject out of the headers; null when there is none. */
export function headerSubject(data: WithHeaders): string | null {
  const [first] = headersOf(data).entries(['subject']);
  return first === undefined ? null : decodeSubject(first.raw);
}

/** A Message-ID without its brackets. */
export function messageIdOf(data: { readonly msgid?: string | null | undefined }): string | null {
  const msgid = read(data, 'msgid');
  return msgid === null ? null : displayMessageId(msgid);
}

/** A mail's date; upstream gives UTC without saying so. */
export function mailDateOf(data: { readonly date?: string | null | undefined }): string | null {
  return mailDateToUtc(read(data, 'date'));
}

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
    messageId: found ?? forms.at(-1) ?? '',
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
  const archived = isAddress ? readArchiveAddress(text)?.messageId : undefined;
  const messageId = isAddress ? (archived ?? text) : messageIdForms(text).at(-1);
  return {
    kind: 'Message',
    messageId: messageId ?? '',
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
  for (const { error } of postings) {
    if (error !== undefined && error.code !== 'NOT_SUPPORTED_BY_INSTANCE') throw error;
  }
  return postings.flatMap(({ value }) => value ?? []).filter((other) => other !== entity);
}

export const Message: MessageResolvers = {
  id: ({ messageId }) => encodeKeyedId('', 'Message', messageId),
  subject: ({ first }, _args, context) => {
    if (first === undefined) return null;
    if (first.kind === 'Comment') {
      return withFacet<CommentEntity, 'summary', string | null>(
        first,
        'summary',
        context,
        (data) => {
          const subject = read(data, 'subject');
          return subject === null ? null : decodeSubject(subject);
        },
      );
    }
    return withFacet<PatchEntity | CoverEntity, 'detail', string | null>(
      first,
      'detail',
      context,
      (data) => headerSubject(data),
    );
  },
  date: ({ first }) => {
    const data = first?.at(first.kind === 'Comment' ? 'summary' : 'basic');
    return data === undefined ? null : mailDateOf(data);
  },
};
