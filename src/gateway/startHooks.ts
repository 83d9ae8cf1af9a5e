import type { GatewayConfig } from '../config/GatewayConfig.js';
import { encodeEventCursor } from '../live/eventCursor.js';
import { earlierStamp } from '../live/stamps.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { createStampZone } from '../patchwork/StampZone.js';
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

/** How long a server is waited for, so that one that does not answer does not delay events of others. */
const PATIENCE_MS = 5_000;

/** The cursor of a date: where each server is by its own clock. */
async function cursorAt(feeds: Feeds, date: Date): Promise<string> {
  const places = await Promise.all(
    [...feeds].map(async ([instance, { client }]) => {
      const place = { position: '', given: 0, date: await stampAt(client, date), id: null };
      return [instance, place] as const;
    }),
  );
  return encodeEventCursor({ places: new Map(places), objects: null });
}

/** A date by the clock of a server. Its version decides in which zone: without it, the earlier one is taken. */
async function stampAt(client: PatchworkClient, date: Date): Promise<string> {
  const ms = date.getTime();
  const isKnown = await Promise.resolve(client.version(AbortSignal.timeout(PATIENCE_MS))).then(
    () => true,
    () => false,
  );
  const stamp = client.stampZone.clockAt(ms);
  return isKnown ? stamp : earlierStamp(stamp, createStampZone('UTC').clockAt(ms));
}
