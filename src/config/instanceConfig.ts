import { z } from 'zod';
import {
  apiVersion,
  flag,
  integer,
  MEBIBYTE,
  positiveNumber,
  text,
  token,
  webAddress,
} from './configValues.js';
import { instanceLive } from './liveConfig.js';
import { STATE_CATEGORIES } from '../stateCategories.js';
import { isTimeZone } from '../timeZones.js';
import { findPreset, knownPreset } from './presets.js';
import { DAY_SECONDS, HOUR_MS } from '../durations.js';

const INSTANCE_NAME = /^[a-z][a-z0-9-]*$/;

export const contact = text('an address or a page where the operator can be reached');

const state = z
  .strictObject({
    /** Category of the state in the graph; default by the slug. */
    category: z
      .enum(STATE_CATEGORIES, `one of ${STATE_CATEGORIES.join(', ')}`)
      .optional()
      .describe(
        'meaning of the state, see `Patch.state.category`; default: determined by the slug',
      ),
    /**
     * The number of the state on this server. The API never exposes it, and some states can be
     * filtered by nothing else (slugs that are not the name with dashes for spaces).
     */
    id: integer(1, 2 ** 31 - 1)
      .optional()
      .describe('numeric id of the state, for states whose slug the server cannot filter by'),
    /** The name shown on the server's pages; default: the slug with spaces. */
    name: text('the name of the state as the server shows it')
      .optional()
      .describe('name shown by the server; default: the slug with spaces'),
  })
  .readonly();

/** Resources whose answers have their own TTL: `src/patchwork/freshness.ts`. */
export const ttlSeconds = z
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
    .describe(`time for which ${what} are fresh; 0 disables caching`);
}

export const instance = z
  .strictObject({
    /** The key of the instance in the graph and in `id`s: `kernel`. */
    name: text(
      'a name such as kernel: lowercase letters, digits and dashes, starting with a letter',
    )
      .regex(
        INSTANCE_NAME,
        'a name such as kernel: lowercase letters, digits and dashes, starting with a letter',
      )
      .describe('key of the instance in the graph; default: the name of the preset'),
    /** Base address without `/api` and trailing slash, once read. */
    url: webAddress(
      'the URL of a Patchwork server such as https://patchwork.example.org, without user, password or query',
    ).describe('URL of the server, with or without `/api`; may have a path'),
    /** A name of the catalogue; provides the keys that the entry omits. */
    preset: z
      .string()
      .refine((name) => findPreset(name) !== undefined, {
        error: ({ input }) => knownPreset(String(input)),
      })
      .optional()
      .describe('preset whose URL and states to use'),
    /** Asks this version instead of negotiating the newest that both sides know. */
    apiVersion: apiVersion().optional().describe('API version to use; default: negotiated'),
    /** Service token for this server alone. Never logged. */
    token: token().optional().describe('service token for this server'),
    /** Patchwork shows people and users to those who have an account, with their addresses. */
    allowAnonymousReads: flag()
      .default(false)
      .describe('whether `token` is used to read people and users for callers without a token'),
    /** Anyone who reaches the gateway can then write in the name of the service. */
    serviceWrites: flag()
      .default(false)
      .describe('whether `token` is used to write for callers without a token'),
    /**
     * The zone in which this server stamps events and checks (its Django TIME_ZONE). Patchwork
     * from 3.2 on writes local time without saying so, up to 3.1 UTC whatever its TIME_ZONE says; the
     * dates of mails are UTC everywhere. Where the API version is found to be 1.2 or older, UTC is
     * taken.
     */
    timezone: z
      .string()
      .refine((zone) => isTimeZone(zone), {
        error: 'an IANA time zone such as UTC or Europe/Berlin',
      })
      .default('UTC')
      .describe(
        "time zone of the server's events and checks: its `TIME_ZONE` since Patchwork 3.2, UTC before",
      ),
    /** Upstream requests in flight at once. More than about 4 do not help on real servers. */
    concurrency: integer(1, 64).default(4).describe('maximum concurrent upstream requests'),
    /** Upper bound on upstream requests started in a second; default: none. */
    requestsPerSecond: positiveNumber('a number above 0')
      .optional()
      .describe('maximum upstream requests started per second; default: no limit'),
    /** Time for one upstream request, from sending it to the last byte of its answer. */
    timeoutMs: integer(1, HOUR_MS, 'milliseconds')
      .default(30_000)
      .describe('timeout of one upstream request'),
    /** Time for a connection to open. */
    connectTimeoutMs: integer(1, HOUR_MS, 'milliseconds')
      .default(5_000)
      .describe('timeout for opening a connection'),
    /** PEM, or the path of a PEM file, which is read at the start and at each reload. */
    ca: text('the path of a PEM file, or PEM')
      .optional()
      .describe(
        'private CA of the server, as PEM or the path of a PEM file; replaces the public CAs for it',
      ),
    /** Longest answer that is read; a longer one is an error of that request. */
    maxBodyBytes: integer(1024, 1024 * MEBIBYTE, 'bytes')
      .default(64 * MEBIBYTE)
      .describe('maximum size of an upstream answer'),
    /** Contact for the server's operators; is part of the User-Agent. */
    contact: contact.optional().describe('contact in the User-Agent; default: the `contact` above'),
    /** States of this server, by slug. */
    states: z
      .record(z.string(), state)
      .readonly()
      .prefault({})
      .describe('states of this server, by slug'),
    /** As `cache.ttlSeconds`, for this server alone. */
    ttlSeconds,
    /** As `live`, for this server alone. */
    live: instanceLive,
    /** Link names; only these projects are shown. Default: all. */
    projects: z
      .array(text('the link name of a project such as netdev'), 'a list of link names')
      .min(1, 'a list with at least one link name; omit the key to show all projects')
      .readonly()
      .optional()
      .describe(
        'link names of the projects to include in lists, searches and messages; default: all',
      ),
    /** In the format of the Linux kernel. Read at the start and at each reload. */
    maintainersFile: text('the path of a MAINTAINERS file')
      .optional()
      .describe('path of a MAINTAINERS file, for `Patch.owners`'),
    /** Servers track several source trees, each with its own file. */
    projectMaintainersFiles: z
      .record(z.string(), text('the path of a MAINTAINERS file'))
      .readonly()
      .prefault({})
      .describe(
        'paths of MAINTAINERS files by link name of the project; overrides `maintainersFile`',
      ),
  })
  .readonly();
