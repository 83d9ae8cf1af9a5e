import type { Cache } from '../cache/cache.js';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { Sleep } from '../live/feed.js';
import { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Tracing } from '../telemetry/tracing.js';
import type { Politeness } from '../valkey/Politeness.js';
import type { ByteBudget } from '../transport/ByteBudget.js';
import { UndiciTransport } from '../transport/UndiciTransport.js';
import { LineBudget } from '../telemetry/LineBudget.js';
import { logTransportEvent } from './logEvents.js';

/** Collaborators of every client of the gateway, whatever its configuration. */
export interface ClientContext {
  /** Version of this program, for the User-Agent of upstream requests. */
  readonly version: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** Bytes of upstream answers under way, over all configurations that serve. */
  readonly budget: ByteBudget;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now: (() => number) | undefined;
  /** Waits between polls of events. Default: a timer. */
  readonly sleep: Sleep | undefined;
}

/** The settings outside of an instance's own section that its client depends on. */
export function clientSettings({ cache, limits }: GatewayConfig) {
  const { maxJsonDepth, maxJsonValues } = limits;
  return { cache, jsonBounds: { maxDepth: maxJsonDepth, maxValues: maxJsonValues } };
}

/** The User-Agent of upstream requests: the program, and a contact for operators. */
export function userAgentOf(version: string, contact: string | undefined): string {
  return `patchwork-graphql/${version}${contact === undefined ? '' : ` (${contact})`}`;
}

/** State that the clients of one configuration share with each other and with other processes. */
export interface ClientStores {
  readonly cache: Cache;
  /** Undefined where this process keeps its limits alone. */
  readonly politeness: Politeness | undefined;
}

/** The client of one instance, with its own transport. */
export function createClient(
  instance: InstanceConfig,
  { cache, politeness }: ClientStores,
  settings: ReturnType<typeof clientSettings>,
  { version, logger, metrics, tracing, budget, now }: ClientContext,
): PatchworkClient {
  const changes = new LineBudget();
  const refusals = new LineBudget();
  metrics.beginServer(instance.name);
  const transport = new UndiciTransport({
    instance: instance.name,
    baseUrl: instance.url,
    userAgent: userAgentOf(version, instance.contact),
    concurrency: instance.concurrency,
    requestsPerSecond: instance.requestsPerSecond,
    connectTimeoutMs: instance.connectTimeoutMs,
    timeoutMs: instance.timeoutMs,
    maxBodyBytes: instance.maxBodyBytes,
    ca: instance.ca,
    proxy: instance.proxy,
    budget,
    sharedLimit: politeness?.limitOf(instance.url),
    onRequest: (event) => {
      metrics.observeUpstream(event);
      tracing?.observeUpstream(event);
    },
    onEvent: (event) => {
      metrics.observeEvent(event.type, instance.name);
      logTransportEvent(logger, event, changes);
    },
  });
  return new PatchworkClient(instance, {
    transport,
    cache,
    serviceToken: instance.token,
    now,
    onEvent: ({ type, ...event }) => {
      metrics.observeEvent(type, instance.name);
      if (!('owner' in event)) {
        logger.warn({ event: type, ...event }, 'the configured time zone of an instance is wrong');
        return;
      }
      const line = refusals.take(event.owner);
      if (line !== undefined) {
        logger.warn({ event: type, ...event, ...line }, 'a token was rejected');
      }
    },
    jsonBounds: settings.jsonBounds,
    freshness: {
      ...settings.cache,
      ttlSeconds: { ...settings.cache.ttlSeconds, ...instance.ttlSeconds },
    },
  });
}
