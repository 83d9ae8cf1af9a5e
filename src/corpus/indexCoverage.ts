/** State of the index of a project. `LIVE`: the event feed is followed. */
export type CoverageState = 'NONE' | 'BACKFILLING' | 'LIVE' | 'GAP' | 'PAUSED';

/** A span of time, in seconds since 1970, whose mails may be missing: `from <= date < to`. */
export interface IndexHole {
  readonly from: number;
  readonly to: number;
  /** Why, as a sentence without a full stop. */
  readonly reason: string;
}

/** Facts about a project from the filling of the index. Times are seconds since 1970. */
export interface CoverageFacts {
  readonly state: CoverageState;
  /** Number of patches on the server when the filling began; null is not known. See {@link expectedNow}. */
  readonly expectedPatches: number | null;
  /** Number of patches within the indexed days that are not indexed yet; null is not known. */
  readonly pendingPatches: number | null;
  /** Mails from this time on are indexed; null if there are none yet. */
  readonly from: number | null;
  /**
   * Mails before this time, that of the last query to the server, are indexed; null if there are
   * none yet.
   */
  readonly until: number | null;
  /** Whether the server is known to have no mails before `from`. */
  readonly reachesStart: boolean;
  /** Whether comments are indexed too. */
  readonly comments: boolean;
}

/** A change of {@link CoverageFacts}; omitted fields do not change. */
export type CoverageUpdate = Partial<CoverageFacts>;

/** Coverage of a project in an index. */
export interface ProjectCoverage extends CoverageFacts {
  readonly instance: string;
  readonly project: string;
  readonly patches: number;
  readonly covers: number;
  readonly commentCount: number;
  /** Number of mails whose text beyond `maxTextBytes` was truncated. */
  readonly truncated: number;
  readonly holes: readonly IndexHole[];
}

/**
 * Maximum age of `until` of a followed project. The process that follows it updates it about once a
 * minute, and may end without notice.
 */
const MAX_LAG_SECONDS = 300;

/** The current state of a project's index; PAUSED if it is no longer followed. */
export function stateNow(
  { state, until }: Pick<CoverageFacts, 'state' | 'until'>,
  nowSeconds: number,
): CoverageState {
  const isBehind = until === null || until < nowSeconds - MAX_LAG_SECONDS;
  return state === 'LIVE' && isBehind ? 'PAUSED' : state;
}

/**
 * Number of patches on the server, which has at least those that are indexed: it is counted when the
 * filling begins, and patches that arrive later are not counted again. Null is not known.
 */
export function expectedNow({
  expectedPatches,
  patches,
}: Pick<ProjectCoverage, 'expectedPatches' | 'patches'>): number | null {
  return expectedPatches === null ? null : Math.max(expectedPatches, patches);
}

/** Coverage of a project before its first mail. */
export const NO_COVERAGE: CoverageFacts = {
  state: 'NONE',
  expectedPatches: null,
  pendingPatches: null,
  from: null,
  until: null,
  reachesStart: false,
  comments: false,
};

/**
 * Prefix of the keys of a project's progress: `kernel/netdev`, or `kernel/netdev/backfill`. They
 * are removed with the project.
 */
export function progressKeyOf({
  instance,
  project,
}: {
  readonly instance: string;
  readonly project: string;
}): string {
  return `${instance}/${project}`;
}
