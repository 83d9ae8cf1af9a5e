import type { SampleServerFacts } from './SampleState.js';

/**
 * Differences between the releases of Patchwork, and of the Django stack that each ran on when the
 * recordings in `test/recordings/` were made, as named booleans. Code checks a trait, never a
 * version number.
 */
export interface ReleaseTraits {
  /** Link headers carry `first` and `last` too, on every list (from 3.0). */
  readonly linksFirstAndLast: boolean;
  /** Ids in paths are matched by `<int:…>`, so a word does not match a route (from 3.0). */
  readonly matchesOnlyNumericIds: boolean;
  /** Slashes of a Message-ID are encoded in web addresses (from 3.0). */
  readonly encodesMessageIdSlashes: boolean;
  /** Comments of patches and covers are in separate tables with their own ids and events (3.0). */
  readonly separatesCommentTables: boolean;
  /** Comments carry `url` at API 1.3 (from 3.2). */
  readonly linksComments: boolean;
  /** `/patch/…/mbox/` names its charset (from 3.0). */
  readonly namesMboxCharset: boolean;
  /** The postscript of a mail begins at a line `--` or `---`, at any position (from 3.0). */
  readonly splitsPostscriptAtAnyLine: boolean;
  /** 404 messages name the model: "No Patch matches the given query." (DRF 3.15). */
  readonly namesModelInNotFound: boolean;
  /** A bare date is a valid `since` (Python's `datetime.fromisoformat`, used by Django 4). */
  readonly acceptsBareDates: boolean;
  /** An offset in `since` is converted to UTC; otherwise to the server's TIME_ZONE (Django 3.1). */
  readonly convertsOffsetsToUtc: boolean;
  /** `?page=` is the first page (DRF 3.15). */
  readonly acceptsEmptyPage: boolean;
  /** `q` supports quoted phrases and refuses NUL (DRF 3.15). */
  readonly searchesPhrases: boolean;
  /** Basic credentials are decoded strictly (DRF 3.15). */
  readonly validatesBase64: boolean;
  /** `true` is not a primary key (DRF 3.13). */
  readonly refusesBooleanKeys: boolean;
  /** The page of a 500 names its charset (Django 4). */
  readonly namesErrorPageCharset: boolean;
  /** The page of a 500 is a whole document; on Django 2.2 it is only a heading. */
  readonly servesErrorDocument: boolean;
  /** Longest first_name (Django 3.1: 150, before 30). */
  readonly maxFirstNameLength: number;
}

/** Derives the traits of a server from its release. */
export function readReleaseTraits(facts: SampleServerFacts): ReleaseTraits {
  const release = /^(\d+)\.(\d+)/.exec(facts.patchwork);
  // "main …" is newer than any release.
  const number = release ? Number(release[1]) * 100 + Number(release[2]) : Infinity;
  const from30 = number >= 300;
  const from32 = number >= 302;
  return {
    linksFirstAndLast: from30,
    matchesOnlyNumericIds: from30,
    encodesMessageIdSlashes: from30,
    separatesCommentTables: facts.separate_comment_tables,
    linksComments: from32,
    namesMboxCharset: from30,
    splitsPostscriptAtAnyLine: from30,
    namesModelInNotFound: from32,
    acceptsBareDates: from32,
    convertsOffsetsToUtc: !from30,
    acceptsEmptyPage: from32,
    searchesPhrases: from32,
    validatesBase64: from32,
    refusesBooleanKeys: from30,
    namesErrorPageCharset: from32,
    servesErrorDocument: from30,
    maxFirstNameLength: from30 ? 150 : 30,
  };
}
