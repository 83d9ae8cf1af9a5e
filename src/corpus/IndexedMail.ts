/** The kinds of mails that an index holds. */
export const MAIL_KINDS = ['PATCH', 'COVER', 'COMMENT'] as const;
/** One of {@link MAIL_KINDS}. */
export type MailKind = (typeof MAIL_KINDS)[number];

/** The texts of a mail that can be searched, by the prefixes of public-inbox (lore.kernel.org). */
export const TEXT_FIELDS = [
  /** Subject, as the server names the mail. */
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
  /** What stands behind the numbers of hunk headers: mostly the name of a function. */
  'dfhh',
  /** Trailers: name and value. */
  'tr',
  /** Headers: name and value. */
  'h',
] as const;
/** One of {@link TEXT_FIELDS}. */
export type TextField = (typeof TEXT_FIELDS)[number];

/** A name and what it says: a trailer, or a header. */
export interface NamedText {
  readonly name: string;
  readonly value: string;
}

/** What can be searched of a mail's texts. Several texts of one field are not searched across their borders. */
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
  /** Blob ids before and after, as the diff has them: lower case, mostly shortened. */
  readonly preBlobs: readonly string[];
  readonly postBlobs: readonly string[];
  /** By `git patch-id --stable`; null without a diff. */
  readonly patchId: string | null;
  /** Whether text beyond the limit was cut off. */
  readonly truncated: boolean;
}

/** What changes of a mail after it was sent. Null is not known: such a mail is looked at itself. */
export interface MailSummary {
  /** Slug of the state. */
  readonly state: string | null;
  /** Username; "" is nobody. */
  readonly delegate: string | null;
  readonly archived: boolean | null;
  /** Combined check in lower case: `success`, `fail`, `warning`, `pending`, or `none`. */
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
  /** What a comment answers: the patch or cover under which the server lists it. */
  readonly parent: { readonly kind: MailKind; readonly number: number } | null;
  /** Number of the person who sent it. */
  readonly submitter: number | null;
  /** Version of its series, `v2` of the subject; null is not known. */
  readonly version: number | null;
  /** The server's date of the mail, in seconds since 1970. */
  readonly date: number;
  readonly fields: MailFields;
  /** Null where nothing is known. */
  readonly summary: MailSummary | null;
}
