/**
 * Apollo Server as fast as it gets: on Fastify, without its cache-control plugin, with graphql-jit. It
 * answers the dashboard from rows in memory, with no upstream, no cache and no limits.
 */
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { fastify } from 'fastify';
import { createExecutor } from '../../src/server/createExecutor.js';
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
const apollo = new ApolloServer({
  gateway: createExecutor(schema),
  plugins: [ApolloServerPluginCacheControlDisabled()],
});
await apollo.start();
const app = fastify();
app.post('/graphql', fastifyApolloHandler(apollo));
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
