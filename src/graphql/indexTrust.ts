import type { ProjectCoverage } from '../corpus/indexCoverage.js';
import type { Feed } from '../live/feed.js';

/** Events become visible after their date. */
const EVENT_DELAY_MS = 5_000;

/** Whether all mails since a time, in seconds, are indexed. */
export function isWhole(
  { state, holes, reachesStart, from }: ProjectCoverage,
  since: number,
): boolean {
  if (state !== 'LIVE' || holes.some(({ to }) => to > since)) return false;
  return reachesStart || (from !== null && from <= since);
}

/** Whether the index has taken all events of the server that are known. */
export function isUpToDate({ until }: ProjectCoverage, feed: Feed): boolean {
  const { state, lastEventAt } = feed.status();
  if (!feed.isFollowing || state !== 'LIVE' || until === null) return false;
  if (lastEventAt === null) return true;
  const seenAtMs = Date.parse(lastEventAt) + EVENT_DELAY_MS + Math.abs(feed.client.clockOffsetMs);
  return until * 1000 >= seenAtMs;
}
