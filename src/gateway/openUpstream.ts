import { isDeepStrictEqual } from 'node:util';
import type { Cache } from '../cache/cache.js';
import { openCache } from '../cache/openCache.js';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { clientSettings, createClient, type ClientContext } from './createClient.js';
import { openIndex } from './openIndex.js';
import { LineBudget } from '../telemetry/LineBudget.js';
import { logCacheEvent } from './logEvents.js';

/** Begins the keys in a shared cache and store; its number changes with the shape of what is kept. */
export const CACHE_NAMESPACE = 'patchwork-graphql:1';

/** Part of the memory for the cache that goes to whole answers. */
const ANSWERS_SHARE = 1 / 8;

/** The servers of one configuration, the cache that their clients share, and the index of their mails. */
export interface Upstream {
  readonly config: GatewayConfig;
  readonly cache: Cache;
  readonly clients: ReadonlyMap<string, PatchworkClient>;
  /** Undefined where no mails are indexed. */
  readonly index: SearchIndex | undefined;
}

/** Bytes of `cache.l1MaxBytes` that are set aside for whole answers. */
export function answersMaxBytes({ cache }: GatewayConfig): number {
  return Math.floor(cache.l1MaxBytes * ANSWERS_SHARE);
}

/**
 * Opens the cache and the clients of a configuration. What is configured as `before` is taken over, with
 * its connections and with what it holds.
 */
export async function openUpstream(
  config: GatewayConfig,
  instances: readonly InstanceConfig[],
  before: Upstream | undefined,
  context: ClientContext,
): Promise<Upstream> {
  const unreadable = new LineBudget();
  const cache =
    before !== undefined && isDeepStrictEqual(cacheSettings(before.config), cacheSettings(config))
      ? before.cache
      : await openCache({
          ...cacheSettings(config),
          namespace: CACHE_NAMESPACE,
          now: context.now,
          onEvent: (event) => {
            context.metrics.observeEvent(event.type);
            logCacheEvent(context.logger, event, unreadable);
          },
        });
  const settings = clientSettings(config);
  const kept =
    before?.cache === cache && isDeepStrictEqual(clientSettings(before.config), settings)
      ? before.clients
      : undefined;
  const clients = new Map<string, PatchworkClient>();
  for (const instance of instances) {
    const client = kept?.get(instance.name);
    const isSame = client !== undefined && isDeepStrictEqual(client.options, instance);
    clients.set(instance.name, isSame ? client : createClient(instance, cache, settings, context));
  }
  return { config, cache, clients, index: await openIndex(config, before, context) };
}

/** Closes the cache and the clients that no other one uses. */
export async function closeUpstream(upstream: Upstream, others: Iterable<Upstream>): Promise<void> {
  const inUse = new Set<unknown>();
  for (const { cache, clients, index } of others) {
    inUse.add(cache).add(index);
    for (const client of clients.values()) inUse.add(client);
  }
  const unused = [...upstream.clients.values()].filter((client) => !inUse.has(client));
  await Promise.all(unused.map((client) => client.close()));
  if (!inUse.has(upstream.index)) await upstream.index?.close();
  if (!inUse.has(upstream.cache)) await upstream.cache.close();
}

function cacheSettings(config: GatewayConfig) {
  const { l1MaxBytes, l2TimeoutMs, url } = config.cache;
  return { l1MaxBytes: l1MaxBytes - answersMaxBytes(config), l2TimeoutMs, l2Url: url };
}
