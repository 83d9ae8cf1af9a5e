import { GatewayError } from '../../errors.js';
import type {
  ActivityPointResolvers,
  FirstReplyPointResolvers,
  OpenPatchAgesResolvers,
} from '../generated/types.js';
import { ageGroups, percentile } from '../openPatchAges.js';

/** Data that could not be read is null, with its error. */
function readable<T>(value: T | GatewayError): T {
  if (value instanceof GatewayError) throw value;
  return value;
}

export const ActivityPoint: ActivityPointResolvers = {
  time: ({ time }) => readable(time),
  key: ({ key }) => readable(key),
};

export const FirstReplyPoint: FirstReplyPointResolvers = {
  time: ({ time }) => readable(time),
  answered: ({ seconds }) => seconds.length,
  medianSeconds: ({ seconds }) => percentile(seconds, 0.5),
  p90Seconds: ({ seconds }) => percentile(seconds, 0.9),
};

export const OpenPatchAges: OpenPatchAgesResolvers = {
  count: ({ ages }) => ages.length,
  medianSeconds: ({ ages }) => percentile(ages, 0.5),
  p90Seconds: ({ ages }) => percentile(ages, 0.9),
  groups: ({ ages }) => ageGroups(ages),
};
