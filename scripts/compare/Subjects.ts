import type { SampleApiVersion } from '../../src/sample/server/SampleState.js';
import type { GetClient } from './GetClient.js';

/** Things of one server that requests can be made about, found in its own lists. */
export interface Subjects {
  readonly project: JsonRow | undefined;
  /** The newest patches. */
  readonly patches: readonly JsonRow[];
  readonly covers: readonly JsonRow[];
  readonly series: readonly JsonRow[];
  readonly bundles: readonly JsonRow[];
  /** Ids of patches that have checks, and of patches that have comments. */
  readonly checkedPatches: readonly number[];
  readonly commentedPatches: readonly number[];
  readonly commentedCovers: readonly number[];
  readonly checks: readonly JsonRow[];
  readonly patchComments: readonly JsonRow[];
  readonly coverComments: readonly JsonRow[];
}

/** An object of a list. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** How many rows of each list are looked at. */
export const LIST_SIZE = 10;

/** Looks a server's lists through for things to ask about. */
export async function findSubjects(
  client: GetClient,
  version: SampleApiVersion,
): Promise<Subjects> {
  const rows = async (path: string): Promise<readonly JsonRow[]> => {
    const { json } = await client.get(`/api/${version}${path}`);
    return Array.isArray(json) ? json.filter(isRow) : [];
  };
  const eventParents = async (category: string, parent: string): Promise<readonly number[]> => {
    const events = await rows(`/events/?category=${category}&per_page=${String(LIST_SIZE)}`);
    const parents = events.flatMap(({ payload }) => (isRow(payload) ? [payload[parent]] : []));
    return [...new Set(parents.flatMap((row) => (isRow(row) ? numberOf(row['id']) : [])))];
  };
  const newest = `order=-id&per_page=${String(LIST_SIZE)}`;

  const [project] = await rows('/projects/');
  const patches = await rows(`/patches/?${newest}`);
  const covers = await rows(`/covers/?${newest}`);
  const series = await rows(`/series/?${newest}`);
  const bundles = await rows(`/bundles/?${newest}`);
  const checkedPatches = await eventParents('check-created', 'patch');
  const withComments = version >= '1.3';
  const ids = (found: readonly JsonRow[]): readonly number[] =>
    found.flatMap(({ id }) => numberOf(id)).slice(0, 3);
  const commentedPatches = withComments
    ? await eventParents('patch-comment-created', 'patch')
    : ids(patches);
  const commentedCovers = withComments
    ? await eventParents('cover-comment-created', 'cover')
    : ids(covers);
  const below = async (parents: readonly number[], path: (id: string) => string) =>
    parents[0] === undefined ? [] : rows(path(String(parents[0])));
  return {
    project,
    patches,
    covers,
    series,
    bundles,
    checkedPatches,
    commentedPatches,
    commentedCovers,
    checks: await below(checkedPatches, (id) => `/patches/${id}/checks/`),
    patchComments:
      version >= '1.1' ? await below(commentedPatches, (id) => `/patches/${id}/comments/`) : [],
    coverComments:
      version >= '1.1' ? await below(commentedCovers, (id) => `/covers/${id}/comments/`) : [],
  };
}

/** Whether a JSON value is an object. */
export function isRow(value: unknown): value is JsonRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): readonly number[] {
  return typeof value === 'number' ? [value] : [];
}
