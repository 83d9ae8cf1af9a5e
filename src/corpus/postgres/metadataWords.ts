/*
 * Besides the words of its text, each mail has words that tell when and where it is: so the index finds a word among
 * the newest mails, or among those of one project, without a look at all others with that word.
 */
import type { MailKind } from '../IndexedMail.js';

/** Name of the field of such words, which is none of `TEXT_FIELDS`. */
export const METADATA_FIELD = 'at';
/** Word of that field that marks mails in several parts. */
export const PARTS_WORD = 'parts';
/** Lower bits of a row that are left out: a bucket has the mails of 12 days. */
export const BUCKET_BITS = 40;
/** Letters before the ids of instances and of projects. */
export const INSTANCE_PREFIX = 'i';
export const PROJECT_PREFIX = 'p';
/** More words are not named in a query: it takes longer than to look at all mails. */
const MAX_BUCKETS = 40;
const MAX_PROJECTS = 100;

/** Ids of the instance and of the project of a mail. */
export interface MailPlace {
  readonly instance: number;
  readonly project: number;
  readonly kind: MailKind;
}

/** Mails of an instance, or of some of its projects. */
export interface PlaceFilter {
  readonly instance: number;
  /** Null is all projects of the instance. */
  readonly projects: readonly number[] | null;
  readonly kinds: readonly MailKind[];
}

/** The words of a mail. */
export function metadataWords(row: number, place: MailPlace): readonly string[] {
  const { instance, project, kind } = place;
  return [
    String(bucketOf(row)),
    placeWord(INSTANCE_PREFIX, instance, kind),
    placeWord(PROJECT_PREFIX, project, kind),
  ];
}

/** The words of the rows from `first` on, and before `end`; null where they are too many. */
export function bucketWords(first: number, end: number): readonly string[] | null {
  const newest = bucketOf(end - 1);
  const oldest = bucketOf(first);
  if (newest - oldest >= MAX_BUCKETS) return null;
  return Array.from({ length: newest - oldest + 1 }, (_, at) => String(oldest + at));
}

/** Words of which each of these mails has one, and no other mail any; null where they are too many. */
export function placeWords({ instance, projects, kinds }: PlaceFilter): readonly string[] | null {
  if (projects === null) return kinds.map((kind) => placeWord(INSTANCE_PREFIX, instance, kind));
  if (projects.length > MAX_PROJECTS) return null;
  return projects.flatMap((id) => kinds.map((kind) => placeWord(PROJECT_PREFIX, id, kind)));
}

function bucketOf(row: number): number {
  return Math.floor(row / 2 ** BUCKET_BITS);
}

function placeWord(prefix: string, id: number, kind: MailKind): string {
  return `${prefix}${String(id)}${kind.toLowerCase()}`;
}
