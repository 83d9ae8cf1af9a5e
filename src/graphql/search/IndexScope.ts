import { GatewayError } from '../../errors.js';
import { IndexUnavailable, QueryTooLong } from '../../corpus/IndexUnavailable.js';
import { stateNow, type IndexHole, type ProjectCoverage } from '../../corpus/indexCoverage.js';
import type { SearchIndex } from '../../corpus/SearchIndex.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Project } from '../../patchwork/resources/project.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import type { RequestContext } from '../context.js';
import { isOfProject } from './matchesTerm.js';
import { splitTerms } from './splitTerms.js';

/** Coverage of the index for a query on one instance. */
export interface IndexScope {
  readonly index: SearchIndex;
  /** Link names of projects that are indexed; none where the index has nothing. */
  readonly projects: readonly string[];
  /** All projects that the instance shows. */
  readonly shown: readonly Project[];
  /** Values of `project:` that name none of those. */
  readonly unknown: readonly string[];
  /** Their coverage. */
  readonly coverage: readonly ProjectCoverage[];
  /** Parts of the query that the index does not cover; null where it covers all. */
  readonly missing: GatewayError | null;
  /**
   * Servers are asked for mails before this only, RFC 3339, since all later ones are indexed; null where that is
   * not so.
   */
  readonly listedBefore: string | null;
  /** Whether all projects that are asked for are indexed. */
  readonly hasAllProjects: boolean;
}

/** Projects that a message names; the others are counted. */
const MAX_NAMED = 3;
/** Gaps that a message describes; the others are counted. */
const MAX_FAULTS = 3;

/**
 * Determines the coverage of the index for a query on one instance. Costs 1 request for the list of projects, which is
 * cached.
 *
 * @returns null where there is no index.
 * @throws GatewayError INDEX_UNAVAILABLE.
 */
export async function readIndexScope(
  client: PatchworkClient,
  terms: readonly PlainTerm[],
  { gateway: { index }, readers, scope }: Pick<RequestContext, 'gateway' | 'readers' | 'scope'>,
): Promise<IndexScope | null> {
  if (index === undefined) return null;
  // Responses are cached as long as the values read for them; the index changes independently.
  scope.onRead(null);
  const all = await readCoverage(index, client.now());
  const known = all.filter(({ instance, from }) => instance === client.name && from !== null);
  const split = splitTerms(terms);
  const nothing = {
    index,
    projects: [],
    shown: [],
    unknown: [],
    coverage: [],
    listedBefore: null,
    hasAllProjects: false,
  };
  if (known.length === 0) {
    return { ...nothing, missing: incomplete(client.name, ['no project of it is indexed']) };
  }
  const projects = (await readers.projects.load(client)).flatMap((entity) => {
    const data = entity.at('basic');
    return data === undefined ? [] : [data];
  });
  const asked = projects.flatMap((project) => {
    const isAsked = split.project?.some((value) => isOfProject(project, value)) ?? true;
    return isAsked && project.link_name != null ? [project.link_name] : [];
  });
  const coverage = known.filter(({ project }) => asked.includes(project));
  const bare = asked.filter((name) => !coverage.some(({ project }) => project === name));
  const since = split.since === undefined ? null : Date.parse(split.since) / 1000;
  const before = split.before === undefined ? null : Date.parse(split.before) / 1000;
  const faults = [
    ...(bare.length === 0
      ? []
      : [`${named(bare)} ${bare.length === 1 ? 'is' : 'are'} not indexed`]),
    ...coverage.flatMap((one) => faultsOf(one, since, before)),
  ];
  const starts = coverage.flatMap((one) => (one.reachesStart ? [] : [one.from ?? 0]));
  const isWholeSince = coverage.every(({ state, holes }) => state === 'LIVE' && holes.length === 0);
  return {
    index,
    coverage,
    shown: projects,
    unknown: (split.project ?? []).filter(
      (value) => !projects.some((project) => isOfProject(project, value)),
    ),
    projects: coverage.map(({ project }) => project),
    hasAllProjects: bare.length === 0,
    listedBefore:
      bare.length === 0 && isWholeSince && starts.length > 0 ? isoOf(Math.max(...starts)) : null,
    missing: faults.length === 0 ? null : incomplete(client.name, faults),
  };
}

/**
 * Current coverage of all projects.
 *
 * @throws GatewayError INDEX_UNAVAILABLE where the index does not answer.
 */
export async function readCoverage(
  index: SearchIndex,
  nowMs: number,
): Promise<readonly ProjectCoverage[]> {
  const all = await indexCall(() => index.coverage());
  return all.map((one) => ({ ...one, state: stateNow(one, nowMs / 1000) }));
}

/** @throws GatewayError INDEX_UNAVAILABLE where the index does not answer, QUERY_TOO_EXPENSIVE where it takes too long. */
export async function indexCall<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof QueryTooLong) {
      throw new GatewayError(
        'the index takes longer than index.queryTimeoutMs for this query, even for a few mails',
        { code: 'QUERY_TOO_EXPENSIVE' },
      );
    }
    if (!(error instanceof IndexUnavailable)) throw error;
    throw new GatewayError(`the search index does not answer: ${error.message}`, {
      code: 'INDEX_UNAVAILABLE',
    });
  }
}

/** The error of terms that only an index answers, where there is none. */
export function noIndex(instance: string): GatewayError {
  return new GatewayError(
    `${instance}: texts of mails are not indexed (index.enabled), and Patchwork searches names only`,
    { code: 'INDEX_UNAVAILABLE', instance },
  );
}

function incomplete(instance: string, faults: readonly string[]): GatewayError {
  const more = faults.length - MAX_FAULTS;
  const list = [...faults.slice(0, MAX_FAULTS), ...(more > 0 ? [`and ${String(more)} more`] : [])];
  return new GatewayError(`the index of ${instance} is incomplete: ${list.join('; ')}`, {
    code: 'INDEX_INCOMPLETE',
    instance,
  });
}

/** Gaps of a project's index within a span, in seconds; null is an open end. */
function faultsOf(
  one: ProjectCoverage,
  since: number | null,
  before: number | null,
): readonly string[] {
  const { project, from, until, reachesStart, state, holes, truncated } = one;
  const faults: string[] = [];
  const lacksEarlier = from === null || (!reachesStart && (since === null || since < from));
  const lacksLater = state !== 'LIVE' && (before === null || until === null || before > until);
  if (lacksEarlier || lacksLater) {
    const start = lacksEarlier ? ` from ${isoOf(from ?? 0)}` : '';
    const end = lacksLater ? ` until ${isoOf(until ?? from ?? 0)}` : ' on';
    faults.push(`${project} is indexed${start}${end}`);
  }
  const reached = holes.filter(
    (hole) => (since === null || hole.to > since) && (before === null || hole.from < before),
  );
  faults.push(...reached.map((hole) => `${project} lacks ${describeHole(hole)}`));
  if (truncated > 0) {
    faults.push(
      `${project} has ${String(truncated)} ${truncated === 1 ? 'mail' : 'mails'} indexed in part (index.maxTextBytes)`,
    );
  }
  return faults;
}

function describeHole({ from, to, reason }: IndexHole): string {
  return `${isoOf(from)} to ${isoOf(to)} (${reason})`;
}

function named(projects: readonly string[]): string {
  const more = projects.length - MAX_NAMED;
  const list = projects.slice(0, MAX_NAMED).join(', ');
  return more > 0 ? `${list} and ${String(more)} more` : list;
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
