import { BadUserInputError } from '../errors.js';
import type { ListOrder, ListPlan } from '../catalog/lists/ListPlan.js';
import { byStamp, listOrder, type OrderRequest } from '../catalog/lists/orders.js';
import {
  narrowToCategories,
  planBundles,
  planCovers,
  planEvents,
  planPatches,
  planPeople,
  planProjects,
  planSeries,
  planUsers,
  type EventListFilter,
} from '../catalog/lists/plans.js';
import type {
  BundleEntity,
  CoverEntity,
  PatchEntity,
  PersonEntity,
  ProjectEntity,
  SeriesEntity,
  UserEntity,
} from '../catalog/operation/entities.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { Bundle } from '../patchwork/resources/bundle.js';
import type { CoverSummary } from '../patchwork/resources/cover.js';
import { toSlug } from '../patchwork/FilterKnowledge.js';
import { EVENT_CATEGORIES } from '../patchwork/resources/event.js';
import type { PatchSummary } from '../patchwork/resources/patch.js';
import type { Person } from '../patchwork/resources/person.js';
import type { Project } from '../patchwork/resources/project.js';
import type { Series } from '../patchwork/resources/series.js';
import type { User } from '../patchwork/resources/user.js';
import { createConnection, type PageArgs } from './connections.js';
import type { RequestContext } from './context.js';
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
  SeriesFilter,
  SeriesOrder,
  UserFilter,
  UserOrder,
} from './generated/types.js';
import {
  given,
  idsByInstance,
  mailFilter,
  messageIdsOf,
  patchFilter,
  projectsOf,
  type Anchor,
  type IdsByInstance,
} from './listFilters.js';
import { isConcerned } from './isConcerned.js';
import type { ConnectionModel, EventModel } from './models.js';

/** Arguments of one federated list. */
interface ListArgs<Filter, Order> extends PageArgs {
  readonly filter?: InputMaybe<Filter>;
  readonly orderBy?: InputMaybe<Order>;
}

interface ListKind<
  Row extends { readonly id: number; readonly date?: string | null | undefined },
  Node,
> {
  readonly kind: string;
  readonly clients: readonly PatchworkClient[];
  readonly args: ListArgs<unknown, OrderRequest>;
  readonly anchor: Anchor;
  readonly defaultField: 'DATE' | 'NAME';
  /** Server's orders by their names in the graph. */
  readonly serverFields: Readonly<Record<string, string>>;
  readonly nameOf: (row: Row) => string | null | undefined;
  readonly plan: (client: PatchworkClient) => Promise<ListPlan<Row>>;
  /** Whether an instance has to be asked. Default: every one has. */
  readonly isConcerned?: (client: PatchworkClient) => boolean;
  readonly toNode: (client: PatchworkClient, row: Row) => Node;
  readonly context: RequestContext;
}

function listOf<
  Row extends { readonly id: number; readonly date?: string | null | undefined },
  Node,
>(list: ListKind<Row, Node>): ConnectionModel<Node> {
  const { args, anchor, clients, context, kind } = list;
  const request: OrderRequest = args.orderBy ?? { field: list.defaultField };
  const { isConcerned: isAsked } = list;
  const asked = isAsked === undefined ? clients : clients.filter(isAsked);
  const order: ListOrder<Row> = listOrder<Row>(
    request,
    list.nameOf,
    list.serverFields,
    asked.length,
  );
  // Which instances know an address is found out anew for each page, and must not part the pages.
  const { unknownOn: _unknownOn, ...anchored } = anchor;
  return createConnection<Row, Node>({
    kind,
    clients,
    args,
    context,
    identity: {
      filter: args.filter ?? undefined,
      field: request.field,
      direction: order.direction,
      anchor: anchored,
    },
    plan: list.plan,
    ...(isAsked !== undefined && { isConcerned: isAsked }),
    order: () => order,
    direction: order.direction,
    toNode: list.toNode,
  });
}

/** A list of patches. */
export function patchList(
  clients: readonly PatchworkClient[],
  args: ListArgs<PatchFilter, PatchOrder>,
  context: RequestContext,
  anchor: Anchor = {},
): ConnectionModel<PatchEntity> {
  const filterOn = patchFilter(args.filter, anchor, context);
  return listOf<PatchSummary, PatchEntity>({
    kind: 'patches',
    clients,
    args,
    anchor,
    context,
    defaultField: 'DATE',
    serverFields: {
      STATE: 'state',
      SUBMITTER: 'submitter',
      ARCHIVED: 'archived',
      PROJECT: 'project',
      ID: 'id',
    },
    nameOf: ({ name }) => name,
    plan: async (client) =>
      planPatches(client, await narrowToCategories(client, filterOn(client), context.scope)),
    isConcerned: (client) => isConcerned(filterOn(client)),
    toNode: (client, row) => context.store.listedPatch(client, row),
  });
}

/** A list of covers. */
export function coverList(
  clients: readonly PatchworkClient[],
  args: ListArgs<CoverFilter, CoverOrder>,
  context: RequestContext,
  anchor: Anchor = {},
): ConnectionModel<CoverEntity> {
  const filterOn = mailFilter(args.filter, anchor, context);
  const messageId = messageIdsOf(args.filter);
  return listOf<CoverSummary, CoverEntity>({
    kind: 'covers',
    clients,
    args,
    anchor,
    context,
    defaultField: 'DATE',
    serverFields: { SUBMITTER: 'submitter', ID: 'id' },
    nameOf: ({ name }) => name,
    plan: (client) => planCovers(client, { ...filterOn(client), messageId }),
    isConcerned: (client) => isConcerned(filterOn(client)),
    toNode: (client, row) => context.store.listedCover(client, row),
  });
}

/** A list of series. */
export function seriesList(
  clients: readonly PatchworkClient[],
  args: ListArgs<SeriesFilter, SeriesOrder>,
  context: RequestContext,
  anchor: Anchor = {},
): ConnectionModel<SeriesEntity> {
  const filterOn = mailFilter(args.filter, anchor, context);
  return listOf<Series, SeriesEntity>({
    kind: 'series',
    clients,
    args,
    anchor,
    context,
    defaultField: 'DATE',
    serverFields: { SUBMITTER: 'submitter', ID: 'id' },
    nameOf: ({ name }) => name,
    plan: (client) => planSeries(client, filterOn(client)),
    isConcerned: (client) => isConcerned(filterOn(client)),
    toNode: (client, row) => context.store.listedSeries(client, row),
  });
}

/** A list of bundles. */
export function bundleList(
  clients: readonly PatchworkClient[],
  args: ListArgs<BundleFilter, BundleOrder>,
  context: RequestContext,
  anchor: Anchor = {},
): ConnectionModel<BundleEntity> {
  const { filter } = args;
  const project = projectsOf(filter, anchor, context);
  return listOf<Bundle, BundleEntity>({
    kind: 'bundles',
    clients,
    args,
    anchor,
    context,
    defaultField: 'NAME',
    serverFields: { ID: 'id' },
    nameOf: ({ name }) => name,
    plan: (client) =>
      planBundles(client, {
        project: project(client),
        owner: given(filter?.owner),
        public: given(filter?.public),
        q: given(filter?.q),
      }),
    isConcerned: (client) => isConcerned({ project: project(client) }),
    toNode: (client, row) => context.store.bundle(client, row),
  });
}

/** A list of projects. */
export function projectList(
  clients: readonly PatchworkClient[],
  args: ListArgs<ProjectFilter, ProjectOrder>,
  context: RequestContext,
): ConnectionModel<ProjectEntity> {
  return listOf<Project, ProjectEntity>({
    kind: 'projects',
    clients,
    args,
    anchor: {},
    context,
    defaultField: 'NAME',
    serverFields: { ID: 'id' },
    nameOf: ({ name }) => name,
    plan: (client) => planProjects(client, { q: given(args.filter?.q) }),
    toNode: (client, row) => context.store.fullProject(client, row),
  });
}

/** A list of people. */
export function personList(
  clients: readonly PatchworkClient[],
  args: ListArgs<PersonFilter, PersonOrder>,
  context: RequestContext,
): ConnectionModel<PersonEntity> {
  return listOf<Person, PersonEntity>({
    kind: 'people',
    clients,
    args,
    anchor: {},
    context,
    defaultField: 'NAME',
    serverFields: { EMAIL: 'email', ID: 'id' },
    nameOf: ({ name }) => name,
    plan: (client) => planPeople(client, { q: given(args.filter?.q) }),
    toNode: (client, row) => context.store.fullPerson(client, row),
  });
}

/** A list of users. */
export function userList(
  clients: readonly PatchworkClient[],
  args: ListArgs<UserFilter, UserOrder>,
  context: RequestContext,
): ConnectionModel<UserEntity> {
  return listOf<User, UserEntity>({
    kind: 'users',
    clients,
    args,
    anchor: {},
    context,
    defaultField: 'NAME',
    serverFields: { EMAIL: 'email', ID: 'id' },
    nameOf: ({ username }) => username,
    plan: (client) => planUsers(client, { q: given(args.filter?.q) }),
    toNode: (client, row) => context.store.user(client, row),
  });
}

/** A list of events. */
export function eventList(
  clients: readonly PatchworkClient[],
  args: ListArgs<EventFilter, EventOrder>,
  context: RequestContext,
  anchor: Anchor = {},
): ConnectionModel<EventModel> {
  const { filter } = args;
  const project = projectsOf(filter, anchor, context);
  const series = idsByInstance(filter?.series, 'Series', 'series', context);
  const patch = idsByInstance(filter?.patch, 'Patch', 'patch', context);
  const cover = idsByInstance(filter?.cover, 'Cover', 'cover', context);
  const actor = idsByInstance(filter?.actor, 'User', 'actor', context);
  const toState = filter?.toState?.flatMap((state) => [state.toLowerCase(), toSlug(state)]);
  const category = eventCategories(filter);
  const direction = args.orderBy?.direction ?? 'DESC';
  const at = (ids: IdsByInstance | undefined, client: PatchworkClient) =>
    ids === undefined ? undefined : (ids.get(client.name) ?? []);
  const filterOn = (client: PatchworkClient): EventListFilter => ({
    project: project(client),
    category,
    series: at(series, client),
    patch: at(patch, client),
    cover: at(cover, client),
    actor: at(actor, client),
    toState,
    since: given(filter?.since),
    before: given(filter?.before),
  });
  return createConnection({
    kind: 'events',
    clients,
    args,
    context,
    identity: { filter: filter ?? undefined, direction, anchor },
    plan: (client) => planEvents(client, filterOn(client)),
    isConcerned: (client) => isConcerned(filterOn(client)),
    order: (client) => byStamp(client, direction),
    direction,
    toNode: (client, data) => ({ client, data }),
  });
}

/** @throws BadUserInputError where `toState` asks for what none of the categories can be. */
function eventCategories(
  filter: InputMaybe<EventFilter>,
): readonly (typeof EVENT_CATEGORIES)[number][] | undefined {
  const asked = filter?.category?.map((name) => toEventCategory(name));
  if (filter?.toState == null || filter.toState.length === 0 || asked?.length === 0) return asked;
  if (asked === undefined || asked.includes('patch-state-changed')) return ['patch-state-changed'];
  throw new BadUserInputError(
    'filter.toState: only events of the category PATCH_STATE_CHANGED have a state; add it to filter.category, or leave that out',
    { argument: 'filter.toState' },
  );
}

function toEventCategory(name: string): (typeof EVENT_CATEGORIES)[number] {
  const word = name.toLowerCase().replaceAll('_', '-');
  const category = EVENT_CATEGORIES.find((known) => known === word);
  if (category !== undefined) return category;
  throw new BadUserInputError(
    'filter.category: UNKNOWN stands for kinds that this gateway does not know, so they cannot be asked for',
    { argument: 'filter.category' },
  );
}
