import type { PageArgs } from '../../catalog/lists/FederatedList.js';
import { BUNDLES } from '../../catalog/kinds/bundle.js';
import { COVERS } from '../../catalog/kinds/cover.js';
import { EVENTS } from '../../catalog/kinds/event.js';
import { PATCHES } from '../../catalog/kinds/patch.js';
import { PEOPLE } from '../../catalog/kinds/person.js';
import { PROJECTS } from '../../catalog/kinds/project.js';
import { SERIES } from '../../catalog/kinds/series.js';
import { USERS } from '../../catalog/kinds/user.js';
import { openList, type ListQuery } from '../../catalog/lists/openList.js';
import type { MailListFilter, WordFilter } from '../../patchwork/lists/plans.js';
import type { BundleEntity } from '../../catalog/kinds/bundle.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { PersonEntity } from '../../catalog/kinds/person.js';
import type { ProjectEntity } from '../../catalog/kinds/project.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { UserEntity } from '../../catalog/kinds/user.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { RequestContext } from '../context.js';
import { eventFilter } from '../eventFilter.js';
import type {
  BundleFilter,
  BundleOrder,
  CoverFilter,
  CoverOrder,
  EventFilter,
  EventOrder,
  InputMaybe,
  PatchFilter,
  PatchOrder,
  PersonFilter,
  PersonOrder,
  ProjectFilter,
  ProjectOrder,
  QueryResolvers,
  SeriesFilter,
  SeriesOrder,
  UserFilter,
  UserOrder,
} from '../generated/types.js';
import {
  given,
  mailFilter,
  messageIdsOf,
  patchFilter,
  projectsOf,
  requirePaths,
  type ParentFilter,
  type FilterOn,
} from '../listFilters.js';
import type { ConnectionModel, EventModel } from '../models.js';
import { clientsOf } from '../instances.js';
import { seriesTests } from '../reviewTests.js';

/** Arguments of one federated list. */
interface ListArgs<Filter, Order> extends PageArgs {
  readonly filter?: InputMaybe<Filter>;
  readonly orderBy?: InputMaybe<Order>;
}

type Clients = readonly PatchworkClient[];

/** The lists over several instances. */
export const listQueries: Pick<
  QueryResolvers,
  'projects' | 'patches' | 'seriesList' | 'covers' | 'people' | 'users' | 'bundles' | 'events'
> = {
  projects: (_root, args, context) =>
    projectList(clientsOf(context.gateway, args.instances), args, context),
  patches: (_root, args, context) =>
    patchList(clientsOf(context.gateway, args.instances), args, context),
  seriesList: (_root, args, context) =>
    seriesList(clientsOf(context.gateway, args.instances), args, context),
  covers: (_root, args, context) =>
    coverList(clientsOf(context.gateway, args.instances), args, context),
  people: (_root, args, context) =>
    personList(clientsOf(context.gateway, args.instances), args, context),
  users: (_root, args, context) =>
    userList(clientsOf(context.gateway, args.instances), args, context),
  bundles: (_root, args, context) =>
    bundleList(clientsOf(context.gateway, args.instances), args, context),
  events: (_root, args, context) =>
    eventList(clientsOf(context.gateway, args.instances), args, context),
};

/** A list of patches. */
export function patchList(
  clients: Clients,
  args: ListArgs<PatchFilter, PatchOrder>,
  context: RequestContext,
  parent: ParentFilter = {},
): ConnectionModel<PatchEntity> {
  const filterOn = patchFilter(args.filter, parent, context);
  return openList(PATCHES, { clients, args, filterOn, parent: identityOf(parent) }, context);
}

/** A list of covers. */
export function coverList(
  clients: Clients,
  args: ListArgs<CoverFilter, CoverOrder>,
  context: RequestContext,
  parent: ParentFilter = {},
): ConnectionModel<CoverEntity> {
  const mailOn = mailFilter(args.filter, parent, context);
  const messageId = messageIdsOf(args.filter);
  const filterOn: FilterOn<MailListFilter> = (client, source) => ({
    ...mailOn(client, source),
    messageId,
  });
  return openList(COVERS, { clients, args, filterOn, parent: identityOf(parent) }, context);
}

/** A list of series. */
export function seriesList(
  clients: Clients,
  args: ListArgs<SeriesFilter, SeriesOrder>,
  context: RequestContext,
  parent: ParentFilter = {},
): ConnectionModel<SeriesEntity> {
  requirePaths(args.filter?.path);
  const mailOn = mailFilter(args.filter, parent, context);
  const filterOn = (client: PatchworkClient, source: RequestContext) => ({
    ...mailOn(client, source),
    tests: seriesTests(args.filter, client, source),
  });
  return openList(SERIES, { clients, args, filterOn, parent: identityOf(parent) }, context);
}

/** A list of bundles. */
export function bundleList(
  clients: Clients,
  args: ListArgs<BundleFilter, BundleOrder>,
  context: RequestContext,
  parent: ParentFilter = {},
): ConnectionModel<BundleEntity> {
  const { filter } = args;
  const project = projectsOf(filter, parent, context);
  const filterOn = (client: PatchworkClient) => ({
    project: project(client),
    owner: given(filter?.owner),
    public: given(filter?.public),
    q: given(filter?.q),
  });
  return openList(BUNDLES, { clients, args, filterOn, parent: identityOf(parent) }, context);
}

/** A list of projects. */
export function projectList(
  clients: Clients,
  args: ListArgs<ProjectFilter, ProjectOrder>,
  context: RequestContext,
): ConnectionModel<ProjectEntity> {
  return openList(PROJECTS, { clients, args, filterOn: wordsOf(args), parent: {} }, context);
}

/** A list of people. */
export function personList(
  clients: Clients,
  args: ListArgs<PersonFilter, PersonOrder>,
  context: RequestContext,
): ConnectionModel<PersonEntity> {
  return openList(PEOPLE, { clients, args, filterOn: wordsOf(args), parent: {} }, context);
}

/** A list of users. */
export function userList(
  clients: Clients,
  args: ListArgs<UserFilter, UserOrder>,
  context: RequestContext,
): ConnectionModel<UserEntity> {
  return openList(USERS, { clients, args, filterOn: wordsOf(args), parent: {} }, context);
}

/** A list of events. */
export function eventList(
  clients: Clients,
  args: ListArgs<EventFilter, EventOrder>,
  context: RequestContext,
  parent: ParentFilter = {},
): ConnectionModel<EventModel> {
  const filterOn = eventFilter(args.filter, parent, context);
  return openList(EVENTS, { clients, args, filterOn, parent: identityOf(parent) }, context);
}

/** Which instances know an address is found out anew for each page, and must not part the pages. */
function identityOf({
  unknownOn: _unknownOn,
  ...parent
}: ParentFilter): ListQuery<unknown, unknown>['parent'] {
  return parent;
}

function wordsOf({
  filter,
}: ListArgs<{ readonly q?: InputMaybe<string> }, unknown>): FilterOn<WordFilter> {
  return () => ({ q: given(filter?.q) });
}
