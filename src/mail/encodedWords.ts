import { decodeCharset } from './charsets/decodeCharset.js';

/** An encoded word (RFC 2047 section 2); a language may follow the charset (RFC 2231 section 5). */
const WORD = /=\?([^?\s]{1,100})\?([bq])\?([^?]*)\?=/gi;
const BASE64 = /^[\w+/\s-]*={0,3}\s*$/;

interface Word {
  readonly charset: string;
  readonly bytes: Buffer;
  /** As it was sent, with the blanks before it. */
  readonly raw: string;
}

/**
 * Decodes RFC 2047 encoded words. Blanks between two of them are left out, and words of one charset are
 * read together, because some mailers split a character. Text that cannot be decoded stays as it was sent.
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  let decoded = '';
  let position = 0;
  let words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const [raw, charset = '', encoding = '', encoded = ''] = match;
    const between = text.slice(position, match.index);
    position = match.index + raw.length;
    const bytes = /b/i.test(encoding) ? fromBase64(encoded) : fromQuoted(encoded);
    const follows = words.length > 0 && between.trim() === '';
    if (!follows) {
      decoded += decodeWords(words) + between;
      words = [];
    }
    if (bytes === undefined) {
      decoded += decodeWords(words) + (follows ? between : '') + raw;
      words = [];
    } else {
      words.push({ charset: charset.toLowerCase(), bytes, raw: (follows ? between : '') + raw });
    }
  }
  return decoded + decodeWords(words) + text.slice(position);
}

/** Words in a row: those of one charset are read as one. */
function decodeWords(words: readonly Word[]): string {
  let decoded = '';
  for (let start = 0; start < words.length;) {
    const charset = words[start]?.charset ?? '';
    let end = start + 1;
    while (words[end]?.charset === charset) end += 1;
    const group = words.slice(start, end);
    decoded +=
      decodeCharset(Buffer.concat(group.map(({ bytes }) => bytes)), charset) ??
      group.map(({ raw }) => raw).join('');
    start = end;
  }
  return decoded;
}

/** @returns undefined for invalid base64. */
function fromBase64(encoded: string): Buffer | undefined {
  return BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
}

function fromQuoted(encoded: string): Buffer {
  const plain = encoded.replaceAll('_', ' ');
  // Raw text beyond ASCII in a word breaks RFC 2047 and comes as UTF-8.
  const bytes = Buffer.from(plain, 'utf8');
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    let byte = bytes[index] ?? 0;
    if (byte === 0x3d && /^[0-9a-f]{2}$/i.test(bytes.toString('latin1', index + 1, index + 3))) {
      byte = Number.parseInt(bytes.toString('latin1', index + 1, index + 3), 16);
      index += 2;
    }
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}
