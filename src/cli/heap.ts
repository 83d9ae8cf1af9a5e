import { setFlagsFromString } from 'node:v8';

/**
 * By how much the heap may grow between two full collections, in percent of live memory. V8 takes up to 300
 * for a small heap, which saves little time here: the growth consists of replaced cached answers.
 */
const GROWTH_FLAG = '--heap-growing-percent';
const GROWTH_PERCENT = 50;

/** Factor by which V8 multiplies the space for new objects while many of them survive; 2 is its own choice. */
const NEW_SPACE_FLAG = '--semi-space-growth-factor';
const NEW_SPACE_FACTOR = 2;

/**
 * Keeps the space for new objects as small as it is at first. All that is loaded at the start survives, which
 * would leave the space at its largest, 32 MiB, in a gateway that then idles.
 */
export function keepNewSpace(): void {
  setFlag(NEW_SPACE_FLAG, 1);
}

/** Lets the space for new objects grow with the load. */
export function growNewSpace(): void {
  setFlag(NEW_SPACE_FLAG, NEW_SPACE_FACTOR);
}

/** Has V8 collect garbage sooner than it would. */
export function boundHeapGrowth(): void {
  setFlag(GROWTH_FLAG, GROWTH_PERCENT);
}

/** Sets a flag of V8, unless the command that started the program did. */
function setFlag(name: string, value: number): void {
  const isGiven = process.execArgv.some((argument) => argument.startsWith(name));
  if (!isGiven) setFlagsFromString(`${name}=${String(value)}`);
}
