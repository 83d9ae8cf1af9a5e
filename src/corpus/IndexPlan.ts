import type { MailKind, TextField } from './IndexedMail.js';

/** What mails must meet. */
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
  /** A blob whose id begins so, or of which the diff has only the beginning of this. Lower case. */
  | { readonly kind: 'blob'; readonly side: 'pre' | 'post' | 'both'; readonly id: string }
  /** A patch id that begins so. Lower case. */
  | { readonly kind: 'patchId'; readonly id: string }
  /** Link names. */
  | { readonly kind: 'project'; readonly names: readonly string[] }
  | { readonly kind: 'messageId'; readonly ids: readonly string[] }
  /** Mails of which no text was cut off. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'submitter'; readonly numbers: readonly number[] }
  | { readonly kind: 'series'; readonly numbers: readonly number[] }
  /** Version of the posting; null is an open end. A mail whose version is not known counts. */
  | { readonly kind: 'version'; readonly minimum: number | null; readonly maximum: number | null }
  /** Seconds since 1970, `since <= date < before`; null is an open end. */
  | { readonly kind: 'date'; readonly since: number | null; readonly before: number | null }
  /** A mail of which this is not known counts, so that it is looked at itself. */
  | {
      readonly kind: 'summary';
      readonly field: 'state' | 'delegate' | 'check';
      readonly values: readonly string[];
    }
  | { readonly kind: 'archived'; readonly value: boolean };

/** A question to an index. */
export interface IndexPlan {
  readonly instance: string;
  /** Link names; null is all projects of the instance. */
  readonly projects: readonly string[] | null;
  readonly kinds: readonly MailKind[];
  readonly where: IndexCondition;
  /** Where to go on: rows of {@link IndexHit.row} below this one; null from the newest. */
  readonly before: number | null;
  /** Rows wanted, 0 to 1,000. */
  readonly limit: number;
  /** Whether to count all that match, `before` and `limit` left out of account. */
  readonly count: boolean;
}

/** A mail that matches. */
export interface IndexHit {
  /** Where it stands: newer mails have larger ones. Seconds since 1970 times 2^20, and a sequence. */
  readonly row: number;
  readonly kind: MailKind;
  readonly number: number;
  readonly project: string;
  readonly messageId: string | null;
  readonly series: number | null;
  readonly parent: { readonly kind: MailKind; readonly number: number } | null;
}

/** What an index answers. */
export interface IndexAnswer {
  /** Newest first. */
  readonly hits: readonly IndexHit[];
  /** Whether nothing comes behind the last hit. */
  readonly exhausted: boolean;
  /** Where to go on where the time ran out before `limit` rows were found; else null. */
  readonly interruptedAt: number | null;
  /** Null where it was not asked for, or takes too long. */
  readonly total: number | null;
}
