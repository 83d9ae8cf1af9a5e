import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { parse } from 'graphql';

/** The used part of Hive Gateway's runtime; its own types would change those of graphql. */
interface HiveModule {
  createGatewayRuntime(options: object): {
    fetch(url: string, init: RequestInit): Promise<Response>;
    [Symbol.asyncDispose](): PromiseLike<void>;
  };
}

/** Named by variables, so that the compiler does not load their types. */
const [RUNTIME, TRANSPORT] = ['@graphql-hive/gateway-runtime', '@graphql-mesh/transport-http'];
const { createGatewayRuntime } = (await import(RUNTIME)) as HiveModule;
const { default: http } = (await import(TRANSPORT)) as { readonly default: unknown };

/** One subgraph, as it is composed. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The result of composing. */
export interface Composition {
  readonly sdl: string;
  readonly errors: readonly string[];
  readonly hints: readonly string[];
}

/** Composes subgraphs with Apollo's composition. */
export function compose(subgraphs: readonly Subgraph[]): Composition {
  const { supergraphSdl, errors, hints } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  return {
    sdl: supergraphSdl ?? '',
    errors: (errors ?? []).map(({ message }) => message),
    hints: (hints ?? []).map(({ definition, message }) => `${definition.code}: ${message}`),
  };
}

/** An answer of a gateway. */
export interface SupergraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: unknown }[];
}

/** A gateway in front of subgraphs. */
export interface Supergraph {
  ask(query: string, headers?: Readonly<Record<string, string>>): Promise<SupergraphAnswer>;
  close(): Promise<void>;
}

const TOKEN_HEADER = 'x-patchwork-token';

/** Starts Apollo Gateway, which forwards the token header. */
export async function startApollo(supergraphSdl: string): Promise<Supergraph> {
  const server = new ApolloServer<{ tokens?: string }>({
    gateway: new ApolloGateway({
      supergraphSdl,
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      buildService: ({ url }) =>
        new RemoteGraphQLDataSource<{ tokens?: string }>({
          ...(url !== undefined && { url }),
          willSendRequest: ({ request, context }) => {
            const { tokens } = context as { readonly tokens?: string };
            if (tokens !== undefined) request.http?.headers.set(TOKEN_HEADER, tokens);
          },
        }),
    }),
    stopOnTerminationSignals: false,
  });
  await server.start();
  return {
    ask: async (query, headers = {}) => {
      const tokens = headers[TOKEN_HEADER];
      const { body } = await server.executeOperation(
        { query },
        { contextValue: tokens === undefined ? {} : { tokens } },
      );
      if (body.kind !== 'single') throw new Error('the answer came in parts');
      return JSON.parse(JSON.stringify(body.singleResult)) as SupergraphAnswer;
    },
    close: () => server.stop(),
  };
}

/** Starts Hive Gateway, which forwards the token header. */
export function startHive(supergraph: string): Supergraph & {
  /** Messages of a subscription, over Server-Sent Events. */
  subscribe(query: string): AsyncGenerator<SupergraphAnswer, void, undefined>;
} {
  const runtime = createGatewayRuntime({
    supergraph,
    transports: { http },
    logging: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request }: { readonly request: Request }) => {
        const tokens = request.headers.get(TOKEN_HEADER);
        return tokens === null ? {} : { [TOKEN_HEADER]: tokens };
      },
    },
  });
  const send = async (
    query: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Response> =>
    await runtime.fetch('http://hive.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
      ...(signal && { signal }),
    });
  return {
    ask: async (query, headers = {}) =>
      (await (
        await send(query, { accept: 'application/json', ...headers })
      ).json()) as SupergraphAnswer,
    async *subscribe(query) {
      const over = new AbortController();
      try {
        const { body } = await send(query, { accept: 'text/event-stream' }, over.signal);
        const decoder = new TextDecoder();
        let text = '';
        for await (const chunk of body ?? []) {
          text += decoder.decode(chunk as Uint8Array, { stream: true });
          const parts = text.split('\n\n');
          text = parts.pop() ?? '';
          for (const part of parts) {
            const data = /^data: ?(.+)$/m.exec(part)?.[1];
            if (data !== undefined) yield JSON.parse(data) as SupergraphAnswer;
          }
        }
      } finally {
        over.abort();
      }
    },
    close: async () => {
      await runtime[Symbol.asyncDispose]();
    },
  };
}

const ignore = (): void => undefined;
