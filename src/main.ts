import type { Cache } from './cache/cache.js';
import { createCache } from './cache/createCache.js';
import type { GatewayConfig, InstanceConfig } from './config/GatewayConfig.js';
import { loadConfig } from './config/loadConfig.js';
import type { Logger } from './logger.js';
import { PatchworkClient } from './patchwork/PatchworkClient.js';
import { createDemoStates } from './sample/demo/createDemoStates.js';
import { createFaults } from './sample/faults.js';
import { parseFaultSpec } from './sample/faults/parseFaultSpec.js';
import { startSampleServer, type SampleServer } from './sample/startSampleServer.js';
import { createServer } from './server/createServer.js';
import { createTransport } from './transport/createTransport.js';

/** Begins the keys in a shared cache; its number changes with the shape of what is kept. */
const CACHE_NAMESPACE = 'patchwork-graphql:1';

/** What {@link startGateway} needs. */
export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** Name and version for the User-Agent of upstream requests. */
  readonly version?: string;
  /** What the sample servers shall do wrong. */
  readonly sampleFaults?: string;
}

/** A gateway that listens. */
export interface RunningGateway {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** The instances it serves. */
  readonly instances: readonly { readonly name: string; readonly url: string }[];
  /** Stops accepting, finishes what runs, and frees everything. */
  close(): Promise<void>;
}

/** Who we are to upstream servers, and whom their operators can turn to. */
export function userAgentOf(version: string, contact: string | undefined): string {
  return `patchwork-graphql/${version}${contact === undefined ? '' : ` (${contact})`}`;
}

/**
 * Starts the gateway over the configured instances, or over the sample servers where there are none.
 * A server that is down is no reason not to start.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { config, logger, version = '0' } = options;
  const samples = config.instances.length === 0 ? await startSamples(options.sampleFaults) : [];
  const instances = samples.length > 0 ? sampleInstances(samples) : config.instances;
  const cache = createCache({
    l1MaxBytes: config.cache.l1MaxBytes,
    l2Url: config.cache.url,
    namespace: CACHE_NAMESPACE,
  });
  const clients = new Map(
    instances.map(
      (instance) => [instance.name, createClient(instance, version, cache, config)] as const,
    ),
  );
  const app = await createServer({
    gateway: { clients, scanRows: config.limits.scanRows },
    logger,
    limits: config.limits,
    introspection: config.graphql.introspection,
    graphiql: config.graphql.graphiql,
    corsOrigins: config.cors.origins,
  });
  const close = async (): Promise<void> => {
    await app.close();
    await cache.close();
    await Promise.all(samples.map(({ server }) => server.close()));
  };
  try {
    const url = await app.listen({ host: config.listen.host, port: config.listen.port });
    for (const client of clients.values()) greet(client, logger);
    return {
      url,
      instances: instances.map(({ name, url: address }) => ({ name, url: address })),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Sample {
  readonly name: string;
  readonly timezone: string;
  readonly server: SampleServer;
}

async function startSamples(faultSpec: string | undefined): Promise<readonly Sample[]> {
  const states = createDemoStates();
  const names = states.map(({ name }) => name);
  const specs = faultSpec === undefined ? [] : parseFaultSpec(faultSpec, names);
  return await Promise.all(
    states.map(async ({ name, state }) => {
      const faults = createFaults();
      for (const { instance, plan } of specs) {
        if (instance === null || instance === name) faults.add(plan);
      }
      return {
        name,
        timezone: state.server.stamps_in === 'UTC' ? 'UTC' : state.server.time_zone,
        server: await startSampleServer({ state, faults }),
      };
    }),
  );
}

/** The sample servers as a configuration would name them. */
function sampleInstances(samples: readonly Sample[]): readonly InstanceConfig[] {
  const { instances } = loadConfig({
    flags: { instances: samples.map(({ name, server }) => `${name}=${server.url}`) },
    environment: {},
  });
  return instances.map((instance) => ({
    ...instance,
    timezone: samples.find(({ name }) => name === instance.name)?.timezone ?? 'UTC',
  }));
}

function createClient(
  instance: InstanceConfig,
  version: string,
  cache: Cache,
  config: GatewayConfig,
): PatchworkClient {
  const transport = createTransport({
    instance: instance.name,
    baseUrl: instance.url,
    userAgent: userAgentOf(version, instance.contact),
    concurrency: instance.concurrency,
    requestsPerSecond: instance.requestsPerSecond,
    connectTimeoutMs: instance.connectTimeoutMs,
    timeoutMs: instance.timeoutMs,
    maxBodyBytes: instance.maxBodyBytes,
  });
  return new PatchworkClient(instance, {
    transport,
    cache,
    serviceToken: instance.token,
    freshness: {
      ...config.cache,
      ttlSeconds: { ...config.cache.ttlSeconds, ...instance.ttlSeconds },
    },
  });
}

/** Finds the API version before the first query comes, and tells the log when that fails. */
function greet(client: PatchworkClient, logger: Logger): void {
  Promise.resolve(client.version()).then(
    (apiVersion) => {
      logger.debug({ instance: client.name, apiVersion }, 'instance answers');
    },
    (error: unknown) => {
      logger.warn({ instance: client.name, reason: String(error) }, 'instance does not answer yet');
    },
  );
}
