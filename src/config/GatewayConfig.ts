import { IANAZone } from 'luxon';
import { z } from 'zod';
import { LOG_LEVELS } from '../logger.js';
import { normalizeInstanceUrl } from './instanceUrl.js';
import { findPreset, knownPreset, STATE_CATEGORIES } from './presets.js';

/*
 * The configuration, key by key. The message of a schema says what would be right: loadConfig puts
 * it behind "expected". `describe` feeds docs/configuration.md, which a test compares.
 */

/** The API versions a Patchwork server can have, newest last. */
const API_VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4'] as const;

const MEBIBYTE = 1024 * 1024;
const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;
const INSTANCE_NAME = /^[a-z][a-z0-9-]*$/;

/** Flags, variables and `${...}` bring text where the file would have a number. */
function integer(minimum: number, maximum: number, unit = '') {
  const expected = `a whole number from ${minimum} to ${maximum}${unit && ` (${unit})`}`;
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value),
    z.int(expected).min(minimum, expected).max(maximum, expected),
  );
}

function positiveNumber(expected: string) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^[\d.]+$/.test(value) ? Number(value) : value),
    z.number(expected).positive(expected),
  );
}

function flag() {
  return z.preprocess(
    (value) => (value === 'true' ? true : value === 'false' ? false : value),
    z.boolean('true or false'),
  );
}

function text(expected: string) {
  return z.string(expected).trim().min(1, expected);
}

/** YAML reads `1.3` as a number and `1.0` as 1. */
function apiVersion() {
  return z.preprocess(
    (value) => (typeof value === 'number' ? value.toFixed(1) : value),
    z.enum(API_VERSIONS, `one of ${API_VERSIONS.join(', ')}`),
  );
}

function webAddress(expected: string) {
  return z
    .string(expected)
    .refine((address) => normalizeInstanceUrl(address) !== undefined, expected)
    .overwrite((address) => normalizeInstanceUrl(address) ?? address);
}

const contact = text('an address or a page where the operator can be reached');

const state = z
  .strictObject({
    /** What the state means for a reader of the graph; default by the slug. */
    category: z
      .enum(STATE_CATEGORIES, `one of ${STATE_CATEGORIES.join(', ')}`)
      .optional()
      .describe('what the state means: `Patch.state.category`; default by the slug'),
    /**
     * The number of the state on this server. The API never tells it, and some states can be
     * filtered by nothing else (slugs that are not the name with dashes for spaces).
     */
    id: integer(1, 2 ** 31 - 1)
      .optional()
      .describe('number of the state, for states whose slug the server cannot filter by'),
    /** The name shown on the server's pages; default: the slug with spaces. */
    name: text('the name of the state as the server shows it')
      .optional()
      .describe('name as the server shows it; default: the slug with spaces'),
  })
  .readonly();

/** Resources whose answers are kept for a time of their own: `src/patchwork/freshness.ts`. */
const ttlSeconds = z
  .strictObject({
    projects: ttl('projects'),
    patches: ttl('lists and states of patches'),
    covers: ttl('lists of covers'),
    series: ttl('series'),
    comments: ttl('comments'),
    checks: ttl('checks'),
    events: ttl('events'),
    bundles: ttl('public bundles'),
    mbox: ttl('mboxes'),
  })
  .readonly()
  .prefault({});

function ttl(what: string) {
  return integer(0, 30 * DAY_SECONDS, 'seconds')
    .optional()
    .describe(`time for which ${what} are as good as new; 0 keeps none`);
}

const instance = z
  .strictObject({
    /** The key of the instance in the graph and in `id`s: `kernel`. */
    name: text('a name such as kernel: small letters, digits and dashes, a letter first')
      .regex(
        INSTANCE_NAME,
        'a name such as kernel: small letters, digits and dashes, a letter first',
      )
      .describe('key of the instance in the graph; default: the name of the preset'),
    /** Base address without `/api` and trailing slash, once read. */
    url: webAddress(
      'the address of a Patchwork server such as https://patchwork.example.org, without user, password or query',
    ).describe('address of the server, with or without `/api`, a sub-path too'),
    /** A name of the catalogue; what the entry does not say itself comes from there. */
    preset: z
      .string()
      .refine((name) => findPreset(name) !== undefined, {
        error: ({ input }) => knownPreset(String(input)),
      })
      .optional()
      .describe('a preset whose address and states to take over'),
    /** Asks this version instead of negotiating the newest that both sides know. */
    apiVersion: apiVersion().optional().describe('API version to use; default: negotiated'),
    /** Service token for this server alone. Never logged. */
    token: text('a Patchwork API token').optional().describe('service token for this server'),
    /**
     * The zone in which this server stamps events and checks (its Django TIME_ZONE). Patchwork
     * from 3.2 on writes local time without saying so; the dates of mails are UTC everywhere.
     */
    timezone: z
      .string()
      .refine((zone) => IANAZone.isValidZone(zone), {
        error: 'an IANA time zone such as UTC or Europe/Berlin',
      })
      .default('UTC')
      .describe('zone in which the server stamps events and checks (its `TIME_ZONE`)'),
    /** Upstream requests in flight at once. More than about 4 bring nothing on real servers. */
    concurrency: integer(1, 64).default(4).describe('upstream requests at once'),
    /** Upper bound on upstream requests started in a second; default: none. */
    requestsPerSecond: positiveNumber('a number above 0')
      .optional()
      .describe('upstream requests started per second; default: no bound'),
    /** Time for one upstream request, from sending it to the last byte of its answer. */
    timeoutMs: integer(1, HOUR_MS, 'milliseconds')
      .default(30_000)
      .describe('time for one upstream request'),
    /** Time for a connection to open. */
    connectTimeoutMs: integer(1, HOUR_MS, 'milliseconds')
      .default(5_000)
      .describe('time for a connection to open'),
    /** Longest answer that is read; a longer one is an error of that request. */
    maxBodyBytes: integer(1024, 1024 * MEBIBYTE, 'bytes')
      .default(64 * MEBIBYTE)
      .describe('longest answer that is read'),
    /** Whom the server's operators can turn to; stands in the User-Agent. */
    contact: contact.optional().describe('contact in the User-Agent; default: the `contact` above'),
    /** What is to be known about this server's states, by slug. */
    states: z
      .record(z.string(), state)
      .readonly()
      .prefault({})
      .describe('what is to be known about states of this server, by slug'),
    /** As `cache.ttlSeconds`, for this server alone. */
    ttlSeconds,
    /** Link names; only these projects are shown. Default: all. */
    projects: z
      .array(text('the link name of a project such as netdev'), 'a list of link names')
      .min(1, 'a list with at least one link name; leave the key out to show all projects')
      .readonly()
      .optional()
      .describe('link names of the only projects to show; default: all'),
  })
  .readonly();

/** The whole configuration, validated; every key without a default may be absent. */
export const gatewayConfigSchema = z
  .strictObject({
    listen: z
      .strictObject({
        /** Address to listen on. The default admits this machine only. */
        host: text('a host name or an IP address')
          .default('127.0.0.1')
          .describe('address to listen on; the default admits this machine only'),
        /** 0 takes any free port. */
        port: integer(0, 65_535).default(4000).describe('port to listen on; 0 takes a free one'),
        /** Where clients find the gateway when it stands behind a proxy. */
        publicUrl: webAddress('an address such as https://graph.example.org')
          .optional()
          .describe('address under which clients find the gateway, behind a proxy'),
      })
      .readonly()
      .prefault({}),
    /** Whom operators of upstream servers can turn to; stands in the User-Agent. */
    contact: contact.optional().describe('address or page for the User-Agent of upstream requests'),
    /** The Patchwork servers. Without any, the gateway serves its sample servers. */
    instances: z
      .array(instance)
      .readonly()
      .default([])
      .describe('the Patchwork servers; without any, the sample servers are served'),
    limits: z
      .strictObject({
        /** Time for one GraphQL operation; what is missing then is null with UPSTREAM_TIMEOUT. */
        deadlineMs: integer(1, HOUR_MS, 'milliseconds')
          .default(60_000)
          .describe('time for one GraphQL operation'),
        /** Past it, what is left is null with QUERY_TOO_EXPENSIVE. */
        maxUpstreamRequestsPerInstance: integer(1, 1_000_000)
          .default(500)
          .describe('upstream requests one operation may make to one instance'),
        /** Rows read per instance for filters that Patchwork itself lacks. */
        scanRows: integer(1, 1_000_000)
          .default(2_000)
          .describe('rows of one instance read for a filter that Patchwork itself lacks'),
      })
      .readonly()
      .prefault({}),
    cache: z
      .strictObject({
        /** A Valkey or Redis that gateways share. It may hold a password, so it is never logged. */
        url: z
          .string('an address such as redis://127.0.0.1:6379')
          .regex(/^rediss?:\/\/\S+$/, 'an address such as redis://127.0.0.1:6379')
          .optional()
          .describe('Valkey or Redis that gateways share; without it each keeps its own'),
        /** Bound of the cache in the process. */
        l1MaxBytes: integer(MEBIBYTE, 64 * 1024 * MEBIBYTE, 'bytes')
          .default(64 * MEBIBYTE)
          .describe('bound of the cache in the process'),
        /** What never changes: headers, texts and diffs of mails. */
        immutableTtlSeconds: integer(0, 30 * DAY_SECONDS, 'seconds')
          .default(30 * DAY_SECONDS)
          .describe('time for which headers, texts and diffs are kept; 0 keeps none'),
        ttlSeconds,
        staleWhileRevalidateSeconds: integer(0, DAY_SECONDS, 'seconds')
          .default(30)
          .describe('time after that in which the old answer is given while a new one is fetched'),
        staleIfErrorSeconds: integer(0, 30 * DAY_SECONDS, 'seconds')
          .default(DAY_SECONDS)
          .describe('time after that in which the old answer is given when the server fails'),
      })
      .readonly()
      .prefault({}),
    graphql: z
      .strictObject({
        /** Whether clients may read the schema (GraphiQL needs it). */
        introspection: flag().default(true).describe('whether clients may read the schema'),
        /** Whether GraphiQL is served at `/`. */
        graphiql: flag().default(true).describe('whether GraphiQL is served at `/`'),
      })
      .readonly()
      .prefault({}),
    logging: z
      .strictObject({
        /** Lines below this level are dropped. */
        level: z
          .enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`)
          .default('info')
          .describe('how much is logged'),
      })
      .readonly()
      .prefault({}),
    cors: z
      .strictObject({
        /** Origins whose pages may call the gateway; `*` admits all. Default: none but our own. */
        origins: z
          .preprocess(
            (value) => (typeof value === 'string' ? value.split(/[\s,]+/) : value),
            z
              .array(
                z
                  .string()
                  .regex(
                    /^(?:\*|https?:\/\/[^/\s]+)$/,
                    'an origin such as https://example.org, or *',
                  ),
                'a list of origins',
              )
              .readonly(),
          )
          .default([])
          .describe('origins whose pages may call the gateway; `*` admits all'),
      })
      .readonly()
      .prefault({}),
  })
  .readonly();

/** The whole configuration, as {@link gatewayConfigSchema} leaves it. */
export type GatewayConfig = z.output<typeof gatewayConfigSchema>;

/** One Patchwork server of the configuration. `contact` is already the inherited one. */
export type InstanceConfig = GatewayConfig['instances'][number];
