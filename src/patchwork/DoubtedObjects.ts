import { textOf, type CacheName, type ReadName } from './names.js';

/** Time for which a write without an answer may still be applied: far longer than servers let requests run. */
const DOUBT_MS = 60_000;

/**
 * Objects of writes whose outcome is not known. A cached answer would hide that the server applied such a write
 * late, so they are requested at each read.
 */
export class DoubtedObjects {
  /** By the texts of their names, oldest first: until when. */
  readonly #untilMs = new Map<string, number>();
  readonly #elapsed: () => number;

  /** @param elapsed milliseconds of a clock that never steps back. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** @param changed names that the write would change; those of long lists are not doubted, which all readers share. */
  add(changed: readonly CacheName[]): void {
    const nowMs = this.#elapsed();
    for (const [text, untilMs] of this.#untilMs) {
      if (untilMs > nowMs) break;
      this.#untilMs.delete(text);
    }
    for (const name of changed) {
      if (!isOfOneObject(name)) continue;
      const text = textOf(name);
      this.#untilMs.delete(text);
      this.#untilMs.set(text, nowMs + DOUBT_MS);
    }
  }

  /** Whether an answer about the name may be outdated however young it is. */
  has(name: ReadName): boolean {
    const untilMs = this.#untilMs.get(textOf(name));
    return untilMs !== undefined && this.#elapsed() < untilMs;
  }
}

function isOfOneObject(name: CacheName): boolean {
  return name.about === 'object' || (name.about === 'list' && name.parent !== undefined);
}
