import type { Interval } from '../../catalog/counts/intervals.js';
import type { CountDimension } from '../../catalog/counts/patchGroups.js';
import { BadUserInputError } from '../../errors.js';
import { emptySources } from '../../catalog/lists/FederatedList.js';
import { emptyListIn } from '../../catalog/lists/emptyLists.js';
import type { PatchCountDimension, QueryResolvers } from '../generated/types.js';
import { clientsOf } from '../instances.js';
import { patchFilter } from '../listFilters.js';
import { countOverInstances, type Grouping } from '../patchCounts.js';

const INTERVALS: readonly string[] = ['DAY', 'WEEK', 'MONTH', 'YEAR'] satisfies Interval[];

/** Reads `by`. @throws BadUserInputError for combinations that cannot be grouped by. */
function groupingOf(by: readonly PatchCountDimension[]): Grouping {
  const distinct = [...new Set(by)];
  const times = distinct.filter((one) => INTERVALS.includes(one)) as Interval[];
  const [interval] = times;
  const values = distinct.filter((one) => !INTERVALS.includes(one)) as CountDimension[];
  const [value] = values;
  const argument = { argument: 'by' };
  if (times.length > 1 || values.length > 1) {
    throw new BadUserInputError(
      `by: ${distinct.join(' and ')} cannot be combined; use one of DAY, WEEK, MONTH and YEAR with one other dimension`,
      argument,
    );
  }
  if (interval !== undefined) return { interval, by: value };
  if (value === undefined) throw new BadUserInputError('by: name at least one dimension', argument);
  return { interval: null, by: value };
}

export const patchCounts: NonNullable<QueryResolvers['patchCounts']> = async (
  _root,
  { instances, filter, by },
  context,
) => {
  const clients = clientsOf(context.gateway, instances);
  const grouping = groupingOf(by);
  const filterOn = patchFilter(filter, {}, context);
  const emptyList = emptyListIn({ instances, filter });
  if (emptyList !== undefined) {
    const sources = emptySources(clients, emptyList, context);
    return { groups: [], totalCount: 0, uncountedCount: 0, sources };
  }
  return await countOverInstances(clients, filterOn, grouping, context);
};
