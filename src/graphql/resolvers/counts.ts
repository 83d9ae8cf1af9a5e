import { emptySources } from '../../catalog/lists/FederatedList.js';
import { emptyListIn } from '../../catalog/lists/emptyLists.js';
import type { QueryResolvers } from '../generated/types.js';
import { clientsOf } from '../instances.js';
import { patchFilter } from '../listFilters.js';
import { countOverInstances, groupingOf } from '../patchCounts.js';

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
