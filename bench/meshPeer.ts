import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  Kind,
  parse,
  visit,
  type ArgumentNode,
  type ObjectFieldNode,
  type ValueNode,
} from 'graphql';
import { NEWEST_FIRST } from './peers/rest.js';
import { withDecodedHeaders, type ServerPeer } from './peers.js';
import { INSTANCES, TOKEN, type InstanceName } from './sampleData.js';
import {
  comparePlaces,
  PARAMETERS,
  type FoundPatch,
  type PlainTask,
  type TaskName,
} from './workloads.js';

const { W1, W2, W3, W5 } = PARAMETERS;

const list = (field: string, filter: string, count: number): string =>
  `${field}(${filter}, order: "${NEWEST_FIRST}", per_page: ${String(count)})`;
const each = (write: (name: InstanceName, prefix: string) => string): string =>
  INSTANCES.map((name) => `${name}: ${write(name, name.toUpperCase())}`).join('\n');

/** The tasks over the graph that Mesh generates from Patchwork's OpenAPI file; `detail` is linked by hand. */
const OPERATIONS: Readonly<Record<PlainTask, string>> = {
  W1: `{ ${each((_name, prefix) => `${list(`${prefix}_patches_list`, `project: "${W1.project}"`, W1.count)} { name state check submitter { name } series { name version detail { ... on ${prefix}_Series { total } } } }`)} }`,
  W2: `{ rows: ${list('A_series_list', `project: "${W2.project}"`, W2.count)} { id name patches {
  id name detail { ... on A_PatchDetail { headers { JSON } diff } }
  comments { ... on A_Comment { date content submitter { name } } } checks { ... on A_Check2 { context state } } } } }`,
  W3: `{ rows: ${list('B_patches_list', `project: "${W3.project}"`, W3.count)} { id
  submitter { name email detail { ... on B_Person { user { username } } } }
  series { name version detail { ... on B_Series { total receivedTotal: received_total coverLetter: cover_letter { name } } } }
  project { name linkName: link_name detail { ... on B_Project { maintainers { username } } } } } }`,
  W5: `{ ${each((_name, prefix) => `${list(`${prefix}_patches_list`, `q: "${W5.words}"`, W5.count)} { id name date state submitter { name } }`)} }`,
};

/**
 * GraphQL Mesh and Hive Gateway as a peer.
 *
 * @param folder contains `node_modules` with `@graphql-hive/gateway`, and `supergraph.graphql`: the
 * output of `mesh-compose` for Patchwork's OpenAPI file, with the subgraphs a, b and c, prefixed A_, B_
 * and C_, and with `detail`, `comments` and `checks` linked to the objects embedded in lists.
 * @throws Error that names what is missing.
 */
export function findMeshPeer(folder: string): ServerPeer {
  const program = resolve(folder, 'node_modules', '.bin', 'hive-gateway');
  const supergraph = resolve(folder, 'supergraph.graphql');
  for (const [file, remedy] of [
    [program, 'run "npm install @graphql-hive/gateway" in the folder'],
    [supergraph, "create it from Patchwork's OpenAPI file with mesh-compose"],
  ] as const) {
    if (!existsSync(file)) throw new Error(`--with-mesh: ${file} does not exist; ${remedy}`);
  }
  return {
    kind: 'server',
    command: [program, 'supergraph'],
    // Its program requires the URL of each server in the supergraph.
    prepare: (upstreams, scratch) => {
      const file = join(scratch, 'mesh-supergraph.graphql');
      writeFileSync(file, withAddresses(readFileSync(supergraph, 'utf8'), upstreams));
      return [file, '-h', '127.0.0.1', '-p'];
    },
    cwd: folder,
    environment: { PATCHWORK_TOKEN: TOKEN },
    headers: {},
    operations: OPERATIONS,
    readAnswer: readMeshAnswer,
    about: 'GraphQL Mesh and Hive Gateway',
  };
}

function withAddresses(
  supergraph: string,
  upstreams: Readonly<Record<InstanceName, string>>,
): string {
  // `@transport(subgraph: "a", location: ...)`, or an object of such fields in
  // `@extraSchemaDefinitionDirective`.
  const edits: { start: number; end: number; text: string }[] = [];
  const readPlace = (fields: readonly (ArgumentNode | ObjectFieldNode)[]): void => {
    const valueOf = (name: string): ValueNode | undefined =>
      fields.find((field) => field.name.value === name)?.value;
    const subgraph = valueOf('subgraph');
    const location = valueOf('location');
    if (subgraph?.kind !== Kind.STRING || location?.loc === undefined) return;
    const name = INSTANCES.find((one) => one === subgraph.value);
    if (name === undefined) return;
    const { start, end } = location.loc;
    edits.push({ start, end, text: JSON.stringify(upstreams[name]) });
  };
  visit(parse(supergraph), {
    Directive: ({ arguments: fields }) => readPlace(fields ?? []),
    ObjectValue: ({ fields }) => readPlace(fields),
  });
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce(
    (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
    supergraph,
  );
}

type Row = Readonly<Record<string, unknown>>;

/** Unwraps the fields of a `detail`. */
function lift(row: unknown): Row {
  const { detail, ...rest } = row as Row & { readonly detail?: Row | null };
  return { ...rest, ...detail };
}

function readMeshAnswer(task: TaskName, data: unknown): unknown {
  const lists = data as Readonly<Record<string, readonly Row[]>>;
  switch (task) {
    case 'W1':
      return Object.fromEntries(
        Object.entries(lists).map(([name, rows]) => [name, rows.map(withLiftedSeries)]),
      );
    case 'W2':
      return withDecodedHeaders(
        lists['rows']?.map((series) => ({
          ...series,
          patches: (series['patches'] as readonly Row[]).map((patch) => {
            const { headers, ...rest } = lift(patch);
            return { ...rest, headers: (headers as Row)['JSON'] };
          }),
        })),
      );
    case 'W3':
      return lists['rows']?.map((patch) => ({
        ...withLiftedSeries(patch),
        submitter: lift(patch['submitter']),
        project: lift(patch['project']),
      }));
    case 'W5':
      // It has no list across servers: the client merges.
      return Object.entries(lists)
        .flatMap(([instance, rows]) =>
          rows.map((row) => ({ instance, ...row }) as unknown as FoundPatch),
        )
        .sort(comparePlaces)
        .slice(0, W5.count);
    default:
      throw new Error(`${task} is not supported by this peer`);
  }
}

function withLiftedSeries(patch: Row): Row {
  return { ...patch, series: (patch['series'] as readonly unknown[]).map(lift) };
}
