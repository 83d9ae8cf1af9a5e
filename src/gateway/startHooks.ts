import type { GatewayConfig } from '../config/GatewayConfig.js';
import { encodeEventCursor, type SubscriberPlace } from '../live/eventCursor.js';
import type { GraphServer } from '../server/createServer.js';
import { userAgentOf, type ClientContext } from './createClient.js';
import { logHookEvent } from './logEvents.js';
import type { Feeds } from './openFeeds.js';
import { RunningHooks } from './RunningHooks.js';

/**
 * Starts the webhooks that this process runs.
 *
 * @throws Error for a document that cannot be read or is refused.
 */
export async function startHooks(
  config: GatewayConfig,
  feeds: Feeds,
  subscriptions: GraphServer['subscriptions'] | undefined,
  { version, logger, metrics }: ClientContext,
): Promise<RunningHooks | undefined> {
  if (subscriptions === undefined) return undefined;
  return await RunningHooks.start(config, {
    userAgent: userAgentOf(version, config.contact),
    openDurable: (request, after) => subscriptions.openDurable(request, after),
    cursorAt: (date) => cursorAt(feeds, date),
    onEvent: (event) => {
      metrics.observeHook(event);
      logHookEvent(logger, event);
    },
  });
}

/** The cursor of a date: where each server is by its own clock. */
async function cursorAt(feeds: Feeds, date: Date): Promise<string> {
  const places = new Map<string, SubscriberPlace>();
  for (const [instance, { client }] of feeds) {
    // Before the clock is read: it decides in which zone.
    await client.version();
    const stamp = client.stampZone.clockAt(date.getTime());
    places.set(instance, { position: '', given: 0, date: stamp, id: null });
  }
  return encodeEventCursor({ places, objects: null });
}
