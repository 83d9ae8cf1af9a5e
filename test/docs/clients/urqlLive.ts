import { cacheExchange, Client, fetchExchange, subscriptionExchange } from '@urql/core';
import type { Client as LiveClient } from 'graphql-ws';

/** Sends subscriptions over a WebSocket, queries and mutations over HTTP. */
export function createLiveUrqlClient(url: string, live: LiveClient): Client {
  return new Client({
    url,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: live.subscribe(
              { query, variables: { ...variables } },
              {
                ...sink,
                next: ({ data = null, errors }) => {
                  sink.next({ data, ...(errors && { errors }) });
                },
              },
            ),
          }),
        }),
      }),
    ],
    preferGetMethod: false,
  });
}
