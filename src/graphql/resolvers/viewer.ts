import { bundlesOf } from '../../catalog/lookups/findBundles.js';
import { actionRequiredStates } from '../../patchwork/states.js';
import type { TokenOwner } from '../../patchwork/TokenOwners.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { RequestContext } from '../context.js';
import { patchList } from './lists.js';
import type { PatchOrder, QueryResolvers, ViewerResolvers } from '../generated/types.js';
import { encodeKeyedId } from '../globalId.js';
import { viewerQueue } from './reviewQueue.js';
import type { PageArgs } from '../../catalog/lists/FederatedList.js';
import type { ConnectionModel, ViewerModel } from '../models.js';

/** Who the caller is on each instance that it sent a token for. */
export const viewers: NonNullable<QueryResolvers['viewers']> = (_root, _args, context) =>
  [...context.gateway.clients.values()]
    .filter(({ name }) => context.scope.tokenFor(name) !== undefined)
    .map((client) => ({ client }));

/** The patches that wait for a user: Patchwork's own to-do list (`patchwork/views/user.py`). */
function toDoOf(
  { client }: ViewerModel,
  { id }: TokenOwner,
  args: PageArgs & { readonly orderBy?: PatchOrder | null | undefined },
  context: RequestContext,
): ConnectionModel<PatchEntity> {
  const filter = { archived: false, state: actionRequiredStates(client.options.states) };
  // By number: REST would take a login name of digits for the number of another user.
  return patchList([client], { ...args, filter }, context, { delegateId: id });
}

async function ownerOf({ client }: ViewerModel, context: RequestContext): Promise<TokenOwner> {
  const owner = await context.readers.tokenOwner.load(client);
  // A viewer represents a token, so there is one.
  if (owner === null) throw new TypeError('a viewer without a token');
  return owner;
}

export const Viewer: ViewerResolvers = {
  id: ({ client }) => encodeKeyedId(client.name, 'Viewer', ''),
  instance: ({ client }) => client,
  user: async (viewer, _args, context) => {
    const { id } = await ownerOf(viewer, context);
    return context.store.users.get(viewer.client, id);
  },
  projects: async (viewer, _args, context) => {
    const [{ username }, listed] = await Promise.all([
      ownerOf(viewer, context),
      context.readers.projects.load(viewer.client),
    ]);
    return listed.filter(({ detail }) =>
      detail?.maintainers?.some((maintainer) => maintainer.username === username),
    );
  },
  bundles: async (viewer, _args, context) => {
    const { id } = await ownerOf(viewer, context);
    return await bundlesOf(viewer.client, id, context);
  },
  queue: viewerQueue,
  toDoCount: async (viewer, _args, context) =>
    await toDoOf(viewer, await ownerOf(viewer, context), {}, context).totalCount(),
  toDo: async (viewer, args, context) =>
    toDoOf(viewer, await ownerOf(viewer, context), args, context),
};
