import { patches } from './resources/patch.js';
import { MAX_PAGE_SIZE, type ListDescription } from './ListDescription.js';
import type { Scope } from './Scope.js';
import type { StateOptions } from './states.js';

/** How long it is assumed that a value has no rows: a new project or state shows up after that. */
const EMPTY_TTL_MS = 60_000;
/** How long numbers of states are trusted: they change when an administrator edits them. */
const STATES_TTL_MS = 3_600_000;
/** Numbers of states are asked for up to here, and no further than this many without a patch. */
export const MAX_STATE_ID = 64;
const MAX_STATE_GAP = 12;
const IDS_AT_ONCE = 8;

/** States that every Patchwork starts with (`fixtures/default_states.xml`): their slugs work as filters. */
export const DEFAULT_STATES: ReadonlySet<string> = new Set([
  'new',
  'under-review',
  'accepted',
  'rejected',
  'rfc',
  'not-applicable',
  'changes-requested',
  'awaiting-upstream',
  'superseded',
  'deferred',
]);

/** A state's slug as Django makes it from its name. */
export function toSlug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Reads a list narrowed by one value, one row of it at the most. */
export type FirstRowReader = <Row extends object>(
  list: ListDescription<Row>,
  param: string,
  value: string,
  scope: Scope,
) => Promise<readonly Row[]>;

interface StateIds {
  readonly bySlug: ReadonlyMap<string, number>;
  readonly readAt: number;
}

/**
 * What has been found out about the values that one server's filters know. REST answers an unknown
 * value with an empty list and says no more.
 */
export class FilterValueProbe {
  /** When a value was last found without rows, by list, parameter and value. */
  readonly #emptySince = new Map<string, number>();
  #stateIds: Promise<StateIds> | undefined;

  readonly #readFirst: FirstRowReader;
  readonly #states: Readonly<Record<string, StateOptions>> | undefined;
  readonly #now: () => number;

  constructor(
    readFirst: FirstRowReader,
    states: Readonly<Record<string, StateOptions>> | undefined,
    now: () => number,
  ) {
    this.#readFirst = readFirst;
    this.#states = states;
    this.#now = now;
  }

  /**
   * Whether a list has rows with this value alone. Costs 1 small request unless it is known not to.
   */
  async hasRows<Row extends object>(
    list: ListDescription<Row>,
    param: string,
    value: string,
    scope: Scope,
  ): Promise<boolean> {
    const key = `${list.path} ${param} ${value}`;
    const emptySince = this.#emptySince.get(key);
    if (emptySince !== undefined && this.#isWithin(emptySince, EMPTY_TTL_MS)) return false;
    const rows = await this.#readFirst(list, param, value, scope);
    if (rows.length > 0) this.#emptySince.delete(key);
    else this.#remember(key);
    return rows.length > 0;
  }

  /** Forgets which values had no rows: a write may have given them some. */
  forgetEmpty(): void {
    this.#emptySince.clear();
  }

  /**
   * The number of a state that its slug or name cannot ask for: Patchwork compares a slug, its
   * dashes as blanks, with the state's name (`patchwork/api/filters.py`), so `needs-info` never
   * finds "Needs-Info". The API does not report the numbers, so patches of each number are examined.
   *
   * Costs a few dozen small requests, once an hour at the most.
   *
   * @returns undefined when no patch is in such a state.
   */
  async stateId(slugOrName: string, scope: Scope): Promise<number | undefined> {
    const slug = toSlug(slugOrName);
    const configured = this.#states?.[slug]?.id;
    if (configured !== undefined) return configured;
    if (DEFAULT_STATES.has(slug)) return undefined;
    return (await this.statesInUse(scope)).get(slug);
  }

  /**
   * The states that patches are in, by slug, with their numbers. Costs a few dozen small requests
   * where they were not read within `maxAgeMs`.
   */
  async statesInUse(scope: Scope, maxAgeMs = STATES_TTL_MS): Promise<ReadonlyMap<string, number>> {
    const known = await this.#stateIds?.catch(() => undefined);
    if (known === undefined || !this.#isWithin(known.readAt, maxAgeMs)) {
      this.#stateIds = this.#readStateIds(scope);
    }
    return (await this.#stateIds)?.bySlug ?? new Map<string, number>();
  }

  async #readStateIds(scope: Scope): Promise<StateIds> {
    const bySlug = new Map<string, number>();
    let gap = 0;
    for (let start = 1; start <= MAX_STATE_ID && gap < MAX_STATE_GAP; start += IDS_AT_ONCE) {
      const ids = Array.from({ length: IDS_AT_ONCE }, (_, index) => start + index);
      const found = await Promise.all(
        ids.map((id) => this.#readFirst(patches, 'state', String(id), scope)),
      );
      found.forEach((rows, index) => {
        const slug = rows[0]?.state;
        gap = slug == null ? gap + 1 : 0;
        if (slug != null) bySlug.set(slug, start + index);
      });
    }
    return { bySlug, readAt: this.#now() };
  }

  #isWithin(sinceMs: number, spanMs: number): boolean {
    const ageMs = this.#now() - sinceMs;
    // A clock that a test sets may step back.
    return ageMs >= 0 && ageMs <= spanMs;
  }

  #remember(key: string): void {
    // Values come from clients, so the memory of them is bounded.
    if (this.#emptySince.size > MAX_PAGE_SIZE * 4) this.#emptySince.clear();
    this.#emptySince.set(key, this.#now());
  }
}
