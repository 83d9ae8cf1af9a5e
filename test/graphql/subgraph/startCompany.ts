import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

/** A company's subgraph, which refers to patches by id and to people by address. */
export interface Company {
  readonly url: string;
  readonly sdl: string;
  close(): Promise<void>;
}

export interface CompanyTicket {
  readonly key: string;
  /** Global id of the patch. */
  readonly patch: string;
  readonly assignee: string;
  readonly messageId: string;
}

/** Prefix of the names in the other subgraph. */
export interface CompanyNames {
  readonly typePrefix: string;
  /** Whether `Query` has a field that the other subgraph also has without its prefix. */
  readonly search: boolean;
}

/** The SDL of the example in docs/supergraph.md, with prefixed names. */
export function companySdl({ typePrefix, search }: CompanyNames): string {
  return `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

scalar EmailAddress
scalar MessageID

type ${typePrefix}Patch @key(fields: "id") {
  id: ID!
  tickets: [Ticket!]!
}

type ${typePrefix}Person @key(fields: "email", resolvable: false) {
  email: EmailAddress
}

type ${typePrefix}Message @key(fields: "messageId", resolvable: false) {
  messageId: MessageID!
}

type Ticket {
  key: String!
  assignee: ${typePrefix}Person
  patch: ${typePrefix}Patch
  mail: ${typePrefix}Message
}

type Query {
  tickets: [Ticket!]!${search ? '\n  search(query: String!): [Ticket!]!' : ''}
}
`;
}

/** Starts the subgraph. */
export async function startCompany(
  tickets: readonly CompanyTicket[],
  names: CompanyNames,
): Promise<Company> {
  const { typePrefix } = names;
  const sdl = companySdl(names);
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: {
      Query: { tickets: () => tickets, ...(names.search && { search: () => tickets }) },
      Ticket: {
        assignee: ({ assignee }: CompanyTicket) => ({ email: assignee }),
        patch: ({ patch }: CompanyTicket) => ({ id: patch }),
        mail: ({ messageId }: CompanyTicket) => ({ messageId }),
      },
      [`${typePrefix}Patch`]: {
        tickets: ({ id }: { readonly id: string }) => tickets.filter(({ patch }) => patch === id),
      },
    },
  });
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const { query, variables } = JSON.parse(await text(request)) as {
        query: string;
        variables?: Record<string, unknown>;
      };
      const result = await graphql({ schema, source: query, variableValues: variables ?? {} });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
    };
    answer().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    sdl,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
