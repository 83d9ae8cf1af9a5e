import type { Reader, SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Params } from '../query.js';
import { createFilteringReader } from './createFilteringReader.js';
import { createKeysetReader } from './createKeysetReader.js';
import { createOffsetReader } from './createOffsetReader.js';
import { createSortedReader } from './createSortedReader.js';
import { createUnionReader } from './createUnionReader.js';
import { boundsOf, emptyRange } from './dateBounds.js';
import type { FetchPage } from './KeyedPage.js';
import type { ListOrder, ListPlan } from './ListPlan.js';
import { readWholeList } from './readWholeList.js';

/** How a planned list is read. */
export interface ListReaderOptions<Row extends object> {
  readonly client: PatchworkClient;
  readonly plan: ListPlan<Row>;
  readonly order: ListOrder<Row>;
  /** Rows one page may examine for filters that REST lacks, and for orders that need the whole list. */
  readonly scanRows: number;
  /** Fetches pages with the parameters of one alternative of the plan. */
  readonly fetchWith: (alternative: Params) => FetchPage<Row>;
  /** Values that were left out of the filters before the first request. */
  readonly warnings: readonly SourceWarning[];
}

/**
 * Creates the reader for a plan and an order: one per alternative, merged, with the filters that
 * REST lacks.
 */
export function createListReader<Row extends { readonly id: number }>(
  options: ListReaderOptions<Row>,
): Reader<Row> {
  const { client, plan, order, scanRows } = options;
  const readers = plan.alternatives.map((alternative) => readerOf(options, alternative));
  const [only] = readers;
  const united =
    only !== undefined && readers.length === 1 ? only : createUnionReader(order.direction, readers);
  const { matches, examine } = plan;
  if ((matches === undefined && examine === undefined) || order.kind === 'whole') return united;
  return createFilteringReader(united, {
    instance: client.name,
    matches: ({ value }) => matches?.(value) ?? true,
    ...(examine === undefined
      ? {}
      : { examine: (rows) => examine(rows.map(({ value }) => value)) }),
    scanRows,
  });
}

function readerOf<Row extends { readonly id: number }>(
  { client, plan, order, scanRows, fetchWith, warnings }: ListReaderOptions<Row>,
  alternative: Params,
): Reader<Row> {
  const bounds = boundsOf(plan, order.resolution ?? 'second');
  // Nothing matches a bound after the last possible date, or a list of other instances.
  if (bounds === null || plan.unasked !== undefined) {
    const unasked = plan.unasked ?? emptyRange(client.name);
    const all = [...warnings, unasked];
    return () => Promise.resolve({ rows: [], exhausted: true, warnings: all, unasked });
  }
  const fetchPage = fetchWith(alternative);
  switch (order.kind) {
    case 'keyset':
      return createKeysetReader({
        instance: client.name,
        direction: order.direction,
        resolution: order.resolution ?? 'second',
        bounds,
        fetchPage,
        maxPageSize: client.lists.pageLimit,
        // Events are sorted by date alone.
        tiesOrdered: plan.list.orders.includes('id'),
      });
    case 'offset':
      return createOffsetReader({
        instance: client.name,
        fetchPage: (request) => fetchPage({ ...request, window: bounds }),
        maxPageSize: client.lists.pageLimit,
        ...(order.keyOrdered === true ? { keyOrder: order.direction } : {}),
      });
    case 'whole':
      return createSortedReader({
        direction: order.direction,
        fetchAll: () => readWholeList({ client, plan, scanRows }, fetchPage, bounds),
      });
  }
}
