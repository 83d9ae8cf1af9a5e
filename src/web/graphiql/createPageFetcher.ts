import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import type { CostReport, UpstreamCost } from './createCostReport.js';
import type { PageTokens } from '../shared/createPageTokens.js';

/** What the fetcher works with. */
export interface PageFetcherOptions {
  /** Absolute address of the GraphQL endpoint, on the page's own origin. */
  readonly endpoint: URL;
  /** Name of the header in which the gateway takes tokens. */
  readonly tokenHeader: string;
  readonly tokens: Pick<PageTokens, 'header'>;
  readonly cost: Pick<CostReport, 'set'>;
}

/** An answer of the gateway to a query or mutation. */
interface Answer {
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly upstream?: UpstreamCost };
}

/** Adds the page's headers; what the headers editor says wins over them. */
function withPageHeaders(
  written: HeadersInit | undefined,
  { tokenHeader, tokens }: PageFetcherOptions,
): Headers {
  const headers = new Headers({ 'x-upstream-report': '1' });
  if (tokens.header() !== '') headers.set(tokenHeader, tokens.header());
  new Headers(written).forEach((value, name) => {
    if (value.trim() !== '') headers.set(name, value);
  });
  return headers;
}

function withoutCost({ extensions, ...answer }: Answer): Answer {
  if (extensions === undefined) return answer;
  const { upstream: _shownElsewhere, ...others } = extensions;
  return Object.keys(others).length === 0 ? answer : { ...answer, extensions: others };
}

/**
 * Makes the function with which GraphiQL runs operations: one POST of JSON each, and a WebSocket for
 * subscriptions, with the visitor's tokens. It requests the upstream cost, passes it to `cost` and removes
 * it from the answer, so that the answer is what every other client gets.
 */
export function createPageFetcher(options: PageFetcherOptions): Fetcher {
  const fetcher = createGraphiQLFetcher({
    url: options.endpoint.href,
    wsClient: createClient({
      url: options.endpoint.href.replace(/^http/, 'ws'),
      // Asked for at each connection, which is opened by a subscription and ends with it.
      connectionParams: () => {
        const header = options.tokens.header();
        return header === '' ? {} : { [options.tokenHeader]: header };
      },
    }),
    // The gateway has no @defer, and the plain fetcher is the one that takes a `fetch`.
    enableIncrementalDelivery: false,
    fetch: (input, init) =>
      window.fetch(input, { ...init, headers: withPageHeaders(init?.headers, options) }),
  });
  return async (parameters, fetcherOptions) => {
    if (parameters.operationName === 'IntrospectionQuery') {
      return await Promise.resolve(fetcher(parameters, fetcherOptions));
    }
    options.cost.set(undefined);
    const returned = await Promise.resolve(fetcher(parameters, fetcherOptions));
    if (Symbol.asyncIterator in returned) return returned;
    const answer = returned as Answer;
    options.cost.set(answer.extensions?.upstream);
    return withoutCost(answer) as Awaited<ReturnType<Fetcher>>;
  };
}
