import { BadUserInputError } from '../errors.js';
import type { PageArgs } from '../catalog/lists/FederatedList.js';
import { BUNDLES } from '../catalog/kinds/bundle.js';
import { COVERS } from '../catalog/kinds/cover.js';
import { EVENTS } from '../catalog/kinds/event.js';
import { PATCHES } from '../catalog/kinds/patch.js';
import { PEOPLE } from '../catalog/kinds/person.js';
import { PROJECTS } from '../catalog/kinds/project.js';
import { SERIES } from '../catalog/kinds/series.js';
import { USERS } from '../catalog/kinds/user.js';
import { openList, type ListQuery } from '../catalog/lists/openList.js';
import type { EventListFilter, MailListFilter, WordFilter } from '../patchwork/lists/plans.js';
import type { BundleEntity } from '../catalog/kinds/bundle.js';
import type { CoverEntity } from '../catalog/kinds/cover.js';
import type { PatchEntity } from '../catalog/kinds/patch.js';
import type { PersonEntity } from '../catalog/kinds/person.js';
import type { ProjectEntity } from '../catalog/kinds/project.js';
import type { SeriesEntity } from '../catalog/kinds/series.js';
import type { UserEntity } from '../catalog/kinds/user.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { toSlug } from '../patchwork/StateNumbers.js';
import { EVENT_CATEGORIES } from '../patchwork/resources/event.js';
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
  requirePaths,
  type ParentFilter,
  type FilterOn,
  type IdsByInstance,
} from './listFilters.js';
import type { ConnectionModel, EventModel } from './models.js';
import { seriesTests } from './reviewTests.js';

/** Arguments of one federated list. */
interface ListArgs<Filter, Order> extends PageArgs {
  readonly filter?: InputMaybe<Filter>;
  readonly orderBy?: InputMaybe<Order>;
}

type Clients = readonly PatchworkClient[];

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

/** The filter of events in the words of each instance. */
export function eventFilter(
  filter: InputMaybe<EventFilter> | undefined,
  parent: ParentFilter,
  context: Pick<RequestContext, 'gateway'>,
): (client: PatchworkClient) => EventListFilter {
  const project = projectsOf(filter, parent, context);
  const series = idsByInstance(filter?.series, 'Series', 'series', context);
  const patch = idsByInstance(filter?.patch, 'Patch', 'patch', context);
  const cover = idsByInstance(filter?.cover, 'Cover', 'cover', context);
  const actor = idsByInstance(filter?.actor, 'User', 'actor', context);
  const toState = filter?.toState?.flatMap((state) => [state.toLowerCase(), toSlug(state)]);
  const category = eventCategories(filter);
  const at = (ids: IdsByInstance | undefined, client: PatchworkClient) =>
    ids === undefined ? undefined : (ids.get(client.name) ?? []);
  return (client) => ({
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
}

/** @throws BadUserInputError where `toState` asks for what none of the categories can be. */
function eventCategories(
  filter: InputMaybe<EventFilter> | undefined,
): readonly (typeof EVENT_CATEGORIES)[number][] | undefined {
  const asked = filter?.category?.map((name) => toEventCategory(name));
  if (filter?.toState == null || filter.toState.length === 0 || asked?.length === 0) return asked;
  if (asked === undefined || asked.includes('patch-state-changed')) return ['patch-state-changed'];
  throw new BadUserInputError(
    'filter.toState: only events of the category PATCH_STATE_CHANGED have a state; add it to filter.category, or omit filter.category',
    { argument: 'filter.toState' },
  );
}

function toEventCategory(name: string): (typeof EVENT_CATEGORIES)[number] {
  const word = name.toLowerCase().replaceAll('_', '-');
  const category = EVENT_CATEGORIES.find((known) => known === word);
  if (category !== undefined) return category;
  throw new BadUserInputError(
    'filter.category: UNKNOWN cannot be used as a filter; it stands for kinds that this gateway does not know',
    { argument: 'filter.category' },
  );
}
