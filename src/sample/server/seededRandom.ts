/** A source of numbers that returns the same sequence for the same seed, on every machine. */
export interface SeededRandom {
  /** A number from 0 up to, but not including, 1. */
  readonly next: () => number;
  /** An integer from `lowest` to `highest`, both inclusive. */
  readonly integer: (lowest: number, highest: number) => number;
  /** One item of a list that is not empty. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** True in `share` of all calls; `share` is 0 to 1. */
  readonly chance: (share: number) => boolean;
}

/**
 * Creates a {@link SeededRandom}. The sample data use it instead of `Math.random`, so that an id in the
 * documentation denotes the same patch on every start.
 *
 * The generator is mulberry32 (public domain): 32 bits of state are plenty for sample data.
 *
 * @param seed any integer; only its lower 32 bits are used
 */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (lowest: number, highest: number): number =>
    lowest + Math.floor(next() * (highest - lowest + 1));
  return {
    next,
    integer,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new RangeError('cannot pick from an empty list');
      return items[integer(0, items.length - 1)] as T;
    },
    chance: (share) => next() < share,
  };
}
