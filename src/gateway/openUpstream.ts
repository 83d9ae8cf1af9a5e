import { isDeepStrictEqual } from 'node:util';
import { openCache } from '../cache/openCache.js';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import type { Politeness } from '../valkey/Politeness.js';
import {
  clientSettings,
  createClient,
  type ClientContext,
  type ClientStores,
} from './createClient.js';
import { openIndex } from './openIndex.js';
import { LineBudget } from '../telemetry/LineBudget.js';
import { logCacheEvent, logPolitenessEvent } from './logEvents.js';

/** Begins the keys in a shared cache and store; its number changes with the shape of the stored values. */
export const CACHE_NAMESPACE = 'patchwork-graphql:1';

/** Part of the memory for the cache that goes to whole answers. */
const ANSWERS_SHARE = 1 / 8;

/** The servers of one configuration, the cache that their clients share, and the index of their mails. */
export interface Upstream extends ClientStores {
  readonly config: GatewayConfig;
  readonly clients: ReadonlyMap<string, PatchworkClient>;
  /** Undefined where no mails are indexed. */
  readonly index: SearchIndex | undefined;
}

/** Bytes of `cache.l1MaxBytes` that are set aside for whole answers. */
export function answersMaxBytes({ cache }: GatewayConfig): number {
  return Math.floor(cache.l1MaxBytes * ANSWERS_SHARE);
}

/**
 * Opens the cache and the clients of a configuration. Parts with the same configuration as `before` are reused, with
 * their connections and contents.
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
  const politeness = await openPoliteness(config, before, context);
  const settings = clientSettings(config);
  const kept =
    before?.cache === cache &&
    before.politeness === politeness &&
    isDeepStrictEqual(clientSettings(before.config), settings)
      ? before.clients
      : undefined;
  const clients = new Map<string, PatchworkClient>();
  for (const instance of instances) {
    const client = kept?.get(instance.name);
    const isSame = client !== undefined && isDeepStrictEqual(client.options, instance);
    clients.set(
      instance.name,
      isSame ? client : createClient(instance, { cache, politeness }, settings, context),
    );
  }
  return { config, cache, politeness, clients, index: await openIndex(config, before, context) };
}

/** Closes the cache and the clients that no other one uses. */
export async function closeUpstream(upstream: Upstream, others: Iterable<Upstream>): Promise<void> {
  const inUse = new Set<unknown>();
  for (const { cache, clients, index, politeness } of others) {
    inUse.add(cache).add(index).add(politeness);
    for (const client of clients.values()) inUse.add(client);
  }
  const unused = [...upstream.clients.values()].filter((client) => !inUse.has(client));
  await Promise.all(unused.map((client) => client.close()));
  if (!inUse.has(upstream.index)) await upstream.index?.close();
  if (!inUse.has(upstream.cache)) await upstream.cache.close();
  if (!inUse.has(upstream.politeness)) upstream.politeness?.close();
}

/** Limits are shared with other processes through the store that does not evict. */
export function storeUrl({ cache, live }: GatewayConfig): string | undefined {
  return live.url ?? cache.url;
}

/** The client of Valkey/Redis is loaded only for an address. */
async function openPoliteness(
  config: GatewayConfig,
  before: Upstream | undefined,
  { logger, metrics }: ClientContext,
): Promise<Politeness | undefined> {
  const url = storeUrl(config);
  if (url === undefined) return undefined;
  if (before !== undefined && storeUrl(before.config) === url) return before.politeness;
  const { openLink } = await import('../valkey/openLink.js');
  const { Politeness } = await import('../valkey/Politeness.js');
  const link = openLink(url, { silenceMs: 15_000, isPinged: true });
  return new Politeness(link, CACHE_NAMESPACE, (event) => {
    metrics.observeEvent(event.type);
    logPolitenessEvent(logger, event);
  });
}

function cacheSettings(config: GatewayConfig) {
  const { l1MaxBytes, l2TimeoutMs, url } = config.cache;
  return { l1MaxBytes: l1MaxBytes - answersMaxBytes(config), l2TimeoutMs, l2Url: url };
}
