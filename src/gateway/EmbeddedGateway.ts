import type { GatewayConfig, InstanceConfig } from '../config/GatewayConfig.js';
import { WaitingAnswers } from '../server/http/WaitingAnswers.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { ByteBudget } from '../transport/ByteBudget.js';
import { closeUpstream } from './openUpstream.js';
import { openServing, type Serving } from './Serving.js';

/** Collaborators of an {@link EmbeddedGateway}; the caller closes them afterwards. */
export interface EmbeddedCollaborators {
  /** Version of this program. */
  readonly version: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** An answer of the graph, as it would be sent over HTTP. */
export interface EmbeddedAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * A gateway in the process of its only client: the same server, without a listener, and without work in the
 * background (events, index, webhooks).
 */
export class EmbeddedGateway {
  readonly #serving: Serving;

  /** @throws if the configuration cannot be served; then nothing is left open. */
  static async open(
    config: GatewayConfig,
    instances: readonly InstanceConfig[],
    { version, logger, metrics }: EmbeddedCollaborators,
  ): Promise<EmbeddedGateway> {
    const serving = await openServing(foregroundOf(config), instances.map(unfollowed), undefined, {
      version,
      logger,
      metrics,
      tracing: undefined,
      now: undefined,
      sleep: undefined,
      budget: new ByteBudget(config.limits.maxUpstreamBytes),
      hasMetricsListener: true,
      isDraining: () => false,
      waiting: new WaitingAnswers({ maxBytesPerClient: Infinity, writeTimeoutMs: 0 }),
    });
    return new EmbeddedGateway(serving);
  }

  private constructor(serving: Serving) {
    this.#serving = serving;
  }

  /** The instances it serves. */
  get instances(): readonly { readonly name: string; readonly url: string }[] {
    return [...this.#serving.clients.values()].map(({ name, options: { url } }) => ({ name, url }));
  }

  /**
   * Answers an operation as POST `/graphql` does.
   *
   * @param body the JSON that a client would send: `query`, `variables`, `operationName`.
   */
  async post(
    body: Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>>,
  ): Promise<EmbeddedAnswer> {
    const { statusCode, payload } = await this.#serving.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    });
    return { status: statusCode, body: payload };
  }

  /** Frees everything. */
  async close(): Promise<void> {
    await this.#serving.app.close();
    await closeUpstream(this.#serving, []);
  }
}

/** Its events are not followed, whatever its own section says. */
function unfollowed(instance: InstanceConfig): InstanceConfig {
  return { ...instance, live: { ...instance.live, enabled: false } };
}

/** The part of a configuration that answers operations. */
function foregroundOf(config: GatewayConfig): GatewayConfig {
  return {
    ...config,
    roles: ['api'],
    webhooks: [],
    live: { ...config.live, enabled: false },
    metrics: { ...config.metrics, enabled: false },
    dashboard: { ...config.dashboard, enabled: false },
    graphql: { ...config.graphql, graphiql: false },
    feeds: { ...config.feeds, enabled: false },
    mcp: { ...config.mcp, enabled: false },
  };
}
