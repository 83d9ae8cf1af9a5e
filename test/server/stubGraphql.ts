import type { FastifyPluginAsync } from 'fastify';
import { buildSchema, graphql } from 'graphql';

/** The part of the graph used by the page itself and by the first example. */
const schema = buildSchema(`
  type Query {
    "One patch of one server."
    patch(instance: String!, databaseId: Int!): Patch
    instances: [Instance!]!
    live: [LiveStatus!]
    patches(first: Int): PatchConnection
    covers(first: Int): CoverConnection
  }
  type Mutation { touch: String }
  type PatchConnection { nodes: [Patch!]! }
  type CoverConnection { nodes: [Cover!]! }
  type Cover { databaseId: Int! instance: Instance! }
  "A Patchwork server."
  type Instance { name: String! isSample: Boolean! }
  type LiveStatus { instance: Instance! state: String! }
  type Header { name: String! value: String! }
  type State { slug: String! category: String! }
  type Person { name: String email: String }
  type Project { name: String linkName: String listEmail: String }
  type Series { id: ID! name: String version: Int patches: [Patch!] }
  "A patch that was sent to a mailing list."
  type Patch {
    id: ID!
    databaseId: Int!
    instance: Instance!
    messageId: String
    hash: String
    count: Int
    name: String
    date: String
    state: State
    check: String
    submitter: Person
    project: Project
    series: Series
    headers(names: [String!]): [Header!]
    content: String
    diff: String
  }
`);

const instances = [
  { name: 'aurora', isSample: false },
  { name: 'basalt', isSample: false },
];

const patch = {
  id: 'YXVyb3JhOlBhdGNoOjc',
  databaseId: 7,
  instance: instances[0],
  messageId: '3@example.org',
  hash: 'f'.repeat(40),
  count: 7,
  name: '[3/7] northd: Build the FDB entries of all ports',
  date: '2026-04-24T13:23:38Z',
  state: { slug: 'under-review', category: 'ACTION_REQUIRED' },
  check: 'SUCCESS',
  submitter: { name: 'Ada Example', email: 'ada@example.org' },
  project: { name: 'Example switch', linkName: 'switch', listEmail: 'dev@lists.example.org' },
  series: { id: 'YXVyb3JhOlNlcmllczo5', name: 'Faster FDB entries', version: 2, patches: [] },
  headers: [
    { name: 'Received', value: 'from lists.example.org by patchwork.example.org' },
    { name: 'Received', value: 'from mail.example.org by lists.example.org' },
  ],
  content: 'One walk over the ports is enough.\n\nSigned-off-by: Ada Example <ada@example.org>\n',
  diff: 'diff --git a/northd/northd.c b/northd/northd.c\n@@ -1 +1 @@\n-walk_twice();\n+walk_once();\n',
};

interface StubBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A request of a browser to the stub. */
export interface StubRequest {
  readonly operationName: string | undefined;
  /** The header `X-Patchwork-Token`, if it was sent. */
  readonly token: string | undefined;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

const rootValue = {
  patch,
  instances,
  patches: { nodes: [patch] },
  covers: { nodes: [{ databaseId: 5, instance: instances[1] }] },
};

/** The cost that is reported with the header `x-upstream-report: 1`. */
const upstream = { requests: 3, cacheHits: 2, staleHits: 0, byInstance: { aurora: 1, basalt: 2 } };

/** A GraphQL endpoint that answers the first example and introspection, and records its requests. */
export function createStubGraphql(requests: StubRequest[]): FastifyPluginAsync {
  return async (app) => {
    app.post<{ Body: StubBody }>('/graphql', async ({ body, headers }) => {
      const token = headers['x-patchwork-token'];
      requests.push({
        operationName: body.operationName,
        token: typeof token === 'string' ? token : undefined,
        query: body.query,
        variables: body.variables,
        headers,
      });
      const answer = await graphql({
        schema,
        source: body.query,
        rootValue,
        operationName: body.operationName ?? null,
        variableValues: body.variables ?? null,
      });
      const isReported = headers['x-upstream-report'] === '1';
      return isReported ? { ...answer, extensions: { upstream } } : answer;
    });
  };
}
