import { GatewayError, UpstreamError } from '../../errors.js';
import { notesOf, type Reader, type SourceWarning } from '../../orderedList.js';
import { MAX_INT } from '../fitsShape.js';
import type { Params } from '../query.js';
import { walkPages } from '../walkPages.js';
import { createFilteringReader } from './createFilteringReader.js';
import { createKeysetReader } from './createKeysetReader.js';
import { createOffsetReader } from './createOffsetReader.js';
import { createSortedReader, type WholeList } from './createSortedReader.js';
import { createUnionReader } from './createUnionReader.js';
import { boundsOf, dateParams } from './dateBounds.js';
import { emptyRange } from './emptyRange.js';
import type { KeyWindow, KeyedPage, KeyedPageRequest } from './KeyedPage.js';
import { ListPages, noLinkHeader, type ListPagesOptions } from './ListPages.js';

export interface PlannedListOptions<Row extends object> extends ListPagesOptions<Row> {
  /** Rows one page may examine for filters that REST lacks, and for orders that need the whole list. */
  readonly scanRows: number;
}

/** Reads one instance's list by its plan, in its order. */
export class PlannedList<Row extends { readonly id: number }> {
  /** Why a count is null; undefined before, or where the reason is the filter. */
  countWarning: SourceWarning | undefined;
  readonly read: Reader<Row>;
  /** State of the pages read so far. */
  readonly pages: ListPages<Row>;

  readonly #options: PlannedListOptions<Row>;

  constructor(options: PlannedListOptions<Row>) {
    this.#options = options;
    const { client, plan, order, scanRows } = options;
    this.pages = new ListPages(options);
    const readers = plan.alternatives.map((alternative) => this.#reader(alternative));
    const [only] = readers;
    const united =
      only !== undefined && readers.length === 1
        ? only
        : createUnionReader(order.direction, readers);
    const { matches, examine } = plan;
    this.read =
      (matches === undefined && examine === undefined) || order.kind === 'whole'
        ? united
        : createFilteringReader(united, {
            instance: client.name,
            matches: ({ value }) => matches?.(value) ?? true,
            ...(examine === undefined
              ? {}
              : { examine: (rows) => examine(rows.map(({ value }) => value)) }),
            scanRows,
          });
  }

  /** How many rows match in all; null if only reading all of them would determine it. */
  async count(): Promise<number | null> {
    const { client, plan, order, scope } = this.#options;
    if (plan.unasked !== undefined) return 0;
    if (plan.matches !== undefined || plan.examine !== undefined) {
      // An order that needs the whole list has read it for the page, or reads it for both.
      if (order.kind === 'whole') {
        return (await this.read(null, Number.MAX_SAFE_INTEGER)).rows.length;
      }
      // Few, and read whole for the page too, by the same requests.
      return plan.list.path === 'projects' ? (await this.#fetchAll([], {})).rows.length : null;
    }
    const counts = await Promise.all(
      plan.alternatives.map(async (alternative) => {
        const bounds = boundsOf(plan, order.resolution ?? 'second');
        if (bounds === null) return 0;
        for (;;) {
          const filters = this.pages.unions.params();
          if (filters === null) return 0;
          const params = [
            ...filters,
            ...alternative,
            ...dateParams(client, plan.list.path, bounds),
          ];
          const { count } = await client.lists.count(plan.list, params, scope);
          if (count === null) this.countWarning = noLinkHeader(client.name);
          if (count !== 0 || !(await this.pages.doubt(filters, alternative, bounds))) return count;
        }
      }),
    );
    const sum = counts.reduce<number | null>(
      (before, count) => (before === null || count === null ? null : before + count),
      0,
    );
    if (sum === null || sum <= MAX_INT) return sum;
    const detail = `the counts of its parts add up to ${String(sum)}, more than possible`;
    const request = `GET /api/${client.knownVersion ?? ''}/${plan.list.path}/`;
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', detail, { instance: client.name, request });
  }

  #reader(alternative: Params): Reader<Row> {
    const { client, order, plan } = this.#options;
    const bounds = boundsOf(plan, order.resolution ?? 'second');
    // A bound behind the last date that there is leaves nothing; a list of other instances neither.
    if (bounds === null || plan.unasked !== undefined) {
      const unasked = plan.unasked ?? emptyRange(client.name);
      const warnings = [...this.pages.unions.warnings, unasked];
      return () => Promise.resolve({ rows: [], exhausted: true, warnings, unasked });
    }
    const fetchPage = (request: KeyedPageRequest): Promise<KeyedPage<Row>> =>
      this.pages.fetch(request, alternative);
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
          fetchAll: () => this.#fetchAll(alternative, bounds),
        });
    }
  }

  async #fetchAll(alternative: Params, window: KeyWindow): Promise<WholeList<Row>> {
    const { client, plan, scanRows } = this.#options;
    let seen = 0;
    const pages = await walkPages(client.lists.walked(plan.list.path), async (page, perPage) => {
      if (page === 1) seen = 0;
      if (seen >= scanRows) {
        throw new GatewayError(
          `${client.name}: this order requires the whole list, which has more than ${String(scanRows)} rows; narrow it with a filter or use another order`,
          { code: 'QUERY_TOO_EXPENSIVE', instance: client.name },
        );
      }
      const answer = await this.pages.fetch({ window, page, perPage }, alternative);
      const sent = answer.rows.length + (answer.unreadable ?? 0);
      seen += sent;
      return { ...answer, sent };
    });
    const rows = pages.flatMap((page) => page.rows);
    const { matches, examine } = plan;
    const found = matches === undefined ? rows : rows.filter(({ value }) => matches(value));
    const isMet = await examine?.(found.map(({ value }) => value));
    return {
      ...notesOf(pages),
      rows: isMet === undefined ? found : found.filter((_row, index) => isMet[index] === true),
    };
  }
}
