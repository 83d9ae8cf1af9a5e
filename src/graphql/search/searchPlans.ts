import type { ListPlan } from '../../patchwork/lists/ListPlan.js';
import {
  planCovers,
  planPatches,
  planProjects,
  planSeries,
  type MailListFilter,
} from '../../patchwork/lists/plans.js';
import { PEOPLE } from '../../catalog/kinds/person.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Params } from '../../patchwork/query.js';
import type { CoverSummary } from '../../patchwork/resources/cover.js';
import type { PatchSummary } from '../../patchwork/resources/patch.js';
import type { Person } from '../../patchwork/resources/person.js';
import type { Project } from '../../patchwork/resources/project.js';
import type { Series } from '../../patchwork/resources/series.js';
import type { SearchTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import { isOfProject, matchesTerm } from './matchesTerm.js';
import {
  coverSubject,
  patchSubject,
  personSubject,
  projectSubject,
  seriesSubject,
  type SearchSubject,
} from './SearchSubject.js';
import { patchTermTests, seriesTermTests } from './reviewTerms.js';
import { leftoverFor, splitTerms, type SplitTerms } from './splitTerms.js';
import { submittersOn } from './submittersOn.js';

type Terms = readonly SearchTerm[];

/** How one instance's patches are searched. */
export async function searchPatches(
  client: PatchworkClient,
  terms: Terms,
  context: RequestContext,
): Promise<ListPlan<PatchSummary>> {
  const split = splitTerms(terms);
  const filter = {
    ...(await mailFilter(client, split, context)),
    delegate: split.delegate,
    state: split.state,
    category: split.category,
    archived: split.archived,
  };
  const plan = await planPatches(client, filter, context.scope);
  const { states } = client.options;
  const toSubject = (row: PatchSummary): SearchSubject => patchSubject(row, states);
  const examine = patchTermTests(split.review, toSubject, client, context);
  return { ...narrowed(plan, split, leftoverFor('PATCH', split), toSubject), examine };
}

/** How one instance's series are searched. */
export async function searchSeries(
  client: PatchworkClient,
  terms: Terms,
  context: RequestContext,
): Promise<ListPlan<Series>> {
  const split = splitTerms(terms);
  const filter = await mailFilter(client, split, context);
  const plan = await planSeries(client, filter, context.scope);
  const examine = seriesTermTests(split.review, client, context);
  return { ...narrowed(plan, split, leftoverFor('SERIES', split), seriesSubject), examine };
}

/** How one instance's covers are searched. */
export async function searchCovers(
  client: PatchworkClient,
  terms: Terms,
  context: RequestContext,
): Promise<ListPlan<CoverSummary>> {
  const split = splitTerms(terms);
  const filter = await mailFilter(client, split, context);
  const plan = await planCovers(client, filter, context.scope);
  return narrowed(plan, split, leftoverFor('COVER', split), coverSubject);
}

/** How one instance's projects are searched: REST has no filter for them at all. */
export async function searchProjects(
  client: PatchworkClient,
  terms: Terms,
): Promise<ListPlan<Project>> {
  const plan = await planProjects(client, {});
  return { ...plan, matches: bothOf(plan.matches, meetsAll(terms, projectSubject)) };
}

/** How one instance's people are searched. */
export async function searchPeople(
  client: PatchworkClient,
  terms: Terms,
  { scope }: RequestContext,
): Promise<ListPlan<Person>> {
  const { words, submitter } = splitTerms(terms);
  const [address] = submitter?.length === 1 ? submitter : [];
  const q = [...words, ...(address === undefined ? [] : [address])].join(' ');
  const plan = await PEOPLE.plan(client, { q }, scope);
  return { ...plan, matches: bothOf(plan.matches, meetsAll(terms, personSubject)) };
}

async function mailFilter(
  client: PatchworkClient,
  split: SplitTerms,
  context: RequestContext,
): Promise<MailListFilter> {
  const project = split.project && (await linkNames(client, split.project, context));
  return {
    project,
    submitter: split.submitter,
    knownSubmitters: await submittersOn(client, split, context),
    messageId: split.messageIds,
    since: split.since,
    before: split.before,
    q: split.words.join(' '),
  };
}

/**
 * Link names of projects that a query names by list id or address, which REST does not filter by.
 * Costs 1 request where there is one. A name without a project stays, so that a warning reports it.
 */
async function linkNames(
  client: PatchworkClient,
  values: readonly string[],
  { readers }: RequestContext,
): Promise<readonly string[]> {
  if (!values.some((value) => /[.@]/.test(value))) return values;
  const projects = (await readers.projects.load(client)).flatMap((entity) => {
    const data = entity.at('basic');
    return data === undefined ? [] : [data];
  });
  return values.flatMap((value) => {
    const names = projects.flatMap((project) =>
      isOfProject(project, value) && project.link_name != null ? [project.link_name] : [],
    );
    return names.length === 0 ? [value] : names;
  });
}

/** Adds conditions to a plan that filters of lists cannot express. */
function narrowed<Row extends object>(
  plan: ListPlan<Row>,
  split: SplitTerms,
  leftover: Terms,
  toSubject: (row: Row) => SearchSubject,
): ListPlan<Row> {
  const { subjects, words } = split;
  let { params, alternatives } = plan;
  if (subjects.length > 0) {
    params = params.filter(([name]) => name !== 'q');
    alternatives = each(alternatives, subjects, (text) => [
      'q',
      [...words, ...splitTerms([asWord(text)]).words].join(' '),
    ]);
  }
  const matches =
    leftover.length === 0 ? plan.matches : bothOf(plan.matches, meetsAll(leftover, toSubject));
  return { ...plan, params, alternatives, matches };
}

const asWord = (value: string): SearchTerm => ({
  kind: 'text',
  value,
  phrase: true,
  negated: false,
  position: { start: 0, end: 0 },
});

function each(
  alternatives: readonly Params[],
  values: readonly string[],
  toParam: (value: string) => readonly [string, string],
): readonly Params[] {
  return alternatives.flatMap((params) => values.map((value) => [...params, toParam(value)]));
}

function meetsAll<Row>(
  terms: Terms,
  toSubject: (row: Row) => SearchSubject,
): (row: Row) => boolean {
  return (row) => {
    const subject = toSubject(row);
    return terms.every((term) => matchesTerm(subject, term));
  };
}

function bothOf<Row>(
  one: ((row: Row) => boolean) | undefined,
  other: (row: Row) => boolean,
): (row: Row) => boolean {
  return one === undefined ? other : (row) => one(row) && other(row);
}
