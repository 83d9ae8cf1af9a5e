import { findPostings, lookupFailure } from '../../catalog/lookups/findPostings.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { MailHeaders } from '../../mail/headers.js';
import { read } from '../../patchwork/shape.js';
import { readRouting } from '../../review/facts/mails.js';
import type { MailEntity } from '../../review/reading/reviewMails.js';
import type { RequestContext } from '../context.js';
import { withFacet } from '../facetField.js';
import type { ThreadEntryResolvers, ThreadResolvers } from '../generated/types.js';
import type { ThreadModel } from '../models.js';
import { messageIdOf } from '../mailFields.js';

/** The thread of a series. */
export async function threadOfSeries(
  series: SeriesEntity,
  _args: unknown,
  { review: { reviews } }: RequestContext,
): Promise<ThreadModel | null> {
  const review = await reviews.load(series);
  if (review === null) return null;
  return { data: await reviews.thread(review), mailOf: (id) => review.mails.get(id) };
}

/** A patch's part of the thread of its series. */
export async function threadOfPatch(
  patch: PatchEntity,
  _args: unknown,
  { review: { reviews } }: RequestContext,
): Promise<ThreadModel | null> {
  const review = await reviews.loadOf(patch);
  if (review === null) return null;
  return { data: await reviews.threadOf(review, patch), mailOf: (id) => review.mails.get(id) };
}

/** The thread of the series of a cover. */
export async function threadOfCover(
  cover: CoverEntity,
  args: unknown,
  context: RequestContext,
): Promise<ThreadModel | null> {
  return await withFacet<CoverEntity, 'summary', ThreadModel | null>(
    cover,
    'summary',
    context,
    async (data) => {
      const series = read(data, 'series')?.[0];
      if (series === undefined) return null;
      const entity = context.store.series.addEmbedded(cover.client, series, data.project?.id);
      return await threadOfSeries(entity, args, context);
    },
  );
}

/** The mail that a reply answers. */
export async function answeredBy(
  comment: CommentEntity,
  _args: unknown,
  context: RequestContext,
): Promise<MailEntity | null> {
  const { store, facets, scope } = context;
  const { client, parent } = comment;
  await Promise.all([facets.load(comment, 'summary'), facets.load(parent, 'basic')]);
  const data = comment.summary;
  const at = parent.at('basic');
  if (data === undefined || at === undefined) return null;
  const own = messageIdOf(data) ?? '';
  const id = readRouting(new MailHeaders(read(data, 'headers')), own).references.at(-1);
  if (id === undefined) return null;
  if (id === messageIdOf(at)) return parent;
  const sibling = (await siblingsOf(comment, context)).find(
    ({ summary }) => summary !== undefined && messageIdOf(summary) === id,
  );
  if (sibling !== undefined) return sibling;
  const postings = await findPostings([client], [id], store, scope);
  const failure = lookupFailure(postings);
  if (failure !== undefined) throw failure;
  return postings[0]?.value?.[0] ?? null;
}

/** Replies to the same patch or cover, out of the list by which this one was read. */
async function siblingsOf(
  { parent, detail }: CommentEntity,
  { readers, review: { ledger } }: RequestContext,
): Promise<readonly CommentEntity[]> {
  const list = await (detail === undefined ? ledger.load(parent) : readers.comments.load(parent));
  return list ?? [];
}

export const Thread: ThreadResolvers = {
  entries: ({ data, mailOf }) => data.entries.map((entry) => ({ data: entry, mailOf })),
  participants: ({ data }) => data.participants,
  lastMessageAt: ({ data }) => data.lastMessageAt,
};

export const ThreadEntry: ThreadEntryResolvers = {
  messageId: ({ data }) => data.messageId,
  message: ({ data, mailOf }) =>
    data.place === 'INSIDE' ? (mailOf(data.messageId) ?? null) : null,
  parentMessageId: ({ data }) => data.parentMessageId,
  depth: ({ data }) => data.depth,
  place: ({ data }) => data.place,
};
