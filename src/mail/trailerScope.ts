/** The patches that a trailer of a reply is limited to, or widened to, by its text. */
export type TrailerScope =
  | { readonly kind: 'SERIES' }
  | { readonly kind: 'PATCHES'; readonly ranges: readonly NumberRange[] };

/** Patch numbers from first to last, both included; not checked against the series. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
}

const MAX_LENGTH = 160;
const SERIES =
  /^(?:for|on|to) (?:the |this |your )?(?:(?:whole|entire|full|complete|all of the) )?(?:patch ?)?(?:series|set|patchset)(?: as a whole)?/;
/** `Whole series:`, `# series`. */
const BARE_SERIES =
  /^(?:(?:the |this )?(?:whole|entire|full|complete) (?:patch ?)?(?:series|set|patchset)|series)$/;
const ALL =
  /^(?:for|on|to) all(?: of)?(?: the| these| your)?(?: patches| of them| them)?(?: (?:in|of) (?:the|this|your) (?:series|set|patchset))?$/;
const LEAD = /^(?:(?:for|on|to|in) )?(?:the )?patch(?:es)? ?#?|^for #?/;
const NUMBER = /^(?:patch(?:es)? ?)?#?(\d{1,4})(?:\/\d{1,4})?(?![\d.])/;
const TO = /^ ?(?:-|–|—|\.\.\.?| to | through | thru ) ?/;
const AND = /^ ?(?:, ?and |,|&|\+| and ) ?/;
/** Text that may follow the numbers; other text has another meaning. */
const TAIL_WORDS = new Set(
  'only please feel free to add you can may have take use this my the tag tags also'.split(' '),
);

/** Reads the line directly before a trailer: `For patches 1, 3-4:`, `For the series:`. */
export function scopeOfLine(line: string): TrailerScope | null {
  return readScope(line, false);
}

/** Reads the note of a trailer: `# for 2, 4`, `(patch 9)`, `[patches 1-3]`. */
export function scopeOfNote(note: string | null): TrailerScope | null {
  if (note === null || note.length > MAX_LENGTH) return null;
  return readScope(note.replace(/^[\s#([]+|[\])\s]+$/g, ''), true);
}

function readScope(raw: string, isNote: boolean): TrailerScope | null {
  if (raw.length > MAX_LENGTH) return null;
  const text = raw
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[\s:,;.]+$/, '');
  const series = SERIES.exec(text);
  const isSeries = series !== null && isTail(text.slice(series[0].length), isNote);
  if (isSeries || BARE_SERIES.test(text) || ALL.test(text)) return { kind: 'SERIES' };
  const lead = LEAD.exec(text);
  if (lead === null) return null;
  const list = readList(text.slice(lead[0].length));
  return list === null || !isTail(list.tail, isNote)
    ? null
    : { kind: 'PATCHES', ranges: list.ranges };
}

function readList(
  text: string,
): { readonly ranges: readonly NumberRange[]; readonly tail: string } | null {
  const ranges: NumberRange[] = [];
  let rest = text;
  for (;;) {
    const number = NUMBER.exec(rest);
    if (number === null) return null;
    rest = rest.slice(number[0].length);
    const first = Number(number[1]);
    let last = first;
    const to = TO.exec(rest);
    const end = to === null ? null : NUMBER.exec(rest.slice(to[0].length));
    if (to !== null && end !== null) {
      last = Number(end[1]);
      rest = rest.slice(to[0].length + end[0].length);
    }
    ranges.push({ first, last });
    const and = AND.exec(rest);
    if (and === null || !NUMBER.test(rest.slice(and[0].length))) return { ranges, tail: rest };
    rest = rest.slice(and[0].length);
  }
}

function isTail(tail: string, isNote: boolean): boolean {
  if (tail === '' || (isNote && /^[,;:] /.test(tail))) return true;
  if (!/^[ ,:;]/.test(tail)) return false;
  return tail
    .split(/[ ,:;]+/)
    .filter((word) => word !== '')
    .every((word) => TAIL_WORDS.has(word));
}
