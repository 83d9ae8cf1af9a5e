import { GatewayError, BadUserInputError } from '../../errors.js';
import type { Position, ReadResult, Source } from '../../orderedList.js';
import { listEnded, type SourceStatus } from '../../federation/sourceStatus.js';
import type {
  CoverEntity,
  PatchEntity,
  PersonEntity,
  ProjectEntity,
  SeriesEntity,
} from '../../catalog/operation/entities.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { SearchType } from './searchTypes.js';

/** What search finds. */
export type SearchNode = PatchEntity | SeriesEntity | CoverEntity | ProjectEntity | PersonEntity;

/** One thing found. */
export interface SearchHit {
  readonly type: SearchType;
  readonly node: SearchNode;
  /** Of patches and covers: those that share it are one result. */
  readonly messageId: string | null;
}

/** One ordered list out of which search merges its answer: one type of one instance, or a lookup. */
export interface SearchLane extends Source<SearchHit> {
  readonly client: PatchworkClient;
  /** Types that it may hold. */
  readonly types: readonly SearchType[];
  /**
   * How many rows of a type match; null where only reading everything would tell.
   *
   * @throws GatewayError when the instance does not answer.
   */
  count(type: SearchType): Promise<number | null>;
  /** The merge's word on this lane, with what only the lane knows. */
  complete(status: SourceStatus | undefined): SourceStatus;
}

/**
 * Ranks of what has no date. Search is in descending order of keys, and `~` comes after all digits,
 * so these come before every date.
 */
export const RANKS = { lookup: '~3', PROJECT: '~2', PERSON: '~1' } as const;

/** Whether a place is among what has no date, from where dated lists start anew. */
export function isRanked(position: Position | null): boolean {
  return position?.key.startsWith('~') === true;
}

/**
 * A sort key that puts names in ascending order into a descending list: each byte is turned round,
 * and the end counts as more than any byte.
 */
export function descendingNameKey(name: string): string {
  const bytes = Buffer.from(name.normalize('NFKC').toLowerCase());
  return `${Buffer.from(bytes.map((byte) => 0xff - byte)).toString('hex')}g`;
}

/**
 * Keeps the count of a lane that was read from its start to its end: where the gateway looks at rows
 * itself, nothing else can tell it.
 */
export class ReadCount {
  #isFromStart = false;
  #rows = 0;
  #isWhole = false;

  /** Rows in all, once the lane was read whole. */
  get total(): number | undefined {
    return this.#isWhole ? this.#rows : undefined;
  }

  /** Takes note of a read. */
  add(after: Position | null, { rows, exhausted }: ReadResult<unknown>): void {
    if (after === null) {
      this.#isFromStart = true;
      this.#rows = 0;
    }
    this.#rows += rows.length;
    this.#isWhole = this.#isFromStart && exhausted;
  }
}

/**
 * The status of one instance out of those of its lanes. One that answered for some types and failed
 * for others is PARTIAL; errors beside the first one stand among the warnings.
 */
export function uniteStatuses(instance: string, statuses: readonly SourceStatus[]): SourceStatus {
  // A lane that was rightly not asked takes nothing from what the others gave.
  const needless = ({ status, error }: SourceStatus): boolean =>
    status === 'SKIPPED' && error === null;
  const isNeedless = statuses.every(needless);
  const asked = isNeedless ? statuses : statuses.filter((one) => !needless(one));
  const codes = new Set(asked.map(({ status }) => status));
  const [only] = codes;
  const isMixed = codes.has('FAILED') || codes.has('TIMED_OUT') || codes.has('SKIPPED');
  const status =
    only !== undefined && codes.size === 1
      ? only
      : isMixed || codes.has('PARTIAL')
        ? 'PARTIAL'
        : codes.has('STALE')
          ? 'STALE'
          : 'OK';
  const errors = statuses.flatMap(({ error }) => (error === null ? [] : [error]));
  const [error = null] = errors;
  const notes = new Map(
    [...errors.slice(1), ...asked.flatMap(({ warnings }) => warnings)]
      .filter(({ message }) => message !== error?.message)
      // Lanes have names of their own.
      .map((note) => (note.code === 'LIST_ENDED' ? listEnded(instance) : note))
      .map((note) => [`${note.code} ${note.message}`, note]),
  );
  const times = statuses.flatMap(({ fetchedAt }) => (fetchedAt === null ? [] : [fetchedAt]));
  return {
    instance,
    status,
    error,
    warnings: [...notes.values()],
    fetchedAt: times.sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
    requests: statuses.reduce((sum, { requests }) => sum + (requests ?? 0), 0),
  };
}

/** The status of a lane that was not read for the page. */
export function unreadStatus(instance: string): SourceStatus {
  return { instance, status: 'OK', error: null, warnings: [], fetchedAt: null, requests: null };
}

/** What failed at an instance. @throws whatever is the client's fault or a bug. */
export function asFailure(reason: unknown): GatewayError {
  if (reason instanceof GatewayError && !(reason instanceof BadUserInputError)) return reason;
  throw reason;
}
