import { z } from 'zod';
import type { ObjectName } from '../../patchwork/names.js';
import {
  commentContent,
  type Comment,
  type CommentContent,
} from '../../patchwork/resources/comment.js';
import { storedAs } from '../../patchwork/storedShape.js';

/*
 * Cached data of the replies of a patch or cover: a record of their list, and each reply.
 */

/** A patch or cover that replies are filed at. */
export interface ReplyParent {
  readonly kind: 'Patch' | 'Cover';
  readonly id: number;
  readonly address: ObjectName;
}

/** A reply as its parent's list gives it. */
export interface ListedReply {
  readonly id: number;
  readonly detail?: Comment | undefined;
}

/** Part of the names of cached values; changes with their format. */
export const FORM = 'replies 2';

const replyRecord = z.object({
  ids: z.array(z.int()),
  /** Events of its replies when they were read, if these were read before; one is marked by one more. */
  events: z.array(z.int()).nullable(),
  /** Numbers of replies that were marked then, as dealt with and as not. */
  addressed: z.array(z.int()),
  unaddressed: z.array(z.int()),
});
/** The record of a list of replies. */
export type ReplyRecord = z.infer<typeof replyRecord>;
/** Whether a cached value is such a record. */
export const fitsRecord = storedAs(replyRecord);
/** Whether a cached value is the content of a reply. */
export const fitsReply = storedAs(commentContent);

/** `addressed` of replies, by number; null where nobody has set it. */
export type ReplyMarks = ReadonlyMap<number, boolean | null>;

/** Cached data of a parent whose events are newer than its list. */
export const NO_MARKS = { events: null, addressed: [], unaddressed: [] };

/**
 * Adds a list that was read to the values to cache.
 *
 * @param fresh values to cache, by name.
 * @param events those that were read before the list; null where none were.
 */
export function noteList(
  fresh: Map<string, unknown>,
  parent: ReplyParent,
  list: readonly ListedReply[],
  events: readonly number[] | null,
): void {
  fresh.set(recordName(parent), recordOf(list, events));
  for (const { id, detail } of list) {
    if (detail !== undefined) fresh.set(replyName(parent, id), contentOf(detail));
  }
}

/** The half of a reply that never changes. */
export function contentOf({ addressed: _addressed, ...content }: Comment): CommentContent {
  return content;
}

/** The record of a list. @param events those that were read before the list, so that a later mark makes others. */
export function recordOf(
  list: readonly ListedReply[],
  events: readonly number[] | null,
): ReplyRecord {
  const marks = [...marksOf(list)];
  return {
    ids: list.map(({ id }) => id),
    events: events === null ? null : [...events],
    addressed: marks.flatMap(([id, isAddressed]) => (isAddressed === true ? [id] : [])),
    unaddressed: marks.flatMap(([id, isAddressed]) => (isAddressed === false ? [id] : [])),
  };
}

/**
 * A record with one reply more, or with its new mark.
 *
 * @param events those that the reply has made, all from before it was read.
 */
export function withReply(
  record: ReplyRecord,
  { id, addressed }: Comment,
  events: readonly number[],
): ReplyRecord {
  const others = (ids: readonly number[]): number[] => ids.filter((one) => one !== id);
  return {
    ids: ascending([...record.ids, id]),
    events: record.events === null ? null : ascending([...record.events, ...events]),
    addressed: [...others(record.addressed), ...(addressed === true ? [id] : [])],
    unaddressed: [...others(record.unaddressed), ...(addressed === false ? [id] : [])],
  };
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((one, other) => one - other);
}

/** The marks of replies that were read. */
export function marksOf(list: readonly ListedReply[]): ReplyMarks {
  return new Map(list.map(({ id, detail }) => [id, detail?.addressed ?? null]));
}

/** The marks of a record. */
export function recordedMarks({ ids, addressed, unaddressed }: ReplyRecord): ReplyMarks {
  const isAddressed = new Set(addressed);
  const isOpen = new Set(unaddressed);
  return new Map(ids.map((id) => [id, isAddressed.has(id) ? true : isOpen.has(id) ? false : null]));
}

/** Whether the events of a parent are those with which its list was read, so that its marks are valid. */
export function hasSameEvents(
  { events }: ReplyRecord,
  heard: readonly number[] | undefined,
): boolean {
  const isSame = events?.every((id, index) => id === heard?.[index]) === true;
  return isSame && events.length === heard?.length;
}

/** Name of the cached record of a parent. */
export function recordName(parent: ReplyParent): string {
  return `${FORM} ${parent.address.path}`;
}

/** Name of a cached reply. */
export function replyName(parent: ReplyParent, id: number): string {
  return `${recordName(parent)} ${String(id)}`;
}
