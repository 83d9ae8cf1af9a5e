import { decodeEncodedWords } from './encodedWords.js';

/** One occurrence of a header in a mail. */
export interface HeaderEntry {
  /** The name as it was sent. */
  readonly name: string;
  /** Unfolded (RFC 5322 section 2.2.3) and with its encoded words decoded (RFC 2047). */
  readonly value: string;
  /** As Patchwork keeps it: folded and encoded. */
  readonly raw: string;
}

/** Headers as REST gives them: folded and encoded, a list where one occurs more than once. */
export type RawHeaders = Readonly<Record<string, string | readonly string[]>>;

interface HeaderGroup {
  readonly name: string;
  readonly lowerName: string;
  readonly values: readonly string[];
}

/** Removes the line breaks of a folded header; the blank after each break belongs to the value. */
export function unfold(raw: string): string {
  return /[\r\n]/.test(raw) ? raw.replace(/\r?\n(?=[ \t])/g, '') : raw;
}

/**
 * The headers of one mail, read from the `headers` object of a patch, cover or comment. Values are
 * unfolded and decoded only when they are requested: a mail has 30 to 60 headers and clients ask
 * for two.
 *
 * Patchwork builds the object from Python's `Message.keys()` and `get_all()`
 * (patchwork/api/patch.py), which ignore case differently: a mail with `X-Topic` and `x-topic` gives
 * two keys, each with the values of both. Such a list is taken once, under the name that came first,
 * since nothing shows which value had which spelling.
 */
export class MailHeaders {
  readonly #groups: readonly HeaderGroup[];

  /** @param raw null and undefined mean no headers. */
  constructor(raw: RawHeaders | null | undefined) {
    this.#groups = readGroups(raw ?? {});
  }

  /**
   * One entry per occurrence, in the order of the mail.
   *
   * @param names limits the answer to these headers, in any spelling; default all.
   */
  entries(names?: readonly string[]): HeaderEntry[] {
    const wanted = names === undefined ? null : lowerCased(names);
    const entries: HeaderEntry[] = [];
    for (const { name, lowerName, values } of this.#groups) {
      if (wanted !== null && !wanted.has(lowerName)) continue;
      for (const raw of values) entries.push({ name, value: decodeEncodedWords(unfold(raw)), raw });
    }
    return entries;
  }

  /** The values of one header as Patchwork keeps them, not more than `most`. */
  rawValues(name: string, most: number): string[] {
    const lowerName = name.toLowerCase();
    const own = this.#groups.filter((group) => group.lowerName === lowerName);
    return own.flatMap(({ values }) => values.slice(0, most)).slice(0, most);
  }

  /** The decoded values of one header, whatever its spelling; empty where the mail has none. */
  values(name: string): string[] {
    return this.entries([name]).map((entry) => entry.value);
  }
}

/** The names of an argument are asked of every row of a page. */
const lowered = new WeakMap<readonly string[], ReadonlySet<string>>();

function lowerCased(names: readonly string[]): ReadonlySet<string> {
  let set = lowered.get(names);
  if (set === undefined) {
    set = new Set(names.map((name) => name.toLowerCase()));
    lowered.set(names, set);
  }
  return set;
}

function readGroups(raw: RawHeaders): HeaderGroup[] {
  const groups: HeaderGroup[] = [];
  const seen = new Map<string, HeaderGroup[]>();
  for (const [name, value] of Object.entries(raw)) {
    const values = typeof value === 'string' ? [value] : value;
    if (values.length === 0) continue;
    const lowerName = name.toLowerCase();
    const spellings = seen.get(lowerName);
    if (spellings?.some((other) => sameValues(other.values, values)) === true) continue;
    const group = { name, lowerName, values };
    groups.push(group);
    if (spellings === undefined) seen.set(lowerName, [group]);
    else spellings.push(group);
  }
  return groups;
}

function sameValues(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
