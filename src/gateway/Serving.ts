import type { FastifyInstance } from 'fastify';
import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { createServer, type GraphServer } from '../server/createServer.js';
import type { McpSettings } from '../server/mcpRoute.js';
import { createWatchServer } from '../server/createWatchServer.js';
import type { WaitingAnswers } from '../server/http/WaitingAnswers.js';
import { readReviewFiles, type ReviewFiles } from '../server/readReviewFiles.js';
import type { PersistenceOptions } from '../server/persistedDocuments.js';
import { readPageDocuments } from '../server/readPageDocuments.js';
import { readTrustedDocuments } from '../server/readTrustedDocuments.js';
import type { Logger } from '../telemetry/logger.js';
import type { ClientContext } from './createClient.js';
import { openFillers, type Fillers } from './openFillers.js';
import { runsHooks, type RunningHooks } from './RunningHooks.js';
import { startHooks } from './startHooks.js';
import { webhookStatuses } from './webhookStatuses.js';
import { openFeeds, type Feeds, type Following } from './openFeeds.js';
import { answersMaxBytes, closeUpstream, openUpstream, type Upstream } from './openUpstream.js';

/** Everything that answers under one configuration. */
export interface Serving extends Upstream, Following, Partial<Pick<GraphServer, 'subscriptions'>> {
  /** Fillers of the index. */
  readonly fillers: Fillers;
  readonly app: FastifyInstance;
  /** The webhooks that this process runs. */
  readonly hooks?: RunningHooks | undefined;
}

/** Collaborators of every {@link Serving} of the gateway, whatever its configuration. */
export interface ServingContext extends ClientContext {
  readonly isDraining: () => boolean;
  readonly waiting: WaitingAnswers;
  /** After so long without events a subscription delivers its cursor. Default: 60 seconds. */
  readonly heartbeatMs?: number | undefined;
  /** Whether `/metrics` has a separate listener, so that the GraphQL listener does not expose it. */
  readonly hasMetricsListener: boolean;
}

/**
 * Opens everything that serves a configuration.
 *
 * @param before what currently serves; parts with the same configuration are reused.
 * @throws whatever keeps it from answering; then nothing is left open.
 */
export async function openServing(
  config: GatewayConfig,
  instances: readonly InstanceConfig[],
  before: Serving | undefined,
  context: ServingContext,
): Promise<Serving> {
  const upstream = await openUpstream(config, instances, before, context);
  try {
    const following = await openFeeds(upstream, instances, before, context);
    try {
      const { feeds } = following;
      const fillers = await openFillers(upstream, feeds, before, context);
      const server = await createApp({ upstream, feeds, instances }, context);
      const hooks = await startHooks(config, feeds, server.subscriptions, context).catch(
        async (error: unknown) => {
          await server.app.close();
          throw error;
        },
      );
      return { ...upstream, ...following, fillers, ...server, hooks };
    } catch (error) {
      if (following.liveStore !== before?.liveStore) await following.liveStore?.close();
      throw error;
    }
  } catch (error) {
    await closeUpstream(upstream, before === undefined ? [] : [before]);
    throw error;
  }
}

/** The clients that `before` does not have. */
export function newClients(serving: Serving, before?: Serving): readonly PatchworkClient[] {
  return [...serving.clients.values()].filter(
    (client) => before?.clients.get(client.name) !== client,
  );
}

async function createApp(
  {
    upstream,
    feeds,
    instances,
  }: {
    readonly upstream: Upstream;
    readonly feeds: Feeds;
    readonly instances: readonly InstanceConfig[];
  },
  context: ServingContext,
): Promise<Pick<Serving, 'app' | 'subscriptions'>> {
  const { config, cache, clients, index } = upstream;
  const { graphql, limits } = config;
  const showMetrics = config.metrics.enabled && !context.hasMetricsListener;
  const answers = config.roles.includes('api');
  // Webhooks are subscriptions of the graph, whether this process answers clients or not.
  if (!answers && !runsHooks(config)) {
    return { app: await createWatchServer({ ...context, showMetrics }) };
  }
  const graph: GraphServer = await createServer({
    gateway: {
      clients,
      feeds,
      index,
      scanRows: limits.scanRows,
      historyRows: limits.historyRows,
      isSample: config.instances.length === 0,
      webhooks: webhookStatuses(config, (hook) => graph.subscriptions.warningsOf(hook)),
      reviewSettings: await readReviewSettings({ ...config, instances }, context.logger),
    },
    comparison: config.comparison,
    cache,
    answersMaxBytes: answersMaxBytes(config),
    logger: context.logger,
    limits,
    access: config.access,
    introspection: graphql.introspection,
    federation: config.federation,
    persistence: await readPersistence(config),
    // Without the schema GraphiQL can neither complete nor explain anything.
    graphiql: graphql.graphiql && graphql.introspection,
    subscriptions: config.subscriptions,
    heartbeatMs: context.heartbeatMs,
    dashboardPath: config.dashboard.enabled ? config.dashboard.path : undefined,
    feeds: config.feeds.enabled,
    mcp: mcpSettings(config, context.version),
    corsOrigins: config.cors.origins,
    trustProxies: config.listen.trustProxies,
    sharedBuckets: upstream.politeness,
    metrics: context.metrics,
    tracing: context.tracing,
    showMetrics,
    now: context.now,
    isDraining: context.isDraining,
    waiting: context.waiting,
  });
  if (answers) return graph;
  const onClose = (): Promise<void> => graph.app.close();
  return { ...graph, app: await createWatchServer({ ...context, showMetrics, onClose }) };
}

function mcpSettings({ mcp, listen }: GatewayConfig, version: string): McpSettings | undefined {
  if (!mcp.enabled) return undefined;
  const { host, publicUrl } = listen;
  const own = ['localhost', '127.0.0.1', '[::1]', host.includes(':') ? `[${host}]` : host];
  const known = publicUrl === undefined ? own : [...own, new URL(publicUrl).hostname];
  return { version, writes: mcp.writes, hosts: [...new Set([...known, ...mcp.hosts])] };
}

async function readPersistence({ graphql, dashboard }: GatewayConfig): Promise<PersistenceOptions> {
  const { automaticPersistedQueries, trustedDocuments, trustedDocumentsOnly } = graphql;
  return {
    automatic: automaticPersistedQueries,
    trusted:
      trustedDocuments === undefined ? new Map() : await readTrustedDocuments(trustedDocuments),
    // A dashboard on another host names its documents, too; to trust them there is the manifest's matter.
    pages: dashboard.enabled || !trustedDocumentsOnly ? await readPageDocuments() : new Map(),
    trustedOnly: trustedDocumentsOnly,
  };
}

async function readReviewSettings(
  config: GatewayConfig,
  logger: Logger,
): Promise<ReviewFiles['settings']> {
  const { settings, faults, warnings } = await readReviewFiles(config);
  if (faults.length > 0) {
    throw new Error(
      faults
        .map(({ path, problem, remedy }) => `${path} ${problem}; expected ${remedy}`)
        .join('\n'),
    );
  }
  for (const warning of warnings) logger.warn(warning);
  return settings;
}
