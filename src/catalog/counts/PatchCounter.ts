import { GatewayError } from '../../errors.js';
import type { SourceWarning, Staleness } from '../../orderedList.js';
import {
  rowsSent,
  type Count,
  type Dated,
  type Page,
  type PageRequest,
} from '../../patchwork/page.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Params } from '../../patchwork/query.js';
import { patches, type PatchSummary } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import { badField } from '../../patchwork/shape.js';
import { walkPages } from '../../patchwork/walkPages.js';
import { boundsOf, dateParams } from '../../patchwork/lists/dateBounds.js';
import type { KeyWindow } from '../../patchwork/lists/KeyedPage.js';
import type { ListPlan } from '../../patchwork/lists/ListPlan.js';
import { UnionResolver } from '../../patchwork/lists/UnionResolver.js';

/** Reads and counts patches of one instance. */
export interface PatchReads {
  page(request: PageRequest): Promise<Page<PatchSummary>>;
  count(params: Params): Promise<Count>;
}

export interface PatchCounterOptions {
  readonly client: PatchworkClient;
  /** Which patches. */
  readonly plan: ListPlan<PatchSummary>;
  readonly scope: Scope;
  /** Rows that may be examined one by one. */
  readonly scanRows: number;
  /** Name of the limit on them, for messages. Default: `limits.scanRows`. */
  readonly limitName?: string;
  /** Default: the client, which requests anything that is not cached. */
  readonly reads?: PatchReads | undefined;
}

/** Patches with one value of a parameter. */
export interface ValueCount {
  /** Null where the server does not say. */
  readonly count: number | null;
  /** One of them, which has the name of the value; undefined if there is none. */
  readonly sample: PatchSummary | undefined;
}

/** Counts from a scan of every patch. */
export interface PatchScan {
  /** Patches that the server has for the filter, readable or not, looked at by the gateway or not. */
  readonly seen: number;
  readonly rows: readonly PatchSummary[];
  /** Why the first of the rows that could not be read could not. */
  readonly unreadable: GatewayError | undefined;
  /** Rows that could not be read. */
  readonly unreadableCount: number;
}

/** Counts one instance's patches. */
export class PatchCounter {
  /** When the oldest stale answer was given. */
  stale: Staleness | undefined;
  /** When the oldest of all answers was given, in milliseconds since 1970; null before the first. */
  fetchedAt: number | null = null;
  readonly #unions: UnionResolver<PatchSummary>;
  readonly #dates: Params | null;

  readonly #options: PatchCounterOptions;
  readonly #reads: PatchReads;

  constructor(options: PatchCounterOptions) {
    this.#options = options;
    const { client, scope } = options;
    this.#reads = options.reads ?? {
      page: (request) => client.lists.page(patches, request, scope),
      count: (params) => client.lists.count(patches, params, scope),
    };
    this.#unions = new UnionResolver(options.client, options.plan);
    const bounds = boundsOf(options.plan, 'second');
    this.#dates =
      bounds === null ? null : dateParams(options.client, options.plan.list.path, bounds);
  }

  /** Values that the instance does not support. */
  get warnings(): readonly SourceWarning[] {
    const { unasked } = this.#options.plan;
    return unasked === undefined ? this.#unions.warnings : [...this.#unions.warnings, unasked];
  }

  /**
   * Patches that the server has for the filter; conditions that the gateway checks itself are ignored.
   * Costs 1 request, and a few more where there is none and a value may be unknown.
   *
   * @returns null where the server does not say.
   */
  async total(): Promise<number | null> {
    const { plan, scope } = this.#options;
    if (plan.unasked !== undefined) return 0;
    for (;;) {
      const sent = this.#unions.params();
      if (sent === null || this.#dates === null) return 0;
      const { count } = this.#noting(await this.#reads.count([...sent, ...this.#dates]));
      const mayBeUnknown = count === 0 && plan.unions.length > 0;
      if (!mayBeUnknown || !(await this.#unions.doubt(sent, null, scope))) return count;
    }
  }

  /** The values of a parameter that the filter names, as the server takes them. */
  valuesOf(param: string): readonly string[] | undefined {
    if (!this.#options.plan.unions.some((union) => union.param === param)) return undefined;
    return (this.#unions.params() ?? []).flatMap(([name, value]) =>
      name === param ? [value] : [],
    );
  }

  /** Patches with one value of a parameter. Costs 1 request, up to API 1.2 up to 2. */
  async countOf(param: string, value: string): Promise<ValueCount> {
    return await this.#countBy([...this.#filtersBut(param), ...this.#bounds, [param, value]]);
  }

  /**
   * Patches of a span instead of that of the plan, with one value of a parameter if one is given. Costs
   * 1 request, up to API 1.2 up to 2.
   */
  async countWithin(
    window: KeyWindow,
    value?: { readonly param: string; readonly value: string },
  ): Promise<ValueCount> {
    const dates = dateParams(this.#options.client, 'patches', window);
    const params: Params = [...this.#filtersBut(value?.param ?? null), ...dates];
    return await this.#countBy(
      value === undefined ? params : [...params, [value.param, value.value]],
    );
  }

  async #countBy(params: Params): Promise<ValueCount> {
    const page = this.#noting(await this.#reads.page({ params, perPage: 1 }));
    const [sample] = page.rows;
    if (!page.hasNext) return { count: rowsSent(page), sample };
    if (page.lastPage !== null) return { count: page.lastPage, sample };
    const { count } = this.#noting(await this.#reads.count(params));
    return { count, sample };
  }

  /**
   * Examines every patch, a full page a request, by number: an order in which nothing shifts but by
   * deletion.
   *
   * @param total the result of {@link PatchCounter.total}.
   * @throws GatewayError QUERY_TOO_EXPENSIVE where there are more than may be examined.
   */
  async scan(total: number | null): Promise<PatchScan> {
    const { plan, scanRows } = this.#options;
    if (total !== null && total > scanRows) throw this.#tooMany(String(total));
    const pages = await this.#scanPages(total);
    const unique = new Map(pages.flatMap((page) => page.rows.map((row) => [row.id, row] as const)));
    const unreadable = pages.flatMap((page) => page.unreadable);
    const [bad] = unreadable;
    const { matches = () => true, examine } = plan;
    const rows = [...unique.values()].filter((row) => matches(row));
    const isMet = await examine?.(rows);
    return {
      seen: unique.size + unreadable.length,
      rows: isMet === undefined ? rows : rows.filter((_row, index) => isMet[index] === true),
      unreadable: bad && badField(bad.origin, bad.field),
      unreadableCount: unreadable.length,
    };
  }

  /** All pages side by side where it is known how many there are, else one after the other. */
  async #scanPages(total: number | null): Promise<readonly Page<PatchSummary>[]> {
    const { client, scanRows } = this.#options;
    if (total === null) {
      let seen = 0;
      return await walkPages(client.lists.walked('patches'), async (page, perPage) => {
        if (page === 1) seen = 0;
        if (seen > scanRows) throw this.#tooMany(`more than ${String(scanRows)}`);
        const answer = await this.#scanPage(page, perPage);
        seen += rowsSent(answer);
        return { ...answer, sent: rowsSent(answer), sentAt: answer.fetchedAt };
      });
    }
    const perPage = client.lists.pageLimit;
    const numbers = Array.from({ length: Math.ceil(total / perPage) }, (_, index) => index + 1);
    const pages = await Promise.all(numbers.map((page) => this.#scanPage(page, perPage)));
    // The server's pages were found to be smaller, so that those read do not fit together.
    if (client.lists.pageLimit < perPage) return await this.#scanPages(total);
    // Patches that arrived meanwhile come last.
    for (let last = pages.at(-1); last?.hasNext === true; last = pages.at(-1)) {
      pages.push(await this.#scanPage(pages.length + 1, perPage));
    }
    return pages;
  }

  #tooMany(count: string): GatewayError {
    const { client, plan, scanRows, limitName = 'limits.scanRows' } = this.#options;
    return new GatewayError(
      `${client.name}: ${count} patches${spanOf(plan)} would have to be read one by one, and the limit is ${String(scanRows)} (${limitName}); narrow them (project, state, since, before)`,
      { code: 'QUERY_TOO_EXPENSIVE', instance: client.name },
    );
  }

  async #scanPage(page: number, perPage: number): Promise<Page<PatchSummary>> {
    const params = [...this.#filtersBut(null), ...this.#bounds, ['order', 'id'] as const];
    return this.#noting(await this.#reads.page({ params, page, perPage }));
  }

  get #bounds(): Params {
    return this.#dates ?? [];
  }

  #filtersBut(param: string | null): Params {
    return (this.#unions.params() ?? []).filter(([name]) => name !== param);
  }

  #noting<D extends Dated>(answer: D): D {
    const { fetchedAt, staleBecause } = answer;
    this.fetchedAt = Math.min(this.fetchedAt ?? fetchedAt, fetchedAt);
    if (
      staleBecause !== null &&
      (this.stale === undefined || fetchedAt < this.stale.fetchedAt.getTime())
    ) {
      this.stale = { fetchedAt: new Date(fetchedAt), error: staleBecause };
    }
    return answer;
  }
}

/** The span of a plan, for messages. */
function spanOf({ since, before }: Pick<ListPlan<PatchSummary>, 'since' | 'before'>): string {
  const from = since === undefined ? '' : ` from ${since.slice(0, 10)}`;
  return before === undefined ? from : `${from} to ${before.slice(0, 10)}`;
}
