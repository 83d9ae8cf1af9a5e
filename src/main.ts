import type { GatewayConfig, InstanceConfig } from './config/GatewayConfig.js';
import { loadConfig } from './config/loadConfig.js';
import { EmbeddedGateway } from './gateway/EmbeddedGateway.js';
import { Gateway } from './gateway/Gateway.js';
import type { Sleep } from './live/feed.js';
import { DEMO_MAINTAINERS, DEMO_REVIEW } from './sample/demo/demoReview.js';
import type { RunningDemoServer } from './sample/demo/startDemoServers.js';
import type { Logger } from './telemetry/logger.js';
import { createMetrics } from './telemetry/metrics.js';
import type { Tracing } from './telemetry/tracing.js';

/** Settings of {@link startGateway}. */
export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** Version for the User-Agent of upstream requests. Default: `0`. */
  readonly version?: string;
  /** Faults of the sample servers. */
  readonly sampleFaults?: string;
  /** Log lines that were dropped since the start. Default: none. */
  readonly droppedLogLines?: () => number;
  /** The clock for the age of cached answers; milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** Waits between polls of events. Default: a timer. */
  readonly sleep?: Sleep;
  /** After so long without events a subscription delivers its cursor. Default: 60 seconds. */
  readonly heartbeatMs?: number;
}

/** A gateway that listens: see {@link Gateway} for its members. */
export type RunningGateway = Pick<
  Gateway,
  'url' | 'metricsUrl' | 'instances' | 'reload' | 'refuseReload' | 'close'
>;

/**
 * Starts the gateway over the configured instances, or over the sample servers where there are none.
 * A server that is down does not prevent the start.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { config, logger, version = '0' } = options;
  const metrics = createMetrics(version);
  const tracing = await startTracing(config, version);
  let samples: Promise<readonly RunningDemoServer[]> | undefined;
  const close = async (): Promise<void> => {
    metrics.close();
    await tracing?.close().catch((error: unknown) => {
      logger.warn({ err: error }, 'the last spans could not be exported');
    });
    await Promise.all(((await samples) ?? []).map(({ server }) => server.close()));
  };
  try {
    const gateway = await Gateway.open(withSampleReview(config), {
      version,
      logger,
      metrics,
      tracing,
      sampleInstances: async () =>
        asInstances(await (samples ??= startSamples(options.sampleFaults))),
      droppedLogLines: options.droppedLogLines ?? (() => 0),
      now: options.now,
      sleep: options.sleep,
      heartbeatMs: options.heartbeatMs,
    });
    return {
      url: gateway.url,
      metricsUrl: gateway.metricsUrl,
      get instances() {
        return gateway.instances;
      },
      reload: (next) => gateway.reload(withSampleReview(next)),
      refuseReload: () => {
        gateway.refuseReload();
      },
      close: async () => {
        await gateway.close();
        await close();
      },
    };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** A gateway without a listener, in the process of its only client: see {@link EmbeddedGateway}. */
export type RunningEmbeddedGateway = Pick<EmbeddedGateway, 'instances' | 'post' | 'close'>;

/**
 * Opens a gateway over the configured instances, or over the sample servers where there are none, for the caller
 * alone: nothing listens for clients.
 */
export async function openEmbeddedGateway(
  options: Pick<GatewayOptions, 'config' | 'logger' | 'version'>,
): Promise<RunningEmbeddedGateway> {
  const { logger, version = '0' } = options;
  const config = withSampleReview(options.config);
  const metrics = createMetrics(version);
  const samples = config.instances.length > 0 ? [] : await startSamples(undefined);
  const close = async (): Promise<void> => {
    metrics.close();
    await Promise.all(samples.map(({ server }) => server.close()));
  };
  try {
    const instances = samples.length > 0 ? asInstances(samples) : config.instances;
    const gateway = await EmbeddedGateway.open(config, instances, { version, logger, metrics });
    return {
      instances: gateway.instances,
      post: (body, headers) => gateway.post(body, headers),
      close: async () => {
        await gateway.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Loaded when needed: most gateways do without, and the packages take memory. */
async function startTracing(
  { tracing: { endpoint } }: GatewayConfig,
  version: string,
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const tracing = await import('./telemetry/tracing.js');
  return await tracing.startTracing({ endpoint, version });
}

/** Loaded when needed: a gateway over real servers has no use for them, and they take memory. */
async function startSamples(faultSpec: string | undefined): Promise<readonly RunningDemoServer[]> {
  const { startDemoServers } = await import('./sample/demo/startDemoServers.js');
  return await startDemoServers(faultSpec);
}

/** The sample servers as a configuration would name them. */
function asInstances(samples: readonly RunningDemoServer[]): readonly InstanceConfig[] {
  const { instances } = loadConfig({
    flags: { instances: samples.map(({ name, server }) => `${name}=${server.url}`) },
    environment: {},
  });
  return instances.map((instance) => ({
    ...instance,
    timezone: samples.find(({ name }) => name === instance.name)?.timezone ?? 'UTC',
    projectMaintainersFiles: DEMO_MAINTAINERS[instance.name] ?? {},
  }));
}

/** Without instances, people and bots are those of the sample servers, beside those configured. */
function withSampleReview(config: GatewayConfig): GatewayConfig {
  const { instances, review } = config;
  if (instances.length > 0) return config;
  const { mailmapFile = DEMO_REVIEW.mailmapFile, bots } = review;
  return { ...config, review: { ...review, mailmapFile, bots: [...bots, ...DEMO_REVIEW.bots] } };
}
