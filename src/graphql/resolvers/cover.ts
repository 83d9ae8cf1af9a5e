import type { CoverEntity } from '../../catalog/operation/entities.js';
import { read } from '../../patchwork/shape.js';
import { facetFields } from '../facetField.js';
import type { CoverResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { posting } from './posting.js';
import { threadOfCover } from './thread.js';
import { trailersOfCover } from './trailer.js';

const field = facetFields<CoverEntity>();

export const Cover: CoverResolvers = {
  ...posting,
  trailers: trailersOfCover,
  thread: threadOfCover,
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Cover', id }),
  series: field('summary', (data, { client }, { store }) => {
    const [series] = read(data, 'series') ?? [];
    return series === undefined ? null : store.series(client, series, data.project?.id);
  }),
  commentCount: async (cover, _args, { readers }) => await readers.coverCommentCounts.load(cover),
  mbox: async ({ client, id }, _args, { readers }) =>
    await readers.text.load({ client, path: `/cover/${String(id)}/mbox/` }),
};
