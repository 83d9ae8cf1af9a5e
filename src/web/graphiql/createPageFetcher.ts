import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

/** Drops headers without a value: the preset of the headers editor is a form to fill in. */
function withoutEmptyHeaders(headers: HeadersInit | undefined): Headers {
  const filled = new Headers();
  new Headers(headers).forEach((value, name) => {
    if (value.trim() !== '') filled.set(name, value);
  });
  return filled;
}

/**
 * Makes the function with which GraphiQL runs operations: one POST of JSON each.
 *
 * @param endpoint absolute address of the GraphQL endpoint, on the page's own origin.
 */
export function createPageFetcher(endpoint: URL): Fetcher {
  return createGraphiQLFetcher({
    url: endpoint.href,
    // The gateway has no @defer, and the plain fetcher is the one that takes a `fetch`.
    enableIncrementalDelivery: false,
    fetch: (input, init) =>
      window.fetch(input, { ...init, headers: withoutEmptyHeaders(init?.headers) }),
  });
}
