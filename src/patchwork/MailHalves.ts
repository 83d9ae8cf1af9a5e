import type { z } from 'zod';
import { coverDetail, type CoverDetail, type CoverSummary } from './resources/cover.js';
import { patchDetail, type PatchDetail, type PatchSummary } from './resources/patch.js';
import type { CacheRead } from './Scope.js';

/** A patch or cover in two halves, which are cached for different times. */
export interface MailHalves<Summary extends object, Content extends object> {
  /** The part that lists contain: states, delegates and the like may change at any moment. */
  readonly summary: Summary;
  /** The immutable part: headers, text and diff, id, date and name. */
  readonly content: Content;
}

/** Immutable fields of a patch that only its own URL returns. */
export type PatchContent = Pick<
  PatchDetail,
  'id' | 'msgid' | 'date' | 'name' | 'headers' | 'content' | 'diff' | 'prefixes'
>;
/** Immutable fields of a cover that only its own URL returns. */
export type CoverContent = Pick<
  CoverDetail,
  'id' | 'msgid' | 'date' | 'name' | 'headers' | 'content'
>;

/** A kind of mail that has halves. The type parameters are those of the halves. */
export interface MailDescription<Summary extends object, Content extends object> {
  readonly path: 'patches' | 'covers';
  readonly detail: z.ZodType<Summary & Content>;
}

export const PATCH_MAIL: MailDescription<PatchSummary, PatchContent> = {
  path: 'patches',
  detail: patchDetail,
};
export const COVER_MAIL: MailDescription<CoverSummary, CoverContent> = {
  path: 'covers',
  detail: coverDetail,
};

/**
 * Fields that both halves have. Addresses are not among them: `url` has the API version in it,
 * `web_url` and `mbox` the project's link name, `list_archive_url` is made by the project's format.
 * Patchwork has `prefixes` from the name (`patchwork/api/patch.py`), which it never writes again.
 */
const SHARED = ['id', 'msgid', 'date', 'name'];
/** Fields of the half that never changes. */
const IMMUTABLE = new Set(['headers', 'content', 'diff', 'prefixes']);

/** Whether the fields of a stored value are those of the half that never changes. */
export function isContentHalf(value: object): boolean {
  const isOwn = (key: string): boolean =>
    IMMUTABLE.has(key) || SHARED.includes(key) || key.startsWith('$');
  return Object.keys(value).every(isOwn);
}

/** Whether the fields of a stored value are those of the half that changes. */
export function isSummaryHalf(value: object): boolean {
  return !Object.keys(value).some((key) => IMMUTABLE.has(key));
}

/** Takes an answer apart. Marks of unreadable fields go with both halves. */
export function splitMail<Summary extends object, Content extends object>(
  detail: Summary & Content,
): MailHalves<Summary, Content> {
  const summary: Record<string, unknown> = {};
  const content: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(detail)) {
    if (IMMUTABLE.has(key)) content[key] = value;
    else summary[key] = value;
    if (SHARED.includes(key) || key.startsWith('$')) content[key] = value;
  }
  return { summary: summary as Summary, content: content as Content };
}

/** A mail as it came, and how the cache keeps its content and its summary; null where it does not. */
export interface LoadedMail<Summary extends object, Content extends object> {
  readonly halves: MailHalves<Summary, Content>;
  readonly reads: readonly [CacheRead | null, CacheRead | null] | null;
}
