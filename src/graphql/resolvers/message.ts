import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { decodeSubject } from '../../mail/subject.js';
import { read } from '../../patchwork/shape.js';
import type { MessageResolvers } from '../generated/types.js';
import { encodeKeyedId } from '../globalId.js';
import { withFacet } from '../facetField.js';
import { headerSubject, mailDateOf } from '../mailFields.js';

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
