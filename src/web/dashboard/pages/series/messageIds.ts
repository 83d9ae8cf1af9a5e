import { readFragment } from '../../generated/fragment-masking.js';
import { SeriesPatchFragmentDoc } from '../../generated/graphql.js';
import { shellWord } from '../../parts/shellWord.js';
import type { SeriesData } from './SeriesData.js';

/** The command that fetches a series by b4; null where no Message-ID is known. */
export function b4Line(messageId: string | null): string | null {
  return messageId === null ? null : `b4 am ${shellWord(messageId)}`;
}

/** Message-ID of the chosen patch, or of the first mail. */
export function messageIdOf(series: SeriesData, position: number | undefined): string | null {
  const patches = readFragment(SeriesPatchFragmentDoc, series.patches ?? []);
  const chosen = patches.find(({ index }, at) => (index ?? at + 1) === (position ?? 1));
  const own = chosen?.messageId ?? null;
  return position === undefined ? (series.coverLetter?.messageId ?? own) : own;
}
