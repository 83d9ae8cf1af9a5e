import type { PatchRow, SeriesRow } from '../../../src/sample/server/SampleState.js';
import { combinedCheck } from '../../../src/sample/server/serialize/combinedCheck.js';
import { compareText, type SampleStore } from '../../../src/sample/server/store/SampleStore.js';

/** Newest first; for equal dates, the highest number first. */
export function newest<Row extends PatchRow | SeriesRow>(
  store: SampleStore,
  rows: readonly Row[],
  project: string,
  count: number,
): Row[] {
  const id = store.projectByLinkName(project)?.id;
  return rows
    .filter((row) => row.project === id)
    .sort((one, other) => compareText(other.date, one.date) || other.id - one.id)
    .slice(0, count);
}

/** The expected nodes of one instance in `DASHBOARD`. */
export function expectDashboard(store: SampleStore): readonly unknown[] {
  return newest(store, store.patches.rows, 'proj1', 100).map((patch) => {
    const series = store.series.get(patch.series);
    return {
      databaseId: patch.id,
      name: patch.name,
      state: { slug: slugOf(store, patch) },
      check: combinedCheck(store.checksOfPatch(patch.id)).toUpperCase(),
      submitter: { name: store.people.require(patch.submitter).name },
      series: series && { name: series.name, version: series.version, total: series.total },
    };
  });
}

/** The expected nodes of `DEEP_SERIES`. */
export function expectDeepSeries(store: SampleStore): readonly unknown[] {
  return newest(store, store.series.rows, 'proj2', 20).map(({ id, name }) => ({
    databaseId: id,
    name,
    patches: [...store.patchesOfSeries(id)]
      .sort((one, other) => (one.number ?? 0) - (other.number ?? 0))
      .map((patch) => ({
        databaseId: patch.id,
        name: patch.name,
        messageIds: [patch.msgid],
        diff: patch.diff,
        comments: store.commentsOfPatch(patch.id).map((comment) => ({
          databaseId: comment.id,
          content: comment.content,
          submitter: { name: store.people.require(comment.submitter).name },
        })),
        checks: store.checksOfPatch(patch.id).map((check) => ({
          databaseId: check.id,
          context: check.context,
          state: check.state.toUpperCase(),
          targetUrl: check.target_url,
        })),
      })),
  }));
}

/** The expected nodes of `DETAILED_PATCHES`. */
export function expectDetailedPatches(store: SampleStore): readonly unknown[] {
  return newest(store, store.patches.rows, 'proj3', 100).map((patch) => {
    const person = store.people.require(patch.submitter);
    const user = store.users.get(person.user);
    const project = store.projects.require(patch.project);
    const series = store.series.get(patch.series);
    const cover = store.covers.get(series?.cover_letter);
    return {
      databaseId: patch.id,
      submitter: {
        name: person.name,
        email: person.email,
        user: user === undefined ? null : { username: user.username },
      },
      series: series && {
        name: series.name,
        total: series.total,
        receivedTotal: store.patchesOfSeries(series.id).length,
        coverLetter: cover === undefined ? null : { name: cover.name },
      },
      project: {
        name: project.name,
        linkName: project.link_name,
        maintainers: store.maintainersOf(project.id).map(({ username }) => ({ username })),
      },
    };
  });
}

/** The expected nodes of `SEARCH`; for equal dates, the first instance comes first. */
export function expectSearch(stores: ReadonlyMap<string, SampleStore>): readonly unknown[] {
  return [...stores]
    .flatMap(([instance, store]) =>
      store.patches.rows
        .filter(({ name }) => name.toLowerCase().includes('fix'))
        .map((patch) => ({ instance, store, patch })),
    )
    .sort(
      (one, other) =>
        compareText(other.patch.date, one.patch.date) ||
        compareText(one.instance, other.instance) ||
        other.patch.id - one.patch.id,
    )
    .slice(0, 50)
    .map(({ instance, store, patch }) => ({
      instance: { name: instance },
      databaseId: patch.id,
      name: patch.name,
      state: { slug: slugOf(store, patch) },
      submitter: { name: store.people.require(patch.submitter).name },
    }));
}

function slugOf(store: SampleStore, { state }: PatchRow): string {
  return store.states.require(state).slug;
}
