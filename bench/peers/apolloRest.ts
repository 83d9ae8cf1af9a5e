/**
 * Apollo Server with RESTDataSource, as described in its documentation: embedded objects are used as
 * received, and a detail is fetched for a field that they lack. RESTDataSource deduplicates equal
 * requests of one operation; it caches nothing, because Patchwork's answers do not permit it.
 */
import { RESTDataSource, type AugmentedRequest } from '@apollo/datasource-rest';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { INSTANCES, type InstanceName } from '../sampleData.js';
import { comparePlaces } from '../workloads.js';
import { listPath, NEWEST_FIRST, readAddresses, REST_HEADERS } from './rest.js';
import { typeDefs } from './schema.js';

interface Row extends Record<string, unknown> {
  readonly id: number;
  readonly date: string;
  readonly instance: InstanceName;
}

interface Context {
  readonly servers: Readonly<Record<InstanceName, Patchwork>>;
}

interface ListArguments {
  readonly instance: InstanceName;
  readonly project?: string;
  readonly order?: string;
  readonly perPage?: number;
}

const addresses = readAddresses();

class Patchwork extends RESTDataSource {
  override readonly baseURL: string;
  readonly #instance: InstanceName;

  constructor(instance: InstanceName) {
    // Node's own fetch: RESTDataSource's default, node-fetch, is slower.
    super({ fetch: globalThis.fetch });
    this.baseURL = addresses[instance];
    this.#instance = instance;
  }

  override willSendRequest(_path: string, request: AugmentedRequest): void {
    Object.assign(request.headers, REST_HEADERS);
  }

  async one(path: string): Promise<Row> {
    return { ...(await this.get<Row>(path)), instance: this.#instance };
  }

  async many(path: string): Promise<Row[]> {
    const rows = await this.get<Row[]>(path);
    return rows.map((row) => ({ ...row, instance: this.#instance }));
  }
}

/** A field that an embedded object may have; otherwise it is read from the detail. */
const lazy =
  (resource: string, field: string) =>
  async (row: Row, _args: unknown, { servers }: Context): Promise<unknown> => {
    if (field in row) return row[field];
    const detail = await servers[row.instance].one(`${resource}/${String(row.id)}/`);
    return detail[field];
  };

/** The same for a field with objects that have lazy fields themselves. */
const lazyObjects =
  (resource: string, field: string) =>
  async (row: Row, args: unknown, context: Context): Promise<unknown> => {
    const value = await lazy(resource, field)(row, args, context);
    const within = (one: unknown): unknown =>
      one == null ? one : { ...(one as Row), instance: row.instance };
    return Array.isArray(value) ? value.map(within) : within(value);
  };

const listOf =
  (resource: string) =>
  (_parent: unknown, args: ListArguments, { servers }: Context): Promise<Row[]> => {
    const { instance, perPage, ...rest } = args;
    return servers[instance].many(listPath(resource, { ...rest, per_page: perPage }));
  };

const below =
  (list: string) =>
  (patch: Row, _args: unknown, { servers }: Context): Promise<Row[]> =>
    servers[patch.instance].many(`patches/${String(patch.id)}/${list}/`);

const resolvers = {
  Query: {
    patches: listOf('patches'),
    seriesList: listOf('series'),
    search: async (
      _parent: unknown,
      { q, first }: { readonly q: string; readonly first: number },
      { servers }: Context,
    ) => {
      const path = listPath('patches', { q, order: NEWEST_FIRST, per_page: first });
      const lists = await Promise.all(INSTANCES.map((name) => servers[name].many(path)));
      return lists.flat().sort(comparePlaces).slice(0, first);
    },
  },
  Patch: {
    state: lazy('patches', 'state'),
    check: lazy('patches', 'check'),
    headers: lazy('patches', 'headers'),
    diff: lazy('patches', 'diff'),
    submitter: lazyObjects('patches', 'submitter'),
    project: lazyObjects('patches', 'project'),
    series: lazyObjects('patches', 'series'),
    comments: below('comments'),
    checks: below('checks'),
  },
  Series: {
    total: lazy('series', 'total'),
    receivedTotal: lazy('series', 'received_total'),
    coverLetter: lazy('series', 'cover_letter'),
    patches: lazyObjects('series', 'patches'),
  },
  Person: { user: lazy('people', 'user') },
  Project: {
    linkName: (project: Row) => project['link_name'],
    maintainers: lazy('projects', 'maintainers'),
  },
};

const server = new ApolloServer<Context>({ typeDefs, resolvers });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.argv[2]) },
  context: () =>
    Promise.resolve({
      servers: { a: new Patchwork('a'), b: new Patchwork('b'), c: new Patchwork('c') },
    }),
});
