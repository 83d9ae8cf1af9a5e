import type { SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import type { Params } from '../query.js';
import type { Scope } from '../Scope.js';
import type { KeyWindow } from './KeyedPage.js';
import { isReadAsId } from '../isReadAsId.js';
import type { ListPlan, UnionFilter } from './ListPlan.js';
import { unknownValueWarning } from './PlanBuilder.js';

/** Parameters to send; null if no value is left, so that nothing can match. */
export type ResolvedParams = Params | null;

/** Parameters of a request besides the filters with several values. */
interface OtherParams {
  readonly alternative: Params;
  readonly window: KeyWindow;
}

/**
 * Converts filters with several values to parameters that one server answers correctly. One unknown
 * value empties the whole answer, so an empty answer is never trusted: each value is requested
 * alone, and values without any rows are left out, with a warning.
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

  /** Warnings about values that were left out. */
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
   * Checks whether an empty answer is correct. Done once, for the first caller.
   *
   * @param sent the parameters of that answer, as {@link UnionResolver.params} gave them.
   * @param others the parameters that were sent besides them; null if they are not those of a list.
   * @returns whether the parameters have changed, so that the list must be requested again.
   */
  async doubt(sent: ResolvedParams, others: OtherParams | null, scope: Scope): Promise<boolean> {
    if (this.#plan.unions.length === 0) return false;
    this.#diagnosis ??= this.#diagnose(others !== null && this.#isBare(others), scope);
    await this.#diagnosis;
    return JSON.stringify(this.params()) !== JSON.stringify(sent);
  }

  /** Whether an answer is about one value and nothing else, and needs no check. */
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

  /** The value as this server accepts it; undefined if the server has no rows with it. */
  async #spelling(
    { param, askedAs }: UnionFilter,
    value: string,
    bare: boolean,
    scope: Scope,
  ): Promise<string | undefined> {
    const { list } = this.#plan;
    const { filterValues, stateNumbers } = this.#client;
    if (!bare && (await filterValues.hasRows(list, param, value, scope))) return value;
    const asked = askedAs?.get(value) ?? value;
    // The configuration may contain the number of another server's state.
    const isOther = asked !== value && !isReadAsId(asked);
    if (isOther && (await filterValues.hasRows(list, param, asked, scope))) return asked;
    if (param === 'state') {
      const id = await stateNumbers.numberOf(asked, scope);
      if (id !== undefined && String(id) !== value) return String(id);
    }
    this.#warnings.push(unknownValueWarning(this.#client, list.path, param, asked));
    return undefined;
  }
}
