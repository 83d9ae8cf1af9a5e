import { BadUserInputError } from '../../errors.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { writeComparison, writePair } from '../../review/facts/comparison/writeComparison.js';
import type { ReadComparison } from '../../review/reading/SeriesComparisons.js';
import { partsOf } from '../../review/reading/versionParts.js';
import type { RequestContext } from '../context.js';
import type {
  PatchPairResolvers,
  SeriesComparisonResolvers,
  SeriesResolvers,
} from '../generated/types.js';
import { findNode } from '../findNode.js';
import { decodeGlobalId } from '../globalId.js';

const DEFAULT_FACTOR = 60;
const MOST_FACTOR = 1_000;

/** The series with which a series is compared. */
export const compareSeries: NonNullable<SeriesResolvers['compare']> = async (
  series,
  { with: other, creationFactor },
  context,
) => {
  // Null may be sent, which the generated type does not know, and means the default.
  const factor = (creationFactor as number | null) ?? DEFAULT_FACTOR;
  if (factor < 0 || factor > MOST_FACTOR) {
    throw new BadUserInputError(
      `creationFactor: ${String(factor)} is not between 0 and ${String(MOST_FACTOR)}`,
      { argument: 'creationFactor' },
    );
  }
  const { comparisons, versions } = context.review;
  if (other != null) {
    return await comparisons.compare(await seriesOf(other, series, context), series, factor);
  }
  const chain = await versions.versionsOf(series);
  if (chain?.previous == null) return null;
  const [from, to] = [chain.previous, chain.own].map((version) => ({
    series: version.series.entity,
    patches: partsOf(chain, version),
  }));
  return from && to ? await comparisons.compareVersions(from, to, factor) : null;
};

/** @throws BadUserInputError for an id that is not that of another series. */
async function seriesOf(
  id: string,
  { client, id: ownId }: SeriesEntity,
  context: RequestContext,
): Promise<SeriesEntity> {
  const refuse = (reason: string): never => {
    throw new BadUserInputError(`with: ${reason}`, { argument: 'with' });
  };
  const { instance, type, id: number } = decodeGlobalId(id, 'with');
  if (type !== 'Series') {
    return refuse(`this is the id of a ${type}; use the "id" of a Series`);
  }
  if (instance === client.name && number === ownId) {
    return refuse('a series cannot be compared with itself; use the "id" of another version');
  }
  const found = await findNode(id, context, 'with');
  if (found === null || !('kind' in found) || found.kind !== 'Series') {
    return refuse(`${instance} has no series ${String(number)}, or it is not visible`);
  }
  return found;
}

export const SeriesComparison: SeriesComparisonResolvers = {
  from: ({ from }) => from,
  to: ({ to }) => to,
  pairs: (comparison) => comparison.data.pairs.map((pair) => ({ comparison, pair })),
  text: ({ data }: ReadComparison) => writeComparison(data),
};

export const PatchPair: PatchPairResolvers = {
  kind: ({ pair }) => pair.kind,
  from: ({ comparison, pair }) =>
    pair.from === null ? null : (comparison.fromPatches[pair.from] ?? null),
  to: ({ comparison, pair }) => (pair.to === null ? null : (comparison.toPatches[pair.to] ?? null)),
  changes: ({ pair }) => pair.changes,
  pairedBy: ({ pair }) => pair.pairedBy,
  text: ({ pair }) => writePair(pair),
  hunks: ({ pair }) => pair.hunks,
  problem: ({ pair }) => pair.problem,
};
