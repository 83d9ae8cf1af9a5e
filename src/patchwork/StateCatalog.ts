import { DEFAULT_STATES, type FilterValueProbe } from './FilterValueProbe.js';
import type { Params } from './query.js';
import type { Scope } from './Scope.js';
import type { StateOptions } from './states.js';

/** A state of one server, and the value that the state filter finds it by. */
export interface KnownState {
  readonly slug: string;
  /** A number where it is known, else the slug. */
  readonly value: string;
}

/** Counts patches; null where the server cannot say. */
export type PatchCounter = (params: Params, scope: Scope) => Promise<number | null>;

/** How soon the numbers of states are read again after they turned out not to cover all patches. */
const READ_AGAIN_AFTER_MS = 60_000;

/**
 * The states of one server. REST has no list of them, so what is known is checked: all patches have
 * to be in one of the known states.
 */
export class StateCatalog {
  #known: readonly KnownState[];

  readonly #count: PatchCounter;
  readonly #filters: FilterValueProbe;
  readonly #configured: Readonly<Record<string, StateOptions>> | undefined;

  constructor(
    count: PatchCounter,
    filters: FilterValueProbe,
    configured: Readonly<Record<string, StateOptions>> | undefined,
  ) {
    this.#count = count;
    this.#filters = filters;
    this.#configured = configured;
    const numbered = Object.entries(configured ?? {}).flatMap(([slug, { id }]) =>
      id === undefined ? [] : [[slug, String(id)] as const],
    );
    const values = new Map([
      ...[...DEFAULT_STATES].map((slug) => [slug, slug] as const),
      ...numbered,
    ]);
    this.#known = Array.from(values, ([slug, value]) => ({ slug, value }));
  }

  /**
   * States that every patch of the server is in one of. Costs 2 small requests, and a few dozen more
   * where the states are not those that Patchwork starts with, at most once a minute.
   *
   * @returns undefined where such a set cannot be found.
   * @throws GatewayError when the server does not answer.
   */
  async complete(scope: Scope): Promise<readonly KnownState[] | undefined> {
    if (await this.#coversAll(this.#known, scope)) return this.#known;
    const inUse = await this.#filters.statesInUse(scope, READ_AGAIN_AFTER_MS);
    const learned = Array.from(inUse, ([slug, id]) => ({ slug, value: String(id) }));
    if (!(await this.#coversAll(learned, scope))) return undefined;
    this.#known = learned;
    return learned;
  }

  /**
   * Slugs of the states that are known: those that patches are in, those that Patchwork starts with
   * and those of the configuration. Costs as {@link StateCatalog.complete}.
   */
  async slugs(scope: Scope): Promise<readonly string[]> {
    const complete = await this.complete(scope);
    const inUse =
      complete?.map(({ slug }) => slug) ??
      (await this.#filters.statesInUse(scope, READ_AGAIN_AFTER_MS)).keys();
    return [...new Set([...DEFAULT_STATES, ...inUse, ...Object.keys(this.#configured ?? {})])];
  }

  async #coversAll(states: readonly KnownState[], scope: Scope): Promise<boolean> {
    // In an order of their own, so that both counts are cached for the same time.
    const order = ['order', 'id'] as const;
    const values = states.map(({ value }) => ['state', value] as const);
    const [total, covered] = await Promise.all([
      this.#count([order], scope),
      values.length === 0 ? 0 : this.#count([...values, order], scope),
    ]);
    return total !== null && total === covered;
  }
}
