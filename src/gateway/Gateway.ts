import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { Sleep } from '../live/feed.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { HttpListener } from '../server/HttpListener.js';
import { MetricsListener } from '../server/MetricsListener.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { GatewayState } from '../telemetry/stateMetrics.js';
import type { Tracing } from '../telemetry/tracing.js';
import { ByteBudget } from '../transport/ByteBudget.js';
import { BackgroundWork } from './BackgroundWork.js';
import type { Feed } from '../live/feed.js';
import type { Feeds } from './openFeeds.js';
import type { Fillers } from './openFillers.js';
import { closeUpstream } from './openUpstream.js';
import { newClients, openServing, type Serving, type ServingContext } from './Serving.js';

/** Resources that the caller closes after the gateway. */
export interface GatewayCollaborators {
  /** Version of this program. */
  readonly version: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  /** The sample servers, for a configuration without instances. */
  readonly sampleInstances: () => Promise<readonly InstanceConfig[]>;
  /** Log lines that were dropped since the start. */
  readonly droppedLogLines: () => number;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now: (() => number) | undefined;
  /** Waits between polls of events. Default: a timer. */
  readonly sleep: Sleep | undefined;
  /** After so long without events a subscription delivers its cursor. Default: 60 seconds. */
  readonly heartbeatMs?: number | undefined;
}

/**
 * One running gateway: its listener, what answers under the present configuration, what still answers
 * under earlier ones, and the work that no request waits for.
 */
export class Gateway {
  readonly #collaborators: GatewayCollaborators;
  readonly #listener: HttpListener;
  readonly #metricsListener: MetricsListener | undefined;
  readonly #budget: ByteBudget;
  readonly #context: ServingContext;
  readonly #background: BackgroundWork;
  /** Also those that were replaced and still answer. */
  readonly #open = new Set<Serving>();
  /** Until each feed has ended. */
  readonly #following = new Map<Feed, Promise<void>>();
  #serving: Serving;
  #lastReload: Promise<void> = Promise.resolve();
  /** Where it listens, without a slash at the end. */
  readonly url: string;

  /** @throws if it cannot listen, before anything else is opened; or if it cannot serve. */
  static async open(config: GatewayConfig, collaborators: GatewayCollaborators): Promise<Gateway> {
    const { logger, metrics } = collaborators;
    const listener = new HttpListener(
      { ...config.listen, maxWaitingBytesPerClient: config.limits.maxWaitingBytesPerClient },
      (cut) => {
        metrics.observeUnreadAnswer(cut.reason);
        logger.info(cut, 'a client did not read its answer; the connection is closed');
      },
    );
    const url = await listener.listen(config.listen.host, config.listen.port);
    const context: ServingContext = {
      ...collaborators,
      hasMetricsListener: config.metrics.port !== undefined,
      budget: new ByteBudget(config.limits.maxUpstreamBytes),
      isDraining: () => listener.isDraining,
      waiting: listener.waiting,
    };
    try {
      const metricsListener = await openMetricsListener(config, metrics);
      try {
        const instances = await instancesOf(config, collaborators);
        const serving = await openServing(config, instances, undefined, context);
        return new Gateway(collaborators, { listener, url, metricsListener }, context, serving);
      } catch (error) {
        await metricsListener?.close();
        throw error;
      }
    } catch (error) {
      await listener.close({ delayMs: 0, deadlineMs: 0 });
      throw error;
    }
  }

  private constructor(
    collaborators: GatewayCollaborators,
    doors: Doors,
    context: ServingContext,
    serving: Serving,
  ) {
    this.#collaborators = collaborators;
    this.#listener = doors.listener;
    this.#metricsListener = doors.metricsListener;
    this.#context = context;
    this.#budget = context.budget;
    this.#background = new BackgroundWork((work, error) => {
      collaborators.logger.error({ err: error, work }, 'a background task failed');
    });
    this.#serving = serving;
    this.url = doors.url;
    this.#serve(serving);
    collaborators.metrics.readStateFrom(() => this.#state());
  }

  /** URL of the separate listener of `/metrics`, if there is one; without a trailing slash. */
  get metricsUrl(): string | undefined {
    return this.#metricsListener?.url;
  }

  /** The instances it serves. */
  get instances(): readonly { readonly name: string; readonly url: string }[] {
    return [...this.#serving.clients.values()].map(({ name, options: { url } }) => ({ name, url }));
  }

  /**
   * Replaces the configuration; running operations continue under the old one. Servers
   * that are configured as before keep their connections, and the cache its contents.
   *
   * @throws whatever keeps it from answering; then the old one goes on.
   */
  reload(config: GatewayConfig): Promise<void> {
    const { metrics } = this.#collaborators;
    // One after another, so that each takes over from the one before.
    const reload = this.#lastReload.then(() => this.#replace(config));
    this.#lastReload = reload.then(
      () => {
        metrics.observeReload('applied');
      },
      () => {
        metrics.observeReload('refused');
      },
    );
    return reload;
  }

  /** Counts a reload whose configuration could not be read. */
  refuseReload(): void {
    this.#collaborators.metrics.observeReload('refused');
  }

  /** Stops accepting requests, finishes running ones, and frees everything. */
  async close(): Promise<void> {
    // Before what runs is finished, so that the next process begins at once.
    for (const feed of this.#serving.feeds.values()) feed.handOver();
    const hooksClosed = this.#serving.hooks?.close();
    await this.#listener.close(this.#serving.config.shutdown, () => {
      this.#serving.subscriptions?.end();
    });
    await hooksClosed;
    await this.#lastReload;
    for (const feed of this.#serving.feeds.values()) feed.stop();
    for (const filler of this.#serving.fillers.values()) filler.stop();
    await this.#background.ended();
    await this.#retire(this.#serving);
    // Last, so that the end can be watched.
    await this.#metricsListener?.close();
  }

  async #replace(config: GatewayConfig): Promise<void> {
    if (this.#listener.isDraining) return;
    const before = this.#serving;
    if (config.instances.length === 0 && before.config.instances.length > 0) {
      throw new Error('it has no instances, and real servers are not replaced by sample servers');
    }
    const instances = await instancesOf(config, this.#collaborators);
    const serving = await openServing(config, instances, before, this.#context);
    this.#budget.maxBytes = config.limits.maxUpstreamBytes;
    this.#listener.limitWaitingBytes(config.limits.maxWaitingBytesPerClient);
    this.#serving = serving;
    if (this.#metricsListener !== undefined) {
      this.#metricsListener.isEnabled = config.metrics.enabled;
    }
    this.#serve(serving, before);
    // Their clients come back, and are served under the new configuration.
    before.subscriptions?.end();
    this.#background.run('close the previous configuration', async () => {
      await before.hooks?.close();
      await this.#listener.drained(before.app, before.config.limits.deadlineMs);
      await this.#retire(before);
    });
  }

  #serve(serving: Serving, before?: Serving): void {
    this.#open.add(serving);
    this.#listener.serve(serving.app);
    for (const client of newClients(serving, before)) void this.#logReachability(client);
    this.#follow(serving.feeds, before?.feeds);
    this.#fill(serving.fillers, before?.fillers);
  }

  /** Starts the fillers that are new, and ends those that are gone. */
  #fill(fillers: Fillers, before: Fillers | undefined): void {
    for (const [name, filler] of before ?? []) if (fillers.get(name) !== filler) filler.stop();
    for (const [name, filler] of fillers) {
      if (before?.get(name) === filler) continue;
      this.#background.run(`index the mails of ${name}`, () => filler.run());
    }
  }

  /** Starts the feeds that are new, and ends those that are gone: two never follow one server. */
  #follow(feeds: Feeds, before: Feeds | undefined): void {
    for (const [name, feed] of before ?? []) if (feeds.get(name) !== feed) feed.stop();
    for (const [name, feed] of feeds) {
      if (before?.get(name) === feed) continue;
      feed.client.reads.changeFeed = feed;
      this.#background.run(`follow the events of ${name}`, async () => {
        const following = feed.follow();
        this.#following.set(feed, following);
        await following.finally(() => this.#following.delete(feed));
      });
    }
  }

  async #retire(serving: Serving): Promise<void> {
    this.#open.delete(serving);
    await serving.app.close();
    await this.#closeStore(serving);
    await closeUpstream(serving, this.#open);
  }

  async #closeStore({ feeds, liveStore }: Serving): Promise<void> {
    if (liveStore === undefined) return;
    if ([...this.#open].some((other) => other.liveStore === liveStore)) return;
    // They give their leases back.
    await Promise.all([...feeds.values()].flatMap((feed) => this.#following.get(feed) ?? []));
    await liveStore.close();
  }

  /** Finds the API version before the first query comes. Nothing waits for it, not even the end. */
  async #logReachability(client: PatchworkClient): Promise<void> {
    const { logger } = this.#collaborators;
    const { name: instance } = client;
    try {
      logger.debug({ instance, apiVersion: await client.version() }, 'instance answers');
    } catch (error) {
      if (this.#listener.isDraining) return;
      logger.warn({ instance, reason: String(error) }, 'instance does not answer yet');
    }
  }

  /** Current values for the metrics. */
  #state(): GatewayState {
    const { cache, clients, feeds, index, liveStore } = this.#serving;
    const listener = this.#listener;
    return {
      connections: listener.connections,
      droppedConnections: listener.dropped,
      waitingBytes: listener.waiting.bytes,
      runningRequests: listener.running,
      upstreamBytes: this.#budget,
      isDraining: listener.isDraining,
      droppedLogLines: this.#collaborators.droppedLogLines(),
      instances: [...clients.values()].map(({ name, status }) => ({
        name,
        ...status,
        live: liveReading(feeds.get(name)),
      })),
      isStoreReady: liveStore?.isReady ?? true,
      cache: cache.stats(),
      readIndex: index === undefined ? null : () => index.coverage(),
    };
  }
}

function liveReading(feed: Feed | undefined): GatewayState['instances'][number]['live'] {
  return feed === undefined ? null : { ...feed.status(), isLeading: feed.isLeading };
}

/** Where clients and Prometheus connect to. */
interface Doors {
  readonly listener: HttpListener;
  readonly url: string;
  readonly metricsListener: MetricsListener | undefined;
}

async function openMetricsListener(
  { listen, metrics: { enabled, host = listen.host, port } }: GatewayConfig,
  metrics: Metrics,
): Promise<MetricsListener | undefined> {
  if (port === undefined) return undefined;
  return await MetricsListener.open(metrics, { host, port, isEnabled: enabled });
}

async function instancesOf(
  config: GatewayConfig,
  { sampleInstances }: GatewayCollaborators,
): Promise<readonly InstanceConfig[]> {
  return config.instances.length > 0 ? config.instances : await sampleInstances();
}
