import type {
  BundleRow,
  CheckRow,
  CommentRow,
  CoverRow,
  EventRow,
  PatchRow,
  PersonRow,
  ProjectRow,
  RelationRow,
  SampleServerFacts,
  SampleState,
  SeriesRow,
  StateRow,
  TagRow,
  UserRow,
} from '../SampleState.js';
import { Table } from './Table.js';

/**
 * The changing state of one sample server. Tests may insert rows while it runs; only the API's own
 * writes create events.
 */
export class SampleStore {
  readonly facts: SampleServerFacts;
  readonly projects: Table<ProjectRow>;
  readonly states: Table<StateRow>;
  readonly tags: Table<TagRow>;
  readonly users: Table<UserRow>;
  readonly people: Table<PersonRow>;
  readonly series: Table<SeriesRow>;
  readonly covers: Table<CoverRow>;
  readonly patches: Table<PatchRow>;
  /** Patch and cover comments have separate id sequences, except on 2.2, where they share one. */
  readonly patchComments: Table<CommentRow>;
  readonly coverComments: Table<CommentRow>;
  readonly checks: Table<CheckRow>;
  readonly bundles: Table<BundleRow>;
  readonly relations: Table<RelationRow>;
  readonly events: Table<EventRow>;
  readonly #documents: Map<string, unknown>;

  constructor(state: SampleState) {
    const nextIds = state.next_ids ?? {};
    this.facts = state.server;
    this.projects = new Table(state.projects, nextIds.projects);
    this.states = new Table(state.states);
    this.tags = new Table(state.tags);
    this.users = new Table(state.users, nextIds.users);
    this.people = new Table(state.people, nextIds.people);
    this.series = new Table(state.series, nextIds.series);
    this.covers = new Table(state.covers, nextIds.covers);
    this.patches = new Table(state.patches, nextIds.patches);
    this.patchComments = new Table(state.comments.filter((comment) => comment.on.type === 'patch'));
    this.coverComments = new Table(state.comments.filter((comment) => comment.on.type === 'cover'));
    this.checks = new Table(state.checks, nextIds.checks);
    this.bundles = new Table(state.bundles, nextIds.bundles);
    this.relations = new Table(state.relations, nextIds.relations);
    this.events = new Table(state.events, nextIds.events);
    this.#documents = new Map(state.documents?.map(({ path, body }) => [path, body]));
  }

  /** The captured document for `path`, if there is one and its object was not written since. */
  documentAt(path: string): unknown {
    return this.#documents.get(path);
  }

  /** Removes the documents of an object that was written: from now on its row is served. */
  forgetDocuments(resource: 'patches' | 'covers', id: number): void {
    for (const path of this.#documents.keys()) {
      if (path.endsWith(`/${resource}/${String(id)}/`)) this.#documents.delete(path);
    }
  }

  /** Patches of a series, in the order of the model: by date. */
  patchesOfSeries(seriesId: number): readonly PatchRow[] {
    return byDate(this.patches.where('series', (patch) => patch.series, seriesId));
  }

  /** Patches of a relation, by date. */
  patchesOfRelation(relationId: number | null): readonly PatchRow[] {
    if (relationId === null) return [];
    return byDate(this.patches.where('relation', (patch) => patch.relation, relationId));
  }

  checksOfPatch(patchId: number): readonly CheckRow[] {
    return this.checks.where('patch', (check) => check.patch, patchId);
  }

  /** Comments on a patch, by id. */
  commentsOfPatch(patchId: number): readonly CommentRow[] {
    return this.patchComments.where('on', (comment) => comment.on.id, patchId);
  }

  /** Comments on a cover, by id. */
  commentsOfCover(coverId: number): readonly CommentRow[] {
    return this.coverComments.where('on', (comment) => comment.on.id, coverId);
  }

  /** The series that a cover letter opens. */
  seriesOfCover(coverId: number): SeriesRow | undefined {
    return this.series.where('cover', (series) => series.cover_letter, coverId)[0];
  }

  /** The series that name `seriesId` among their dependencies. */
  dependentsOf(seriesId: number): readonly SeriesRow[] {
    return this.series.rows.filter((series) => series.dependencies?.includes(seriesId) === true);
  }

  maintainersOf(projectId: number): readonly UserRow[] {
    return this.users.rows.filter((user) => user.maintainer_of.includes(projectId));
  }

  userByToken(token: string): UserRow | undefined {
    return this.users.where('token', (user) => user.token, token)[0];
  }

  userByName(username: string): UserRow | undefined {
    return this.users.where('username', (user) => user.username, username)[0];
  }

  projectByLinkName(linkName: string): ProjectRow | undefined {
    return this.projects.where('link_name', (project) => project.link_name, linkName)[0];
  }
}

/** `Meta.ordering = ['date']` of `patchwork/models.py`; equal dates are ordered by id. */
export function byDate<T extends { readonly date: string }>(rows: readonly T[]): readonly T[] {
  if (rows.length < 2) return rows;
  return [...rows].sort((one, other) => compareText(one.date, other.date));
}

/** Compares by code units, which is the chronological order for naive ISO dates. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
