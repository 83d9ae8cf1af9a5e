import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { RequestContext } from '../context.js';
import type { SeriesResolvers } from '../generated/types.js';

type Reads = Pick<Required<SeriesResolvers>, 'status' | 'isComplete' | 'missingIndexes' | 'strays'>;

const completenessOf = async (series: SeriesEntity, { review }: RequestContext) =>
  await review.seriesPatches.completeness(series);

/** Resolvers of the combined status of the patches of a series. */
export const seriesStatus: Reads = {
  status: async (series, _args, { review }) => await review.seriesPatches.status(series),
  isComplete: async (series, _args, context) =>
    (await completenessOf(series, context))?.isComplete ?? null,
  missingIndexes: async (series, _args, context) =>
    (await completenessOf(series, context))?.missingIndexes ?? null,
  strays: async (series, _args, context) =>
    (await completenessOf(series, context))?.strays.map(({ patch: { entity: patch }, reason }) => ({
      patch,
      reason,
    })) ?? null,
};
