import type { CacheMoment } from './cache.js';

interface Invalidation {
  readonly sequence: number;
  readonly at: number;
}

/** Records which names were invalidated and when, to detect loads that started earlier. */
export class InvalidationLog {
  readonly #last = new Map<string, Invalidation>();
  readonly #capacity: number;
  readonly #now: () => number;
  #sequence = 0;
  /** Sequence of the dropped names: nothing is known about earlier moments. */
  #forgottenSequence = 0;
  /** Sequence when invalidations were last missed. */
  #missedSequence = 0;

  /** @param capacity maximum number of names. */
  constructor(now: () => number, capacity = 10_000) {
    this.#now = now;
    this.#capacity = capacity;
  }

  moment(): Omit<CacheMoment, 'shared'> {
    return { sequence: this.#sequence, at: this.#now() };
  }

  record(names: readonly string[]): void {
    const at = this.#now();
    for (const name of names) {
      this.#sequence += 1;
      this.#last.delete(name);
      this.#last.set(name, { sequence: this.#sequence, at });
    }
    for (const [name, { sequence }] of this.#last) {
      if (this.#last.size <= this.#capacity) break;
      this.#last.delete(name);
      this.#forgottenSequence = sequence;
    }
  }

  /** Invalidations may have been missed until now. */
  miss(): void {
    this.#sequence += 1;
    this.#missedSequence = this.#sequence;
  }

  /** Whether invalidations may have been missed after `moment`. */
  missedSince(moment: Pick<CacheMoment, 'sequence'>): boolean {
    return moment.sequence < this.#missedSequence;
  }

  /** Whether key or tags were, or may have been, invalidated after `moment`. */
  changedSince(
    moment: Pick<CacheMoment, 'sequence'>,
    key: string,
    tags: readonly string[],
  ): boolean {
    if (moment.sequence === this.#sequence) return false;
    if (moment.sequence < this.#forgottenSequence) return true;
    const changed = (name: string): boolean =>
      (this.#last.get(name)?.sequence ?? 0) > moment.sequence;
    return changed(key) || tags.some(changed);
  }

  /** When the name was last invalidated, in milliseconds since 1970. */
  lastAt(name: string): number | undefined {
    return this.#last.get(name)?.at;
  }
}
