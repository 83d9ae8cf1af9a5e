import type { MailKind, TextField } from './IndexedMail.js';

/** Condition that mails must meet. */
export type IndexCondition =
  /** All of them; without any, every mail. */
  | { readonly kind: 'and'; readonly parts: readonly IndexCondition[] }
  /** One of them; without any, no mail. */
  | { readonly kind: 'or'; readonly parts: readonly IndexCondition[] }
  | { readonly kind: 'not'; readonly part: IndexCondition }
  /** Tokens in a row, in one text of one of the fields. See `tokens.ts`. */
  | {
      readonly kind: 'text';
      readonly fields: readonly TextField[];
      /** At least one. */
      readonly tokens: readonly string[];
      /** Whether the last token is the beginning of a word. */
      readonly prefix: boolean;
    }
  /** A blob whose id starts with this, or that the diff abbreviates to a prefix of this. Lower case. */
  | { readonly kind: 'blob'; readonly side: 'pre' | 'post' | 'both'; readonly id: string }
  /** A patch id that starts with this. Lower case. */
  | { readonly kind: 'patchId'; readonly id: string }
  /** Link names. */
  | { readonly kind: 'project'; readonly names: readonly string[] }
  | { readonly kind: 'messageId'; readonly ids: readonly string[] }
  /** Mails without truncated text. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'submitter'; readonly numbers: readonly number[] }
  | { readonly kind: 'series'; readonly numbers: readonly number[] }
  /** Version of the posting; null is an open end. A mail whose version is not known counts. */
  | { readonly kind: 'version'; readonly minimum: number | null; readonly maximum: number | null }
  /** Seconds since 1970, `since <= date < before`; null is an open end. */
  | { readonly kind: 'date'; readonly since: number | null; readonly before: number | null }
  /** A mail for which this is not known matches, so that it is checked individually. */
  | {
      readonly kind: 'summary';
      readonly field: 'state' | 'delegate' | 'check';
      readonly values: readonly string[];
    }
  | { readonly kind: 'archived'; readonly value: boolean };

/** A query to an index. */
export interface IndexPlan {
  readonly instance: string;
  /** Link names; null is all projects of the instance. */
  readonly projects: readonly string[] | null;
  readonly kinds: readonly MailKind[];
  readonly where: IndexCondition;
  /** Rows of {@link IndexHit.row} below this one; null starts at the newest. */
  readonly before: number | null;
  /** Maximum number of rows, 0 to 1,000. */
  readonly limit: number;
  /** Whether to count all matches, regardless of `before` and `limit`. */
  readonly count: boolean;
}

/** A mail that matches. */
export interface IndexHit {
  /** Position: newer mails have larger ones. Seconds since 1970 times 2^20, and a sequence number. */
  readonly row: number;
  readonly kind: MailKind;
  readonly number: number;
  readonly project: string;
  readonly messageId: string | null;
  readonly series: number | null;
  readonly parent: { readonly kind: MailKind; readonly number: number } | null;
}

/** Answer of an index. */
export interface IndexAnswer {
  /** Newest first. */
  readonly hits: readonly IndexHit[];
  /** Whether there are no rows after the last hit. */
  readonly exhausted: boolean;
  /** Row to continue before, if the time ran out before `limit` rows were found; otherwise null. */
  readonly interruptedAt: number | null;
  /** Null if it was not requested, or takes too long. */
  readonly total: number | null;
}
