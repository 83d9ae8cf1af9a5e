import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import type { Client } from 'graphql-ws';
import { cacheOptions, defaultOptions } from './apollo.js';

/** Sends subscriptions over a WebSocket, queries and mutations over HTTP. */
export function createLiveApolloClient(uri: string, live: Client): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(live),
      new HttpLink({ uri }),
    ),
    cache: new InMemoryCache(cacheOptions),
    defaultOptions,
  });
}
