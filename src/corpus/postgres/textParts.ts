import { TEXT_FIELDS, type MailFields } from '../IndexedMail.js';
import { fieldTokens } from '../indexedTexts.js';
import { BORDER } from '../tokens.js';
import { PARTS_WORD } from './metadataWords.js';

/** Bytes of the words of one part, each with its field: PostgreSQL limits a tsvector to 1 MB. */
const MAX_PART_BYTES = 900_000;
/** Words that a part repeats of the one before, so that a phrase is in one of them: more than a query has. */
const OVERLAP = 1000;
/** Between the fields of a text. No token holds it, since it is neither letter nor digit. */
export const FIELD_END = '|';

/**
 * The words of all fields in their order, each with a blank on both sides; `tables.ts` parts them again.
 *
 * @param metadata - Words of each part, as the last field; so is a mark where there are several parts.
 * @param maxBytes - Bytes of a part.
 * @param overlap - Words that a part repeats.
 */
export function textParts(
  fields: MailFields,
  metadata: readonly string[],
  maxBytes = MAX_PART_BYTES,
  overlap = OVERLAP,
): readonly string[] {
  const tokens = TEXT_FIELDS.map((field) => joined(fieldTokens(fields, field)));
  const bytes = tokens.reduce((sum, own, at) => sum + bytesOf(own.join(''), at, own.length), 0);
  const end = `${FIELD_END} ${metadata.join(' ')} `;
  if (bytes <= maxBytes) return [textOf(tokens) + end];
  const endOfPart = `${end}${PARTS_WORD} `;
  const parts: string[] = [];
  let part = emptyPart();
  let room = maxBytes;
  for (const [at, own] of tokens.entries()) {
    let first = 0;
    for (const [index, token] of own.entries()) {
      const size = bytesOf(token, at, 1);
      if (size > room && index > first) {
        part[at] = own.slice(first, index);
        parts.push(textOf(part) + endOfPart);
        part = emptyPart();
        first = Math.max(first + 1, index - overlap);
        room = maxBytes - bytesOf(own.slice(first, index).join(''), at, index - first);
      }
      room -= size;
    }
    part[at] = own.slice(first);
  }
  return [...parts, textOf(part) + endOfPart];
}

const emptyPart = (): (readonly string[])[] => TEXT_FIELDS.map(() => []);

function joined(texts: readonly (readonly string[])[]): readonly string[] {
  const [only = []] = texts;
  if (texts.length <= 1) return only;
  return texts.flatMap((own, at) => (at === 0 ? own : [BORDER, ...own]));
}

function textOf(part: readonly (readonly string[])[]): string {
  return part.map((own) => (own.length === 0 ? '' : ` ${own.join(' ')} `)).join(FIELD_END);
}

/** Bytes of words of the field at a place, each with the name of the field. */
function bytesOf(text: string, at: number, words: number): number {
  return Buffer.byteLength(text) + words * ((TEXT_FIELDS[at] ?? '').length + 1);
}
