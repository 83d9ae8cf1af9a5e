import { z } from 'zod';
import { HOUR_MS } from '../durations.js';
import { access } from './accessConfig.js';
import { cache } from './cacheConfig.js';
import { comparison } from './comparisonConfig.js';
import { flag, integer, splitText } from './configValues.js';
import { cors } from './corsConfig.js';
import { federation } from './federationConfig.js';
import { feeds } from './feedsConfig.js';
import { dashboard, graphql } from './graphqlConfig.js';
import { index } from './indexConfig.js';
import { contact, instance } from './instanceConfig.js';
import { limits } from './limitsConfig.js';
import { listen } from './listenConfig.js';
import { live, subscriptions } from './liveConfig.js';
import { mcp } from './mcpConfig.js';
import { proxy } from './proxyConfig.js';
import { review } from './reviewConfig.js';
import { logging, metrics, tracing } from './telemetryConfig.js';
import { canQueue } from './valkeyConfig.js';
import { webhooks } from './webhookConfig.js';

/*
 * The configuration: single keys, and sections, which have a file each. The message of a schema names the expected
 * value: loadConfig puts it after "expected". `describe` feeds docs/configuration.md, which a test compares.
 */

/** Roles of a process; without a shared store, one process has all of them. */
const ROLES = ['api', 'poll', 'hooks', 'index'] as const;

/** The whole configuration, validated; every key without a default may be absent. */
export const gatewayConfigSchema = z
  .strictObject({
    listen,
    roles: z
      .preprocess(
        splitText,
        z
          .array(z.enum(ROLES, `one of ${ROLES.join(', ')}`), 'a list of roles')
          .min(1, `a list with at least one of ${ROLES.join(', ')}`)
          .readonly(),
      )
      .default([...ROLES])
      .describe(
        'what this process does: `api` answers clients, `poll` follows servers, `hooks` sends webhooks, `index` fills the search index',
      ),
    /** Contact for operators of upstream servers; is part of the User-Agent. */
    contact: contact
      .optional()
      .describe('email address or URL for the User-Agent of upstream requests'),
    /** A file without instances is otherwise a fault, so that an emptied one is noticed. */
    sampleServers: flag()
      .default(false)
      .describe('whether to serve the sample servers if the configuration file has no instances'),
    /** The Patchwork servers. Without a file and without any, the gateway serves its sample servers. */
    instances: z
      .array(instance)
      .readonly()
      .default([])
      .describe(
        'the Patchwork servers; without a file and instances, the sample servers are served',
      ),
    proxy,
    review,
    access,
    limits,
    cache,
    comparison,
    live,
    subscriptions,
    webhooks,
    index,
    mcp,
    feeds,
    shutdown: z
      .strictObject({
        /** Gives load balancers time to see that `/readyz` says no. */
        delayMs: integer(0, HOUR_MS, 'milliseconds')
          .default(0)
          .describe('time after a shutdown signal in which new requests are still accepted'),
        /** Below the 30 s after which Kubernetes kills. */
        deadlineMs: integer(0, HOUR_MS, 'milliseconds')
          .default(20_000)
          .describe('subsequent time for running operations to finish; then they are aborted'),
      })
      .readonly()
      .prefault({}),
    dashboard,
    graphql,
    federation,
    logging,
    metrics,
    tracing,
    cors,
  })
  .refine(
    ({ roles, live: { url }, cache }) => roles.includes('api') || (url ?? cache.url) !== undefined,
    {
      path: ['live', 'url'],
      error: 'an address, because a process without the role "api" works for other processes',
    },
  )
  .refine(
    ({ listen: { host, port }, metrics: own }) =>
      port === 0 || own.port !== port || (own.host ?? host) !== host,
    { path: ['metrics', 'port'], error: 'a port other than listen.port' },
  )
  .refine(
    ({ webhooks: hooks, live: { url }, cache }) => hooks.length === 0 || canQueue(url ?? cache.url),
    {
      path: ['live', 'url'],
      error:
        'the address of one Valkey or Redis server, which stores the deliveries of webhooks; they work neither with Sentinels nor with a cluster',
    },
  )
  .readonly();

type ParsedConfig = z.output<typeof gatewayConfigSchema>;

/** The whole configuration, as {@link gatewayConfigSchema} and `loadConfig` leave it. */
export type GatewayConfig = Omit<ParsedConfig, 'instances'> & {
  readonly instances: readonly InstanceConfig[];
};

/** One Patchwork server of the configuration. `contact` is already the inherited one, `ca` is PEM. */
export type InstanceConfig = ParsedConfig['instances'][number] & {
  /** As in the section of this name; missing where no proxy is configured. */
  readonly proxy?: ParsedConfig['proxy'];
};
