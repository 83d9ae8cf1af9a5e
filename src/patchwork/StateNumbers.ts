import { HOUR_MS } from '../durations.js';
import type { ListReader } from './ListReader.js';
import type { Params } from './query.js';
import { patches } from './resources/patch.js';
import type { Scope } from './Scope.js';
import type { StateOptions } from './states.js';

/** A state of one server, and the value that the state filter finds it by. */
export interface KnownState {
  readonly slug: string;
  /** A number where it is known, else the slug. */
  readonly value: string;
}

/** States that were found on a server. */
export interface FoundStates {
  readonly states: readonly KnownState[];
  /** Whether they had all patches of the server when they were read. */
  readonly isComplete: boolean;
  /** By the clock of the client, in milliseconds. */
  readonly readAt: number;
}

/** How many patches some states have. */
export interface StateCoverage {
  /** All patches of the server; null where it cannot say. */
  readonly total: number | null;
  /** Those in the states; null where the server cannot say. */
  readonly covered: number | null;
}

/** How patches of one server are examined; each costs 1 small request, or 2 on Patchwork 2.2. */
export interface StateReads {
  /** Number of patches; null where the server cannot say. */
  readonly count: (params: Params, scope: Scope) => Promise<number | null>;
  /** State of one of the patches, and their number. */
  readonly sample: (
    params: Params,
    scope: Scope,
  ) => Promise<{ readonly slug: string | null; readonly count: number | null }>;
}

/** Examines patches by lists of them. */
export function readStatesBy(lists: ListReader): StateReads {
  const count: StateReads['count'] = async (params, scope) =>
    (await lists.count(patches, params, scope)).count;
  return {
    count,
    sample: async (params, scope) => {
      const { rows, hasNext, lastPage } = await lists.page(patches, { params, perPage: 1 }, scope);
      const known = hasNext ? lastPage : rows.length;
      return { slug: rows[0]?.state ?? null, count: known ?? (await count(params, scope)) };
    },
  };
}

/** How long numbers of states are trusted: they change when an administrator edits them. */
const STATES_TTL_MS = HOUR_MS;
/** Numbers of states are asked for up to here, and no further than this many without a patch. */
export const MAX_STATE_ID = 64;
const MAX_STATE_GAP = 12;
/** As many as are sent to a server at once. */
const IDS_AT_ONCE = 4;
/** In a fixed order, so that all counts are cached for the same time. */
const ORDER = ['order', 'id'] as const;

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

/**
 * The numbers of one server's states, which the API does not report: patches of each number are examined
 * until the states that were found have all patches.
 */
export class StateNumbers {
  /** Those of every Patchwork and of the configuration. */
  readonly base: readonly KnownState[];
  #found: Promise<FoundStates> | undefined;

  readonly #reads: StateReads;
  readonly #configured: Readonly<Record<string, StateOptions>> | undefined;
  readonly #now: () => number;

  constructor(
    reads: StateReads,
    configured: Readonly<Record<string, StateOptions>> | undefined,
    now: () => number,
  ) {
    this.#reads = reads;
    this.#configured = configured;
    this.#now = now;
    const values = new Map([...DEFAULT_STATES].map((slug) => [slug, slug] as const));
    for (const [slug, { id }] of Object.entries(configured ?? {})) {
      if (id !== undefined) values.set(slug, String(id));
    }
    this.base = Array.from(values, ([slug, value]) => ({ slug, value }));
  }

  /**
   * The number of a state that its slug or name cannot ask for: Patchwork compares a slug, its
   * dashes as blanks, with the state's name (`patchwork/api/filters.py`), so `needs-info` never
   * finds "Needs-Info".
   *
   * Costs as {@link StateNumbers.inUse}, once an hour at the most.
   *
   * @returns undefined when no patch is in such a state.
   */
  async numberOf(slugOrName: string, scope: Scope): Promise<number | undefined> {
    const slug = toSlug(slugOrName);
    const configured = this.#configured?.[slug]?.id;
    if (configured !== undefined) return configured;
    if (DEFAULT_STATES.has(slug)) return undefined;
    const { states } = await this.inUse(scope);
    const value = states.find((state) => toSlug(state.slug) === slug)?.value;
    return value === undefined ? undefined : Number(value);
  }

  /**
   * The states that patches are in, where they were not read within `maxAgeMs`. Costs 2 small requests,
   * and 4 for every 4 states that the server has beside those of every Patchwork; 20 to 30 where it lacks
   * one of these.
   *
   * @param base what {@link StateNumbers.base} covers, if that was counted already.
   */
  async inUse(
    scope: Scope,
    maxAgeMs = STATES_TTL_MS,
    base?: StateCoverage,
  ): Promise<FoundStates & { readonly isNew: boolean }> {
    const known = await this.#found?.catch(() => undefined);
    if (known !== undefined && this.#isWithin(known.readAt, maxAgeMs)) {
      return { ...known, isNew: false };
    }
    const found = this.#read(scope, base);
    this.#found = found;
    return { ...(await found), isNew: true };
  }

  /** Counts all patches, and those in some states. */
  async coverage(states: readonly KnownState[], scope: Scope): Promise<StateCoverage> {
    const values = states.map(({ value }) => ['state', value] as const);
    const [total, covered] = await Promise.all([
      this.#reads.count([ORDER], scope),
      values.length === 0 ? 0 : this.#reads.count([...values, ORDER], scope),
    ]);
    return { total, covered };
  }

  async #read(scope: Scope, base?: StateCoverage): Promise<FoundStates> {
    const { total, covered } = base ?? (await this.coverage(this.base, scope));
    // One state that the server lacks empties the answer for all.
    const isBase = covered !== null && covered > 0;
    const start = { total, covered: covered ?? 0 };
    const search = new NumberSearch(this.#reads, isBase ? this.base : [], start);
    const others = [DEFAULT_STATES.size + 1, MAX_STATE_ID] as const;
    const first = [1, DEFAULT_STATES.size] as const;
    for (const [from, to] of isBase ? [others, first] : [[1, MAX_STATE_ID] as const]) {
      if (search.isComplete) break;
      await search.read(from, to, scope);
    }
    return { states: search.states, isComplete: search.isComplete, readAt: this.#now() };
  }

  #isWithin(sinceMs: number, spanMs: number): boolean {
    const ageMs = this.#now() - sinceMs;
    // A clock that a test sets may step back.
    return ageMs >= 0 && ageMs <= spanMs;
  }
}

/** One search for the numbers of states, which ends where the states have all patches. */
class NumberSearch {
  readonly #values: Map<string, string>;
  readonly #total: number | null;
  #covered: number;

  readonly #reads: StateReads;

  constructor(
    reads: StateReads,
    known: readonly KnownState[],
    { total, covered }: StateCoverage & { readonly covered: number },
  ) {
    this.#reads = reads;
    this.#values = new Map(known.map(({ slug, value }) => [slug, value]));
    this.#total = total;
    this.#covered = covered;
  }

  get states(): readonly KnownState[] {
    return Array.from(this.#values, ([slug, value]) => ({ slug, value }));
  }

  get isComplete(): boolean {
    return this.#covered === this.#total;
  }

  /** Examines numbers, a few at once. */
  async read(from: number, to: number, scope: Scope): Promise<void> {
    let gap = 0;
    for (let start = from; start <= to && gap < MAX_STATE_GAP; start += IDS_AT_ONCE) {
      const length = Math.min(IDS_AT_ONCE, to - start + 1);
      const ids = Array.from({ length }, (_, index) => String(start + index));
      const samples = await Promise.all(
        ids.map((id) => this.#reads.sample([['state', id], ORDER], scope)),
      );
      samples.forEach(({ slug, count }, index) => {
        gap = slug === null ? gap + 1 : 0;
        if (slug === null || this.#values.has(slug)) return;
        this.#values.set(slug, String(start + index));
        this.#covered += count ?? 0;
      });
      if (this.isComplete) break;
    }
  }
}
