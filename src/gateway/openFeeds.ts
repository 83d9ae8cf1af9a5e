import { isDeepStrictEqual } from 'node:util';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { Feed, FeedSettings } from '../live/feed.js';
import { InstanceFeed } from '../live/InstanceFeed.js';
import { LineBudget } from '../telemetry/LineBudget.js';
import type { ClientContext } from './createClient.js';
import { logLiveEvent } from './logEvents.js';
import type { Upstream } from './openUpstream.js';

/** Events of each server that memory holds for those who come back. */
const STREAM_LENGTH = 10_000;

/** The feeds of one configuration, by instance; an instance that is not followed has none. */
export type Feeds = ReadonlyMap<string, Feed>;

/** The feeds that a configuration asks for; those of `before` are taken over where nothing changed. */
export function openFeeds(
  { config, clients }: Upstream,
  instances: readonly InstanceConfig[],
  before: Feeds | undefined,
  context: ClientContext,
): Feeds {
  const feeds = new Map<string, Feed>();
  for (const instance of instances) {
    const client = clients.get(instance.name);
    const settings = feedSettings(config, instance);
    if (client === undefined || settings === undefined) continue;
    const known = before?.get(instance.name);
    const isSame = known?.client === client && isDeepStrictEqual(known.settings, settings);
    feeds.set(instance.name, isSame ? known : createFeed(client, settings, context));
  }
  return feeds;
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
    streamLength: STREAM_LENGTH,
  };
}

function createFeed(
  client: Feed['client'],
  settings: FeedSettings,
  { logger, metrics, now }: ClientContext,
): Feed {
  const failures = new LineBudget();
  return new InstanceFeed(client, settings, {
    elapsed: now,
    onEvent: (event) => {
      metrics.observeLive(event);
      logLiveEvent(logger, event, failures);
    },
  });
}
