import { isDeepStrictEqual } from 'node:util';
import type { GatewayConfig } from '../config/GatewayConfig.js';
import type { FilledProject, FillEvent } from '../filling/Fill.js';
import type { InstanceFiller, CacheShareOptions } from '../filling/InstanceFiller.js';
import { LineBudget } from '../telemetry/LineBudget.js';
import type { ClientContext } from './createClient.js';
import { logFillEvent } from './logEvents.js';
import type { Feeds } from './openFeeds.js';
import type { Upstream } from './openUpstream.js';

/** Share of the cache in the process that all fillings together may use. */
const CACHE_SHARE = 1 / 4;

/** Fillers of the index, by instance. */
export type Fillers = ReadonlyMap<string, InstanceFiller>;

/** The serving part that currently fills an index. */
interface FillerOwner extends Upstream {
  readonly feeds: Feeds;
  readonly fillers: Fillers;
}

/** The fillers that a configuration asks for; those of `before` are taken over where nothing changed. */
export async function openFillers(
  upstream: Upstream,
  feeds: Feeds,
  before: FillerOwner | undefined,
  context: ClientContext,
): Promise<Fillers> {
  const { config, clients, index } = upstream;
  const fillers = new Map<string, InstanceFiller>();
  if (index === undefined || !config.roles.includes('index')) return fillers;
  // Loaded when needed: most gateways index nothing.
  const { InstanceFiller } = await import('../filling/InstanceFiller.js');
  for (const [name, client] of clients) {
    const projects = projectsOf(config, name);
    if (projects.length === 0) continue;
    const known = before?.fillers.get(name);
    const isSame =
      before?.index === index &&
      before.clients.get(name) === client &&
      before.feeds.get(name) === feeds.get(name) &&
      isDeepStrictEqual(settingsOf(before.config, name), settingsOf(config, name));
    if (known !== undefined && isSame) {
      fillers.set(name, known);
      continue;
    }
    const failures = new LineBudget();
    const { requestsPerSecond, maxTextBytes } = config.index;
    const onEvent = (event: FillEvent): void => {
      context.metrics.observeFill(event);
      logFillEvent(context.logger, event, failures);
    };
    const feed = feeds.get(name);
    const cacheShare = cacheShareOf(config);
    fillers.set(
      name,
      new InstanceFiller({
        index,
        client,
        projects,
        requestsPerSecond,
        maxTextBytes,
        cacheShare,
        feed,
        onEvent,
      }),
    );
  }
  return fillers;
}

function settingsOf(config: GatewayConfig, instance: string) {
  const { requestsPerSecond, maxTextBytes } = config.index;
  return {
    requestsPerSecond,
    maxTextBytes,
    cacheShare: cacheShareOf(config),
    projects: projectsOf(config, instance),
  };
}

/** How much of the cache one filling may use; undefined where nobody would read it there. */
function cacheShareOf({ cache, index, roles }: GatewayConfig): CacheShareOptions | undefined {
  const isRead = roles.includes('api') || cache.url !== undefined;
  if (!isRead || cache.immutableTtlSeconds === 0) return undefined;
  const instances = new Set(index.projects.map(({ instance }) => instance)).size;
  const bytes = Math.floor((cache.l1MaxBytes * CACHE_SHARE) / Math.max(1, instances));
  return { bytes, seconds: cache.immutableTtlSeconds };
}

/** The projects of an instance whose mails are indexed. */
export function projectsOf({ index }: GatewayConfig, instance: string): readonly FilledProject[] {
  return index.projects
    .filter((one) => one.instance === instance)
    .map(({ project, days = index.days, comments }) => ({ instance, project, days, comments }));
}
