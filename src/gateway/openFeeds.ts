import { isDeepStrictEqual } from 'node:util';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { Feed, FeedCollaborators, FeedSettings } from '../live/feed.js';
import { InstanceFeed } from '../live/InstanceFeed.js';
import type { LiveStore } from '../live/shared/LiveStore.js';
import { LineBudget } from '../telemetry/LineBudget.js';
import type { ClientContext } from './createClient.js';
import { logLiveEvent, logLiveStoreEvent } from './logEvents.js';
import { CACHE_NAMESPACE, storeUrl, type Upstream } from './openUpstream.js';

/** The feeds of one configuration, by instance; an instance that is not followed has none. */
export type Feeds = ReadonlyMap<string, Feed>;

/** Feeds that follow the servers of one configuration. */
export interface Following {
  readonly feeds: Feeds;
  /** Through which replicas share their feeds; undefined for a process that shares nothing. */
  readonly liveStore: LiveStore | undefined;
}

/** The feeds that a configuration asks for; those of `before` are taken over where nothing changed. */
export async function openFeeds(
  { config, clients }: Upstream,
  instances: readonly InstanceConfig[],
  before: (Following & Pick<Upstream, 'config'>) | undefined,
  context: ClientContext,
): Promise<Following> {
  const followed = instances.flatMap((instance) => {
    const client = clients.get(instance.name);
    const settings = feedSettings(config, instance);
    return client === undefined || settings === undefined ? [] : [{ client, settings }];
  });
  const liveStore = followed.length === 0 ? undefined : await openStore(config, before, context);
  const feeds = new Map<string, Feed>();
  for (const { client, settings } of followed) {
    const known = before?.liveStore === liveStore ? before?.feeds.get(client.name) : undefined;
    const isSame = known?.client === client && isDeepStrictEqual(known.settings, settings);
    const feed = isSame ? known : createFeed(client, settings, config, liveStore, context);
    if (feed !== undefined) feeds.set(client.name, feed);
  }
  if (followed.length > feeds.size) {
    context.logger.warn('events are not followed: this process does not poll, and has no live.url');
  }
  return { feeds, liveStore };
}

function storeSettings(config: GatewayConfig) {
  return { url: storeUrl(config), polls: config.roles.includes('poll') };
}

/** The client of Valkey/Redis is loaded only for an address. */
async function openStore(
  config: GatewayConfig,
  before: (Pick<Following, 'liveStore'> & Pick<Upstream, 'config'>) | undefined,
  { logger, metrics, now }: ClientContext,
): Promise<LiveStore | undefined> {
  const { url, polls } = storeSettings(config);
  if (url === undefined) return undefined;
  const known = before?.liveStore;
  const isSame =
    before !== undefined && isDeepStrictEqual(storeSettings(before.config), { url, polls });
  if (known !== undefined && isSame) return known;
  const { LiveStore } = await import('../live/shared/LiveStore.js');
  const { openLink } = await import('../valkey/openLink.js');
  return new LiveStore({
    namespace: CACHE_NAMESPACE,
    openLink: (waits) => openLink(url, { silenceMs: 15_000, isPinged: !waits }),
    polls,
    elapsed: now,
    onEvent: (event) => {
      metrics.observeEvent(event.type);
      logLiveStoreEvent(logger, event);
    },
  });
}

/** How an instance is followed; undefined where it is not. */
function feedSettings(
  { live }: GatewayConfig,
  { live: own }: InstanceConfig,
): FeedSettings | undefined {
  if (!(own.enabled ?? live.enabled)) return undefined;
  const { min = live.pollSeconds.min, max = live.pollSeconds.max } = own.pollSeconds;
  return {
    pollSeconds: { min, max },
    overlapSeconds: own.overlapSeconds ?? live.overlapSeconds,
    maxLagSeconds: own.maxLagSeconds ?? live.maxLagSeconds,
    maxAgeSeconds: own.maxAgeSeconds ?? live.maxAgeSeconds,
    catchUpPages: own.catchUpPages ?? live.catchUpPages,
    streamLength: live.streamLength,
  };
}

/** @returns undefined where this process can neither poll nor read events from others. */
function createFeed(
  client: Feed['client'],
  settings: FeedSettings,
  { roles }: GatewayConfig,
  liveStore: LiveStore | undefined,
  { logger, metrics, now, sleep }: ClientContext,
): Feed | undefined {
  const failures = new LineBudget();
  const collaborators: FeedCollaborators = {
    elapsed: now,
    sleep,
    onEvent: (event) => {
      metrics.observeLive(event);
      logLiveEvent(logger, event, failures);
    },
  };
  if (liveStore !== undefined) return liveStore.feed(client, settings, collaborators);
  return roles.includes('poll') ? new InstanceFeed(client, settings, collaborators) : undefined;
}
