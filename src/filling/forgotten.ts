import type { IndexedMail } from '../corpus/IndexedMail.js';
import type { SearchIndex } from '../corpus/SearchIndex.js';
import type { Fill } from './Fill.js';

const KEY = 'forgotten';

/** Message-IDs that must not be indexed again. */
async function readForgotten(index: SearchIndex): Promise<ReadonlySet<string>> {
  const written = await index.progress(KEY);
  return new Set(written === null ? [] : (JSON.parse(written) as string[]));
}

/**
 * Removes mails from the index permanently.
 *
 * @param messageIds without brackets.
 * @returns the number of removed mails.
 */
export async function forgetMails(
  index: SearchIndex,
  messageIds: readonly string[],
): Promise<number> {
  const known = await readForgotten(index);
  await index.setProgress(KEY, JSON.stringify([...new Set([...known, ...messageIds])]));
  return await index.remove(await index.find(messageIds));
}

/** The mails that may be indexed. */
export async function indexable(
  { index, newer }: Pick<Fill, 'index' | 'newer'>,
  read: readonly IndexedMail[],
): Promise<readonly IndexedMail[]> {
  const mails = newer.over(read);
  if (mails.length === 0) return mails;
  const forgotten = await readForgotten(index);
  if (forgotten.size === 0) return mails;
  return mails.filter(({ messageId }) => messageId === null || !forgotten.has(messageId));
}
