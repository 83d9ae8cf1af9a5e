import { GatewayError, UpstreamError } from '../../errors.js';
import type { Row as KeyedRow, SourceWarning } from '../../orderedList.js';
import { rowsSent, staleOf, type Page as UpstreamPage } from '../page.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Params } from '../query.js';
import { badField } from '../shape.js';
import type { Scope } from '../Scope.js';
import { dateParams } from './dateBounds.js';
import type { KeyWindow, KeyedPage, KeyedPageRequest } from './KeyedPage.js';
import type { ListOrder, ListPlan } from './ListPlan.js';
import { UnionResolver } from './UnionResolver.js';

/** Rows that were left out. Only the first has an error: there may be thousands. */
export interface UnreadableRows {
  readonly first: GatewayError;
  readonly count: number;
}

export interface ListPagesOptions<Row extends object> {
  readonly client: PatchworkClient;
  readonly plan: ListPlan<Row>;
  readonly order: ListOrder<Row>;
  readonly scope: Scope;
}

/** Fetches pages of one instance's list by its plan, in its order, as rows with keys. */
export class ListPages<Row extends { readonly id: number }> {
  /** When the oldest of the answers was given, in milliseconds since 1970; null before the first. */
  fetchedAt: number | null = null;
  /** The first row that could not be read, and how many were left out; null where none was. */
  unreadable: UnreadableRows | null = null;
  /** The filters of several values. */
  readonly unions: UnionResolver<Row>;

  readonly #options: ListPagesOptions<Row>;

  constructor(options: ListPagesOptions<Row>) {
    this.#options = options;
    this.unions = new UnionResolver(options.client, options.plan);
  }

  /** Fetches one page, with the parameters of one alternative. */
  async fetch(request: KeyedPageRequest, alternative: Params): Promise<KeyedPage<Row>> {
    const { client, plan, order, scope } = this.#options;
    const window = request.window ?? {};
    const sign = order.direction === 'DESC' ? '-' : '';
    const orderParam = this.#orderParam(sign);
    for (;;) {
      const filters = this.unions.params();
      if (filters === null) return { rows: [], hasNext: false, warnings: this.unions.warnings };
      const answer = await client.lists.page(
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
      if (isEmpty && (await this.doubt(filters, alternative, window))) continue;
      this.fetchedAt = Math.min(this.fetchedAt ?? answer.fetchedAt, answer.fetchedAt);
      // A list that goes on from the last row's date has to find one there.
      const needsOne = order.kind === 'keyset' && request.page === 1 && answer.hasNext;
      const rows = this.#keyed(answer, needsOne);
      return {
        rows,
        hasNext: answer.hasNext,
        unreadable: rowsSent(answer) - rows.length,
        warnings: [...this.unions.warnings, ...pageWarnings(client.name, answer)],
        sentAt: answer.fetchedAt,
        ...staleOf(answer),
      };
    }
  }

  /** @throws UpstreamError where one row is needed and none can be read. */
  #keyed(answer: UpstreamPage<Row>, needsOne: boolean): readonly KeyedRow<Row>[] {
    const { keyOf } = this.#options.order;
    const [bad] = answer.unreadable;
    let first = bad === undefined ? undefined : badField(bad.origin, bad.field);
    let keyless = 0;
    const rows: KeyedRow<Row>[] = [];
    for (const row of answer.rows) {
      try {
        rows.push({ key: keyOf(row), id: row.id, value: row });
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        keyless += 1;
        first ??= this.#withoutKey(row, error);
      }
    }
    if (first !== undefined) {
      const count = (this.unreadable?.count ?? 0) + answer.unreadable.length + keyless;
      this.unreadable = { first: this.unreadable?.first ?? first, count };
      if (needsOne && rows.length === 0) throw first;
    }
    return rows;
  }

  /** Keys know nothing of servers, and errors name where they come from. */
  #withoutKey(row: Row, cause: GatewayError): UpstreamError {
    const { client, plan } = this.#options;
    return new UpstreamError('UPSTREAM_BAD_RESPONSE', `row ${String(row.id)}: ${cause.message}`, {
      instance: client.name,
      request: `GET /api/${client.knownVersion ?? ''}/${plan.list.path}/`,
      field: 'date',
      cause,
    });
  }

  /** Whether an empty answer has to be requested again, since a value that it was asked with is unknown. */
  async doubt(sent: Params, alternative: Params, window: KeyWindow): Promise<boolean> {
    const { plan, scope } = this.#options;
    const [only] = plan.unions;
    if (only === undefined) return false;
    const bare =
      plan.unions.length === 1 &&
      only.values.length === 1 &&
      plan.params.length === 0 &&
      alternative.length === 0 &&
      window.since === undefined &&
      window.before === undefined;
    return await this.unions.doubt(sent, bare, scope);
  }

  #orderParam(sign: string): Params {
    const { plan, order } = this.#options;
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
export function noLinkHeader(instance: string): SourceWarning {
  return {
    code: 'NO_LINK_HEADER',
    message: `${instance}: the answers have no Link header, so the last page is detected by requesting the next, and counts are not known; the header may be removed by a proxy in front of the server`,
  };
}
