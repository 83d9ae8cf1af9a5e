import { BadUserInputError, NotSupportedError } from '../../errors.js';
import type { SourceWarning } from '../../orderedList.js';
import { toSlug } from '../StateNumbers.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { toQuery } from '../query.js';
import { isReadAsId } from '../isReadAsId.js';
import type { ListDescription, Named } from '../ListDescription.js';
import { atLeast } from '../versions.js';
import type { ListPlan, UnionFilter } from './ListPlan.js';
import { isShown, shownProjects } from './shownProjects.js';

/**
 * Most characters of the filters of one request: servers behind gunicorn refuse request lines above
 * 4,094, and dates, order and page are added.
 */
const MAX_FILTER_CHARACTERS = 3600;

/** Names of filters in REST that differ from those in the graph. */
const FILTER_NAMES: Readonly<Record<string, string>> = { msgid: 'messageId' };

/** Warning about a server that is skipped. */
export function noMatchWarning(
  { name }: PatchworkClient,
  why = 'it has no objects that match the filter',
): SourceWarning {
  return { code: 'NOT_CONCERNED', message: `${name} was skipped: ${why}` };
}

/** Warning about a value of a filter that is left out. */
export function unknownValueWarning(
  { name }: PatchworkClient,
  path: string,
  param: string,
  value: string,
): SourceWarning {
  return {
    code: 'UNKNOWN_VALUE',
    message: `${name} has no ${path} with the ${param} "${value}": the value is unknown or matches nothing`,
  };
}

/** The condition of a filter by names. An object whose name is unreadable goes by its id. */
function namesTest<Row extends object>(
  named: (row: Row) => Named | null | undefined,
  values: readonly (string | number)[],
): (row: Row) => boolean {
  const ids = new Set(values.filter((value) => typeof value === 'number'));
  const names = new Set(
    values.flatMap((value) => (typeof value === 'string' ? [value.trim().toLowerCase()] : [])),
  );
  return (row) => {
    const object = named(row);
    if (object == null) return false;
    return ids.has(object.id) || names.has((object.name ?? String(object.id)).toLowerCase());
  };
}

/** Collects the parameters of one list, and refuses what this server's API version would ignore. */
export class PlanBuilder<Row extends object> {
  readonly #params: [string, string][] = [];
  readonly #unions: UnionFilter[] = [];
  #unasked: SourceWarning | undefined;
  readonly #hiddenProjects: string[] = [];
  readonly #warnings: SourceWarning[] = [];
  readonly #tests: ((row: Row) => boolean)[] = [];

  readonly #client: PatchworkClient;
  readonly #list: ListDescription<Row>;

  constructor(client: PatchworkClient, list: ListDescription<Row>) {
    this.#client = client;
    this.#list = list;
  }

  /** A filter of one value; undefined means no filter. */
  one(param: string, value: string | boolean | undefined): this {
    if (value === undefined || value === '') return this;
    this.#checkVersion(param);
    this.#params.push([param, String(value)]);
    return this;
  }

  /** A filter of which REST takes one value; several values become separate lists. */
  oneOf(param: string, values: readonly string[] | undefined): this {
    if (values === undefined) return this;
    this.#checkVersion(param);
    const [only] = values;
    return values.length === 1 ? this.one(param, only) : this;
  }

  /**
   * A filter of which any value may match. Numbers are ids, texts are names where the filter has them: with a
   * name that REST would take for an id, the gateway filters row by row.
   */
  any(
    param: string,
    values: readonly (string | number)[] | undefined,
    { why, ...more }: Pick<UnionFilter, 'isVerified' | 'askedAs'> & { readonly why?: string } = {},
  ): this {
    if (values === undefined) return this;
    this.#checkVersion(param);
    if (values.length === 0) this.#unasked ??= noMatchWarning(this.#client, why);
    const { named } = this.#list.filters[param] ?? {};
    if (
      named !== undefined &&
      values.some((value) => typeof value === 'string' && isReadAsId(value))
    ) {
      this.#tests.push(namesTest(named, values));
      return this;
    }
    this.#unions.push({ param, values: [...new Set(values.map(String))], ...more });
    return this;
  }

  /**
   * States by slug or name; by number if it is configured, because every server filters by number.
   *
   * @param numbers of the states whose names REST would take for numbers; those without one are left out.
   */
  state(values: readonly string[] | undefined, numbers: ReadonlyMap<string, number>): this {
    const { states } = this.#client.options;
    return this.#numbered('state', values, (value) => {
      return states?.[toSlug(value)]?.id ?? numbers.get(value);
    });
  }

  /** Submitters by address. @param known addresses that this server is known to have. */
  submitters(values: readonly string[] | undefined, known: readonly string[] | undefined): this {
    return this.any('submitter', values).any('submitter', known, {
      isVerified: true,
      why: 'no person there has this address or name',
    });
  }

  /**
   * Link names of projects, within those that the configuration shows.
   *
   * @param numbers as of {@link PlanBuilder.state}.
   */
  project(values: readonly string[] | undefined, numbers: ReadonlyMap<string, number>): this {
    const shown = shownProjects(this.#client);
    const numberOf = (value: string): number | undefined => numbers.get(value);
    if (shown === undefined) return this.#numbered('project', values, numberOf);
    const isVisible = (value: string): boolean => isShown(this.#client, { link_name: value });
    for (const value of values ?? []) if (!isVisible(value)) this.#hiddenProjects.push(value);
    return this.#numbered('project', values?.filter(isVisible) ?? shown, numberOf, {
      why: 'the configuration excludes every project of the filter',
    });
  }

  /** A filter by names of which some are sent as numbers; those that REST would take for another number are left out. */
  #numbered(
    param: string,
    values: readonly string[] | undefined,
    numberOf: (value: string) => number | undefined,
    more: { readonly why?: string } = {},
  ): this {
    const askedAs = new Map<string, string>();
    const sent = values?.flatMap((value): readonly (string | number)[] => {
      const id = numberOf(value);
      if (id !== undefined) {
        askedAs.set(String(id), value);
        return [id];
      }
      if (!isReadAsId(value)) return [value];
      const { path } = this.#list;
      this.#warnings.push(unknownValueWarning(this.#client, path, param, value));
      return [];
    });
    if (values !== undefined && values.length > 0 && sent?.length === 0) {
      this.#unions.push({ param, values: [] });
      return this;
    }
    return this.any(param, sent, { ...more, ...(askedAs.size > 0 && { askedAs }) });
  }

  /** @throws BadUserInputError for more than a server takes in one request. */
  build({ warnings, ...rest }: Partial<ListPlan<Row>> = {}): ListPlan<Row> {
    this.#warnings.push(...(warnings ?? []));
    const values = this.#unions.flatMap(({ param, values }) =>
      values.map((value) => [param, value] as const),
    );
    const { length } = toQuery([...this.#params, ...values]);
    if (length > MAX_FILTER_CHARACTERS) {
      throw new BadUserInputError(
        `the filter is too long: ${String(length)} characters in the URL (limit ${String(MAX_FILTER_CHARACTERS)}); split it`,
        { argument: 'filter' },
      );
    }
    return {
      list: this.#list,
      params: this.#params,
      unions: this.#unions,
      alternatives: [[]],
      unasked: this.#unasked,
      hiddenProjects: this.#hiddenProjects,
      ...(this.#warnings.length === 0 ? {} : { warnings: this.#warnings }),
      ...rest,
      ...this.#matches(rest.matches),
    };
  }

  #matches(given: ListPlan<Row>['matches']): Pick<ListPlan<Row>, 'matches'> {
    const tests = given === undefined ? this.#tests : [...this.#tests, given];
    return tests.length === 0 ? {} : { matches: (row) => tests.every((test) => test(row)) };
  }

  #checkVersion(param: string): void {
    const since = this.#list.filters[param]?.since;
    const version = this.#client.knownVersion;
    if (since === undefined || version === undefined || atLeast(version, since)) return;
    throw new NotSupportedError(
      this.#client.name,
      `the filter "${FILTER_NAMES[param] ?? param}" of ${this.#list.path} needs API ${since}, this server has ${version}`,
    );
  }
}
