import type { CommentEntity } from '../../catalog/kinds/comment.js';
import { decodeSubject } from '../../mail/subject.js';
import { read } from '../../patchwork/shape.js';
import { coverAddress } from '../../patchwork/slashedIds.js';
import { facetFields, withFacet } from '../facetField.js';
import type { CommentResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { answeredBy } from './thread.js';
import { trailersOfComment } from './trailer.js';
import { headerEntries, headerValues, mailDateOf, messageIdOf } from '../mailFields.js';

const field = facetFields<CommentEntity>();

export const Comment: CommentResolvers = {
  id: ({ client, id, parent }) =>
    encodeGlobalId({
      instance: client.name,
      type: parent.kind === 'Patch' ? 'PatchComment' : 'CoverComment',
      id,
      parent: parent.id,
    }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  patch: ({ parent }) => (parent.kind === 'Patch' ? parent : null),
  cover: ({ parent }) => (parent.kind === 'Cover' ? parent : null),
  messageId: field('basic', messageIdOf),
  date: field('basic', mailDateOf),
  listArchiveUrl: field('basic', (data) => read(data, 'list_archive_url')),
  webUrl: field('basic', (data, { id, parent }) => {
    const own = read(data, 'web_url');
    const mail = parent.kind === 'Cover' ? parent.at('address') : undefined;
    const page = mail === undefined ? null : read(mail, 'web_url');
    // The server sends the reader on to the cover's address, which may lead nowhere.
    const working = mail === undefined ? null : coverAddress(page, mail);
    return own === null || working === page || working === null ? own : `${working}#${String(id)}`;
  }),
  url: field('basic', (data) => read(data, 'url')),
  mboxUrl: ({ parent }, _args, context) => {
    // A comment has no mbox: it is read with the patch or cover it replies to.
    return withFacet(parent, 'address', context, (data) =>
      parent.kind === 'Cover' ? coverAddress(read(data, 'mbox'), data) : read(data, 'mbox'),
    );
  },
  submitter: field('summary', (data, { client }, { store }) => {
    const person = read(data, 'submitter');
    return person === null ? null : store.people.addEmbedded(client, person);
  }),
  trailers: trailersOfComment,
  inReplyTo: answeredBy,
  subject: field('summary', (data) => {
    const subject = read(data, 'subject');
    return subject === null ? null : decodeSubject(subject);
  }),
  content: field('summary', (data) => read(data, 'content')),
  addressed: async (comment, _args, context) => {
    // The cached list omits it; the list on the server has it for all replies at once.
    const isCached = comment.summary !== undefined && comment.detail === undefined;
    if (isCached) await context.readers.comments.load(comment.parent);
    return await withFacet<CommentEntity, 'detail', boolean | null>(
      comment,
      'detail',
      context,
      (data) => read(data, 'addressed'),
    );
  },
  headers: (comment, { names }, context) =>
    withFacet(comment, 'summary', context, (data) => headerEntries(data, names)),
  header: (comment, { name }, context) =>
    withFacet(comment, 'summary', context, (data) => headerValues(data, name)),
};
