import { GatewayError, UpstreamError } from '../../errors.js';
import { createFilteringReader } from '../../patchwork/lists/createFilteringReader.js';
import { createKeysetReader } from '../../patchwork/lists/createKeysetReader.js';
import { createOffsetReader } from '../../patchwork/lists/createOffsetReader.js';
import { createSortedReader, type WholeList } from '../../patchwork/lists/createSortedReader.js';
import { createUnionReader } from '../../patchwork/lists/createUnionReader.js';
import { notesOf } from '../../orderedList.js';
import type { Reader, Row as KeyedRow, Source, SourceWarning } from '../../orderedList.js';
import { emptyRange } from '../../patchwork/lists/emptyRange.js';
import type { KeyWindow, KeyedPage, KeyedPageRequest } from '../../patchwork/lists/KeyedPage.js';
import { MAX_INT } from '../../patchwork/fitsShape.js';
import { rowsSent, staleOf, type Page as UpstreamPage } from '../../patchwork/page.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Params } from '../../patchwork/query.js';
import { badField } from '../../patchwork/shape.js';
import type { Scope } from '../../patchwork/Scope.js';
import { walkPages } from '../../patchwork/walkPages.js';
import { boundsOf, dateParams } from './dateBounds.js';
import type { ListOrder, ListPlan } from './ListPlan.js';
import { UnionResolver } from './UnionResolver.js';

/** One instance's part of a federated list. */
export interface ListSource<Row> extends Source<Row> {
  /** When the oldest of the answers was given, in milliseconds since 1970; null before the first. */
  readonly fetchedAt: number | null;
  /** The first row that could not be read, and how many were left out; null where none was. */
  readonly unreadable: UnreadableRows | null;
  /** How many rows match in all; null where only reading them all would tell. */
  readonly count: () => Promise<number | null>;
  /** Why a count is null; undefined before, or where the reason is the filter. */
  readonly countWarning: SourceWarning | undefined;
}

/** Rows that were left out. Only the first has an error: there may be thousands. */
export interface UnreadableRows {
  readonly first: GatewayError;
  readonly count: number;
}

/** What {@link createListSource} needs. */
export interface ListSourceOptions<Row extends object> {
  readonly client: PatchworkClient;
  readonly plan: ListPlan<Row>;
  readonly order: ListOrder<Row>;
  readonly scope: Scope;
  /** Rows one page may look at for filters that REST lacks, and for orders that need the whole list. */
  readonly scanRows: number;
}

interface Identified {
  readonly id: number;
}

/** Reads one instance's list by its plan, in its order. */
export function createListSource<Row extends Identified>(
  options: ListSourceOptions<Row>,
): ListSource<Row> {
  return new PlannedList(options);
}

class PlannedList<Row extends Identified> implements ListSource<Row> {
  readonly instance: string;
  fetchedAt: number | null = null;
  unreadable: UnreadableRows | null = null;
  countWarning: SourceWarning | undefined;
  readonly read: Reader<Row>;
  readonly #unions: UnionResolver<Row>;

  constructor(private readonly options: ListSourceOptions<Row>) {
    const { client, plan, order, scanRows } = options;
    this.instance = client.name;
    this.#unions = new UnionResolver(client, plan);
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

  readonly count = async (): Promise<number | null> => {
    const { client, plan, order, scope } = this.options;
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
          const filters = this.#unions.params();
          if (filters === null) return 0;
          const params = [
            ...filters,
            ...alternative,
            ...dateParams(client, plan.list.path, bounds),
          ];
          const { count } = await client.count(plan.list, params, scope);
          if (count === null) this.countWarning = noLinkHeader(client.name);
          if (count !== 0 || !(await this.#doubt(filters, alternative, bounds))) return count;
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
  };

  #reader(alternative: Params): Reader<Row> {
    const { client, order, plan } = this.options;
    const bounds = boundsOf(plan, order.resolution ?? 'second');
    // A bound behind the last date that there is leaves nothing; a list of other instances neither.
    if (bounds === null || plan.unasked !== undefined) {
      const unasked = plan.unasked ?? emptyRange(client.name);
      const warnings = [...this.#unions.warnings, unasked];
      return () => Promise.resolve({ rows: [], exhausted: true, warnings, unasked });
    }
    const fetchPage = (request: KeyedPageRequest): Promise<KeyedPage<Row>> =>
      this.#fetchPage(request, alternative);
    switch (order.kind) {
      case 'keyset':
        return createKeysetReader({
          instance: client.name,
          direction: order.direction,
          resolution: order.resolution ?? 'second',
          bounds,
          fetchPage,
          maxPageSize: client.pageLimit,
          // Events are sorted by date alone.
          tiesOrdered: plan.list.orders.includes('id'),
        });
      case 'offset':
        return createOffsetReader({
          instance: client.name,
          fetchPage: (request) => fetchPage({ ...request, window: bounds }),
          maxPageSize: client.pageLimit,
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
    const { client, plan, scanRows } = this.options;
    let seen = 0;
    const pages = await walkPages(client.walked(plan.list.path), async (page, perPage) => {
      if (page === 1) seen = 0;
      if (seen >= scanRows) {
        throw new GatewayError(
          `${client.name}: this order requires the whole list, which has more than ${String(scanRows)} rows; narrow it with a filter or use another order`,
          { code: 'QUERY_TOO_EXPENSIVE', instance: client.name },
        );
      }
      const answer = await this.#fetchPage({ window, page, perPage }, alternative);
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

  async #fetchPage(request: KeyedPageRequest, alternative: Params): Promise<KeyedPage<Row>> {
    const { client, plan, order, scope } = this.options;
    const window = request.window ?? {};
    const sign = order.direction === 'DESC' ? '-' : '';
    const orderParam = this.#orderParam(sign);
    for (;;) {
      const filters = this.#unions.params();
      if (filters === null) return { rows: [], hasNext: false, warnings: this.#unions.warnings };
      const answer = await client.page(
        plan.list,
        {
          params: [
            ...filters,
            ...alternative,
            ...dateParams(client, plan.list.path, window),
            ...orderParam,
          ],
          page: request.page,
          perPage: request.perPage,
        },
        scope,
      );
      const isEmpty = answer.rows.length === 0 && request.page === 1;
      if (isEmpty && (await this.#doubt(filters, alternative, window))) continue;
      this.#note(answer);
      const [bad] = answer.unreadable;
      let first = bad === undefined ? undefined : badField(bad.origin, bad.field);
      let keyless = 0;
      const rows: KeyedRow<Row>[] = [];
      for (const row of answer.rows) {
        try {
          rows.push({ key: order.keyOf(row), id: row.id, value: row });
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
          keyless += 1;
          first ??= this.#withoutKey(row, error);
        }
      }
      if (first !== undefined) {
        const count = (this.unreadable?.count ?? 0) + answer.unreadable.length + keyless;
        this.unreadable = { first: this.unreadable?.first ?? first, count };
        // A list that goes on from the last row's date has none to go on from.
        const isStuck = order.kind === 'keyset' && request.page === 1 && answer.hasNext;
        if (isStuck && rows.length === 0) throw first;
      }
      return {
        rows,
        hasNext: answer.hasNext,
        unreadable: rowsSent(answer) - rows.length,
        warnings: [...this.#unions.warnings, ...pageWarnings(client.name, answer)],
        sentAt: answer.fetchedAt,
        ...staleOf(answer),
      };
    }
  }

  /** Keys know nothing of servers, and errors name where they come from. */
  #withoutKey(row: Row, cause: GatewayError): UpstreamError {
    const { client, plan } = this.options;
    return new UpstreamError('UPSTREAM_BAD_RESPONSE', `row ${String(row.id)}: ${cause.message}`, {
      instance: client.name,
      request: `GET /api/${client.knownVersion ?? ''}/${plan.list.path}/`,
      field: 'date',
      cause,
    });
  }

  #note({ fetchedAt }: UpstreamPage<Row>): void {
    this.fetchedAt = Math.min(this.fetchedAt ?? fetchedAt, fetchedAt);
  }

  async #doubt(sent: Params, alternative: Params, window: KeyWindow): Promise<boolean> {
    const { plan, scope } = this.options;
    const [only] = plan.unions;
    if (only === undefined) return false;
    const bare =
      plan.unions.length === 1 &&
      only.values.length === 1 &&
      plan.params.length === 0 &&
      alternative.length === 0 &&
      window.since === undefined &&
      window.before === undefined;
    return await this.#unions.doubt(sent, bare, scope);
  }

  #orderParam(sign: string): Params {
    const { plan, order } = this.options;
    if (order.kind === 'whole') {
      return plan.list.orders.includes('id') ? [['order', 'id']] : [];
    }
    const field = order.param ?? 'date';
    // Only an order that ends in a unique key has pages without losses.
    const ordered =
      field === 'id' || !plan.list.orders.includes('id')
        ? `${sign}${field}`
        : `${sign}${field},${sign}id`;
    return [['order', ordered]];
  }
}

/** What the reader of a list should know of one of its pages. */
function pageWarnings(
  instance: string,
  { repeated = 0, isLinkless = false }: UpstreamPage<unknown>,
): readonly SourceWarning[] {
  const warnings: SourceWarning[] = [];
  if (repeated > 0) {
    warnings.push({
      code: 'REPEATED_ROW',
      message: `${instance}: the server sent ${String(repeated)} rows twice on one page; each is returned once`,
    });
  }
  if (isLinkless) warnings.push(noLinkHeader(instance));
  return warnings;
}

/** Why pages cost more and counts are null. */
function noLinkHeader(instance: string): SourceWarning {
  return {
    code: 'NO_LINK_HEADER',
    message: `${instance}: the answers have no Link header, so the last page is detected by requesting the next, and counts are not known; the header may be removed by a proxy in front of the server`,
  };
}
