/**
 * Naive resolvers: a fetch in every resolver that needs something, nothing shared, like a first
 * version written over a weekend.
 */
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

interface ListArguments {
  readonly instance: InstanceName;
  readonly project?: string;
  readonly order?: string;
  readonly perPage?: number;
}

const addresses = readAddresses();

async function get<T>(instance: InstanceName, path: string): Promise<T> {
  const response = await fetch(addresses[instance] + path, { headers: REST_HEADERS });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)}`);
  return (await response.json()) as T;
}

async function one(instance: InstanceName, path: string): Promise<Row> {
  return { ...(await get<Row>(instance, path)), instance };
}

async function many(instance: InstanceName, path: string): Promise<Row[]> {
  return (await get<Row[]>(instance, path)).map((row) => ({ ...row, instance }));
}

const detailOf = ({ instance, id }: Row): Promise<Row> => one(instance, `patches/${String(id)}/`);

const lazy =
  (field: string) =>
  async (patch: Row): Promise<unknown> =>
    field in patch ? patch[field] : (await detailOf(patch))[field];

const embedded = async (patch: Row, field: string): Promise<unknown> => lazy(field)(patch);

const listOf =
  (resource: string) =>
  (_parent: unknown, { instance, perPage, ...rest }: ListArguments): Promise<Row[]> =>
    many(instance, listPath(resource, { ...rest, per_page: perPage }));

const below =
  (list: string) =>
  ({ instance, id }: Row): Promise<Row[]> =>
    many(instance, `patches/${String(id)}/${list}/`);

const resolvers = {
  Query: {
    patches: listOf('patches'),
    seriesList: listOf('series'),
    search: async (
      _parent: unknown,
      { q, first }: { readonly q: string; readonly first: number },
    ) => {
      const path = listPath('patches', { q, order: NEWEST_FIRST, per_page: first });
      const lists = await Promise.all(INSTANCES.map((name) => many(name, path)));
      return lists.flat().sort(comparePlaces).slice(0, first);
    },
  },
  Patch: {
    state: lazy('state'),
    check: lazy('check'),
    headers: lazy('headers'),
    diff: lazy('diff'),
    submitter: async (patch: Row) => {
      const { id } = (await embedded(patch, 'submitter')) as Row;
      return one(patch.instance, `people/${String(id)}/`);
    },
    project: async (patch: Row) => {
      const { id } = (await embedded(patch, 'project')) as Row;
      return one(patch.instance, `projects/${String(id)}/`);
    },
    series: async (patch: Row) => {
      const series = (await embedded(patch, 'series')) as readonly Row[];
      return Promise.all(series.map(({ id }) => one(patch.instance, `series/${String(id)}/`)));
    },
    comments: below('comments'),
    checks: below('checks'),
  },
  Series: {
    receivedTotal: (series: Row) => series['received_total'],
    coverLetter: (series: Row) => series['cover_letter'],
    patches: ({ patches, instance }: Row) =>
      (patches as readonly Row[]).map((patch) => ({ ...patch, instance })),
  },
  Project: { linkName: (project: Row) => project['link_name'] },
};

const server = new ApolloServer({ typeDefs, resolvers });
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(process.argv[2]) },
});
