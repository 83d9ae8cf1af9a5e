import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { parsePatchName } from '../../mail/subject.js';
import { read } from '../../patchwork/shape.js';
import { emptyListIn } from '../../catalog/lists/emptyLists.js';
import { plainMboxPath } from '../../patchwork/slashedIds.js';
import { facetFields, withFacet } from '../facetField.js';
import type { PatchResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { readMbox } from '../readMbox.js';
import { selectedFields } from '../selectedFields.js';
import { toState } from '../states.js';
import { checksOf, eventsSuffice, toCheckState } from './check.js';
import { patchFiles } from './changedFile.js';
import { rollupOfPatch } from './checkRollup.js';
import { ownersOfPatch } from './ownership.js';
import { posting } from './posting.js';
import { threadOfPatch } from './thread.js';
import { patchTrailers } from './trailer.js';

const field = facetFields<PatchEntity>();

export const Patch: PatchResolvers = {
  ...posting,
  ...patchTrailers,
  ...patchFiles,
  supersedes: async (patch, _args, { review }) => await review.patchVersions.find(patch, 'BEFORE'),
  supersededBy: async (patch, _args, { review }) => await review.patchVersions.find(patch, 'AFTER'),
  thread: threadOfPatch,
  owners: ownersOfPatch,
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Patch', id }),
  index: field('basic', (data) => parsePatchName(read(data, 'name')).index),
  count: field('basic', (data) => parsePatchName(read(data, 'name')).count),
  delegate: field('summary', (data, { client }, { store }) => {
    const user = read(data, 'delegate');
    return user === null ? null : store.users.addEmbedded(client, user);
  }),
  state: field('summary', (data, { client }) => toState(client, read(data, 'state'))),
  archived: field('summary', (data) => read(data, 'archived')),
  hash: field('summary', (data) => read(data, 'hash')),
  commitRef: field('summary', (data) => read(data, 'commit_ref')),
  pullUrl: field('summary', (data) => read(data, 'pull_url')),
  checkRollup: rollupOfPatch,
  check: field('summary', (data) => toCheckState(read(data, 'check'))),
  series: (patch, _args, context) => {
    const { client, seriesId } = patch;
    if (seriesId !== undefined) return context.store.series.get(client, seriesId);
    return withFacet<PatchEntity, 'summary', SeriesEntity | null>(
      patch,
      'summary',
      context,
      (data) => {
        const series = read(data, 'series')?.[0];
        return series === undefined
          ? null
          : context.store.series.addEmbedded(client, series, data.project?.id);
      },
    );
  },
  related: field('summary', (data, { client }, { store }) => {
    const related = read(data, 'related');
    if (related === null) return null;
    // Each once, and none is related to itself, whatever a server sends.
    const others = new Map(related.map((other) => [other.id, other]));
    others.delete(data.id);
    return Array.from(others.values(), (other) =>
      store.patches.addEmbedded(client, other, undefined, data.project?.id),
    );
  }),
  tags: field('summary', (data) => {
    const tags = read(data, 'tags');
    if (tags === null) return null;
    return Object.entries(tags).map(([name, value]) => ({
      name,
      value: typeof value === 'string' || typeof value === 'number' ? String(value) : null,
    }));
  }),
  diff: field('detail', (data) => read(data, 'diff')),
  prefixes: field('detail', (data) => read(data, 'prefixes')),
  checks: async (patch, { filter }, { readers }, info) => {
    if (emptyListIn({ filter }) !== undefined) return [];
    const fromEvents = filter?.user == null && eventsSuffice(selectedFields(info));
    const checks = await (fromEvents
      ? readers.checkSummaries.load(patch)
      : readers.checks.load(patch));
    return checksOf(checks, filter);
  },
  commentCount: async (patch, _args, { readers }) => await readers.patchCommentCounts.load(patch),
  mbox: async (patch, _args, context) => {
    const own = `/patch/${String(patch.id)}/mbox/`;
    const data = patch.at('address');
    const plain = data === undefined ? null : plainMboxPath(data);
    return await readMbox(patch, plain === null ? [own] : [own, plain], context);
  },
};
