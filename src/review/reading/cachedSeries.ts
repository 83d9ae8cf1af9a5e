import type { CachedBatches, ListFailure } from '../../patchwork/CachedLists.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { seriesList, type Series } from '../../patchwork/resources/series.js';

const BY_SUBMITTER = {
  list: seriesList,
  by: 'submitter',
  partsOf: ({ submitter }: Series): readonly number[] =>
    submitter?.id == null ? [] : [submitter.id],
  trustsEmpty: false,
};
const BY_PROJECT = {
  list: seriesList,
  by: 'project',
  partsOf: ({ project }: Series): readonly number[] => (project?.id == null ? [] : [project.id]),
  trustsEmpty: false,
};

/** A person's series in a project. The bounds are those of the request. */
interface Span {
  /** As the filter names it. */
  readonly project: string;
  readonly submitterId: number;
  readonly since: string;
  readonly before: string;
}

/** Finds series of submitters in cached lists, after the list that should contain them has failed. */
export class CachedSpans {
  readonly #bySubmitter: CachedBatches<Series>;
  readonly #byProject: CachedBatches<Series>;

  constructor(client: PatchworkClient, failure: ListFailure) {
    this.#bySubmitter = client.lists.cached.batches(BY_SUBMITTER, failure);
    this.#byProject = client.lists.cached.batches(BY_PROJECT, failure);
  }

  /** Rows of which those of the span are part; undefined where no list has all of them. */
  rowsOf(span: Span): readonly Series[] | undefined {
    const { submitterId } = span;
    const ofSubmitter = this.#bySubmitter.rowsOf(
      [submitterId],
      (params) => isNarrowedTo(span.project, params) && isWithin(params, span),
    );
    const project = Number(span.project);
    return (
      ofSubmitter.get(submitterId) ??
      this.#byProject
        .rowsOf([project], (params) => isNarrowedTo(null, params) && isWithin(params, span))
        .get(project)
    );
  }
}

/**
 * Series of projects in cached lists, after the list that should contain them has failed.
 *
 * @param projects numbers of the projects.
 * @param since bound of the request.
 * @returns null where the series of one of them are not all cached.
 */
export function cachedOfProjects(
  client: PatchworkClient,
  projects: readonly string[],
  since: string,
  failure: ListFailure,
): readonly Series[] | null {
  const ids = [...new Set(projects.map(Number))];
  const found = client.lists.cached
    .batches(BY_PROJECT, failure)
    .rowsOf(
      ids,
      (params) =>
        isNarrowedTo(null, params) && !params.has('before') && isWithin(params, { since }),
    );
  return found.size < ids.length ? null : [...found.values()].flat();
}

/** Filters that leave out no series but those of other projects and times. */
const SPAN_FILTERS: ReadonlySet<string> = new Set(['project', 'since', 'before', 'order']);

function isNarrowedTo(project: string | null, params: URLSearchParams): boolean {
  const projects = params.getAll('project');
  const isOther = project === null ? projects.length > 0 : projects.join() !== project;
  return !isOther && [...params.keys()].every((name) => SPAN_FILTERS.has(name));
}

/** Whether the bounds of a list include these; all have one form. */
function isWithin(params: URLSearchParams, { since, before }: Partial<Span>): boolean {
  const from = params.get('since');
  const to = params.get('before');
  return (
    (from === null || (since !== undefined && from <= since)) &&
    (to === null || (before !== undefined && to >= before))
  );
}
