import { keyOf } from '../corpus/dateKeys.js';
import { covers } from '../patchwork/resources/cover.js';
import { patches } from '../patchwork/resources/patch.js';
import type { Params } from '../patchwork/query.js';
import { capabilitiesOf } from '../patchwork/versions.js';
import type { FilledProject, Fill } from './Fill.js';
import { DAY_SECONDS } from '../durations.js';

/** Approximate cost of filling a project. */
export interface FillEstimate {
  readonly patches: number;
  readonly covers: number;
  readonly requests: number;
  /** At the configured rate. */
  readonly hours: number;
  readonly bytes: number;
}

/** Shares that were measured over several lists. */
const PATCHES_PER_SERIES = 3.3;
const ANSWERED_SHARE = 1 / 3;
const COMMENTS_PER_PATCH = 1.5;
const PAGE_ROWS = 250;
/** Of the index, per mail: 0.56 of the 4.9 KB that mails have on average. */
const BYTES_PER_MAIL = 2_750;

/**
 * Estimates the cost of filling a project from the number of its patches and covers: 2 small
 * requests.
 *
 * @returns null if the server does not report the numbers.
 */
export async function estimateFill(
  { client, pace }: Pick<Fill, 'client' | 'pace'>,
  { project, days, comments }: FilledProject,
  requestsPerSecond: number,
): Promise<FillEstimate | null> {
  const { commentEvents, patchComments } = capabilitiesOf(await client.version(pace.scope));
  const since = keyOf(Math.floor(client.now() / 1000) - days * DAY_SECONDS);
  const params: Params = [
    ['project', project],
    ['since', client.stampZone.toMailBound(`${since}Z`)],
  ];
  const { count: patchCount } = await client.lists.count(patches, params, pace.scope);
  const { count: coverCount } = await client.lists.count(covers, params, pace.scope);
  if (patchCount === null || coverCount === null) return null;
  const mails = patchCount + coverCount;
  const answers = !comments || !patchComments ? 0 : commentEvents ? mails * ANSWERED_SHARE : mails;
  const replies = answers === 0 ? 0 : patchCount * COMMENTS_PER_PATCH;
  const requests = Math.ceil(
    mails / PAGE_ROWS +
      patchCount / PATCHES_PER_SERIES +
      coverCount +
      answers +
      (commentEvents ? replies / PAGE_ROWS : 0),
  );
  return {
    patches: patchCount,
    covers: coverCount,
    requests,
    hours: requests / requestsPerSecond / 3600,
    bytes: Math.ceil((mails + replies) * BYTES_PER_MAIL),
  };
}

/** An estimate as text: `about 52,000 requests (14.4 hours), 0.42 GB`. */
export function describeEstimate({ requests, hours, bytes }: FillEstimate): string {
  const time = hours < 1 ? `${String(Math.ceil(hours * 60))} minutes` : `${hours.toFixed(1)} hours`;
  const size =
    bytes < 1e9
      ? `${String(Math.max(1, Math.round(bytes / 1e6)))} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;
  return `about ${requests.toLocaleString('en')} requests (${time}), ${size}`;
}
