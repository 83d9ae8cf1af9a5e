/** URL of the gateway, and headers of each request. */
export interface ClientOptions {
  /** Address of the GraphQL endpoint, for example `https://patchwork.example.org/graphql`. */
  readonly url: string;
  /** API tokens by the name of their instance. The gateway sends each of them to its own server only. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Name of the header for `tokens`, as the gateway is configured. Default: `X-Patchwork-Token`. */
  readonly tokenHeader?: string;
  /** Key of a gateway that requires one. */
  readonly gatewayKey?: string;
  /** More headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** The gateway as the functions of the client know it. */
export interface Endpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

const INSTANCE = /^[a-z][a-z0-9-]*$/;
/** As the gateway reads it: a comma separates tokens. */
const TOKEN = /^[\x21-\x2b\x2d-\x7e]+$/;

/** @throws TypeError for a token that cannot be sent. The message never contains it. */
export function createEndpoint(options: ClientOptions): Endpoint {
  const { url, tokens = {}, tokenHeader = 'X-Patchwork-Token', gatewayKey, headers } = options;
  const entries = Object.entries(tokens).map(([instance, token]) => {
    if (!INSTANCE.test(instance)) {
      throw new TypeError(`tokens: "${instance}" is not a valid name of an instance`);
    }
    if (!TOKEN.test(token)) {
      throw new TypeError(
        `tokens: the token of ${instance} contains characters that are not allowed in tokens`,
      );
    }
    return `${instance}=${token}`;
  });
  const send = options.fetch ?? fetch;
  return {
    url,
    headers: {
      ...headers,
      ...(entries.length > 0 && { [tokenHeader]: entries.join(', ') }),
      ...(gatewayKey !== undefined && { authorization: `Bearer ${gatewayKey}` }),
    },
    // Browsers keep a token header on a redirect to another origin; the gateway never redirects.
    fetch: (input, init) => send(input, { ...init, credentials: 'omit', redirect: 'error' }),
  };
}
