/** The kinds of mails in an index. */
export const MAIL_KINDS = ['PATCH', 'COVER', 'COMMENT'] as const;
/** One of {@link MAIL_KINDS}. */
export type MailKind = (typeof MAIL_KINDS)[number];

/** The texts of a mail that can be searched, by the prefixes of public-inbox (lore.kernel.org). */
export const TEXT_FIELDS = [
  /** Subject, or the server's name of the mail. */
  's',
  /** From. */
  'f',
  /** To. */
  't',
  /** Cc. */
  'c',
  /** Body without quotes and diffs. */
  'nq',
  /** Quoted lines of the body. */
  'q',
  /** Names of attachments. */
  'n',
  /** Paths of the diff. */
  'dfn',
  /** Removed lines of the diff. */
  'dfa',
  /** Added lines of the diff. */
  'dfb',
  /** Context lines of the diff. */
  'dfctx',
  /** Text after the numbers of hunk headers: usually the name of a function. */
  'dfhh',
  /** Trailers: name and value. */
  'tr',
  /** Headers: name and value. */
  'h',
] as const;
/** One of {@link TEXT_FIELDS}. */
export type TextField = (typeof TEXT_FIELDS)[number];

/** A name and a value: a trailer, or a header. */
export interface NamedText {
  readonly name: string;
  readonly value: string;
}

/** Searchable texts of a mail. Phrases do not match across several texts of one field. */
export interface MailFields {
  readonly s: string;
  readonly f: string;
  readonly t: readonly string[];
  readonly c: readonly string[];
  readonly nq: string;
  readonly q: string;
  readonly n: readonly string[];
  readonly dfn: readonly string[];
  readonly dfa: string;
  readonly dfb: string;
  readonly dfctx: string;
  readonly dfhh: readonly string[];
  readonly tr: readonly NamedText[];
  readonly h: readonly NamedText[];
  /** Blob ids before and after, as in the diff: lower case, usually abbreviated. */
  readonly preBlobs: readonly string[];
  readonly postBlobs: readonly string[];
  /** By `git patch-id --stable`; null without a diff. */
  readonly patchId: string | null;
  /** Whether text beyond the limit was truncated. */
  readonly truncated: boolean;
}

/**
 * The fields of a mail that change after it was sent. Null is not known: such a mail is checked
 * individually.
 */
export interface MailSummary {
  /** Slug of the state. */
  readonly state: string | null;
  /** Username; "" if there is none. */
  readonly delegate: string | null;
  readonly archived: boolean | null;
  /** Combined state of the checks in lower case: `success`, `fail`, `warning`, `pending`, or `none`. */
  readonly check: string | null;
}

/** A mail that is put into an index. */
export interface IndexedMail {
  /** Name of the configured instance. */
  readonly instance: string;
  /** Link name. */
  readonly project: string;
  readonly kind: MailKind;
  /**
   * The server's number, unique within instance and kind. Patchwork numbers comments of covers apart from those
   * of patches: they are negative here.
   */
  readonly number: number;
  /** Without brackets. */
  readonly messageId: string | null;
  /** Number of its series. */
  readonly series: number | null;
  /** Parent of a comment: the patch or cover under which the server lists it. */
  readonly parent: { readonly kind: MailKind; readonly number: number } | null;
  /** Number of the person who sent it. */
  readonly submitter: number | null;
  /** Version of its series, `v2` of the subject; null is not known. */
  readonly version: number | null;
  /** The server's date of the mail, in seconds since 1970. */
  readonly date: number;
  readonly fields: MailFields;
  /** Null if nothing is known. */
  readonly summary: MailSummary | null;
}
