/** What is sent to one project's list in the demo; everything else about the mails is derived from it. */
export interface ProjectThreads {
  /** Files by area; the area is the part of a title before the colon. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly series: readonly SeriesThread[];
  /** Patches that were sent alone. */
  readonly singles: readonly string[];
}

/** A patch series in one or more versions. */
export interface SeriesThread {
  /** Title of the cover letter. */
  readonly title: string;
  /** The message of the cover letter. */
  readonly why: string;
  readonly patches: readonly string[];
  /** How many versions were sent; default 1. */
  readonly versions?: 1 | 2 | 3;
  /** Without a cover letter, Patchwork names the series after its first patch. */
  readonly withoutCover?: boolean;
  /** Numbers of patches that never arrived. */
  readonly lost?: readonly number[];
}
