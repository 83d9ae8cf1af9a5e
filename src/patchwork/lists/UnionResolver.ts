import type { SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Params } from '../query.js';
import type { Scope } from '../Scope.js';
import type { KeyWindow } from './KeyedPage.js';
import type { ListPlan, UnionFilter } from './ListPlan.js';

/** Parameters as they have to be sent; null when no value is left, so that nothing can match. */
export type ResolvedParams = Params | null;

/** What a request has besides the filters of several values. */
interface OtherParams {
  readonly alternative: Params;
  readonly window: KeyWindow;
}

/**
 * Turns filters of several values into parameters one server answers rightly. One value that the
 * server does not know empties the whole answer, so an empty answer is never trusted: each value is
 * asked for alone, and what has no rows at all is left out, with a warning.
 */
export class UnionResolver<Row extends object> {
  #unions: readonly UnionFilter[];
  #diagnosis: Promise<void> | undefined;
  readonly #warnings: SourceWarning[] = [];

  readonly #client: PatchworkClient;
  readonly #plan: ListPlan<Row>;

  constructor(client: PatchworkClient, plan: ListPlan<Row>) {
    this.#client = client;
    this.#plan = plan;
    this.#unions = plan.unions;
    this.#warnings.push(...(plan.warnings ?? []));
    for (const project of plan.hiddenProjects ?? []) {
      this.#warnings.push({
        code: 'HIDDEN_PROJECT',
        message: `${client.name}: the configuration of this gateway excludes the project "${project}"`,
      });
    }
  }

  /** What was left out, and why. */
  get warnings(): readonly SourceWarning[] {
    return this.#warnings;
  }

  /** The parameters as far as is known. */
  params(): ResolvedParams {
    const params: [string, string][] = this.#plan.params.map(([name, value]) => [name, value]);
    for (const { param, values } of this.#unions) {
      if (values.length === 0) return null;
      for (const value of values) params.push([param, value]);
    }
    return params;
  }

  /**
   * Finds out whether an empty answer is right. Done once, for the first caller.
   *
   * @param sent the parameters of that answer, as {@link UnionResolver.params} gave them.
   * @param others the parameters that were sent besides them; null where they are not those of a list.
   * @returns whether the parameters are others by now, so that the list has to be requested again.
   */
  async doubt(sent: ResolvedParams, others: OtherParams | null, scope: Scope): Promise<boolean> {
    if (this.#plan.unions.length === 0) return false;
    this.#diagnosis ??= this.#diagnose(others !== null && this.#isBare(others), scope);
    await this.#diagnosis;
    return JSON.stringify(this.params()) !== JSON.stringify(sent);
  }

  /** Whether an answer was to one value and nothing else, and so proves itself. */
  #isBare({ alternative, window }: OtherParams): boolean {
    const { unions, params } = this.#plan;
    return (
      unions.length === 1 &&
      unions[0]?.values.length === 1 &&
      params.length === 0 &&
      alternative.length === 0 &&
      window.since === undefined &&
      window.before === undefined
    );
  }

  async #diagnose(bare: boolean, scope: Scope): Promise<void> {
    const unions: UnionFilter[] = [];
    for (const union of this.#unions) {
      if (union.isVerified === true) {
        unions.push(union);
        continue;
      }
      const values: string[] = [];
      for (const value of union.values) {
        const right = await this.#spelling(union, value, bare, scope);
        if (right !== undefined) values.push(right);
      }
      unions.push({ param: union.param, values });
    }
    this.#unions = unions;
  }

  /** The value as this server takes it; undefined when it has nothing under it. */
  async #spelling(
    { param, askedAs }: UnionFilter,
    value: string,
    bare: boolean,
    scope: Scope,
  ): Promise<string | undefined> {
    const { list } = this.#plan;
    const { filterValues, stateNumbers, name } = this.#client;
    if (!bare && (await filterValues.hasRows(list, param, value, scope))) return value;
    const asked = askedAs?.get(value) ?? value;
    // The configuration may hold the number of another server's state.
    if (asked !== value && (await filterValues.hasRows(list, param, asked, scope))) return asked;
    if (param === 'state') {
      const id = await stateNumbers.numberOf(asked, scope);
      if (id !== undefined && String(id) !== value) return String(id);
    }
    this.#warnings.push({
      code: 'UNKNOWN_VALUE',
      message: `${name} has no ${list.path} with the ${param} "${asked}": the value is unknown or matches nothing`,
    });
    return undefined;
  }
}
