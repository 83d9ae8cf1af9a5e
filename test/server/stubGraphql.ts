import type { FastifyPluginAsync } from 'fastify';
import { buildSchema, graphql } from 'graphql';

/** The part of the graph that the first example asks for. */
const schema = buildSchema(`
  type Query {
    "One patch of one server."
    patch(instance: String!, databaseId: Int!): Patch
    instances: [Instance!]!
  }
  "A Patchwork server."
  type Instance { name: String! }
  type Header { name: String! value: String! }
  type State { slug: String! category: String! }
  type Person { name: String email: String }
  type Project { name: String listEmail: String }
  type Series { name: String version: Int patches: [Patch!] }
  "A patch that was sent to a mailing list."
  type Patch {
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

const patch = {
  name: '[3/7] northd: Build the FDB entries of all ports',
  date: '2026-04-24T13:23:38Z',
  state: { slug: 'under-review', category: 'ACTION_REQUIRED' },
  check: 'SUCCESS',
  submitter: { name: 'Ada Example', email: 'ada@example.org' },
  project: { name: 'Example switch', listEmail: 'dev@lists.example.org' },
  series: { name: 'Faster FDB entries', version: 2, patches: [] },
  headers: [
    { name: 'Received', value: 'from lists.example.org by patchwork.example.org' },
    { name: 'Received', value: 'from mail.example.org by lists.example.org' },
  ],
  content: 'One walk over the ports is enough.\n\nSigned-off-by: Ada Example <ada@example.org>\n',
  diff: 'diff --git a/northd/northd.c b/northd/northd.c\n@@ -1 +1 @@\n-walk_twice();\n+walk_once();\n',
};

/** What a browser sent to the stub. */
export interface StubRequest {
  readonly operationName: string | undefined;
  /** The header `X-Patchwork-Token`, if it came. */
  readonly token: string | undefined;
}

/** A GraphQL endpoint that answers `patch` and introspection, and notes what it was asked. */
export function createStubGraphql(requests: StubRequest[]): FastifyPluginAsync {
  return async (app) => {
    app.post<{ Body: { query: string; operationName?: string } }>(
      '/graphql',
      async ({ body, headers }) => {
        const token = headers['x-patchwork-token'];
        requests.push({
          operationName: body.operationName,
          token: typeof token === 'string' ? token : undefined,
        });
        return graphql({ schema, source: body.query, rootValue: { patch, instances: [] } });
      },
    );
  };
}
