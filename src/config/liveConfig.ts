import { z } from 'zod';
import { flag, integer } from './configValues.js';
import { valkeyAddress } from './valkeyConfig.js';
import { DAY_SECONDS } from '../durations.js';

/*
 * How the events of servers are followed: for all of them, and for one in its own section.
 */

const enabled = () => flag().describe('whether the events of the servers are followed');
const pollMin = () =>
  integer(1, DAY_SECONDS, 'seconds').describe('time between two polls while events arrive');
const pollMax = () =>
  integer(1, DAY_SECONDS, 'seconds').describe('time between two polls while nothing happens');
const overlapSeconds = () =>
  integer(1, 3_600, 'seconds').describe(
    'time before the newest event that each poll reads again, for events that become visible late',
  );
const maxLagSeconds = () =>
  integer(1, DAY_SECONDS, 'seconds').describe(
    'age of the last successful poll up to which a server counts as followed',
  );
const maxAgeSeconds = () =>
  integer(1, DAY_SECONDS, 'seconds').describe(
    'maximum age of cached data that is kept fresh by events, because some changes have none',
  );
const catchUpPages = () =>
  integer(1, 10_000).describe('maximum pages of one poll; if there are more, events are missed');

/** The section `live`. */
export const live = z
  .strictObject({
    enabled: enabled().default(false),
    pollSeconds: z
      .strictObject({ min: pollMin().default(15), max: pollMax().default(120) })
      .refine(({ min, max }) => min <= max, {
        path: ['max'],
        error: 'a number that is not below live.pollSeconds.min',
      })
      .readonly()
      .prefault({}),
    overlapSeconds: overlapSeconds().default(120),
    maxLagSeconds: maxLagSeconds().default(180),
    maxAgeSeconds: maxAgeSeconds().default(600),
    catchUpPages: catchUpPages().default(40),
    /** Of one server; older ones are read from it again by those who come back. */
    streamLength: integer(100, 10_000_000)
      .default(50_000)
      .describe('deliveries of one server that are stored for subscribers that reconnect'),
    /** Apart from the cache, where that one evicts. It may contain a password, so it is never logged. */
    url: valkeyAddress()
      .optional()
      .describe(
        'address of the Valkey or Redis server through which gateways share events: one server, Sentinels or a cluster (see scaling.md); default: `cache.url`',
      ),
  })
  .readonly()
  .prefault({});

/** The section `subscriptions`. */
export const subscriptions = z
  .strictObject({
    enabled: flag().describe('whether clients may subscribe').default(true),
    maxPerClient: integer(1, 100_000)
      .describe('maximum subscriptions of one client at once, over all its connections')
      .default(20),
    max: integer(1, 1_000_000).describe('maximum subscriptions at once').default(2_000),
    bufferedDeliveries: integer(1, 10_000)
      .describe('deliveries that a subscriber may lag behind; beyond that, it receives a gap')
      .default(100),
    maxConnectionAgeSeconds: integer(1, DAY_SECONDS, 'seconds')
      .describe('age at which a subscription is completed, less up to 10 %')
      .default(3_600),
  })
  .readonly()
  .prefault({});

/** The section `live` of one instance; omitted keys are inherited. */
export const instanceLive = z
  .strictObject({
    enabled: enabled().optional(),
    pollSeconds: z
      .strictObject({ min: pollMin().optional(), max: pollMax().optional() })
      .refine(({ min = 0, max = Infinity }) => min <= max, {
        path: ['max'],
        error: 'a number that is not below pollSeconds.min of the instance',
      })
      .readonly()
      .prefault({}),
    overlapSeconds: overlapSeconds().optional(),
    maxLagSeconds: maxLagSeconds().optional(),
    maxAgeSeconds: maxAgeSeconds().optional(),
    catchUpPages: catchUpPages().optional(),
  })
  .readonly()
  .prefault({});
