import { groupBy } from '../../../groupBy.js';

/** One header as stored in the block: folded and undecoded. */
export type RawHeader = readonly [name: string, value: string];

/**
 * Splits a stored header block exactly as Python's `email.parser` (policy compat32) does, since the API
 * and the mbox show its result: values keep their folds and encoded words. A mail library would unfold
 * and decode them. The block ends at the first line that is not a header.
 */
export function splitHeaderBlock(block: string): readonly RawHeader[] {
  const headers: [string, string][] = [];
  // The header that a folded line continues; none at the start and after an envelope line.
  let open: [string, string] | undefined;
  for (const line of block.split(/(?<=\r\n|\r(?!\n)|\n)/)) {
    if (/^[ \t]/.test(line)) {
      if (open !== undefined) open[1] += line;
      continue;
    }
    open = undefined;
    if (line.startsWith('From ')) continue;
    const match = /^([!-9;-~]+):[ \t]*([\s\S]*)$/.exec(line);
    if (match === null) break;
    open = [match[1] ?? '', match[2] ?? ''];
    headers.push(open);
  }
  return headers.map(([name, value]) => [name, value.replace(/[\r\n]+$/, '')]);
}

/**
 * `headers` as the API shows them: a string for a header that occurs once, otherwise a list. Names that
 * differ in case are two keys, each with the values of both, since Python ignores the case of names.
 */
export function shownHeaders(block: string): Record<string, string | readonly string[]> {
  const headers = splitHeaderBlock(block);
  const byName = groupBy(headers, ([name]) => name.toLowerCase());
  return Object.fromEntries(
    headers.map(([name]) => {
      const values = (byName.get(name.toLowerCase()) ?? []).map(([, value]) => value);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** The raw first Subject of a header block, `""` if there is none. */
export function rawSubject(block: string): string {
  return splitHeaderBlock(block).find(([name]) => name.toLowerCase() === 'subject')?.[1] ?? '';
}
