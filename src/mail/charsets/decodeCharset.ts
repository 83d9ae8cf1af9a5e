import iconv from 'iconv-lite';
import { BYTE_CHARSETS } from './byteCharsets.js';
import { codecNameOf } from './codecNameOf.js';
import { decodeHz, decodeIso2022Jp, decodeIso2022Kr } from './decodeIso2022.js';
import { decodeEucJisx0213, decodeShiftJisx0213 } from './decodeJisx0213.js';
import { decodeJohab } from './decodeJohab.js';

type Decode = (bytes: Buffer) => string;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const OWN: Readonly<Record<string, Decode>> = {
  hz: decodeHz,
  johab: decodeJohab,
  iso2022_kr: decodeIso2022Kr,
  unknown_8bit: guess,
  euc_jis_2004: decodeEucJisx0213,
  euc_jisx0213: decodeEucJisx0213,
  shift_jis_2004: decodeShiftJisx0213,
  shift_jisx0213: decodeShiftJisx0213,
};

/** iconv-lite's names of Python's codecs, where its own spelling differs. */
const ICONV_NAMES: Readonly<Record<string, string>> = {
  utf_8_sig: 'utf-8',
  big5hkscs: 'big5-hkscs',
};

/** Encodings that iconv-lite takes for charsets. */
const NOT_CHARSETS: ReadonlySet<string> = new Set(['base64', 'hex', 'binary', 'internal']);

/**
 * Reads bytes in a charset, by any name that mails have for it: the registered ones
 * (https://www.iana.org/assignments/character-sets) and those of Python's codecs, which Patchwork's
 * parser writes.
 *
 * @returns undefined for a charset that nobody knows.
 */
export function decodeCharset(bytes: Buffer, charset: string): string | undefined {
  const codec = codecNameOf(charset);
  if (Object.hasOwn(OWN, codec)) return OWN[codec]?.(bytes);
  if (codec.startsWith('iso2022_jp')) return decodeIso2022Jp(bytes);
  const table = Object.hasOwn(BYTE_CHARSETS, codec) ? BYTE_CHARSETS[codec] : undefined;
  if (table !== undefined) return decodeBytes(bytes, table);
  const name = Object.hasOwn(ICONV_NAMES, codec) ? ICONV_NAMES[codec] : codec;
  if (name === undefined || NOT_CHARSETS.has(name) || !iconv.encodingExists(name)) return undefined;
  return iconv.decode(bytes, name);
}

/** A table of 128 characters begins behind ASCII. */
function decodeBytes(bytes: Buffer, table: string): string {
  const first = 256 - table.length;
  let text = '';
  for (const byte of bytes) {
    text += byte < first ? String.fromCharCode(byte) : table.charAt(byte - first);
  }
  return text;
}

/** Nobody said which charset it is: mostly UTF-8, else Western. */
function guess(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return iconv.decode(bytes, 'windows-1252');
  }
}
