import { BadUserInputError, GatewayError } from '../errors.js';
import { comparePlaces, compareText } from '../orderedList.js';
import { encodeCursor } from './cursor.js';
import type { CursorState, QueryHash } from './cursor.js';
import { sourceKey, Lane } from './lane.js';
import type { Direction, Place, Row, Source } from '../orderedList.js';
import type { SourceStatus } from './sourceStatus.js';

export interface MergeOptions<T> {
  /** Their keys must differ. */
  readonly sources: readonly Source<T>[];
  readonly direction: Direction;
  /** Rows wanted, at least 1. */
  readonly first: number;
  /** `after`, read by `decodeCursor`; null for the first page. */
  readonly after: CursorState | null;
  /** The cursors created here contain it. */
  readonly queryHash: Pick<QueryHash, 'value'>;
  /**
   * Key by which rows are duplicates for the reader: of those of one page that share it only the
   * first becomes an edge. Null is like no other. Left out, every row stands for itself.
   */
  readonly identityOf?: (row: Row<T>) => string | null;
}

/** One row of the merged list. */
export interface MergedEdge<T> {
  readonly row: Row<T>;
  readonly instance: string;
  /** Made only when asked for: it holds the place of every instance. */
  readonly cursor: () => string;
}

/** One page of the merged list. */
export interface MergedPage<T> {
  readonly edges: readonly MergedEdge<T>[];
  /** True also while rows may be missing: a source that failed, a scan that was not finished. */
  readonly hasNextPage: boolean;
  /** Whether the page started from a cursor. Reading backwards is not offered. */
  readonly hasPreviousPage: boolean;
  readonly startCursor: () => string | null;
  /**
   * Not null either when the page has no rows but some may come: something is missing, the list is
   * ascending, or the page started from a cursor, which a client goes on to ask.
   */
  readonly endCursor: () => string | null;
  /** One per source, in their order. */
  readonly statuses: readonly SourceStatus[];
}

/**
 * One page of several ordered lists as if they were one, ordered by (key, source, id).
 *
 * A source that fails keeps its place in the cursors, and the others go on: its rows come late, on
 * the page where it answers again, with the warning `LATE_ROWS`. So the order over all pages is exact
 * where no source failed. A scan that ran out of budget is not a failure: rows of others that belong
 * after it wait for the next page, and the page may be short.
 *
 * A source that ended on an earlier page is SKIPPED, with the warning `LIST_ENDED`. Of a descending
 * list nothing comes behind that. An ascending list can be asked again behind its end: then every
 * source is asked for what has arrived behind its own last row.
 * @throws BadUserInputError from a source, since then the query is at fault and not an instance; and
 * anything but a GatewayError, since that is a bug.
 */
export async function mergeSources<T>(options: MergeOptions<T>): Promise<MergedPage<T>> {
  const { sources, direction, first, after, queryHash, identityOf } = options;
  const lanes = sources.map(
    (source) =>
      new Lane(
        source,
        after?.get(sourceKey(source)) ?? { kind: 'open', position: null, failed: false },
        direction,
      ),
  );
  if (new Set(sources.map(sourceKey)).size < sources.length) {
    throw new TypeError('two sources of one merge have the same key');
  }

  const compare = compareLanes<T>(direction);
  const seen = new Set<string>();
  const order: { readonly lane: Lane<T>; readonly row: Row<T> }[] = [];
  const edges: Passed<T>[] = [];
  for (;;) {
    const dry = lanes.filter((lane) => lane.needsRead);
    if (dry.length > 0) {
      if (edges.length === first) break;
      await Promise.all(dry.map((lane) => readInto(lane, first - edges.length)));
      continue;
    }
    const next = firstOf(lanes, compare);
    if (!next || waitsForScan(next, lanes, compare)) break;
    const identity = identityOf?.(next.place) ?? null;
    const last = edges.at(-1);
    const isRepeated = identity !== null && seen.has(identity) && last !== undefined;
    // Repeated rows already read go with a full page too, or the next one would begin with them.
    if (edges.length === first && !isRepeated) break;
    order.push({ lane: next.lane, row: next.place });
    next.lane.take();
    if (identity !== null) seen.add(identity);
    if (isRepeated) last.passed = order.length;
    else edges.push({ lane: next.lane, row: next.place, passed: order.length });
  }

  const cursorAfter = (count: number): string => {
    const taken = new Map<Lane<T>, number>();
    for (const { lane } of order.slice(0, count)) taken.set(lane, (taken.get(lane) ?? 0) + 1);
    const last = order[count - 1];
    const isListEnd = count === order.length && !hasNextPage;
    const reached = last ? { key: last.row.key, id: last.row.id, source: last.lane.key } : null;
    const state = new Map(
      lanes.map(
        (lane) => [lane.key, lane.stateAfter(taken.get(lane) ?? 0, reached, isListEnd)] as const,
      ),
    );
    return encodeCursor(state, queryHash.value);
  };
  const statuses = lanes.map((lane) => lane.status());
  const hasNextPage = lanes.some((lane) => lane.mayHaveMore);
  const complete = !hasNextPage && statuses.every(({ error }) => error === null);
  const isEnd = direction === 'DESC' || lanes.length === 0;
  const isNothing = order.length === 0 && complete && after === null && isEnd;

  return {
    edges: edges.map(({ lane, row, passed }) => ({
      row,
      instance: lane.instance,
      cursor: () => cursorAfter(passed),
    })),
    hasNextPage,
    hasPreviousPage: after !== null,
    startCursor: () => (edges[0] === undefined ? null : cursorAfter(edges[0].passed)),
    endCursor: () => (isNothing ? null : cursorAfter(order.length)),
    statuses,
  };
}

/** Reads on. A failure is recorded, not thrown, unless the client or this program is at fault. */
async function readInto<T>(lane: Lane<T>, count: number): Promise<void> {
  const after = lane.position;
  try {
    lane.add(after, await lane.source.read(after, count));
  } catch (error) {
    if (!(error instanceof GatewayError) || error instanceof BadUserInputError) throw error;
    lane.fail(error);
  }
}

/** An edge on its way. */
interface Passed<T> {
  readonly lane: Lane<T>;
  readonly row: Row<T>;
  /** Rows done with once this edge is, those included that it stands for. */
  passed: number;
}

interface LanePlace<T, P extends Place = Place> {
  readonly lane: Lane<T>;
  readonly place: P;
}

type CompareLanes<T> = (a: LanePlace<T>, b: LanePlace<T>) => number;

function compareLanes<T>(direction: Direction): CompareLanes<T> {
  const sign = direction === 'ASC' ? 1 : -1;
  const compare = comparePlaces(direction);
  return (a, b) =>
    sign * (compareText(a.place.key, b.place.key) || compareText(a.lane.key, b.lane.key)) ||
    compare(a.place, b.place);
}

/** A plain scan: there are few instances, and a heap would not pay. */
function firstOf<T>(
  lanes: readonly Lane<T>[],
  compare: CompareLanes<T>,
): LanePlace<T, Row<T>> | null {
  let best: LanePlace<T, Row<T>> | null = null;
  for (const lane of lanes) {
    if (!lane.head) continue;
    const candidate = { lane, place: lane.head };
    if (!best || compare(candidate, best) < 0) best = candidate;
  }
  return best;
}

/** Whether a row belongs after the place where some other source's scan had to stop. */
function waitsForScan<T>(
  next: LanePlace<T>,
  lanes: readonly Lane<T>[],
  compare: CompareLanes<T>,
): boolean {
  return lanes.some(
    (lane) => lane.frontier !== null && compare(next, { lane, place: lane.frontier }) > 0,
  );
}
