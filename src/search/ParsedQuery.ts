import { CHECK_WORDS } from '../patchwork/resources/check.js';

/** Position in the query text: UTF-16 offsets; `end` is exclusive. */
export interface QueryPosition {
  readonly start: number;
  readonly end: number;
}

/**
 * Values of `is:`. `pr` is a pull request, `open` one whose state requires action, `closed` one
 * that is accepted or settled otherwise. `reviewed` is a patch or series that enough people
 * approved, `tested` a patch that somebody gave a Tested-by, `complete` a series of which all
 * patches have arrived, `latest` one without a newer version, and its patches; `obsolete` is the
 * opposite.
 */
export const IS_WORDS = [
  'patch',
  'series',
  'cover',
  'pr',
  'open',
  'closed',
  'reviewed',
  'complete',
  'latest',
  'tested',
  'obsolete',
  'project',
  'person',
] as const;
/** One of {@link IS_WORDS}. */
export type IsWord = (typeof IS_WORDS)[number];

/** Values of `check:`: the combined state of a patch's checks; `none` where there are no checks. */
export const CHECK_VALUES = [...CHECK_WORDS, 'none'] as const;
/** One of {@link CHECK_VALUES}. */
export type CheckValue = (typeof CHECK_VALUES)[number];

/** Values of `status:`: the status of a series. */
export const STATUS_WORDS = [
  'action-required',
  'partially-applied',
  'partially-accepted',
  'accepted',
  'superseded',
  'closed',
  'unknown',
] as const;
/** One of {@link STATUS_WORDS}. */
export type StatusWord = (typeof STATUS_WORDS)[number];

/** Values of `has:`. */
export const HAS_WORDS = ['replies'] as const;
/** One of {@link HAS_WORDS}. */
export type HasWord = (typeof HAS_WORDS)[number];

/** Fields of texts of mails, by the prefixes of public-inbox; REST has filters for none of them. */
export const MAIL_FIELDS = [
  'b',
  'nq',
  'q',
  'bs',
  't',
  'c',
  'tc',
  'a',
  'n',
  'dfn',
  'dfa',
  'dfb',
  'dfctx',
  'dfhh',
  'tr',
] as const;
/** One of {@link MAIL_FIELDS}. */
export type MailField = (typeof MAIL_FIELDS)[number];

/** Fields of ids in diffs; hexadecimal digits. */
export const HASH_FIELDS = ['dfpre', 'dfpost', 'dfblob', 'patchid'] as const;
/** One of {@link HASH_FIELDS}. */
export type HashField = (typeof HASH_FIELDS)[number];

/** Consecutive words. */
export interface MailWords {
  readonly text: string;
  /** Whether the last word is a prefix: `spin*`. */
  readonly prefix: boolean;
}

/** Words in one header: `h:List-Id=netdev`. */
export interface HeaderWords extends MailWords {
  readonly name: string;
}

/** Versions of a posting, both ends included; null is an open end. */
export interface VersionRange {
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** A span of time; null is an open end. RFC 3339 in UTC with `Z`. */
export interface DateSpan {
  /** First instant, inclusive. */
  readonly since: string | null;
  /** Last instant, exclusive. */
  readonly before: string | null;
}

/** Type of the values of each field. */
export interface SearchFieldValues
  extends Readonly<Record<MailField, MailWords>>, Readonly<Record<HashField, string>> {
  readonly h: HeaderWords;
  /** Text that the name contains, in any case. */
  readonly subject: string;
  /** Address or display name. */
  readonly submitter: string;
  /** Link name, or the id or address of the project's list; `instance/name` is that of one instance. */
  readonly project: string;
  /** Slug or name of a state of the server. */
  readonly state: string;
  /** Username; null is nobody (`delegate:none`). */
  readonly delegate: string | null;
  readonly archived: boolean;
  readonly check: CheckValue;
  readonly version: VersionRange;
  readonly date: DateSpan;
  /** Without brackets, not encoded. */
  readonly messageId: string;
  /** Name of a configured instance. */
  readonly instance: string;
  readonly is: IsWord;
  /** Pattern of paths: `dir/`, or a glob in which `*` does not cross `/`. */
  readonly path: string;
  /** Address of somebody who reviewed or acked a patch. */
  readonly reviewer: string;
  readonly status: StatusWord;
  readonly has: HasWord;
}

/** The fields, by the names that the rest of the program uses. */
export type SearchField = keyof SearchFieldValues;

/** One value of a field and its position. */
export interface SearchValue<T> {
  readonly value: T;
  readonly position: QueryPosition;
}

interface TermBase {
  /** Whether it is negated by `-`: matches are excluded. */
  readonly negated: boolean;
  /** The whole term, `-` included. */
  readonly position: QueryPosition;
}

/** A word or "quoted phrase". */
export interface TextTerm extends TermBase {
  readonly kind: 'text';
  readonly value: string;
  /** Whether it was quoted: then its spaces are significant. */
  readonly phrase: boolean;
  /** Whether the word is a prefix: `spin*`. */
  readonly prefix?: true;
}

/** Terms joined by `OR`: one of the alternatives must match, each of which is a list of terms that all must. */
export interface GroupTerm extends TermBase {
  readonly kind: 'group';
  readonly alternatives: readonly (readonly PlainTerm[])[];
}

/** A term that can be within parentheses. */
export type PlainTerm = TextTerm | FieldTerm | GroupTerm;

/** A term, or the terms of a group with those of the groups in it. */
export function leavesOf(term: PlainTerm): readonly (TextTerm | FieldTerm)[] {
  return term.kind === 'group' ? term.alternatives.flat().flatMap(leavesOf) : [term];
}

/** `field:value` or `field:value,value`, which means any of them. */
export type FieldTerm = {
  readonly [F in SearchField]: TermBase & {
    readonly kind: 'field';
    readonly field: F;
    readonly values: readonly SearchValue<SearchFieldValues[F]>[];
  };
}[SearchField];

/** Something pasted that identifies its object. It is never negated. */
export type LookupTerm = TermBase & { readonly kind: 'lookup' } & (
    | {
        readonly lookup: 'messageId';
        /** Without brackets, not encoded. */
        readonly value: string;
        /** The ids that are meant, as written first; left out where there is one only. */
        readonly forms?: readonly string[];
        /** Whether it could as well be somebody's address: `jane@example.org`. */
        readonly mayBeAddress: boolean;
      }
    | {
        readonly lookup: 'url';
        /** As it was pasted; see `parseResourceUrl`. */
        readonly value: string;
      }
    | {
        readonly lookup: 'number';
        /** The number of an object, of any kind and server. */
        readonly value: number;
      }
  );

/** One part of a query. */
export type SearchTerm = PlainTerm | LookupTerm;

/** A part of a query that was not read as written. */
export interface QueryNote {
  readonly code: 'SUBJECT_HEAD' | 'PUNCTUATION' | 'MESSAGE_ID_LOOKUP' | 'HEADER_NAME';
  readonly message: string;
}

/** A parsed query. All terms must match. */
export interface ParsedQuery {
  /** The query as it was written; positions count in it. */
  readonly text: string;
  /** In the order of the query; at least one. */
  readonly terms: readonly SearchTerm[];
  /** Parts that were not read as written. */
  readonly notes: readonly QueryNote[];
}
