import { keyOf } from '../corpus/dateKeys.js';
import { rowsSent, type Page } from '../patchwork/page.js';
import { events, type Event } from '../patchwork/resources/event.js';
import { covers } from '../patchwork/resources/cover.js';
import { patches } from '../patchwork/resources/patch.js';
import type { Params } from '../patchwork/query.js';
import { capabilitiesOf } from '../patchwork/versions.js';
import type { FilledProject, Fill } from './Fill.js';
import { DAY_SECONDS } from '../durations.js';
import { projectFilter } from './projectFilter.js';

/** Approximate cost of filling a project. */
export interface FillEstimate {
  readonly patches: number;
  readonly covers: number;
  readonly requests: number;
  /** At the configured rate. */
  readonly hours: number;
  readonly bytes: number;
  /** Whether the server did not report how many comments there are, so that it may be more. */
  readonly isLowerBound: boolean;
}

/** Measured over several lists. */
const PATCHES_PER_SERIES = 3.3;
/** The same, where no events report comments. */
const COMMENTS_PER_PATCH = 1.5;
const PAGE_ROWS = 250;
/** Of the index, per mail: 0.56 of the 4.9 KB that mails have on average. */
const BYTES_PER_MAIL = 2_750;

/** Comments of a project, and mails that have some. */
interface Answers {
  readonly comments: number;
  readonly mails: number;
  /** Whether they are only those of one page. */
  readonly isLowerBound: boolean;
}

/**
 * Estimates the cost of filling a project from the number of its patches and covers, and from the
 * events of its comments: 2 small requests, and 2 for a page of events each; up to 3 small ones more for each page
 * if the server does not report the last page.
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
  const own = await projectFilter({ client, pace }, project);
  const params: Params = [own, ['since', client.stampZone.toMailBound(`${since}Z`)]];
  const { count: patchCount } = await client.lists.count(patches, params, pace.scope);
  const { count: coverCount } = await client.lists.count(covers, params, pace.scope);
  if (patchCount === null || coverCount === null) return null;
  const mails = patchCount + coverCount;
  const isAnswered = comments && patchComments;
  const answers = !isAnswered
    ? { comments: 0, mails: 0, isLowerBound: false }
    : commentEvents
      ? await answersSince({ client, pace }, own, since)
      : // Whether a mail has comments is known only after a request for them.
        { comments: patchCount * COMMENTS_PER_PATCH, mails, isLowerBound: false };
  const requests = Math.ceil(
    mails / PAGE_ROWS +
      patchCount / PATCHES_PER_SERIES +
      coverCount +
      Math.min(mails, answers.mails) +
      (commentEvents ? answers.comments / PAGE_ROWS : 0),
  );
  return {
    patches: patchCount,
    covers: coverCount,
    requests,
    hours: requests / requestsPerSecond / 3600,
    bytes: Math.ceil((mails + answers.comments) * BYTES_PER_MAIL),
    isLowerBound: answers.isLowerBound,
  };
}

/** By the newest events: how many comments a mail with comments has does not change much. */
async function answersSince(
  { client, pace }: Pick<Fill, 'client' | 'pace'>,
  own: Params[number],
  since: string,
): Promise<Answers> {
  let all: Answers = { comments: 0, mails: 0, isLowerBound: false };
  for (const subject of ['patch', 'cover'] as const) {
    const params: Params = [
      ['category', `${subject}-comment-created`],
      own,
      ['since', client.stampZone.toStamp(`${since}Z`)],
      ['order', '-date'],
    ];
    const page = await client.lists.page(events, { params, perPage: PAGE_ROWS }, pace.scope);
    const { rows } = page;
    const mails = new Set(rows.map(({ payload }) => payload?.[subject]?.id)).size;
    const known = await eventCount({ client, pace }, params, page);
    const comments = known ?? rowsSent(page);
    const commentsPerMail = rows.length / Math.max(1, mails);
    all = {
      comments: all.comments + comments,
      mails: all.mails + comments / Math.max(1, commentsPerMail),
      isLowerBound: all.isLowerBound || known === null,
    };
  }
  return all;
}

/** About how many events there are, by the first page of them; null where the server does not say. */
async function eventCount(
  { client, pace }: Pick<Fill, 'client' | 'pace'>,
  params: Params,
  page: Page<Event>,
): Promise<number | null> {
  const sent = rowsSent(page);
  if (!page.hasNext) return sent;
  // How full the last page is, is not known.
  if (page.lastPage !== null) return (page.lastPage - 0.5) * sent;
  return (await client.lists.count(events, params, pace.scope)).count;
}

/** An estimate as text: `about 52,000 requests (14.4 hours), 0.42 GB`; `at least` where it may be more. */
export function describeEstimate({ requests, hours, bytes, isLowerBound }: FillEstimate): string {
  const time = hours < 1 ? `${String(Math.ceil(hours * 60))} minutes` : `${hours.toFixed(1)} hours`;
  const size =
    bytes < 1e9
      ? `${String(Math.max(1, Math.round(bytes / 1e6)))} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;
  return `${isLowerBound ? 'at least' : 'about'} ${requests.toLocaleString('en')} requests (${time}), ${size}`;
}
