import { GatewayError } from '../../errors.js';
import type { SourceWarning, Staleness } from '../../federation/source.js';
import type { Page } from '../../patchwork/page.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { Params } from '../../patchwork/query.js';
import { MAX_PAGE_SIZE } from '../../patchwork/Resource.js';
import { patches, type PatchSummary } from '../../patchwork/resources/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import { badField } from '../../patchwork/shape.js';
import { boundsOf, dateParams } from '../lists/dateBounds.js';
import type { ListPlan } from '../lists/ListPlan.js';
import { UnionResolver } from '../lists/UnionResolver.js';

/** What {@link PatchCounter} works with. */
export interface PatchCounterOptions {
  readonly client: PatchworkClient;
  /** Which patches. */
  readonly plan: ListPlan<PatchSummary>;
  readonly scope: Scope;
  /** Rows that may be looked at one by one. */
  readonly scanRows: number;
}

/** Patches with one value of a parameter. */
export interface ValueCount {
  readonly count: number;
  /** One of them, which tells what the value is called; undefined when there is none. */
  readonly sample: PatchSummary | undefined;
}

/** What was seen by looking at every patch. */
export interface PatchScan {
  readonly rows: readonly PatchSummary[];
  /** Rows that could not be read. */
  readonly unreadable: readonly GatewayError[];
}

/** Counts one instance's patches. */
export class PatchCounter {
  /** When the oldest stale answer was given. */
  stale: Staleness | undefined;
  readonly #unions: UnionResolver<PatchSummary>;
  readonly #dates: Params | null;

  constructor(private readonly options: PatchCounterOptions) {
    this.#unions = new UnionResolver(options.client, options.plan);
    const bounds = boundsOf(options.plan, 'second');
    this.#dates =
      bounds === null ? null : dateParams(options.client, options.plan.list.path, bounds);
  }

  /** What the instance does not know. */
  get warnings(): readonly SourceWarning[] {
    return this.#unions.warnings;
  }

  /**
   * Patches that the server has for the filter; what the gateway looks for itself is left aside.
   * Costs 1 request, and a few more where there is none and a value may be unknown.
   */
  async total(): Promise<number> {
    const { client, plan, scope } = this.options;
    if (plan.notConcerned === true) return 0;
    for (;;) {
      const sent = this.#unions.params();
      if (sent === null || this.#dates === null) return 0;
      const count = await client.count(patches, [...sent, ...this.#dates], scope);
      const mayBeUnknown = count === 0 && plan.unions.length > 0;
      if (!mayBeUnknown || !(await this.#unions.doubt(sent, false, scope))) return count;
    }
  }

  /** The values of a parameter that the filter names, as the server takes them. */
  valuesOf(param: string): readonly string[] | undefined {
    if (!this.options.plan.unions.some((union) => union.param === param)) return undefined;
    return (this.#unions.params() ?? []).flatMap(([name, value]) =>
      name === param ? [value] : [],
    );
  }

  /** Patches with one value of a parameter. Costs 1 request, up to API 1.2 up to 2. */
  async countOf(param: string, value: string): Promise<ValueCount> {
    const { client, scope } = this.options;
    const params = [...this.#paramsBut(param), [param, value] as const];
    const page = this.#noting(await client.page(patches, { params, perPage: 1 }, scope));
    const [sample] = page.rows;
    const seen = page.rows.length + page.unreadable.length;
    if (!page.hasNext) return { count: seen, sample };
    if (page.lastPage !== null) return { count: page.lastPage, sample };
    return { count: await client.count(patches, params, scope), sample };
  }

  /**
   * Looks at every patch, 250 a request, by number: an order in which nothing shifts but by deletion.
   *
   * @param total what {@link PatchCounter.total} said.
   * @throws GatewayError QUERY_TOO_EXPENSIVE where there are more than may be looked at.
   */
  async scan(total: number): Promise<PatchScan> {
    const { client, plan, scanRows } = this.options;
    if (total > scanRows) {
      throw new GatewayError(
        `${client.name}: ${String(total)} patches would have to be looked at one by one, and the limit is ${String(scanRows)}; narrow them (project, state, since, before)`,
        { code: 'QUERY_TOO_EXPENSIVE', instance: client.name },
      );
    }
    const numbers = Array.from(
      { length: Math.ceil(total / MAX_PAGE_SIZE) },
      (_, index) => index + 1,
    );
    const pages = await Promise.all(numbers.map((page) => this.#scanPage(page)));
    // Patches that arrived meanwhile come last.
    for (let last = pages.at(-1); last?.hasNext === true; last = pages.at(-1)) {
      pages.push(await this.#scanPage(pages.length + 1));
    }
    const rows = new Map(pages.flatMap((page) => page.rows.map((row) => [row.id, row] as const)));
    const { matches = () => true } = plan;
    return {
      rows: [...rows.values()].filter((row) => matches(row)),
      unreadable: pages.flatMap(({ unreadable }) =>
        unreadable.map(({ origin, field }) => badField(origin, field)),
      ),
    };
  }

  async #scanPage(page: number): Promise<Page<PatchSummary>> {
    const { client, scope } = this.options;
    const params = [...this.#paramsBut(null), ['order', 'id'] as const];
    return this.#noting(
      await client.page(patches, { params, page, perPage: MAX_PAGE_SIZE }, scope),
    );
  }

  #paramsBut(param: string | null): Params {
    const params = this.#unions.params() ?? [];
    return [...params.filter(([name]) => name !== param), ...(this.#dates ?? [])];
  }

  #noting(page: Page<PatchSummary>): Page<PatchSummary> {
    const { fetchedAt, staleBecause } = page;
    if (
      staleBecause !== null &&
      (this.stale === undefined || fetchedAt < this.stale.fetchedAt.getTime())
    ) {
      this.stale = { fetchedAt: new Date(fetchedAt), error: staleBecause };
    }
    return page;
  }
}
