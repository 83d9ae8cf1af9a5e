import { NotSupportedError } from '../../errors.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Params } from '../query.js';
import type { ListDescription } from '../ListDescription.js';
import type { CheckWord } from '../resources/check.js';
import { covers, type CoverSummary } from '../resources/cover.js';
import { events, type Event, type EventCategory } from '../resources/event.js';
import { patches, type PatchSummary } from '../resources/patch.js';
import { projects, type Project } from '../resources/project.js';
import { seriesList, type Series } from '../resources/series.js';
import type { Scope } from '../Scope.js';
import { refuseUnreadable } from '../shape.js';
import type { StateCategory } from '../../stateCategories.js';
import { stateCategory } from '../states.js';
import { capabilitiesOf, capabilitySince } from '../versions.js';
import { isReadAsId } from '../isReadAsId.js';
import { missingEvents } from './commentEvents.js';
import type { ListPlan, RowTests } from './ListPlan.js';
import { noMatchWarning, PlanBuilder } from './PlanBuilder.js';
import { shownProjects } from './shownProjects.js';

/** Common filters of lists of mails. Dates are RFC 3339 in UTC. */
export interface MailListFilter {
  readonly project?: readonly string[] | undefined;
  readonly submitter?: readonly string[] | undefined;
  /** Addresses that this server is known to have. */
  readonly knownSubmitters?: readonly string[] | undefined;
  /** Any of these; usually one. */
  readonly messageId?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly before?: string | undefined;
  readonly q?: string | undefined;
}
/** Filters of patches, with ids as the instance has them. */
export interface PatchListFilter extends MailListFilter {
  /** Login names, or ids as numbers; null matches patches without a delegate. */
  readonly delegate?: readonly (string | number)[] | null | undefined;
  readonly state?: readonly string[] | undefined;
  /** Meanings of states; see {@link planPatches}. */
  readonly category?: readonly StateCategory[] | undefined;
  /** Values of the state filter that this server is known to have. */
  readonly knownStates?: readonly string[] | undefined;
  readonly series?: readonly number[] | undefined;
  readonly archived?: boolean | undefined;
  readonly hash?: string | undefined;
  readonly check?: readonly CheckWord[] | undefined;
  readonly seriesVersion?: readonly number[] | undefined;
  readonly isPullRequest?: boolean | undefined;
  /** Conditions that REST has no filter for. */
  readonly tests?: RowTests<PatchSummary> | undefined;
}
/** Filters of series. */
export interface SeriesListFilter extends MailListFilter {
  /** Conditions that REST has no filter for. */
  readonly tests?: RowTests<Series> | undefined;
}
/** Filters of bundles. */
export interface BundleListFilter {
  readonly project?: readonly string[] | undefined;
  readonly owner?: readonly string[] | undefined;
  readonly public?: boolean | undefined;
  readonly q?: string | undefined;
}
/** Filters of events, with ids as the instance has them. */
export interface EventListFilter {
  readonly project?: readonly string[] | undefined;
  readonly category?: readonly EventCategory[] | undefined;
  readonly series?: readonly number[] | undefined;
  readonly patch?: readonly number[] | undefined;
  readonly cover?: readonly number[] | undefined;
  readonly actor?: readonly number[] | undefined;
  /** States that patches changed to, by slug. */
  readonly toState?: readonly string[] | undefined;
  readonly since?: string | undefined;
  readonly before?: string | undefined;
}
/** A filter by words. */
export interface WordFilter {
  readonly q?: string | undefined;
}

/** REST accepts one Message-ID at a time, so each of several becomes a separate list. */
function messageIdLists(ids: readonly string[] | undefined): { alternatives?: readonly Params[] } {
  if (ids === undefined || ids.length < 2) return {};
  return { alternatives: [...new Set(ids)].map((id) => [['msgid', id] as const]) };
}

/**
 * Converts categories to the states that have them, if the states of the server are known: then the
 * server filters. Otherwise, and together with a filter by states, the gateway filters row by row.
 * Costs 2 small requests; see `StateCatalog`.
 */
async function narrowToCategories(
  client: PatchworkClient,
  filter: PatchListFilter,
  scope: Scope,
): Promise<PatchListFilter> {
  const { category, ...rest } = filter;
  if (category === undefined || filter.state !== undefined) return filter;
  const known = await client.states.complete(scope);
  if (known === undefined) return filter;
  const { states } = client.options;
  const wanted = known.filter(({ slug }) => category.includes(stateCategory(slug, states)));
  return { ...rest, knownStates: wanted.map(({ value }) => value) };
}

/**
 * Numbers of the states whose names have only digits, which REST would take for the numbers of other
 * states. Costs as `StateNumbers.numberOf`.
 */
async function numbersOfStates(
  { stateNumbers }: PatchworkClient,
  states: readonly string[] | undefined,
  scope: Scope,
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  for (const state of states?.filter(isReadAsId) ?? []) {
    const number = await stateNumbers.numberOf(state, scope);
    if (number !== undefined) numbers.set(state, number);
  }
  return numbers;
}

/**
 * Numbers of the projects whose link names have only digits, which REST would take for the numbers of other
 * projects. Costs 1 request per 250 projects of the server, if there are such names.
 *
 * @throws GatewayError when the server cannot answer, or where an unreadable row may have been one of them.
 */
async function numbersOfProjects(
  client: PatchworkClient,
  filter: readonly string[] | undefined,
  scope: Scope,
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  const names = new Set((filter ?? shownProjects(client))?.filter(isReadAsId));
  if (names.size === 0) return numbers;
  const { rows, unreadable } = await client.lists.all(projects, {}, scope);
  for (const { id, link_name: name } of rows) {
    if (name != null && names.has(name)) numbers.set(name, id);
  }
  if (numbers.size < names.size) refuseUnreadable(unreadable);
  return numbers;
}

/**
 * Plans how one instance's patches are read; costs 2 small requests for categories. @throws
 * NotSupportedError
 */
export async function planPatches(
  client: PatchworkClient,
  asked: PatchListFilter,
  scope: Scope,
): Promise<ListPlan<PatchSummary>> {
  await client.version();
  const filter = await narrowToCategories(client, asked, scope);
  const { category, delegate, check, seriesVersion, isPullRequest } = filter;
  const tests: ((row: PatchSummary) => boolean)[] = [];
  if (category) {
    const { states } = client.options;
    tests.push(({ state }) => state != null && category.includes(stateCategory(state, states)));
  }
  if (delegate === null) tests.push((row) => row.delegate == null);
  if (check) tests.push((row) => row.check != null && check.includes(row.check));
  if (seriesVersion) {
    tests.push(({ series }) =>
      (series ?? []).some(({ version }) => version != null && seriesVersion.includes(version)),
    );
  }
  if (isPullRequest !== undefined) {
    tests.push((row) => (row.pull_url != null && row.pull_url !== '') === isPullRequest);
  }
  if (filter.tests?.matches !== undefined) tests.push(filter.tests.matches);
  return new PlanBuilder(client, patches)
    .project(filter.project, await numbersOfProjects(client, filter.project, scope))
    .submitters(filter.submitter, filter.knownSubmitters)
    .any('delegate', delegate ?? undefined)
    .state(filter.state, await numbersOfStates(client, filter.state, scope))
    .any('state', filter.knownStates, {
      isVerified: true,
      why: 'none of its patches is in a state of the category',
    })
    .any('series', filter.series)
    .one('archived', filter.archived)
    .one('hash', filter.hash)
    .oneOf('msgid', filter.messageId)
    .one('q', filter.q)
    .build({
      ...messageIdLists(filter.messageId),
      since: filter.since,
      before: filter.before,
      ...(tests.length === 0
        ? {}
        : { matches: (row: PatchSummary) => tests.every((test) => test(row)) }),
      examine: filter.tests?.examine,
    });
}

/** Plans how one instance's covers are read. */
export async function planCovers(
  client: PatchworkClient,
  filter: MailListFilter,
  scope: Scope,
): Promise<ListPlan<CoverSummary>> {
  await client.version();
  return new PlanBuilder(client, covers)
    .project(filter.project, await numbersOfProjects(client, filter.project, scope))
    .submitters(filter.submitter, filter.knownSubmitters)
    .oneOf('msgid', filter.messageId)
    .one('q', filter.q)
    .build({
      ...messageIdLists(filter.messageId),
      since: filter.since,
      before: filter.before,
    });
}

/** Plans how one instance's series are read. */
export async function planSeries(
  client: PatchworkClient,
  filter: SeriesListFilter,
  scope: Scope,
): Promise<ListPlan<Series>> {
  await client.version();
  return new PlanBuilder(client, seriesList)
    .project(filter.project, await numbersOfProjects(client, filter.project, scope))
    .submitters(filter.submitter, filter.knownSubmitters)
    .one('q', filter.q)
    .build({ since: filter.since, before: filter.before, ...filter.tests });
}

/** Plans how one instance's events are read. @throws NotSupportedError */
export async function planEvents(
  client: PatchworkClient,
  filter: EventListFilter,
  scope: Scope,
): Promise<ListPlan<Event>> {
  const version = await client.version();
  const capabilities = capabilitiesOf(version);
  // A repeated list would be counted twice.
  const actor = filter.actor && [...new Set(filter.actor)];
  const category = filter.category && [...new Set(filter.category)];
  if (actor !== undefined && !capabilities.eventActorFilter) {
    throw new NotSupportedError(
      client.name,
      `the filter "actor" of events needs API ${capabilitySince('eventActorFilter')}, this server has ${version}`,
    );
  }
  const { warnings, error } = missingEvents(client, filter);
  if (error !== null) throw error;
  const known = category?.filter((one) => capabilities.commentEvents || !one.includes('comment'));
  // Patchwork uses the last of several categories or actors, so each pair becomes a separate list.
  const { toState } = filter;
  const alternatives: Params[] = (known ?? [undefined]).flatMap((one) =>
    (actor ?? [undefined]).map((user) => [
      ...(one === undefined ? [] : [['category', one] as const]),
      ...(user === undefined ? [] : [['actor', String(user)] as const]),
    ]),
  );
  return new PlanBuilder(client, events)
    .project(filter.project, await numbersOfProjects(client, filter.project, scope))
    .any('series', filter.series)
    .any('patch', filter.patch)
    .any('cover', filter.cover)
    .build({
      alternatives: alternatives.length === 0 ? [[]] : alternatives,
      since: filter.since,
      before: filter.before,
      warnings,
      ...(actor?.length === 0 ? { unasked: noMatchWarning(client) } : {}),
      ...(toState === undefined
        ? {}
        : {
            matches: ({ payload }: Event) =>
              payload?.current_state != null && toState.includes(payload.current_state),
          }),
    });
}

/** Plans how one instance's projects are read. `q` is applied here, because REST answers 500 to it. */
export async function planProjects(
  client: PatchworkClient,
  filter: WordFilter,
): Promise<ListPlan<Project>> {
  await client.version();
  const shown = shownProjects(client);
  const words = (filter.q ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const matches = (row: Project): boolean => {
    if (shown !== undefined && !shown.includes((row.link_name ?? '').toLowerCase())) return false;
    const text = `${row.name ?? ''} ${row.link_name ?? ''} ${row.list_email ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return new PlanBuilder(client, projects).build(
    words.length === 0 && shown === undefined ? {} : { matches },
  );
}

/** Plans how to read a list for which REST has all filters: by the description of the list. */
export function planByFilters<Row extends object, Filter extends PlainFilter<Filter>>(
  list: ListDescription<Row>,
): (client: PatchworkClient, filter: Filter, scope: Scope) => Promise<ListPlan<Row>> {
  return async (client, filter, scope) => {
    await client.version();
    const builder = new PlanBuilder(client, list);
    const values = new Map<string, FilterValue>(Object.entries(filter));
    for (const param of Object.keys(list.filters)) {
      const value = values.get(param);
      const several = typeof value === 'object' ? value : undefined;
      if (param === 'project') {
        builder.project(several, await numbersOfProjects(client, several, scope));
      } else if (typeof value === 'object') builder.any(param, value);
      else builder.one(param, value);
    }
    return builder.build();
  };
}

type FilterValue = string | boolean | readonly string[] | undefined;
/** A filter whose fields are named like the parameters of REST. */
type PlainFilter<Filter> = { readonly [K in keyof Filter]: FilterValue };
