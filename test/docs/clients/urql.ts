import { cacheExchange, Client, fetchExchange } from '@urql/core';

export function createUrqlClient(url: string, tokens?: Record<string, string>): Client {
  const header = Object.entries(tokens ?? {}).map(([instance, token]) => `${instance}=${token}`);
  return new Client({
    url,
    exchanges: [cacheExchange, fetchExchange],
    // Queries by POST: a URL can be too long, and proxies log it.
    preferGetMethod: false,
    fetchOptions: {
      headers: header.length === 0 ? {} : { 'X-Patchwork-Token': header.join(', ') },
    },
  });
}
