import { useNavigate } from '@tanstack/react-router';
import { useShortcuts } from '../../keys/keys.js';
import { copyText } from '../../parts/copyText.js';
import type { SeriesSearch } from '../addresses.js';
import { queuePlace } from '../queue/queuePlace.js';
import { b4Line, messageIdOf } from './messageIds.js';
import type { SeriesData } from './SeriesData.js';

/** Binds the keys that move in a series and copy what names it. */
export function useSeriesKeys(
  series: SeriesData,
  {
    position,
    go,
    onReload,
  }: {
    /** Of the chosen patch; undefined: the whole series. */
    readonly position: number | undefined;
    /** Changes the address of the page. */
    readonly go: (changes: SeriesSearch) => void;
    readonly onReload: () => void;
  },
): void {
  const navigate = useNavigate();
  useShortcuts([
    {
      keys: 'u',
      label: 'up to the queue',
      run: () => void navigate({ to: '/queue', search: queuePlace().search }),
    },
    {
      keys: 'v',
      label: 'versions',
      run: () => {
        go({ tab: 'versions' });
      },
    },
    {
      keys: ']',
      label: 'next patch',
      run: () => {
        go({ p: Math.min((position ?? 0) + 1, series.patches?.length ?? 0) });
      },
    },
    {
      keys: '[',
      label: 'previous patch',
      run: () => {
        go({ p: Math.max((position ?? 2) - 1, 1) });
      },
    },
    { keys: 'Shift+R', label: 'read again', run: onReload },
    {
      keys: 'c',
      label: 'copy the Message-ID',
      run: () => void copy(messageIdOf(series, position)),
    },
    {
      keys: 'b',
      label: 'copy the line for b4',
      run: () => void copy(b4Line(messageIdOf(series, position))),
    },
  ]);
}

async function copy(text: string | null): Promise<void> {
  if (text !== null) await copyText(text);
}
