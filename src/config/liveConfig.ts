import { z } from 'zod';
import { DAY_SECONDS, flag, integer } from './configValues.js';
import { valkeyAddress } from './valkeyConfig.js';

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
      .describe('deliveries of one server that are kept for subscribers who come back'),
    /** Apart from the cache, where that one evicts. It may hold a password, so it is never logged. */
    url: valkeyAddress()
      .optional()
      .describe(
        'address of the Valkey or Redis server by which gateways share what they follow; default: `cache.url`',
      ),
  })
  .readonly()
  .prefault({});

/** The section `live` of one instance; what it leaves out is as for all. */
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
