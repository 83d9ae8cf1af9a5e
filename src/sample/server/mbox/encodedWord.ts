// Python's email package (charset.py, base64mime.py, quoprimime.py) writes these encoded words.

/** Characters that UTF-8 adds around the text of an encoded word: `=?utf-8?q?` and `?=`. */
export const ENCODED_WORD_OVERHEAD = 'utf-8'.length + 7;

/** Encodings of RFC 2047 section 4. */
export type WordEncoding = 'b' | 'q';

/** The shorter encoding; Q if both have the same length. */
export function shorterEncoding(text: string): WordEncoding {
  return encodedLength(text, 'b') < encodedLength(text, 'q') ? 'b' : 'q';
}

/** Length of the encoded text without the overhead. */
export function encodedLength(text: string, encoding: WordEncoding): number {
  return encodeText(text, encoding).length;
}

/** One encoded word of UTF-8 (RFC 2047). */
export function encodeWord(text: string, encoding: WordEncoding = shorterEncoding(text)): string {
  return `=?utf-8?${encoding}?${encodeText(text, encoding)}?=`;
}

function encodeText(text: string, encoding: WordEncoding): string {
  const bytes = Buffer.from(text, 'utf8');
  if (encoding === 'b') return bytes.toString('base64');
  return Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    if (char === ' ') return '_';
    if (/[-!*+/A-Za-z0-9]/.test(char)) return char;
    return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
