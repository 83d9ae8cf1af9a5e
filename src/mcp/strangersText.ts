import { randomBytes } from 'node:crypto';

/**
 * Characters that are invisible to readers but not to a model: controls, directions of text, tag characters and
 * variation selectors. They can hide instructions in mails. https://www.unicode.org/reports/tr36/
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** A single word cannot be an instruction. */
const PLAIN_WORD = /^[\w./:+@-]{1,60}$/;

/** Text without invisible characters, and their number. Line feeds and tabs stay. */
export function cleanText(text: string): { readonly text: string; readonly removed: number } {
  let removed = 0;
  const cleaned = text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u2028\u2029]/g, '\n')
    .replaceAll(INVISIBLE, (character) => {
      if (character === '\n' || character === '\t') return character;
      removed += 1;
      return '';
    });
  return { text: cleaned, removed };
}

/** The start of a text, never cut within a character. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return text.slice(
    0,
    /[\ud800-\udbff]/.test(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength,
  );
}

/** Untrusted text on one line: quoted and truncated. */
export function quoteText(text: string, maxLength = 300): string {
  const { text: cleaned } = cleanText(text);
  const cut = cleaned.length > maxLength ? `${cutText(cleaned, maxLength)}…` : cleaned;
  return PLAIN_WORD.test(cut) ? cut : JSON.stringify(cut);
}

/** Marks the start and end of untrusted texts, which cannot contain it. */
export function createNonce(texts: readonly string[]): string {
  for (;;) {
    const nonce = randomBytes(6).toString('hex');
    if (!texts.some((text) => text.includes(nonce))) return nonce;
  }
}
