import { looksLikeAddress } from './trailerValue.js';

/** A line names a few people; beyond, the rest stays one text. */
const MAX_PEOPLE = 100;

/**
 * Splits the value of a trailer that names several people, such as `Ana <ana@a.example>, Ola <ola@b.example>`.
 * Names contain commas, so only one behind an address separates; text behind an address without a comma is
 * its note, and ends the list.
 */
export function splitPeople(value: string): string[] {
  const words = value.split(' ');
  const lastAddress = words.findLastIndex((word) => looksLikeAddress(addressOf(word)));
  const people: string[] = [];
  let from = 0;
  for (let at = 0; at < lastAddress && people.length < MAX_PEOPLE; at += 1) {
    const word = words[at] ?? '';
    if (!looksLikeAddress(addressOf(word))) continue;
    const isAnd = /^(?:and|&)$/i.test(words[at + 1] ?? '');
    if (!/[,;]$/.test(word) && !isAnd) break;
    people.push(
      words
        .slice(from, at + 1)
        .join(' ')
        .replace(/[,;]$/, ''),
    );
    from = isAnd ? at + 2 : at + 1;
  }
  const rest = words.slice(from).join(' ').trim();
  return rest === '' ? people : [...people, rest];
}

function addressOf(word: string): string {
  const bare = word.replace(/[,;]$/, '');
  return bare.startsWith('<') && bare.endsWith('>') ? bare.slice(1, -1) : bare;
}
