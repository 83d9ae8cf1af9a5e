import { Agent, EnvHttpProxyAgent, Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { ProxyError } from './ProxyError.js';

/** Proxies between the gateway and the servers. URLs may contain a user and a password. */
export interface ProxySettings {
  /** For `https` URLs. Default: `http`. */
  readonly https?: string | undefined;
  /** For `http` URLs. */
  readonly http?: string | undefined;
  /** Hosts that are reached directly: a name (with its subdomains), `host:port` or `*`. */
  readonly noProxy: readonly string[];
}

/** How connections to one server are opened. */
export interface DispatcherOptions {
  readonly hostname: string;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly maxBodyBytes: number;
  /** Certificates in PEM that replace the public CAs. */
  readonly ca: string | undefined;
  readonly proxy: ProxySettings | undefined;
}

/** Opens a pool of connections to one server, through a proxy where one is configured for it. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { hostname, connections, connectTimeoutMs, maxBodyBytes, ca, proxy } = options;
  const tls = { timeout: connectTimeoutMs, ...(ca === undefined ? {} : { ca }) };
  const pool = { connections, pipelining: 1, maxResponseSize: maxBodyBytes };
  if (proxy === undefined || isLoopback(hostname)) return new Agent({ ...pool, connect: tls });
  const { http = '', https = http, noProxy } = proxy;
  if (https === '') return new Agent({ ...pool, connect: tls });
  return new EnvHttpProxyAgent({
    ...pool,
    connect: tls,
    requestTls: tls,
    proxyTls: { timeout: connectTimeoutMs },
    // Empty strings prevent undici from reading the environment.
    httpProxy: http,
    httpsProxy: https,
    noProxy: noProxy.join(','),
    // Many proxies allow CONNECT to port 443 only, and forward plain HTTP.
    proxyTunnel: false,
    // Without it, plain requests would share a single connection.
    factory: (origin, poolOptions: Pool.Options) => new Pool(origin, { ...pool, ...poolOptions }),
    clientFactory: (origin, { connect }: Required<Pick<Pool.Options, 'connect'>>) =>
      createProxyLink(origin, { connect, headersTimeout: connectTimeoutMs }),
  });
}

/**
 * The connections to a proxy that become tunnels. undici would reconnect endlessly to a proxy that
 * closes its connections, and its own errors do not mention the proxy.
 */
function createProxyLink(origin: URL, options: Pool.Options): Dispatcher {
  const link = new Pool(origin.origin, options);
  const connect: (request: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData> =
    link.connect.bind<Pool['connect']>(link);
  return Object.assign(link, {
    connect: async (request: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
      const answer = await connect(request).catch((error: unknown) => {
        throw ProxyError.unreachable(error);
      });
      if (answer.statusCode === 200) return answer;
      answer.socket.on('error', () => undefined).destroy();
      throw ProxyError.refused(answer.statusCode);
    },
  });
}

/** Never behind a proxy, as in Go's net/http: the proxy would mean itself. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
