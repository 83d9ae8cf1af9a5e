/** How far a project is indexed. `LIVE` is followed by the event feed. */
export type CoverageState = 'NONE' | 'BACKFILLING' | 'LIVE' | 'GAP' | 'PAUSED';

/** A span of time, in seconds since 1970, whose mails may be missing: `from <= date < to`. */
export interface IndexHole {
  readonly from: number;
  readonly to: number;
  /** Why, as a sentence without a full stop. */
  readonly reason: string;
}

/** What the filling of an index knows of a project. Times are seconds since 1970. */
export interface CoverageFacts {
  readonly state: CoverageState;
  /** Patches that the server has in all; null is not known. */
  readonly expectedPatches: number | null;
  /** Patches of the days that are indexed which the filling has not come to yet; null is not known. */
  readonly pendingPatches: number | null;
  /** Mails from here on are indexed; null is none yet. */
  readonly from: number | null;
  /** Mails before this are indexed: when the server was asked last. Null is none yet. */
  readonly until: number | null;
  /** Whether everything that the server has before `from` is known to be nothing. */
  readonly reachesStart: boolean;
  /** Whether comments are indexed too. */
  readonly comments: boolean;
}

/** A change of {@link CoverageFacts}; what is left out stays. */
export type CoverageUpdate = Partial<CoverageFacts>;

/** What an index has of a project. */
export interface ProjectCoverage extends CoverageFacts {
  readonly instance: string;
  readonly project: string;
  readonly patches: number;
  readonly covers: number;
  readonly commentCount: number;
  /** Mails of which text beyond `maxTextBytes` was cut off. */
  readonly truncated: number;
  readonly holes: readonly IndexHole[];
}

/**
 * How old `until` of a project that is followed may be: what follows it says so about once a minute, and may be
 * another process, which can end without a word.
 */
const MAX_LAG_SECONDS = 300;

/** The state of a project's index now. One that was followed and is not any more reads PAUSED. */
export function stateNow(
  { state, until }: Pick<CoverageFacts, 'state' | 'until'>,
  nowSeconds: number,
): CoverageState {
  const isBehind = until === null || until < nowSeconds - MAX_LAG_SECONDS;
  return state === 'LIVE' && isBehind ? 'PAUSED' : state;
}

/** What is known of a project before its first mail. */
export const NO_COVERAGE: CoverageFacts = {
  state: 'NONE',
  expectedPatches: null,
  pendingPatches: null,
  from: null,
  until: null,
  reachesStart: false,
  comments: false,
};

/** What keys of progress begin with: `kernel/netdev`, or `kernel/netdev/backfill`. They go with the project. */
export function progressKeyOf({
  instance,
  project,
}: {
  readonly instance: string;
  readonly project: string;
}): string {
  return `${instance}/${project}`;
}
