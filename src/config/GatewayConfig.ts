import { z } from 'zod';
import { LOG_FORMATS, LOG_LEVELS } from '../telemetry/logger.js';
import {
  flag,
  integer,
  isAddressRange,
  MEBIBYTE,
  parseJsonText,
  splitText,
  text,
  token,
  webAddress,
} from './configValues.js';
import { comparison } from './comparisonConfig.js';
import { cors } from './corsConfig.js';
import { federation } from './federationConfig.js';
import { proxy } from './proxyConfig.js';
import { contact, instance, ttlSeconds } from './instanceConfig.js';
import { index } from './indexConfig.js';
import { live, subscriptions } from './liveConfig.js';
import { feeds } from './feedsConfig.js';
import { mcp } from './mcpConfig.js';
import { webhooks } from './webhookConfig.js';
import { canQueue, valkeyAddress } from './valkeyConfig.js';
import { DAY_SECONDS, HOUR_MS } from '../durations.js';

/*
 * The configuration, key by key. The message of a schema says what would be right: loadConfig puts
 * it behind "expected". `describe` feeds docs/configuration.md, which a test compares.
 */

const gatewayKey = z
  .strictObject({
    /** Name of the key's holder, for readers of the file. */
    name: text('a name for the holder of the key').describe("name of the key's holder"),
    /** The key itself stands nowhere: `printf %s KEY | sha256sum` gives this. */
    sha256: z
      .string('the SHA-256 of the key: 64 hexadecimal digits')
      .regex(/^[0-9a-f]{64}$/i, 'the SHA-256 of the key: 64 hexadecimal digits')
      .describe('SHA-256 of the key, in hexadecimal digits'),
    /** Tokens for instances that are not configured do no harm. */
    tokens: z
      .record(z.string(), token())
      .readonly()
      .describe('Patchwork tokens used for the key, by instance'),
  })
  .readonly();

/** What one process may do; without a shared server, one does all of it. */
const ROLES = ['api', 'poll', 'hooks', 'index'] as const;

/** The whole configuration, validated; every key without a default may be absent. */
export const gatewayConfigSchema = z
  .strictObject({
    listen: z
      .strictObject({
        /** Address to listen on. The default admits this machine only. */
        host: text('a host name or an IP address')
          .default('127.0.0.1')
          .describe('address to listen on; the default accepts connections from this machine only'),
        /** 0 takes any free port. */
        port: integer(0, 65_535).default(4000).describe('port to listen on; 0 selects a free port'),
        /** Where clients find the gateway when it stands behind a proxy. */
        publicUrl: webAddress('an address such as https://graph.example.org')
          .optional()
          .describe('public URL of the gateway behind a proxy'),
        /** Their X-Forwarded-For is trusted; needed for a rate limit per client behind a proxy. */
        trustProxies: z
          .preprocess(
            splitText,
            z
              .array(
                z.string().refine(isAddressRange, 'an IP address or a range such as 10.0.0.0/8'),
                'a list of IP addresses and ranges',
              )
              .readonly(),
          )
          .default([])
          .describe('addresses or ranges of proxies whose `X-Forwarded-For` is trusted'),
        /** Further ones are hung up on. Near the bound idle ones are closed first. */
        maxConnections: integer(1, 1_000_000)
          .default(5_000)
          .describe('maximum concurrent client connections; further ones are refused'),
        /** Longest request line with all headers; more is a 431. */
        maxHeaderBytes: integer(1024, MEBIBYTE, 'bytes')
          .default(16 * 1024)
          .describe(
            'maximum size of the request line and headers; larger requests are refused (431)',
          ),
        /** A client that sends its headers more slowly is hung up on (408). */
        headersTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
          .default(10_000)
          .describe('timeout for receiving the headers of a request'),
        /** A client that sends its request more slowly is hung up on (408). */
        requestTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
          .default(30_000)
          .describe('timeout for receiving a whole request'),
        /** Any progress begins the time again, so slow clients get large answers. */
        writeTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
          .default(30_000)
          .describe('time without progress after which an unread answer is aborted'),
        /** Longer than the 60 s of common load balancers, which would else meet a closed door. */
        keepAliveTimeoutMs: integer(10, HOUR_MS, 'milliseconds')
          .default(65_000)
          .describe('time for which an idle client connection is kept open'),
      })
      .readonly()
      .prefault({}),
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
    review: z
      .strictObject({
        /** Joins the addresses of one person. Read at the start and at each reload. */
        mailmapFile: text('the path of a mailmap')
          .optional()
          .describe('path of a mailmap (gitmailmap), which names the addresses of one person'),
        /** CI and patch bots; `+detail` belongs to the address. */
        bots: z
          .preprocess(
            splitText,
            z
              .array(
                z
                  .string('an email address')
                  .trim()
                  .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'an email address'),
                'a list of email addresses',
              )
              .readonly(),
          )
          .default([])
          .describe('email addresses of bots; their replies are not evaluated'),
        /** For the review queue; slugs, as REST shows them. */
        authorStates: z
          .preprocess(
            splitText,
            z
              .array(
                z
                  .string('a slug')
                  .trim()
                  .regex(/^[\w-]+$/, 'a slug such as changes-requested'),
                'a list of slugs',
              )
              .readonly(),
          )
          .default(['changes-requested', 'needs-info'])
          .describe('slugs of the patch states in which the author has to act'),
      })
      .readonly()
      .prefault({}),
    access: z
      .strictObject({
        /** Holds `kernel=TOKEN, ozlabs=TOKEN`; a proxy may insist on another name. */
        tokenHeader: z
          .string('the name of a header such as X-Patchwork-Token')
          .regex(/^x-[a-z0-9-]+$/i, 'the name of a header such as X-Patchwork-Token')
          .default('X-Patchwork-Token')
          .describe('header in which callers send their tokens, one per instance'),
        /** Sent as `Authorization: Bearer KEY`, for callers who are not to hold tokens themselves. */
        gatewayKeys: z
          .preprocess(
            parseJsonText,
            z.array(gatewayKey, 'a list of keys; as a variable, in JSON').readonly(),
          )
          .default([])
          .describe('gateway keys; the variable takes JSON'),
      })
      .readonly()
      .prefault({}),
    limits: z
      .strictObject({
        /** Time for one GraphQL operation; what is missing then is null with UPSTREAM_TIMEOUT. */
        deadlineMs: integer(1, HOUR_MS, 'milliseconds')
          .default(60_000)
          .describe('time limit of one GraphQL operation'),
        /** Past it, what is left is null with QUERY_TOO_EXPENSIVE. */
        maxUpstreamRequestsPerInstance: integer(1, 1_000_000)
          .default(500)
          .describe('maximum upstream requests of one operation to one instance'),
        /** The request goes on into the cache; the header `x-upstream-patience-ms` may lower it. */
        patienceMs: integer(1, HOUR_MS, 'milliseconds')
          .default(8_000)
          .describe(
            'time for which an operation waits for one instance; then its source is `TIMED_OUT`',
          ),
        /** A server that answers within it is never shown by an old answer. */
        stalePatienceMs: integer(1, HOUR_MS, 'milliseconds')
          .default(1_000)
          .describe('time after which a stale answer is returned while the server does not answer'),
        /** Rows read per instance for filters that Patchwork itself lacks. */
        scanRows: integer(1, 1_000_000)
          .default(2_000)
          .describe('maximum rows of one instance read for a filter that Patchwork lacks'),
        /** A page of 250 takes a server about a third of a second. */
        historyRows: integer(1, 1_000_000)
          .default(10_000)
          .describe('maximum rows of one instance read to count over time'),
        /** A longer request is a 413. */
        maxBodyBytes: integer(1024, 64 * MEBIBYTE, 'bytes')
          .default(MEBIBYTE)
          .describe('maximum size of a request body; larger ones are refused (413)'),
        /** An object of n plain fields has 2n. */
        maxBodyValues: integer(100, 10_000_000)
          .default(10_000)
          .describe('maximum keys and values of a request body'),
        /** Words, names and signs of a GraphQL document. */
        maxTokens: integer(10, 100_000)
          .default(5_000)
          .describe('maximum tokens of a GraphQL document (names, punctuators, values)'),
        /** Counted from the root; fragments count where they are used. */
        maxDepth: integer(1, 1_000).default(20).describe('maximum depth of fields of an operation'),
        /** Fragments count as often as they are used. */
        maxAliases: integer(0, 10_000).default(200).describe('maximum aliases of an operation'),
        /** Fragments count as often as they are used. */
        maxDirectives: integer(0, 10_000)
          .default(50)
          .describe('maximum directives of an operation'),
        /** Every fragment is written out where it is spread; introspection counts as well. */
        maxSelections: integer(10, 1_000_000)
          .default(5_000)
          .describe('maximum fields of an operation, with fragments expanded'),
        /** Checked while the operation executes. */
        maxFields: integer(100, 100_000_000)
          .default(500_000)
          .describe('maximum fields of one answer'),
        /** Checked while the operation executes. */
        maxAnswerBytes: integer(1024, 512 * MEBIBYTE, 'bytes')
          .default(32 * MEBIBYTE)
          .describe('maximum size of an answer to a client'),
        /** What is beyond is counted in one last error. */
        maxErrors: integer(1, 100_000).default(100).describe('maximum errors listed in one answer'),
        /** Compiled documents take memory by their size, not by their number. */
        maxCompiledSelections: integer(0, 10_000_000)
          .default(50_000)
          .describe('maximum total fields of cached compiled documents'),
        /** Patchwork's own answers have 6 levels at most. */
        maxJsonDepth: integer(8, 10_000)
          .default(64)
          .describe('maximum depth of an upstream JSON answer; deeper ones are refused'),
        /** An object of n plain fields has 2n. Parsing takes its time for them, and not for bytes. */
        maxJsonValues: integer(1_000, 100_000_000)
          .default(100_000)
          .describe(
            'maximum keys and values of one object or row of an upstream JSON answer, and 10 times as many of all rows',
          ),
        /** Counted unpacked; a request waits for its place. */
        maxUpstreamBytes: integer(MEBIBYTE, 64 * 1024 * MEBIBYTE, 'bytes')
          .default(256 * MEBIBYTE)
          .describe('maximum total size of upstream answers in flight'),
        /** A client beyond it is hung up on. */
        maxWaitingBytesPerClient: integer(1024, 64 * 1024 * MEBIBYTE, 'bytes')
          .default(64 * MEBIBYTE)
          .describe('maximum size of unread answers per client address'),
        /** Each operation counts as one at least. Behind a proxy, set `listen.trustProxies` too. */
        upstreamRequestsPerMinutePerClient: integer(1, 10_000_000)
          .optional()
          .describe('maximum upstream requests per minute and client address; default: no limit'),
      })
      .readonly()
      .prefault({}),
    cache: z
      .strictObject({
        /** A Valkey or Redis that gateways share. It may hold a password, so it is never logged. */
        url: valkeyAddress()
          .optional()
          .describe(
            'address of a Valkey or Redis shared by gateways: one server, Sentinels or a cluster (see scaling.md); default: no shared cache',
          ),
        /** Bound of the cache in the process. */
        l1MaxBytes: integer(MEBIBYTE, 64 * 1024 * MEBIBYTE, 'bytes')
          .default(64 * MEBIBYTE)
          .describe('maximum size of the cache in the process'),
        /** Answers must not wait for what only makes them faster. */
        l2TimeoutMs: integer(10, 60_000, 'milliseconds')
          .default(250)
          .describe('timeout of one call to the Valkey or Redis server; a slower call is a miss'),
        /** What never changes: headers, texts and diffs of mails. */
        immutableTtlSeconds: integer(0, 30 * DAY_SECONDS, 'seconds')
          .default(30 * DAY_SECONDS)
          .describe('time for which headers, texts and diffs are cached; 0 disables caching'),
        ttlSeconds,
        staleWhileRevalidateSeconds: integer(0, DAY_SECONDS, 'seconds')
          .default(30)
          .describe('subsequent time in which a stale answer is returned while it is refreshed'),
        staleIfErrorSeconds: integer(0, 30 * DAY_SECONDS, 'seconds')
          .default(DAY_SECONDS)
          .describe('subsequent time in which a stale answer is returned if the server fails'),
      })
      .readonly()
      .prefault({}),
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
    dashboard: z
      .strictObject({
        enabled: flag().default(true).describe('whether the dashboard is served'),
        path: text('a path that begins and ends with a slash')
          .regex(
            /^\/(?:[\w.~-]+\/)*$/,
            'expected a path that begins and ends with a slash, such as /dashboard/',
          )
          .default('/')
          .describe('path below which the dashboard is served'),
      })
      .readonly()
      .prefault({}),
    graphql: z
      .strictObject({
        /** Whether clients may read the schema (GraphiQL needs it). */
        introspection: flag().default(true).describe('whether clients may read the schema'),
        /** Beside the dashboard, or at `/` without it. */
        graphiql: flag()
          .default(true)
          .describe('whether GraphiQL is served at `/graphiql`, and at `/` without the dashboard'),
        /** Apollo's protocol: a client sends a hash, and the document once. */
        automaticPersistedQueries: flag()
          .default(true)
          .describe('whether clients may register documents and then send only their hashes'),
        /** Written by graphql-codegen or generate-persisted-query-manifest. */
        trustedDocuments: text('the path of a JSON file')
          .optional()
          .describe('path of a manifest of trusted documents'),
        /** Introspection and GraphiQL then fail too, unless the manifest holds their documents. */
        trustedDocumentsOnly: flag()
          .default(false)
          .describe('whether to execute only documents in the manifest'),
      })
      .refine(
        ({ trustedDocuments, trustedDocumentsOnly }) =>
          !trustedDocumentsOnly || trustedDocuments !== undefined,
        {
          path: ['trustedDocuments'],
          error: 'the path of a manifest, since graphql.trustedDocumentsOnly is true',
        },
      )
      .readonly()
      .prefault({}),
    federation,
    logging: z
      .strictObject({
        /** Lines below this level are dropped. */
        level: z
          .enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`)
          .default('info')
          .describe('minimum level of log lines'),
        /** `auto`: text where standard error is a terminal, else JSON. */
        format: z
          .enum(LOG_FORMATS, `one of ${LOG_FORMATS.join(', ')}`)
          .default('auto')
          .describe('`json` (an object per line), `pretty` (text) or `auto`: text on a terminal'),
      })
      .readonly()
      .prefault({}),
    metrics: z
      .strictObject({
        /** For Prometheus. They show the names of the instances and the load, but no secrets. */
        enabled: flag().default(true).describe('whether `/metrics` is served, for Prometheus'),
        /** Takes effect with `port` only. */
        host: text('a host name or an IP address')
          .optional()
          .describe('address of the own listener of `/metrics`; default: `listen.host`'),
        /** Then the public port has no `/metrics`. 0 takes any free port. */
        port: integer(0, 65_535)
          .optional()
          .describe('port of an own listener of `/metrics`; default: the port of the graph'),
      })
      .refine(({ host, port }) => host === undefined || port !== undefined, {
        path: ['port'],
        error: 'a port, since metrics.host is set',
      })
      .readonly()
      .prefault({}),
    tracing: z
      .strictObject({
        /** Without it nothing of OpenTelemetry is loaded. OTEL_EXPORTER_OTLP_ENDPOINT sets it too. */
        endpoint: webAddress('the address of an OTLP receiver such as http://127.0.0.1:4318')
          .optional()
          .describe('URL of an OTLP receiver (HTTP) for traces; default: no traces'),
      })
      .readonly()
      .prefault({}),
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
    ({ webhooks: hooks, live: { url }, cache }) => hooks.length === 0 || canQueue(url ?? cache.url),
    {
      path: ['live', 'url'],
      error:
        'the address of one Valkey or Redis server, which keeps the deliveries of webhooks; they work neither with Sentinels nor with a cluster',
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
