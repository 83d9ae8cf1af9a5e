import { BadUserInputError, GatewayError } from '../errors.js';
import { comparePlaces, compareText, resumePosition } from '../orderedList.js';
import type { SourceState } from './cursor.js';
import { isFinal, listEnded, statusOf } from './sourceStatus.js';
import type { SourceStatus } from './sourceStatus.js';
import type {
  Direction,
  Place,
  Position,
  ReadNotes,
  ReadResult,
  Row,
  Source,
} from '../orderedList.js';

interface Segment<T> {
  /** Rows of the lane before this read. */
  readonly start: number;
  readonly after: Position | null;
  readonly result: ReadResult<T>;
}

/** The last row that a page of the merged list came to. */
export interface ReachedPlace extends Place {
  /** Key of its source. */
  readonly source: string;
}

/**
 * The state of one source within one merge: the rows read from it, how many were taken, and its status.
 * `mergeSources` reads.
 */
export class Lane<T> {
  readonly #segments: Segment<T>[] = [];
  readonly #rows: Row<T>[] = [];
  #taken = 0;
  #exhausted: boolean;
  #limited = false;
  #error: GatewayError | null = null;

  readonly source: Source<T>;
  readonly #from: SourceState;
  readonly #direction: Direction;

  constructor(source: Source<T>, from: SourceState, direction: Direction) {
    this.source = source;
    this.#from = from;
    this.#direction = direction;
    if (from.kind === 'exhausted' && direction === 'ASC') throw placeless();
    this.#exhausted = from.kind !== 'open';
  }

  get instance(): string {
    return this.source.instance;
  }

  /** See `Source`. */
  get key(): string {
    return sourceKey(this.source);
  }

  /** The next row that was not taken. */
  get head(): Row<T> | undefined {
    return this.#rows[this.#taken];
  }

  /** Its rows are used up, and more can be had. */
  get needsRead(): boolean {
    return !this.head && !this.#exhausted && !this.#limited && !this.#error;
  }

  /** Its scan ended here; later rows are unknown until the next page. */
  get frontier(): Place | null {
    return this.#limited && !this.head ? this.position : null;
  }

  /** Whether a later page may hold rows of it. */
  get mayHaveMore(): boolean {
    if (this.head) return true;
    return !this.#exhausted && !(this.#error && isFinal(this.#error));
  }

  take(): void {
    this.#taken += 1;
  }

  /** Where the next read begins: behind the last row read. */
  get position(): Position | null {
    return this.#positionAt(this.#rows.length);
  }

  /**
   * Adds the rows of a read from `after`.
   *
   * @throws GatewayError when the server announces more rows and returns none.
   */
  add(after: Position | null, result: ReadResult<T>): void {
    this.#segments.push({ start: this.#rows.length, after, result });
    this.#rows.push(...result.rows);
    this.#exhausted = result.exhausted;
    this.#limited = result.scanLimitReached !== undefined;
    this.#error = result.failure ?? result.scanLimitReached ?? null;
    if (this.needsRead) this.#checkProgress(after);
  }

  /** A read failed: the lane keeps its place. */
  fail(error: GatewayError): void {
    this.#error = error;
  }

  /**
   * Where to go on once the first `taken` rows of this lane are used up and the merged list has come
   * to `reached`. A lane that did not fail moves up to there even without rows: a row that
   * arrives later in the span passed would come out of order.
   *
   * An ascending list goes on behind its end, since later rows sort there. A lane that has
   * ended stays behind its own last row and is asked again from there once every other one has ended
   * too: none of its rows is lost, though the clock or the cache of another server is ahead of it.
   * @param isListEnd no source has more.
   */
  stateAfter(taken: number, reached: ReachedPlace | null, isListEnd: boolean): SourceState {
    const atEnd = taken === this.#rows.length;
    const position = this.#positionAt(taken);
    if (atEnd && this.#exhausted) {
      if (this.#direction === 'DESC') return { kind: 'exhausted' };
      return isListEnd ? { kind: 'open', position, failed: false } : { kind: 'ended', position };
    }
    const failed = atEnd && this.#error !== null && !this.#limited;
    return {
      kind: 'open',
      position: failed || !reached ? position : this.#moveUp(position, reached),
      failed,
    };
  }

  status(): SourceStatus {
    const { instance } = this;
    const error = this.#error;
    const requests = this.source.requests?.() ?? null;
    const notes: ReadNotes[] = this.#segments.map(({ result }) => result);
    if (this.#from.kind !== 'open') {
      return statusOf({
        instance,
        notes: [{ warnings: [listEnded(instance)] }],
        isUnasked: true,
        requests,
      });
    }
    if (this.#from.failed && this.#taken > 0) {
      const message = `${instance} failed on an earlier page; its rows from there are returned now.`;
      notes.push({ warnings: [{ code: 'LATE_ROWS', message }] });
    }
    return statusOf({
      instance,
      notes,
      error,
      isPartial: this.#segments.length > 0,
      isUnasked:
        this.#segments.length > 0 &&
        this.#segments.every(({ result }) => result.unasked !== undefined),
      requests,
    });
  }

  #positionAt(taken: number): Position | null {
    const segment = this.#segments.findLast(({ start }) => start <= taken);
    if (!segment) return this.#from.kind === 'exhausted' ? null : this.#from.position;
    return resumePosition(segment.result, segment.after, taken - segment.start);
  }

  #moveUp(position: Position | null, reached: ReachedPlace): Position | null {
    const { key, source } = reached;
    if (source === this.key) return position;
    const own = compareText(this.key, source);
    const tiesPassed = this.#direction === 'ASC' ? own < 0 : own > 0;
    const id = tiesPassed === (this.#direction === 'ASC') ? Number.MAX_SAFE_INTEGER : 0;
    const ties = position?.key === key ? position.ties : 0;
    const moved = { key, id, ties };
    return !position || comparePlaces(this.#direction)(moved, position) > 0 ? moved : position;
  }

  #checkProgress(after: Position | null): void {
    const now = this.position;
    if (now && (now.key !== after?.key || now.id !== after.id)) return;
    throw new GatewayError(`${this.instance}: the server announced more rows but returned none`, {
      code: 'UPSTREAM_BAD_RESPONSE',
      instance: this.instance,
    });
  }
}

/** The key of a source. */
export function sourceKey({ key, instance }: Pick<Source<unknown>, 'key' | 'instance'>): string {
  return key ?? instance;
}

/** Cursors of earlier releases do not hold where an ascending list ended. */
function placeless(): BadUserInputError {
  return new BadUserInputError(
    'The text in "after" was created by an earlier release of this API and lacks the end of an ascending list. Start again without "after".',
    { argument: 'after' },
  );
}
