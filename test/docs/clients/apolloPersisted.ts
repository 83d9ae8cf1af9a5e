import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { cacheOptions, defaultOptions } from './apollo.js';

/** Sends a hash instead of the document; the document is sent once, when the gateway requests it. */
export function createPersistingClient(uri: string): ApolloClient {
  const persisted = new PersistedQueryLink({
    sha256: (document) => createHash('sha256').update(document).digest('hex'),
  });
  return new ApolloClient({
    link: ApolloLink.from([persisted, new HttpLink({ uri })]),
    cache: new InMemoryCache(cacheOptions),
    defaultOptions,
  });
}
