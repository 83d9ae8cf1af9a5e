import { createSeededRandom, type SeededRandom } from '../../src/sample/server/seededRandom.js';
import type { PatchRow, SeriesRow } from '../../src/sample/server/SampleState.js';
import { combinedCheck } from '../../src/sample/server/serialize/combinedCheck.js';
import { compareText, SampleStore } from '../../src/sample/server/store/SampleStore.js';
import { createBenchState, INSTANCES, type InstanceName } from '../sampleData.js';
import type { ListOperation, ListRow, LoadOperation, ObjectOperation } from './LoadOperation.js';

type Stores = Readonly<Record<InstanceName, SampleStore>>;

const PROJECTS = ['proj1', 'proj2', 'proj3', 'proj4'];
const WORDS = ['leak', 'timer', 'parser', 'warning', 'usb', 'mm:', 'refactor', 'race'];

const SOURCES = 'sources { instance status error { code } }';
const PLACE = 'databaseId instance { name } name date';
const SUMMARY = `${PLACE} state { slug } check submitter { name } series { name version }`;

const PATCHES = `query ($instances: [String!], $filter: PatchFilter, $first: Int) {
  patches(instances: $instances, filter: $filter, first: $first) { nodes { ${SUMMARY} } ${SOURCES} } }`;
const THREADS = `query ($instances: [String!], $filter: PatchFilter, $first: Int) {
  patches(instances: $instances, filter: $filter, first: $first) {
    nodes { ${PLACE} checks { context state } comments { content submitter { name } } } ${SOURCES} } }`;
const SERIES = `query ($filter: SeriesFilter, $first: Int) {
  seriesList(filter: $filter, first: $first) { nodes { ${PLACE} version patches { databaseId name } } ${SOURCES} } }`;
const SEARCH = `query ($query: String!, $first: Int) {
  search(query: $query, types: [PATCH], first: $first) { nodes { ... on Patch { ${SUMMARY} } } ${SOURCES} } }`;
const PATCH = `query ($instance: String!, $databaseId: Int!) {
  patch(instance: $instance, databaseId: $databaseId) { ${SUMMARY} content comments { content submitter { name } } checks { context state } } }`;

/** Number of each kind: mostly lists of three servers, as on dashboards. */
const COUNTS = { patches: 120, threads: 30, series: 40, search: 30, patch: 120 };

/** Creates the queries of a load test, and derives the correct answers from the data. */
export class OperationFactory {
  readonly #stores: Stores;
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = createSeededRandom(seed);
    this.#stores = {
      a: new SampleStore(createBenchState('a')),
      b: new SampleStore(createBenchState('b')),
      c: new SampleStore(createBenchState('c')),
    };
  }

  /** Several hundred queries of all kinds. */
  createAll(): readonly LoadOperation[] {
    const many = <Item>(count: number, create: () => Item): Item[] =>
      Array.from({ length: count }, create);
    return [
      ...many(COUNTS.patches, () => this.patches()),
      ...many(COUNTS.threads, () => this.#threads()),
      ...many(COUNTS.series, () => this.#series()),
      ...many(COUNTS.search, () => this.#search()),
      ...many(COUNTS.patch, () => this.#patch()),
    ];
  }

  /** The newest patches of a project before a given time, over all instances. */
  patches(): ListOperation {
    const linkName = this.#random.pick(PROJECTS);
    const first = this.#random.integer(10, 60);
    const before = this.#moment();
    return this.#list('patches', PATCHES, 'patches', INSTANCES, first, {
      variables: { filter: { project: [linkName], before: `${before}Z` } },
      rowsOf: (store, instance) =>
        ofProject(store, store.patches.rows, linkName)
          .filter(({ date }) => date < before)
          .map((patch) => summary(store, instance, patch)),
    });
  }

  #threads(): ListOperation {
    const linkName = this.#random.pick(PROJECTS);
    const one = this.#random.pick(INSTANCES);
    const before = this.#moment();
    return this.#list('threads', THREADS, 'patches', [one], this.#random.integer(3, 8), {
      variables: { instances: [one], filter: { project: [linkName], before: `${before}Z` } },
      rowsOf: (store, instance) =>
        ofProject(store, store.patches.rows, linkName)
          .filter(({ date }) => date < before)
          .map((patch) => ({ ...place(instance, patch), ...thread(store, patch) })),
    });
  }

  #series(): ListOperation {
    const linkName = this.#random.pick(PROJECTS);
    const before = this.#moment();
    return this.#list('series', SERIES, 'seriesList', INSTANCES, this.#random.integer(5, 20), {
      variables: { filter: { project: [linkName], before: `${before}Z` } },
      rowsOf: (store, instance) =>
        ofProject(store, store.series.rows, linkName)
          .filter(({ date }) => date < before)
          .map((series) => ({
            ...place(instance, series),
            version: series.version,
            patches: store
              .patchesOfSeries(series.id)
              .map(({ id, name }) => ({ databaseId: id, name })),
          })),
    });
  }

  #search(): ListOperation {
    const word = this.#random.pick(WORDS);
    const before = this.#moment().slice(0, 10);
    return this.#list('search', SEARCH, 'search', INSTANCES, this.#random.integer(10, 40), {
      variables: { query: `${JSON.stringify(word)} before:${before}` },
      rowsOf: (store, instance) =>
        store.patches.rows
          .filter(({ name, date }) => name.toLowerCase().includes(word) && date < before)
          .map((patch) => summary(store, instance, patch)),
    });
  }

  #patch(): ObjectOperation {
    const instance = this.#random.pick(INSTANCES);
    const store = this.#stores[instance];
    const patch = this.#random.pick(store.patches.rows);
    return {
      shape: 'object',
      kind: 'patch',
      root: 'patch',
      instance,
      body: JSON.stringify({ query: PATCH, variables: { instance, databaseId: patch.id } }),
      right: {
        ...summary(store, instance, patch),
        content: patch.content,
        ...thread(store, patch),
      },
    };
  }

  #list(
    kind: string,
    query: string,
    root: string,
    instances: readonly InstanceName[],
    first: number,
    how: {
      readonly variables: Readonly<Record<string, unknown>>;
      readonly rowsOf: (store: SampleStore, instance: InstanceName) => readonly ListRow[];
    },
  ): ListOperation {
    return {
      shape: 'list',
      kind,
      root,
      first,
      body: JSON.stringify({ query, variables: { ...how.variables, first } }),
      rows: new Map(
        instances.map((instance) => {
          const rows = [...how.rowsOf(this.#stores[instance], instance)];
          return [instance, rows.sort(compareRows).slice(0, first)] as const;
        }),
      ),
    };
  }

  /** A second in the newer half of the data, as Patchwork writes it. */
  #moment(): string {
    const { date } = this.#random.pick(this.#stores.a.patches.rows.slice(2500));
    return date.slice(0, 19);
  }
}

/** The order of a list over several instances: by date, instance and number, all descending. */
export function compareRows(one: ListRow, other: ListRow): number {
  return (
    compareText(other.date, one.date) ||
    compareText(other.instance.name, one.instance.name) ||
    other.databaseId - one.databaseId
  );
}

function ofProject<Row extends { readonly project: number }>(
  store: SampleStore,
  rows: readonly Row[],
  linkName: string,
): Row[] {
  const project = store.projectByLinkName(linkName);
  return rows.filter((row) => row.project === project?.id);
}

function place(instance: InstanceName, { id, name, date }: PatchRow | SeriesRow): ListRow {
  return { databaseId: id, instance: { name: instance }, name, date: `${date}Z` };
}

function summary(store: SampleStore, instance: InstanceName, patch: PatchRow): ListRow {
  const series = patch.series === null ? null : store.series.require(patch.series);
  return {
    ...place(instance, patch),
    state: { slug: store.states.require(patch.state).slug },
    check: combinedCheck(store.checksOfPatch(patch.id)).toUpperCase(),
    submitter: { name: store.people.require(patch.submitter).name },
    series: series === null ? null : { name: series.name, version: series.version },
  };
}

function thread(store: SampleStore, { id }: PatchRow) {
  return {
    checks: store
      .checksOfPatch(id)
      .map(({ context, state }) => ({ context, state: state.toUpperCase() })),
    comments: store.commentsOfPatch(id).map(({ content, submitter }) => ({
      content,
      submitter: { name: store.people.require(submitter).name },
    })),
  };
}
