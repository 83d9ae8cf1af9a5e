import * as z from 'zod/mini';

/** Location of the gateway, as the page receives it: by the gateway, or by `config.json` on any other host. */
export interface PageConfig {
  /** Whether another host than the gateway serves the page; then its addresses stand behind a `#`. */
  readonly isStandalone: boolean;
  /** Path below which the page's own addresses are, with a slash at its end. */
  readonly basePath: string;
  /** URL of the GraphQL endpoint. */
  readonly endpoint: string;
  /** URL of the endpoint for subscriptions over WebSocket. */
  readonly ws: string;
  /** URL of GraphiQL; null where it is not served. */
  readonly graphiql: string | null;
  /** Header that carries the tokens. */
  readonly tokenHeader: string;
  /** Why the page cannot work; null if it can. */
  readonly problem: string | null;
}

const url = z.string().check(z.minLength(1));

const configSchema = z.object({
  endpoint: url,
  ws: z.optional(url),
  graphiql: z.optional(url),
  tokenHeader: z.optional(z.string()),
});

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

/** Relative URLs are those of the page's place. */
function absolute(address: string): string {
  return new URL(address, document.baseURI).href;
}

function webSocketUrl(endpoint: string): string {
  return endpoint.replace(/^http/, 'ws');
}

const tokenHeader = meta('token-header');

function readMeta(): PageConfig {
  const endpoint = absolute(meta('endpoint'));
  return {
    isStandalone: false,
    basePath: new URL(document.baseURI).pathname,
    endpoint,
    ws: webSocketUrl(endpoint),
    graphiql: meta('graphiql') === '' ? null : absolute(meta('graphiql')),
    tokenHeader,
    problem: null,
  };
}

async function readConfig(): Promise<PageConfig> {
  const address = absolute('config.json');
  const none = { isStandalone: true, basePath: '/', endpoint: '', ws: '', graphiql: null };
  const broken = (why: string): PageConfig => ({
    ...none,
    tokenHeader,
    problem: `${address} ${why}. Expected {"endpoint": "https://gateway.example/graphql", "ws": "wss://gateway.example/graphql"}; "ws" is optional.`,
  });
  let found: unknown;
  try {
    const response = await fetch(address, { cache: 'no-cache', referrerPolicy: 'no-referrer' });
    if (!response.ok) return broken(`cannot be read (status ${response.status})`);
    found = await response.json();
  } catch {
    return broken('cannot be read as JSON');
  }
  const config = configSchema.safeParse(found);
  if (!config.success) return broken('is not a configuration of the dashboard');
  const { endpoint, ws, graphiql, tokenHeader: header } = config.data;
  if (![endpoint, ws, graphiql].every((one) => one === undefined || canParse(one))) {
    return broken('has an address that is not a URL');
  }
  return {
    ...none,
    endpoint: absolute(endpoint),
    ws: ws === undefined ? webSocketUrl(absolute(endpoint)) : absolute(ws),
    graphiql: graphiql === undefined ? null : absolute(graphiql),
    tokenHeader: header ?? tokenHeader,
    problem: null,
  };
}

function canParse(address: string): boolean {
  return URL.canParse(address, document.baseURI);
}

/** As the gateway wrote it; on another host complete after {@link readPageConfig}. */
export let page: PageConfig = readMeta();

/** Reads `config.json` where another host than the gateway serves the page. Once, before anything is shown. */
export async function readPageConfig(): Promise<void> {
  if (meta('endpoint') === '') page = await readConfig();
}
