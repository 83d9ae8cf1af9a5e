/**
 * Apollo Server in its fastest configuration: on Fastify, without its cache-control plugin, with
 * graphql-jit. It answers the dashboard from rows in memory, with no upstream, no cache and no limits.
 */
import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type BaseContext,
} from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { fastify } from 'fastify';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { expectAnswers } from '../expectAnswers.js';
import type { InstanceName } from '../sampleData.js';
import { typeDefs } from './schema.js';

const { W1: rows } = expectAnswers();
const schema = makeExecutableSchema({
  typeDefs,
  resolvers: {
    Query: {
      patches: (_root: unknown, { instance }: { readonly instance: InstanceName }) =>
        rows[instance],
    },
  },
});
/** The only hook in Apollo Server that accepts an executor. */
const compiling: ApolloServerOptionsWithGateway<BaseContext>['gateway'] = {
  load: () => {
    const compiled = new Map<string, CompiledQuery>();
    return Promise.resolve({
      executor: async ({ document, queryHash, request, context }) => {
        let query = compiled.get(queryHash);
        if (query === undefined) {
          const result = compileQuery(schema, document);
          if (!isCompiledQuery(result)) return result;
          compiled.set(queryHash, (query = result));
        }
        return await query.query({}, context, request.variables);
      },
    });
  },
  onSchemaLoadOrUpdate: (callback) => {
    callback({ apiSchema: schema, coreSupergraphSdl: '' });
    return () => undefined;
  },
  stop: () => Promise.resolve(),
};
const apollo = new ApolloServer({
  gateway: compiling,
  plugins: [ApolloServerPluginCacheControlDisabled()],
});
await apollo.start();
const app = fastify();
app.post('/graphql', fastifyApolloHandler(apollo));
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
