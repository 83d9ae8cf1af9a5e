import { GatewayError } from '../../errors.js';
import { notesOf, resumePosition } from '../../orderedList.js';
import { MAX_PAGE_SIZE } from '../ListDescription.js';
import type { Position, ReadResult, Reader, Row } from '../../orderedList.js';

export interface FilteringReaderOptions<T> {
  readonly instance: string;
  readonly matches: (row: Row<T>) => boolean;
  /** Decides about matching rows: one result per row. It may cost requests. */
  readonly examine?: (rows: readonly Row<T>[]) => Promise<readonly boolean[]>;
  /** Rows that one read may examine. */
  readonly scanRows: number;
  /** Rows per request. Default 250: few large pages cost less than many small ones. */
  readonly pageRows?: number;
}

/** Rows that are examined together. */
const EXAMINED_ROWS = 50;

interface Match<T> {
  readonly row: Row<T>;
  /** Position before this match. */
  readonly before: Position | null;
}

/**
 * Filters a list in the gateway, for filters that REST lacks: reads until enough rows match, the
 * list ends or the scan limit is reached. The limit is reported (`scanLimitReached`), and the
 * position is after the last examined row, so that the next page continues the scan.
 */
export function createFilteringReader<T>(
  inner: Reader<T>,
  options: FilteringReaderOptions<T>,
): Reader<T> {
  const { instance, matches, examine, scanRows } = options;
  // Rows that cost requests are not examined in advance.
  const pageRows = options.pageRows ?? (examine === undefined ? MAX_PAGE_SIZE : EXAMINED_ROWS);

  return async (after, count) => {
    const found: Match<T>[] = [];
    const reads: ReadResult<T>[] = [];
    let position = after;
    let scanned = 0;
    let exhausted = false;
    let failure: GatewayError | undefined;

    while (found.length < count && scanned < scanRows && !exhausted && !failure) {
      const start = position;
      let read: ReadResult<T>;
      try {
        read = await inner(start, Math.min(pageRows, scanRows - scanned));
      } catch (error) {
        // Earlier matches are returned; without any, the whole read fails.
        if (reads.length === 0 || !(error instanceof GatewayError)) throw error;
        failure = error;
        break;
      }
      const candidates = read.rows.filter((row) => matches(row));
      let isMet: readonly boolean[] | undefined;
      try {
        if (candidates.length > 0) isMet = await examine?.(candidates);
      } catch (error) {
        if (reads.length === 0 || !(error instanceof GatewayError)) throw error;
        failure = error;
        break;
      }
      const rejected = new Set(candidates.filter((_row, index) => isMet?.[index] === false));
      reads.push(read);
      read.rows.forEach((row, index) => {
        if (!matches(row) || rejected.has(row)) return;
        found.push({ row, before: resumePosition(read, start, index) });
      });
      scanned += read.rows.length;
      position = resumePosition(read, start, read.rows.length);
      exhausted = read.exhausted;
      failure = read.failure;
      if (read.rows.length === 0) break;
    }

    const innerLimit = reads.at(-1)?.scanLimitReached;
    const unasked = reads.every((read) => read.unasked) ? reads[0]?.unasked : undefined;
    const limited = !exhausted && !failure && found.length < count;
    const end = position;
    return {
      rows: found.map(({ row }) => row),
      exhausted,
      positionAfter: (taken) => {
        const next = found[taken];
        return next ? next.before : end;
      },
      ...notesOf(reads),
      ...(failure ? { failure } : {}),
      ...(unasked ? { unasked } : {}),
      ...(limited && {
        scanLimitReached: innerLimit ?? scanLimit(instance, scanned, found.length),
      }),
    };
  };
}

function scanLimit(instance: string, scanned: number, found: number): GatewayError {
  return new GatewayError(
    `${instance}: read ${scanned} rows, found ${found} matches, and left the rest to the ` +
      'next page. Narrow the list (project, state, submitter, since, before) to find more at once.',
    { code: 'QUERY_TOO_EXPENSIVE', instance, rowsScanned: scanned },
  );
}
