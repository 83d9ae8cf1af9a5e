import type { GatewayConfig, InstanceConfig } from '../../src/config/GatewayConfig.js';
import { loadConfig } from '../../src/config/loadConfig.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { startGateway } from '../../src/main.js';
import type { Faults } from '../../src/sample/server/faults.js';
import type { SampleState } from '../../src/sample/server/SampleState.js';
import { startSampleServer, type SampleServer } from '../../src/sample/server/startSampleServer.js';

/** One instance of a test gateway: a sample server to start, or a URL. */
export type TestInstance = Partial<Omit<InstanceConfig, 'name' | 'url'>> & {
  readonly name: string;
  /** Data of the sample server to start. */
  readonly state?: SampleState;
  readonly faults?: Pick<Faults, 'wrap'>;
  readonly clock?: () => Date;
  /** Maximum page size, see `startSampleServer`. */
  readonly maxPageSize?: () => number;
  /** URL of an existing or missing server; instead of `state`. */
  readonly url?: string;
};

export interface TestGatewayOptions {
  readonly instances: readonly TestInstance[];
  readonly limits?: Partial<GatewayConfig['limits']>;
  /** Overrides the defaults. */
  readonly listen?: Partial<GatewayConfig['listen']>;
  /** Overrides the defaults. */
  readonly shutdown?: Partial<GatewayConfig['shutdown']>;
  /** Overrides the defaults, without GraphiQL. */
  readonly graphql?: Partial<GatewayConfig['graphql']>;
  /** Overrides the defaults. */
  readonly federation?: Partial<GatewayConfig['federation']>;
  readonly dashboard?: Partial<GatewayConfig['dashboard']>;
  readonly access?: Partial<GatewayConfig['access']>;
  readonly review?: Partial<GatewayConfig['review']>;
  /** Overrides the defaults. */
  readonly comparison?: Partial<GatewayConfig['comparison']>;
  readonly webhooks?: GatewayConfig['webhooks'];
  /** Overrides the defaults. */
  readonly live?: Partial<GatewayConfig['live']>;
  /** Overrides the defaults. */
  readonly index?: Partial<GatewayConfig['index']>;
  /** Overrides the defaults. */
  readonly mcp?: Partial<GatewayConfig['mcp']>;
  /** Overrides the defaults. */
  readonly subscriptions?: Partial<GatewayConfig['subscriptions']>;
  /** Time without events after which a subscription delivers its cursor. Default: 60 seconds. */
  readonly heartbeatMs?: number;
  /** Its roles; default: all. */
  readonly roles?: GatewayConfig['roles'];
  readonly introspection?: boolean;
  /** Overrides the defaults. */
  readonly cors?: Partial<GatewayConfig['cors']>;
  /** Overrides the defaults. */
  readonly cache?: Partial<GatewayConfig['cache']>;
  /** The clock by which cached answers age; milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** Waits between polls of events. Default: a timer. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Whether to wait until every instance's version is known, and reset its cost. Default true. */
  readonly settle?: boolean;
}

/** An error of a GraphQL answer. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly instance?: string;
    readonly request?: string;
    readonly field?: string;
    readonly argument?: string;
  };
}

/** A GraphQL answer as received over HTTP. */
export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: {
    readonly upstream?: {
      readonly requests: number;
      readonly cacheHits: number;
      readonly staleHits: number;
      readonly byInstance: Readonly<Record<string, number>>;
    };
  };
}

/** Variables and headers of one operation. */
export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A gateway with sample servers, all over real HTTP on free ports. */
export interface TestGateway {
  /** Without a trailing slash. */
  readonly url: string;
  /** All log lines of the gateway. */
  readonly logs: readonly string[];
  /** The sample server of an instance. */
  server(name: string): SampleServer;
  /** Paths requested from an instance since the last reset, without the API version. */
  requests(name: string): string[];
  resetRequests(): void;
  /** Its configuration. */
  readonly config: GatewayConfig;
  /** Serves with another configuration from now on. */
  reload(config: GatewayConfig): Promise<void>;
  /** Sends an operation by POST. */
  ask<Data = Readonly<Record<string, never>>>(
    query: string,
    options?: AskOptions,
  ): Promise<Answer<Data>>;
  /** The data of an operation that must succeed completely. */
  data<Data>(query: string, options?: AskOptions): Promise<Data>;
  close(): Promise<void>;
}

/** Starts a gateway as `main` does, with separate sample servers. */
export async function startTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const servers = new Map<string, SampleServer>();
  const urls = await Promise.all(
    options.instances.map(async (instance) => {
      const { name, state, faults, clock, maxPageSize } = instance;
      if (state === undefined) return instance.url ?? 'http://127.0.0.1:9';
      const server = await startSampleServer({
        state,
        ...(faults !== undefined && { faults }),
        ...(clock !== undefined && { clock }),
        ...(maxPageSize !== undefined && { maxPageSize }),
      });
      servers.set(name, server);
      return server.url;
    }),
  );
  const defaults = loadConfig({
    flags: {
      port: '0',
      instances: options.instances.map(({ name }, index) => `${name}=${urls[index] ?? ''}`),
    },
    environment: {},
  });
  const instances = defaults.instances.map((instance, index): InstanceConfig => {
    const asked = options.instances[index] ?? instance;
    const {
      state,
      faults: _faults,
      clock: _clock,
      maxPageSize: _maxPageSize,
      url: _url,
      ...settings
    }: TestInstance = asked;
    return { ...instance, ...zoneOf(state), ...settings };
  });
  const logs: string[] = [];
  const config: GatewayConfig = {
    ...defaults,
    instances,
    roles: options.roles ?? defaults.roles,
    listen: { ...defaults.listen, ...options.listen },
    limits: { ...defaults.limits, ...options.limits },
    access: { ...defaults.access, ...options.access },
    review: { ...defaults.review, ...options.review },
    comparison: { ...defaults.comparison, ...options.comparison },
    live: { ...defaults.live, ...options.live },
    subscriptions: { ...defaults.subscriptions, ...options.subscriptions },
    webhooks: options.webhooks ?? [],
    index: { ...defaults.index, ...options.index },
    mcp: { ...defaults.mcp, ...options.mcp },
    shutdown: { ...defaults.shutdown, ...options.shutdown },
    cache: { ...defaults.cache, ...options.cache },
    cors: { ...defaults.cors, ...options.cors },
    federation: { ...defaults.federation, ...options.federation },
    dashboard: { ...defaults.dashboard, enabled: false, ...options.dashboard },
    graphql: {
      ...defaults.graphql,
      graphiql: false,
      introspection: options.introspection ?? true,
      ...options.graphql,
    },
  };
  const gateway = await startGateway({
    config,
    logger: createLogger({ level: 'info', destination: { write: (line) => void logs.push(line) } }),
    version: 'test',
    ...(options.now !== undefined && { now: options.now }),
    ...(options.heartbeatMs !== undefined && { heartbeatMs: options.heartbeatMs }),
    ...(options.sleep !== undefined && { sleep: options.sleep }),
  });

  const ask = async <Data>(
    query: string,
    { variables, headers }: AskOptions = {},
  ): Promise<Answer<Data>> => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return {
      status: response.status,
      ...((await response.json()) as Omit<Answer<Data>, 'status'>),
    };
  };
  const server = (name: string): SampleServer => {
    const found = servers.get(name);
    if (found === undefined) throw new RangeError(`no sample server was started for ${name}`);
    return found;
  };
  const resetRequests = (): void => {
    for (const one of servers.values()) one.resetRequests();
  };
  if (options.settle !== false) {
    await ask('{ instances { apiVersion } }');
    resetRequests();
  }
  return {
    url: gateway.url,
    logs,
    server,
    resetRequests,
    config,
    reload: (next) => gateway.reload(next),
    requests: (name) =>
      server(name).requests.map(({ path }) => path.replace(/^\/api\/\d\.\d\//, '/')),
    ask,
    data: async <Data>(query: string, asked?: AskOptions) => {
      const answer = await ask<Data>(query, asked);
      if (answer.errors !== undefined) {
        throw new Error(`the operation failed: ${JSON.stringify(answer.errors, null, 2)}`);
      }
      return answer.data;
    },
    close: async () => {
      await gateway.close();
      await Promise.all([...servers.values()].map((one) => one.close()));
    },
  };
}

/** The zone in which a sample server stamps events and checks, as in a configuration. */
function zoneOf(state: SampleState | undefined): { readonly timezone: string } {
  if (state === undefined || state.server.stamps_in === 'UTC') return { timezone: 'UTC' };
  return { timezone: state.server.time_zone };
}
