import type { CheckState } from '../../server/SampleState.js';
import type { MailAuthor } from '../composeHeaders.js';

/** A patch of a posting. */
export interface PostedPatch {
  readonly title: string;
  /** The message above `---`, with its trailers. */
  readonly message: string;
  /** What follows `---`; without it, what git would say about the diff. */
  readonly notes?: string;
  readonly diff: string;
  /** Its place in the series; default: the place in the list. */
  readonly number?: number;
  /** Slug of its state; default `new`. */
  readonly state?: string;
  readonly commitRef?: string;
  /** Results of the CI, in order of time: `build-arm success`. */
  readonly checks?: readonly (readonly [context: string, state: CheckState])[];
}

/** A reply of a posting. */
export interface PostedReply {
  /** Key of the mail that it answers: `bql-v2-0` for a cover letter, `bql-v2-1` for a patch. */
  readonly to: string;
  /** Key by which others answer it. */
  readonly key?: string;
  /** It answers a mail in between that the list never got. */
  readonly answersLost?: true;
  /** Key of the patch where Patchwork files it, if it is not the head of its thread. */
  readonly filedAt?: string;
  readonly from: MailAuthor;
  /** After the posting. */
  readonly afterHours: number;
  readonly text: string;
  readonly addressed?: boolean;
}

/** One posting of a series. Its mails have the keys `KEY-0` (the cover letter), `KEY-1` and so on. */
export interface Posting {
  readonly key: string;
  readonly title: string;
  readonly from: MailAuthor;
  /** Days before the end of the demo. */
  readonly ageDays: number;
  /** Default 1. */
  readonly version?: number;
  /** Instead of the prefixes that version and total give. */
  readonly prefixes?: readonly string[];
  /** Announced length; default: the number of patches. */
  readonly total?: number;
  /** Text of the cover letter; without it there is none. */
  readonly cover?: string;
  /** Key of the mail that its first mail answers. */
  readonly answers?: string;
  /** Key of the posting in whose series Patchwork files the patches, which answer it. */
  readonly joins?: string;
  readonly patches: readonly PostedPatch[];
  readonly replies?: readonly PostedReply[];
}
