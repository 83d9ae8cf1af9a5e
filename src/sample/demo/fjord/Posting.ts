import type { CheckState } from '../../server/SampleState.js';
import type { MailAuthor } from '../composeHeaders.js';

/** A patch of a posting. */
export interface PostedPatch {
  readonly title: string;
  /** The message above `---`, with its trailers. */
  readonly message: string;
  /** Text after `---`; default: what git would print for the diff. */
  readonly notes?: string;
  readonly diff: string;
  /** Number in the series; default: the index in the list. */
  readonly number?: number;
  /** Slug of the state; default `new`. */
  readonly state?: string;
  readonly commitRef?: string;
  /** CI results in chronological order: `build-arm success`. */
  readonly checks?: readonly (readonly [context: string, state: CheckState])[];
}

/** A reply to a posting. */
export interface PostedReply {
  /** Key of the mail that it replies to: `bql-v2-0` for a cover letter, `bql-v2-1` for a patch. */
  readonly to: string;
  /** Key by which other mails refer to it. */
  readonly key?: string;
  /** Replies to an intermediate mail that never reached the list. */
  readonly answersLost?: true;
  /** Key of the patch under which Patchwork files it, if that is not the head of its thread. */
  readonly filedAt?: string;
  readonly from: MailAuthor;
  /** Time since the posting. */
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
  /** Replaces the prefixes that are derived from version and total. */
  readonly prefixes?: readonly string[];
  /** Announced length; default: the number of patches. */
  readonly total?: number;
  /** Text of the cover letter; without it, there is no cover letter. */
  readonly cover?: string;
  /** Key of the mail that its first mail replies to. */
  readonly answers?: string;
  /** Key of the posting in whose series Patchwork files the patches, which reply to it. */
  readonly joins?: string;
  readonly patches: readonly PostedPatch[];
  readonly replies?: readonly PostedReply[];
}
