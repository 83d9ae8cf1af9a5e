import type { ReactElement } from 'react';
import { useLiveState } from '../data/liveState.js';
import { useAnswer } from '../data/useAnswer.js';
import { useLive, useRenewalByTime } from '../data/useLive.js';
import { ShellDocument } from '../generated/graphql.js';

/** Asks nothing upstream. */
const REFETCH_MS = 10_000;

/** Whether the servers are followed. */
export function LiveMark(): ReactElement | null {
  const live = useAnswer(ShellDocument, {}, { refetchInterval: REFETCH_MS }).data?.data.live ?? [];
  const followed = live.filter(({ state }) => state !== 'OFF');
  useLive(followed.map(({ instance }) => instance.name));
  const { isOpen } = useLiveState();
  const late = followed.filter(({ state }) => state !== 'LIVE');
  const isLive = late.length === 0 && isOpen !== false;
  useRenewalByTime(followed.length > 0 && !isLive);
  if (followed.length === 0) return null;
  const words = isLive ? 'live' : pausedWords(isOpen === false ? [] : late);
  return (
    <span className="inline-flex items-center gap-1 text-sm">
      <span aria-hidden="true" className={isLive ? 'text-ok' : 'text-muted'}>
        ●
      </span>
      {words}
    </span>
  );
}

/** @param late servers that are behind; none: the connection of the page itself is lost. */
function pausedWords(late: readonly { readonly instance: { readonly name: string } }[]): string {
  const names = late.map(({ instance }) => instance.name).join(', ');
  return `updates paused${names === '' ? '' : ` for ${names}`}, asking every 60 s`;
}
