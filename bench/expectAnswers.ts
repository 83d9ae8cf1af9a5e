import { combinedCheck } from '../src/sample/server/serialize/combinedCheck.js';
import { shownHeaders } from '../src/sample/server/serialize/mailHeaders.js';
import type {
  CommentRow,
  CoverRow,
  PatchRow,
  SeriesRow,
} from '../src/sample/server/SampleState.js';
import { SampleStore } from '../src/sample/server/store/SampleStore.js';
import { decodeHeaders } from './decodeHeaders.js';
import { QUEUED_STATES, queueLine } from './queueTask.js';
import { reviewSeries, type RawMail, type RawSeries } from './reviewTask.js';
import { createBenchState, type InstanceName } from './sampleData.js';
import {
  comparePlaces,
  PARAMETERS,
  type Answers,
  type DashboardPatch,
  type DeepSeries,
  type DetailedPatch,
  type FoundPatch,
} from './workloads.js';

/** Derives the correct answers from the data, without a server. */
export function expectAnswers(): Answers {
  const stores: Readonly<Record<InstanceName, SampleStore>> = {
    a: new SampleStore(createBenchState('a')),
    b: new SampleStore(createBenchState('b')),
    c: new SampleStore(createBenchState('c')),
  };
  const { W1, W2, W3, W5, W7, W8, W9 } = PARAMETERS;
  const dashboard = (store: SampleStore): DashboardPatch[] =>
    newest(store, store.patches.rows, W1.project, W1.count).map((patch) =>
      dashboardPatch(store, patch),
    );
  const deep = stores[W2.instance];
  const detailed = stores[W3.instance];
  const [reviewed, deepest] = [stores[W7.instance], stores[W8.instance]];
  const found = Object.entries(stores).flatMap(([instance, store]) =>
    store.patches.rows
      .filter(({ name }) => name.toLowerCase().includes(W5.words))
      .map((patch) => foundPatch(instance, store, patch)),
  );
  return {
    W1: { a: dashboard(stores.a), b: dashboard(stores.b), c: dashboard(stores.c) },
    W2: newest(deep, deep.series.rows, W2.project, W2.count).map((row) => deepSeries(deep, row)),
    W3: newest(detailed, detailed.patches.rows, W3.project, W3.count).map((patch) =>
      detailedPatch(detailed, patch),
    ),
    W5: found.sort(comparePlaces).slice(0, W5.count),
    W7: newest(reviewed, reviewed.series.rows, W7.project, W7.count).map((row) =>
      reviewSeries(rawSeries(reviewed, row), false),
    ),
    W8: newest(deepest, deepest.series.rows, W8.project, W8.count).map((row) =>
      reviewSeries(rawSeries(deepest, row), true),
    ),
    W9: Object.entries(stores)
      .flatMap(([instance, store]) => queueLines(instance, store, W9))
      .sort(),
  };
}

function newest<Row extends PatchRow | SeriesRow>(
  store: SampleStore,
  rows: readonly Row[],
  linkName: string,
  count: number,
): Row[] {
  const project = store.projectByLinkName(linkName);
  return rows
    .filter((row) => row.project === project?.id)
    .sort((one, other) =>
      one.date === other.date ? other.id - one.id : one.date < other.date ? 1 : -1,
    )
    .slice(0, count);
}

function dashboardPatch(store: SampleStore, patch: PatchRow): DashboardPatch {
  return {
    name: patch.name,
    state: store.states.require(patch.state).slug,
    check: combinedCheck(store.checksOfPatch(patch.id)),
    submitter: nameOf(store, patch.submitter),
    series: seriesOf(store, patch).map(({ name, version, total }) => ({ name, version, total })),
  };
}

function deepSeries(store: SampleStore, { id, name }: SeriesRow): DeepSeries {
  const patches = store.patchesOfSeries(id).map((patch) => ({
    id: patch.id,
    name: patch.name,
    headers: decodeHeaders(shownHeaders(patch.headers)),
    diff: patch.diff,
    comments: store.commentsOfPatch(patch.id).map((comment) => ({
      date: comment.date,
      content: comment.content,
      submitter: nameOf(store, comment.submitter),
    })),
    checks: store.checksOfPatch(patch.id).map(({ context, state }) => ({ context, state })),
  }));
  return { id, name, patches };
}

function queueLines(
  instance: string,
  store: SampleStore,
  { project, delegates }: (typeof PARAMETERS)['W9'],
): string[] {
  const projectId = store.projectByLinkName(project)?.id;
  const ids = new Set(delegates.map((name) => store.userByName(name)?.id));
  const open = store.patches.rows.filter(
    (patch) =>
      patch.project === projectId &&
      !patch.archived &&
      patch.delegate !== null &&
      ids.has(patch.delegate) &&
      QUEUED_STATES.includes(store.states.require(patch.state).slug),
  );
  return [...new Set(open.map(({ series }) => series))].flatMap((id) => {
    const row = store.series.require(id ?? 0);
    const raw = rawSeries(store, row);
    const patches = raw.patches.map((patch) => ({
      ...patch,
      check: combinedCheck(store.checksOfPatch(patch.id)),
    }));
    return queueLine({ ...raw, instance, patches, version: row.version, total: row.total }) ?? [];
  });
}

function rawSeries(store: SampleStore, row: SeriesRow): RawSeries {
  const cover = store.covers.get(row.cover_letter);
  const patches = store.patchesOfSeries(row.id);
  const replies = [
    ...(cover === undefined ? [] : store.commentsOfCover(cover.id)).map(
      (reply) => [reply, cover?.msgid ?? ''] as const,
    ),
    ...patches.flatMap((patch) =>
      store.commentsOfPatch(patch.id).map((reply) => [reply, patch.msgid] as const),
    ),
  ];
  return {
    id: row.id,
    submitter: personOf(store, row.submitter),
    cover: cover === undefined ? null : rawMail(store, cover),
    patches: patches.map((patch) => ({
      ...rawMail(store, patch),
      name: patch.name,
      state: store.states.require(patch.state).slug,
      diff: patch.diff,
      checks: store
        .checksOfPatch(patch.id)
        .map((check) => ({ ...check, context: check.context, user: { id: check.user } })),
    })),
    replies: replies.map(([reply, filedAt]) => ({ ...rawMail(store, reply), filedAt })),
  };
}

function rawMail(store: SampleStore, row: CoverRow | PatchRow | CommentRow): RawMail {
  const { id, msgid, date, submitter, headers, content } = row;
  return {
    id,
    msgid,
    date,
    content,
    submitter: personOf(store, submitter),
    headers: shownHeaders(headers),
  };
}

function personOf(store: SampleStore, id: number): RawMail['submitter'] {
  const { name, email } = store.people.require(id);
  return { name, email };
}

function detailedPatch(store: SampleStore, patch: PatchRow): DetailedPatch {
  const person = store.people.require(patch.submitter);
  const user = store.users.get(person.user);
  const project = store.projects.require(patch.project);
  return {
    id: patch.id,
    submitter: {
      name: person.name,
      email: person.email,
      user: user === undefined ? null : { username: user.username },
    },
    series: seriesOf(store, patch).map((series) => {
      const cover = store.covers.get(series.cover_letter);
      return {
        name: series.name,
        version: series.version,
        total: series.total,
        receivedTotal: store.patchesOfSeries(series.id).length,
        coverLetter: cover === undefined ? null : { name: cover.name },
      };
    }),
    project: {
      name: project.name,
      linkName: project.link_name,
      maintainers: store.maintainersOf(project.id).map(({ username }) => ({ username })),
    },
  };
}

function foundPatch(instance: string, store: SampleStore, patch: PatchRow): FoundPatch {
  return {
    instance,
    id: patch.id,
    name: patch.name,
    date: patch.date,
    state: store.states.require(patch.state).slug,
    submitter: nameOf(store, patch.submitter),
  };
}

function nameOf(store: SampleStore, person: number): { readonly name: string | null } {
  return { name: store.people.require(person).name };
}

function seriesOf(store: SampleStore, { series }: PatchRow): readonly SeriesRow[] {
  return series === null ? [] : [store.series.require(series)];
}
