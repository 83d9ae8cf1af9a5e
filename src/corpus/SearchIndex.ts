import type { IndexedMail, MailKind, MailSummary } from './IndexedMail.js';
import type { IndexAnswer, IndexPlan } from './IndexPlan.js';
import type { CoverageUpdate, IndexHole, ProjectCoverage } from './indexCoverage.js';

/** A mail, identified as on its server. */
export interface MailRef {
  readonly instance: string;
  readonly kind: MailKind;
  readonly number: number;
}

/** New summary of a mail that was indexed. */
export interface SummaryUpdate extends MailRef {
  readonly summary: Partial<MailSummary>;
}

/** A project of an instance, by its link name. */
export interface ProjectRef {
  readonly instance: string;
  readonly project: string;
}

/** Dimension of {@link SearchIndex.tally}. */
export type TallyDimension = 'STATE' | 'DELEGATE' | 'SUBMITTER' | 'CHECK' | 'KIND';

/** Which mails are counted, and how. */
export interface TallyPlan extends ProjectRef {
  readonly kinds: readonly MailKind[];
  /**
   * Starts of the buckets in seconds since 1970, ascending; the last value is the end of the last
   * bucket.
   */
  readonly edges: readonly number[];
  /** Null counts all mails of a bucket together. */
  readonly by: TallyDimension | null;
}

/** The mails of one bucket that share a key. */
export interface TallyPoint {
  /** Start of the bucket: one of `edges`. */
  readonly time: number;
  /** Value of the dimension; null without a dimension, and for mails without a value. */
  readonly key: string | null;
  readonly count: number;
}

/** A mail in the index, without its text. */
export interface StoredMail extends MailRef {
  readonly project: string;
  readonly messageId: string | null;
  readonly series: number | null;
  readonly parent: MailRef | null;
  /** Seconds since 1970. */
  readonly date: number;
  readonly summary: MailSummary | null;
}

/**
 * Finds mails by their words. The index has nothing else of a mail: its data is loaded from the
 * server as usual.
 *
 * Every method rejects with `IndexUnavailable` if the engine cannot answer.
 */
export interface SearchIndex {
  /** Adds mails, and replaces those with the same instance, kind and number: all or none of them. */
  put(mails: readonly IndexedMail[]): Promise<void>;
  /** Updates the summaries of mails; mails that the index does not have are ignored. */
  updateSummary(rows: readonly SummaryUpdate[]): Promise<void>;
  /**
   * Removes mails; mails that the index does not have are ignored. Returns the number of removed
   * mails.
   *
   * @param withReplies whether the comments of removed patches and covers are removed too, as a
   *   server does. Default: false.
   */
  remove(refs: readonly MailRef[], withReplies?: boolean): Promise<number>;
  /**
   * Removes the mails of a project, its coverage, holes and progress. Returns the number of removed
   * mails.
   */
  forget(project: ProjectRef): Promise<number>;
  /** The mails with these Message-IDs, without brackets, in any project. */
  find(messageIds: readonly string[]): Promise<readonly StoredMail[]>;
  /** Mails of a project and kind with `since <= date < before` (seconds), newest first; at most `limit`. */
  list(
    project: ProjectRef,
    kind: MailKind,
    span: { readonly since: number; readonly before: number },
    limit: number,
  ): Promise<readonly StoredMail[]>;
  query(plan: IndexPlan): Promise<IndexAnswer>;
  /** Counts mails by time and one more dimension; points without mails are omitted. */
  tally(plan: TallyPlan): Promise<readonly TallyPoint[]>;
  /** One entry per project that `setCoverage` named. */
  coverage(): Promise<readonly ProjectCoverage[]>;
  /** Creates or updates the coverage of a project; omitted fields do not change. */
  setCoverage(project: ProjectRef, update: CoverageUpdate): Promise<void>;
  /** Replaces the holes of a project. */
  setHoles(project: ProjectRef, holes: readonly IndexHole[]): Promise<void>;
  /**
   * Stored progress of a task, as text; null if there is none. Keys that start with a prefix of
   * `progressKeyOf` are removed with their project.
   */
  progress(key: string): Promise<string | null>;
  /** Stores the progress of a task; null removes it. Given `mails`, both are written or neither. */
  setProgress(key: string, value: string | null, mails?: readonly IndexedMail[]): Promise<void>;
  /** Bytes of the index on disk or in memory. */
  size(): Promise<number>;
  close(): Promise<void>;
}
