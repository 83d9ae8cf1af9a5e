import { z } from 'zod';
import type { DerivedValues } from './DerivedValues.js';
import type { Scope } from './Scope.js';
import type { StateOptions } from './states.js';
import {
  DEFAULT_STATES,
  type StateCoverage,
  type KnownState,
  type StateNumbers,
} from './StateNumbers.js';
import { storedAs } from './storedShape.js';

/** How soon the numbers of states are read again after they turned out not to cover all patches. */
const READ_AGAIN_AFTER_MS = 60_000;
/** Name of the cached value; changes with its format. */
const NAME = 'states 1';

const storedStates = z.object({
  states: z.array(z.object({ slug: z.string(), value: z.string() })),
});
const fits = storedAs(storedStates);

/**
 * The states of one server. REST has no list of them, so what is known is checked: all patches have
 * to be in one of the known states.
 */
export class StateCatalog {
  #known: readonly KnownState[] | undefined;

  readonly #numbers: StateNumbers;
  readonly #derived: DerivedValues;
  readonly #configured: Readonly<Record<string, StateOptions>> | undefined;

  constructor(
    numbers: StateNumbers,
    derived: DerivedValues,
    configured: Readonly<Record<string, StateOptions>> | undefined,
  ) {
    this.#numbers = numbers;
    this.#derived = derived;
    this.#configured = configured;
  }

  /**
   * States that every patch of the server is in one of. Costs 2 small requests, and a few more where the
   * states are not those that were found before or that Patchwork starts with, at most once a minute.
   *
   * @returns undefined where such a set cannot be found.
   * @throws GatewayError when the server does not answer.
   */
  async complete(scope: Scope): Promise<readonly KnownState[] | undefined> {
    const known = this.#known ?? (await this.#stored(scope)) ?? this.#numbers.base;
    const { total, covered } = await this.#numbers.coverage(known, scope);
    if (total === null) return undefined;
    if (total === covered) return (this.#known = known);
    return await this.#learn(scope, known === this.#numbers.base ? { total, covered } : undefined);
  }

  /**
   * Slugs of the states that are known: those that patches are in, those that Patchwork starts with
   * and those of the configuration. Costs as {@link StateCatalog.complete}.
   */
  async slugs(scope: Scope): Promise<readonly string[]> {
    const found =
      (await this.complete(scope)) ??
      (await this.#numbers.inUse(scope, READ_AGAIN_AFTER_MS)).states;
    const inUse = found.map(({ slug }) => slug);
    return [...new Set([...DEFAULT_STATES, ...inUse, ...Object.keys(this.#configured ?? {})])];
  }

  async #learn(scope: Scope, base?: StateCoverage): Promise<readonly KnownState[] | undefined> {
    const keep = this.#derived.begin(scope);
    const found = await this.#numbers.inUse(scope, READ_AGAIN_AFTER_MS, base);
    const { states } = found;
    if (!found.isNew || !found.isComplete) {
      // Patches may have changed their states in between.
      const { total, covered } = await this.#numbers.coverage(states, scope);
      if (total === null || total !== covered) return undefined;
    }
    this.#known = states;
    await keep(new Map([[NAME, { states }]]));
    return states;
  }

  /** What this process or another one found before. */
  async #stored(scope: Scope): Promise<readonly KnownState[] | undefined> {
    const found = await this.#derived.read<z.infer<typeof storedStates>>([NAME], fits, scope);
    return found.get(NAME)?.states;
  }
}
