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
  /** Receives the first page. */
  readonly onFirstPage?: (page: JsonObject) => void;
}

/** The maximum page size of the graph. */
const PAGE = 250;

/** Reads a list up to a number of rows, and reports whether there are more. */
export async function readPages(
  session: Session,
  { document, root, variables, limit, onFirstPage }: PagedList,
): Promise<readonly JsonObject[]> {
  const nodes: JsonObject[] = [];
  let after: string | null = null;
  for (;;) {
    const first = Math.min(PAGE, limit - nodes.length);
    const page = rootOf(await session.query(document, { ...variables, first, after }), root);
    if (after === null) onFirstPage?.(page);
    const rows = listOf(page['nodes']).map(objectOf);
    nodes.push(...rows);
    after = textAt(page, 'pageInfo.endCursor') || null;
    const hasMore = valueAt(page, 'pageInfo.hasNextPage') === true && after !== null;
    // A server that does not answer keeps its place, so an empty page may not be the last.
    if (!hasMore || rows.length === 0) return nodes;
    if (nodes.length >= limit) {
      session.note(
        `There are more; --limit sets the number (now ${String(limit)}), --limit all reads every row.`,
      );
      return nodes;
    }
  }
}
