import type { QueryResolvers } from '../generated/types.js';
import { clientsOf } from '../instances.js';
import { patchFilter } from '../listFilters.js';
import { countOverInstances } from '../patchCounts.js';

export const patchCounts: NonNullable<QueryResolvers['patchCounts']> = async (
  _root,
  { instances, filter, by },
  context,
) => {
  const clients = clientsOf(context.gateway, instances);
  const filterOn = patchFilter(filter, {}, context);
  return await countOverInstances(clients, filterOn, by, context);
};
