import type { CoverEntity } from '../../catalog/kinds/cover.js';
import { read } from '../../patchwork/shape.js';
import { coverAddress, plainMboxPath } from '../../patchwork/slashedIds.js';
import { facetFields, withFacet } from '../facetField.js';
import type { CoverResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { readMbox } from '../readMbox.js';
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
    return series === undefined ? null : store.series.addEmbedded(client, series, data.project?.id);
  }),
  commentCount: async (cover, _args, { readers }) => await readers.coverCommentCounts.load(cover),
  // The URLs that the server returns are broken for some Message-IDs.
  webUrl: field('address', (data) => coverAddress(read(data, 'web_url'), data)),
  mboxUrl: field('address', (data) => coverAddress(read(data, 'mbox'), data)),
  mbox: (cover, _args, context) =>
    withFacet<CoverEntity, 'address', string | null>(cover, 'address', context, async (data) => {
      const plain = plainMboxPath(data);
      const own = `/cover/${String(cover.id)}/mbox/`;
      return await readMbox(cover, plain === null ? [own] : [plain, own], context);
    }),
};
