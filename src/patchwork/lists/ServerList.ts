import type { Reader, Source, SourceWarning } from '../../orderedList.js';
import { rowsSent, staleOf, type Page as UpstreamPage } from '../page.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Params } from '../query.js';
import type { Scope } from '../Scope.js';
import { countList } from './countList.js';
import { createListReader } from './createListReader.js';
import { dateParams } from './dateBounds.js';
import type { KeyedPage, KeyedPageRequest } from './KeyedPage.js';
import { keyRows, type UnreadableRows } from './keyRows.js';
import type { ListOrder, ListPlan } from './ListPlan.js';
import { UnionResolver } from './UnionResolver.js';

/** Creates the plan by which one server's list is read. */
export type Planner<Row extends object, Query> = (
  client: PatchworkClient,
  query: Query,
  scope: Scope,
) => Promise<ListPlan<Row>>;

/** How one server's list is read. */
export interface ServerListOptions<Row extends { readonly id: number }, Query> {
  readonly client: PatchworkClient;
  /** Made when the list is first read: it needs the API version. @throws NotSupportedError */
  readonly plan: Planner<Row, Query>;
  /** The query, in terms of the server. */
  readonly query: Query;
  readonly order: ListOrder<Row>;
  /** Counts what is read for this list. */
  readonly scope: Scope;
  /** Scope of the operation, for negotiating the API version, which is not a cost of the list. */
  readonly operationScope: Scope;
  /** Upstream requests made for it so far. */
  readonly requests: () => number;
  /** Rows one page may examine for filters that REST lacks, and for orders that need the whole list. */
  readonly scanRows: number;
}

/** A list whose plan is made. */
interface OpenedList<Row extends object> {
  readonly plan: ListPlan<Row>;
  /** The filters of several values. */
  readonly unions: UnionResolver<Row>;
  readonly read: Reader<Row>;
}

/**
 * One server's ordered list, read on demand. Its plan opens it; a reader for its order decides
 * which pages are fetched.
 */
export class ServerList<
  Row extends { readonly id: number },
  Query = unknown,
> implements Source<Row> {
  readonly instance: string;
  readonly requests: () => number;
  /** Time of the oldest of its answers, in milliseconds since 1970; null before the first. */
  fetchedAt: number | null = null;
  /** The first unreadable row, and the number of rows left out; null if there are none. */
  unreadable: UnreadableRows | null = null;
  #opening: Promise<OpenedList<Row>> | undefined;
  #count: Promise<number | null> | undefined;
  /** Why the count is null; undefined before that, or if the filter is the reason. */
  #countWarning: SourceWarning | undefined;

  readonly #options: ServerListOptions<Row, Query>;

  constructor(options: ServerListOptions<Row, Query>) {
    this.#options = options;
    this.instance = options.client.name;
    this.requests = options.requests;
  }

  readonly read: Reader<Row> = async (after, count) => {
    const list = await this.#open();
    return await list.read(after, count);
  };

  /**
   * Rows that match; null if only reading all of them would determine it.
   *
   * @throws UpstreamError when the instance does not answer: the field is null with this error.
   */
  count(): Promise<number | null> {
    this.#count ??= this.#open().then((list) =>
      countList({
        ...this.#options,
        ...list,
        fetchWith: (alternative) => (request) => this.#fetch(list, alternative, request),
        onLinkless: () => (this.#countWarning = noLinkHeader(this.instance)),
      }),
    );
    return this.#count;
  }

  /** Why the count is null, if it was requested; waits for it. */
  async countWarnings(): Promise<readonly SourceWarning[]> {
    // By the next tick it is known whether the count is selected, before this field or behind it.
    await Promise.resolve();
    await this.#count?.catch(() => null);
    return this.#countWarning === undefined ? [] : [this.#countWarning];
  }

  #open(): Promise<OpenedList<Row>> {
    this.#opening ??= this.#plan().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #plan(): Promise<OpenedList<Row>> {
    const { client, operationScope, query, scope } = this.#options;
    await client.version(operationScope);
    const plan = await this.#options.plan(client, query, scope);
    const planned = { plan, unions: new UnionResolver(client, plan) };
    const read = createListReader({
      ...this.#options,
      plan,
      fetchWith: (alternative) => (request) => this.#fetch(planned, alternative, request),
      warnings: planned.unions.warnings,
    });
    return { ...planned, read };
  }

  /** Fetches one page, with the parameters of one alternative. */
  async #fetch(
    { plan, unions }: Omit<OpenedList<Row>, 'read'>,
    alternative: Params,
    request: KeyedPageRequest,
  ): Promise<KeyedPage<Row>> {
    const { client, order, scope } = this.#options;
    const { page, perPage, window = {} } = request;
    const orderBy = orderParams(plan, order);
    for (;;) {
      const filters = unions.params();
      if (filters === null) return { rows: [], hasNext: false, warnings: unions.warnings };
      const dates = dateParams(client, plan.list.path, window);
      const params = [...filters, ...alternative, ...dates, ...orderBy];
      const answer = await client.lists.page(plan.list, { params, page, perPage }, scope);
      const isEmpty = answer.rows.length === 0 && page === 1;
      if (isEmpty && (await unions.doubt(filters, { alternative, window }, scope))) continue;
      this.fetchedAt = Math.min(this.fetchedAt ?? answer.fetchedAt, answer.fetchedAt);
      const { rows, unreadable } = keyRows({ client, plan, order }, answer);
      if (unreadable !== null) {
        this.#noteUnreadable(unreadable);
        // A list that continues from the last row's date must have a row there.
        const needsOne = order.kind === 'keyset' && page === 1 && answer.hasNext;
        if (needsOne && rows.length === 0) throw unreadable.first;
      }
      return {
        rows,
        hasNext: answer.hasNext,
        unreadable: rowsSent(answer) - rows.length,
        warnings: [...unions.warnings, ...pageWarnings(client.name, answer)],
        sentAt: answer.fetchedAt,
        ...staleOf(answer),
      };
    }
  }

  #noteUnreadable({ first, count }: UnreadableRows): void {
    const before = this.unreadable;
    this.unreadable = { first: before?.first ?? first, count: (before?.count ?? 0) + count };
  }
}

function orderParams<Row extends object>({ list }: ListPlan<Row>, order: ListOrder<Row>): Params {
  const hasId = list.orders.includes('id');
  if (order.kind === 'whole') return hasId ? [['order', 'id']] : [];
  const sign = order.direction === 'DESC' ? '-' : '';
  const field = order.param ?? 'date';
  // Pages are complete only in an order that ends in a unique key.
  const ordered = field === 'id' || !hasId ? `${sign}${field}` : `${sign}${field},${sign}id`;
  return [['order', ordered]];
}

/** Warnings about one page of a list. */
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
