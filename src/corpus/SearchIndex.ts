import type { IndexedMail, MailKind, MailSummary } from './IndexedMail.js';
import type { IndexAnswer, IndexPlan } from './IndexPlan.js';
import type { CoverageUpdate, IndexHole, ProjectCoverage } from './indexCoverage.js';

/** A mail as its server knows it. */
export interface MailRef {
  readonly instance: string;
  readonly kind: MailKind;
  readonly number: number;
}

/** What became of a mail since it was put. */
export interface SummaryUpdate extends MailRef {
  readonly summary: Partial<MailSummary>;
}

/** A project of an instance, by its link name. */
export interface ProjectRef {
  readonly instance: string;
  readonly project: string;
}

/** What {@link SearchIndex.tally} counts by. */
export type TallyDimension = 'STATE' | 'DELEGATE' | 'SUBMITTER' | 'CHECK' | 'KIND';

/** Which mails are counted, and how. */
export interface TallyPlan extends ProjectRef {
  readonly kinds: readonly MailKind[];
  /** Ascending seconds since 1970 at which buckets begin; the last one is the end of the last bucket. */
  readonly edges: readonly number[];
  /** Null counts all mails of a bucket together. */
  readonly by: TallyDimension | null;
}

/** The mails of one bucket that share a key. */
export interface TallyPoint {
  /** When the bucket begins: one of `edges`. */
  readonly time: number;
  /** Value of the dimension; null without one, and for mails that have none. */
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
 * Which mails hold a word: the index knows no more of a mail than that. Its rows are loaded from the
 * servers as ever.
 *
 * Every method rejects with `IndexUnavailable` where the engine cannot answer.
 */
export interface SearchIndex {
  /** Adds mails, and replaces those of the same instance, kind and number. All or none of them. */
  put(mails: readonly IndexedMail[]): Promise<void>;
  /** Changes what is known of mails; those that the index does not have are left out. */
  updateSummary(rows: readonly SummaryUpdate[]): Promise<void>;
  /**
   * Removes mails; those that the index does not have are left out. Gives the number removed.
   *
   * @param withReplies whether the comments of removed patches and covers go too: a server deletes them together.
   * Default: false.
   */
  remove(refs: readonly MailRef[], withReplies?: boolean): Promise<number>;
  /** Removes the mails of a project, its coverage, holes and progress. Gives the number of mails removed. */
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
  /** Counts by time and one more dimension; points without mails are left out. */
  tally(plan: TallyPlan): Promise<readonly TallyPoint[]>;
  /** One entry per project that `setCoverage` named. */
  coverage(): Promise<readonly ProjectCoverage[]>;
  /** Creates or changes the coverage of a project; what is left out stays. */
  setCoverage(project: ProjectRef, update: CoverageUpdate): Promise<void>;
  /** Replaces the holes of a project. */
  setHoles(project: ProjectRef, holes: readonly IndexHole[]): Promise<void>;
  /**
   * What a task wrote down to go on from, as text; null where there is nothing. Keys that begin as
   * `progressKeyOf` writes it are removed with their project.
   */
  progress(key: string): Promise<string | null>;
  /** Writes down where a task is, null to remove it. With `mails`, both are written or neither. */
  setProgress(key: string, value: string | null, mails?: readonly IndexedMail[]): Promise<void>;
  /** Bytes of the index on disk or in memory. */
  size(): Promise<number>;
  close(): Promise<void>;
}
