import { GatewayError, BadUserInputError } from '../../errors.js';
import type { Position, ReadResult, Source } from '../../orderedList.js';
import type { SourceStatus } from '../../federation/sourceStatus.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { PersonEntity } from '../../catalog/kinds/person.js';
import type { ProjectEntity } from '../../catalog/kinds/project.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { PlainTerm } from '../../search/ParsedQuery.js';
import type { MessageModel } from '../MessageModel.js';
import type { SearchType } from './searchTypes.js';

/** Kinds of search results. */
export type SearchNode = SearchEntity | MessageModel;
/** Kinds of search results that are one object of one server. */
export type SearchEntity =
  PatchEntity | SeriesEntity | CoverEntity | CommentEntity | ProjectEntity | PersonEntity;

/** One thing found. */
export interface SearchHit {
  readonly type: SearchType;
  readonly node: SearchNode;
  /** Of mails: those of one type that share it are one result. */
  readonly messageId: string | null;
  /** Terms that matched its text; omitted where only names were searched. */
  readonly terms?: readonly PlainTerm[];
}

/** One ordered list out of which search merges its answer: one type of one instance, or a lookup. */
export interface SearchSource extends Source<SearchHit> {
  /** An instance has several sources in one search. */
  readonly key: string;
  readonly client: PatchworkClient;
  /** Types that it may hold. */
  readonly types: readonly SearchType[];
  /**
   * How many rows of a type match; null if only reading everything would determine it.
   *
   * @throws GatewayError when the instance does not answer.
   */
  count(type: SearchType): Promise<number | null>;
  /** Ends once its first rows are there or could not be read: then it may know its count. */
  readonly firstRead?: Promise<void>;
  /** The status from the merge, completed with data that only the source has. */
  complete(status: SourceStatus | undefined): SourceStatus;
}

/**
 * Ranks of results without a date. Search is in descending order of keys, and `~` comes after all digits,
 * so these come before every date.
 */
export const RANKS = { lookup: '~3', PROJECT: '~2', PERSON: '~1' } as const;

/** Whether a position is among the results without a date, after which dated lists start again. */
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
 * Keeps the count of a source that was read from its start to its end: where the gateway looks at rows
 * itself, nothing else reports it.
 */
export class ReadCount {
  #isFromStart = false;
  #rows = 0;
  #isWhole = false;

  /** Rows in all, once the source was read whole. */
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

/** Errors of an instance. @throws errors of the client's input, and bugs. */
export function asFailure(reason: unknown): GatewayError {
  if (reason instanceof GatewayError && !(reason instanceof BadUserInputError)) return reason;
  throw reason;
}
