import type { Dated } from '../../patchwork/page.js';
import type { Scope } from '../../patchwork/Scope.js';

/** Is informed of the age of answers. */
type Listener = Pick<Scope, 'onAnswer'>;

/**
 * One read that several sources of an operation may wait for. Its requests are counted for the source that
 * asked first; how old the answer is, all of them learn, those included that ask once it is there.
 */
export class SharedRead implements Listener {
  #others: Set<Listener> | undefined;
  #answers: (readonly [instance: string, dated: Dated])[] | undefined;

  /** @param scope of the source that asked first. */
  constructor(readonly scope: Scope) {}

  /** Somebody else waits for it too. */
  join(other: Listener): void {
    if (other === this.scope || other.onAnswer === undefined) return;
    this.#others ??= new Set();
    if (this.#others.has(other)) return;
    this.#others.add(other);
    for (const [instance, dated] of this.#answers ?? []) other.onAnswer(instance, dated);
  }

  onAnswer(instance: string, dated: Dated): void {
    (this.#answers ??= []).push([instance, dated]);
    this.scope.onAnswer?.(instance, dated);
    if (this.#others === undefined) return;
    for (const other of this.#others) other.onAnswer?.(instance, dated);
  }
}

/** Options of a request that serves several reads: the first of them is charged. */
export function scopeFor(first: SharedRead, others: readonly SharedRead[] = []): Scope {
  return {
    ...first.scope,
    onAnswer: (instance, dated) => {
      first.onAnswer(instance, dated);
      for (const other of others) other.onAnswer(instance, dated);
    },
  };
}
