import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { CheckRollupReading } from '../../review/reading/CheckRollupReading.js';
import type { RequestContext } from '../context.js';
import { withFacet } from '../facetField.js';
import type { CheckContextResolvers, CheckRollupResolvers } from '../generated/types.js';
import { fieldsBelow } from '../selectedFields.js';
import { eventsSuffice } from './check.js';

/** The checks of one patch together. */
export function rollupOfPatch(
  patch: PatchEntity,
  _args: unknown,
  context: RequestContext,
): CheckRollupReading | null | Promise<CheckRollupReading | null> {
  return withFacet<PatchEntity, 'summary', CheckRollupReading>(patch, 'summary', context, () =>
    context.review.checkRollup([patch]),
  );
}

/** The checks of all patches of a series together. */
export async function rollupOfSeries(
  series: SeriesEntity,
  _args: unknown,
  { review }: RequestContext,
): Promise<CheckRollupReading | null> {
  const patches = await review.seriesPatches.load(series);
  return patches === null ? null : review.checkRollup(patches);
}

export const CheckRollup: CheckRollupResolvers = {
  state: (rollup) => rollup.state(),
  contexts: async (rollup, _args, _context, info) => {
    const { contexts } = await rollup.whole(eventsSuffice(fieldsBelow(info, 'checks')));
    return contexts.map((data) => ({ rollup, data }));
  },
  uncheckedPatches: async (rollup) => await rollup.uncheckedPatches(),
  pendingSince: async (rollup) => (await rollup.whole(true)).pendingSince,
};

export const CheckContext: CheckContextResolvers = {
  context: ({ data }) => data.context,
  state: ({ data }) => data.state,
  checks: ({ data }) => data.checks.map(({ entity }) => entity),
  missingFrom: ({ rollup, data }) => rollup.missingFrom(data.missingFrom),
};
