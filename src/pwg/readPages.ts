import { listOf, objectOf, textAt, valueAt, type JsonObject } from './json.js';
import { rootOf, type Session } from './Session.js';
import type { Variables } from './door/Door.js';

/** A list to read. */
export interface PagedList {
  /** Document with `$first` and `$after`. */
  readonly document: string;
  /** Name of the root field. */
  readonly root: string;
  readonly variables: Variables;
  /** Number of rows. */
  readonly limit: number;
  /** Receives each page, and its place among those that are read. */
  readonly onPage?: (
    page: JsonObject,
    place: { readonly isFirst: boolean; readonly isLast: boolean },
  ) => void;
}

/** The maximum page size of the graph. */
const PAGE = 250;

/** Reads a list up to a number of rows, and reports whether there are more. */
export async function readPages(
  session: Session,
  { document, root, variables, limit, onPage }: PagedList,
): Promise<readonly JsonObject[]> {
  const nodes: JsonObject[] = [];
  let after: string | null = null;
  for (let isFirst = true; ; isFirst = false) {
    const first = Math.min(PAGE, limit - nodes.length);
    const answer = await session.door.request(document, { ...variables, first, after });
    const { isContinued, hasMore, cursor } = judgePage(
      objectOf(answer.data?.[root]),
      after,
      limit - nodes.length,
    );
    const page = rootOf(session.take(answer, { isContinued }), root);
    onPage?.(page, { isFirst, isLast: !isContinued });
    nodes.push(...listOf(page['nodes']).map(objectOf));
    if (!isContinued) {
      if (hasMore) {
        const extent =
          nodes.length >= limit ? `--limit sets the number (now ${String(limit)}), ` : '';
        session.note(
          `There ${nodes.length >= limit ? 'are' : 'may be'} more; ${extent}--limit all reads every row.`,
        );
      }
      return nodes;
    }
    after = cursor;
  }
}

/** Whether a list goes on after a page, and whether its next page is read. */
function judgePage(
  page: JsonObject,
  after: string | null,
  wanted: number,
): { readonly isContinued: boolean; readonly hasMore: boolean; readonly cursor: string | null } {
  const rows = listOf(page['nodes']).length;
  const cursor = textAt(page, 'pageInfo.endCursor') || null;
  // A server that does not answer keeps its place.
  const hasMore =
    valueAt(page, 'pageInfo.hasNextPage') === true && cursor !== null && cursor !== after;
  // A page without rows may be one on which no row that was read matches; the search may be long.
  const isContinued = hasMore && rows < wanted && (rows > 0 || wanted === Infinity);
  return { isContinued, hasMore, cursor };
}
