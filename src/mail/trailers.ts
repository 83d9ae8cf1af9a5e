import { splitPeople } from './trailerPeople.js';
import { namesPerson, trailerKinds, type TrailerKind } from './trailerKinds.js';
import { MAX_TRAILERS, type RawTrailer } from './trailerLines.js';
import { parseTrailerValue, type TrailerValue } from './trailerValue.js';

/** One kind and person of a trailer in a text. */
export interface ParsedTrailer extends TrailerValue {
  /** As it was written: `Reviewed-by`. */
  readonly name: string;
  readonly kind: TrailerKind;
  /** Number of its first line, from 1. */
  readonly line: number;
}

/** A trailer and the text it was parsed from. */
export interface PlacedTrailer<Raw extends RawTrailer> {
  readonly trailer: ParsedTrailer;
  readonly raw: Raw;
  /** Its note without the one on the line below. */
  readonly inlineNote: string | null;
}

/**
 * Parses trailers, one entry for each kind and person: `Tested-and-acked-by` has two kinds, `Cc: a@x.example,
 * b@y.example` two people.
 *
 * @param most entries; the rest is not parsed.
 */
export function parseTrailers<Raw extends RawTrailer>(
  raws: readonly Raw[],
  most = MAX_TRAILERS,
): PlacedTrailer<Raw>[] {
  const parsed: PlacedTrailer<Raw>[] = [];
  for (const raw of raws) {
    for (const kind of trailerKinds(raw.name)) {
      const values = namesPerson(raw.name, kind) ? splitPeople(raw.value) : [raw.value];
      for (const one of values) {
        if (parsed.length >= most) return parsed;
        const value = parseTrailerValue(raw.name, kind, one);
        const note = joinNotes(value.note, raw.bracketNote);
        parsed.push({
          trailer: { ...value, note, name: raw.name, kind, line: raw.first + 1 },
          raw,
          inlineNote: value.note,
        });
      }
    }
  }
  return parsed;
}

/** The note on a trailer's line and the one below it as one text; null where there is neither. */
function joinNotes(inline: string | null, below: string | null): string | null {
  return inline === null || below === null ? (inline ?? below) : `${inline} ${below}`;
}
