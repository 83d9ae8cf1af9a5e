import { BadUserInputError } from '../errors.js';

/** Options of `Series.applyMbox`, as a query string gives them. */
export type MboxVariables = Readonly<Record<string, boolean | string | readonly number[]>>;

const FLAGS = [
  'trailers',
  'includeMismatched',
  'lostTrailers',
  'partialReroll',
  'messageIdTrailer',
  'includePrerequisites',
  'allowIncomplete',
];
const NAMES = [...FLAGS, 'patchIndexes', 'linkFormat'];
const WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  1: true,
  0: false,
  '': true,
};
/** A range is written out, and no series is longer. */
const MOST_INDEXES = 1_000;

/**
 * Reads the parameters of an address: `?lostTrailers=true&patchIndexes=1,3-4`.
 *
 * @throws BadUserInputError for an unknown parameter, and for a value that does not fit.
 */
export function readMboxOptions(query: unknown): MboxVariables {
  const options: Record<string, boolean | string | readonly number[]> = {};
  for (const [name, value] of Object.entries(query ?? {})) {
    if (!NAMES.includes(name)) {
      refuse(name, `unknown parameter; known are ${NAMES.join(', ')}`);
    }
    const text = typeof value === 'string' ? value : refuse(name, 'it is given more than once');
    if (name === 'patchIndexes') options[name] = readIndexes(text);
    else if (name === 'linkFormat') options[name] = text;
    else options[name] = readFlag(name, text);
  }
  return options;
}

function readFlag(name: string, text: string): boolean {
  const flag = Object.hasOwn(WORDS, text.toLowerCase()) ? WORDS[text.toLowerCase()] : undefined;
  return flag ?? refuse(name, `"${text.slice(0, 40)}" is not true or false`);
}

function readIndexes(text: string): number[] {
  const indexes: number[] = [];
  for (const part of text.split(',')) {
    const [, first = '', last = first] =
      /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(part) ??
      refuse('patchIndexes', `"${part.slice(0, 40)}" is not a position or range such as 1,3-4`);
    if (Number(last) < Number(first)) {
      refuse('patchIndexes', `the range "${part.trim()}" ends before it starts`);
    }
    for (let index = Number(first); index <= Number(last); index += 1) {
      indexes.push(index);
      if (indexes.length > MOST_INDEXES) {
        refuse('patchIndexes', `more than ${String(MOST_INDEXES)} positions`);
      }
    }
  }
  return indexes;
}

function refuse(name: string, reason: string): never {
  const parameter = name.slice(0, 40);
  throw new BadUserInputError(`${parameter}: ${reason}`, { parameter });
}
