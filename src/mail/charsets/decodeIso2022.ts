import iconv from 'iconv-lite';
import { decodePlane } from './decodeJisx0213.js';

// ISO-2022 switches between character sets by escape sequences (RFC 1468, 1554, 1557, 2237). Each set of
// two bytes a character has an EUC charset that differs by the highest bit.

const ESC = 0x1b;
const SO = 0x0e;
const SI = 0x0f;

type Decode = (bytes: Buffer) => string;

/** Reads characters of two bytes, of a set in an EUC charset. */
const euc =
  (charset: string, prefix: readonly number[] = []): Decode =>
  (bytes) => {
    const size = prefix.length;
    const high = Buffer.alloc(bytes.length + size * Math.ceil(bytes.length / 2));
    let to = 0;
    for (const [index, byte] of bytes.entries()) {
      if (index % 2 === 0) for (const lead of prefix) high[to++] = lead;
      high[to++] = byte | 0x80;
    }
    return iconv.decode(high.subarray(0, to), charset);
  };
const ascii: Decode = (bytes) => bytes.toString('latin1');
/** The Roman set of JIS X 0201: ASCII with a yen sign and an overline. */
const roman: Decode = (bytes) => ascii(bytes).replaceAll('\\', '¥').replaceAll('~', '‾');
const katakana: Decode = (bytes) =>
  iconv.decode(Buffer.from(bytes.map((byte) => byte | 0x80)), 'shift_jis');
/** The upper halves of ISO-8859-1 and -7 come after `ESC N`, a character each. */
const half =
  (charset: string): Decode =>
  (bytes) =>
    iconv.decode(Buffer.from(bytes.map((byte) => byte | 0x80)), charset);

const SETS: Readonly<Record<string, Decode>> = {
  '(B': ascii,
  '(J': roman,
  '(I': katakana,
  '$@': euc('euc-jp'),
  $B: euc('euc-jp'),
  '$(D': euc('euc-jp', [0x8f]),
  $A: euc('gb2312'),
  '$(C': euc('euc-kr'),
  '$(O': (bytes) => decodePlane(1, bytes),
  '$(P': (bytes) => decodePlane(2, bytes),
  '$(Q': (bytes) => decodePlane(1, bytes),
};
const UPPER_SETS: Readonly<Record<string, Decode>> = {
  '.A': half('iso-8859-1'),
  '.F': half('iso-8859-7'),
};

/** Reads a text in any of the ISO-2022 charsets for Japanese. */
export function decodeIso2022Jp(bytes: Buffer): string {
  let text = '';
  let decode = ascii;
  let upper: Decode | undefined;
  let start = 0;
  const flush = (end: number): void => {
    if (end > start) text += decode(bytes.subarray(start, end));
  };
  for (let index = bytes.indexOf(ESC); index !== -1; index = bytes.indexOf(ESC, start)) {
    flush(index);
    start = index + 1;
    if (bytes[start] === 0x4e && upper !== undefined) {
      text += upper(bytes.subarray(start + 1, start + 2));
      start += 2;
      continue;
    }
    const [sequence] = /^(?:\$\([A-Z]|\$[@A-Z]|\([A-Z]|\.[AF])/.exec(
      bytes.toString('latin1', start, start + 3),
    ) ?? [''];
    const set = SETS[sequence];
    if (set !== undefined) decode = set;
    else upper = UPPER_SETS[sequence] ?? upper;
    start += sequence.length;
  }
  flush(bytes.length);
  return text;
}

/** Reads ISO-2022-KR: Korean between SO and SI (RFC 1557). */
export function decodeIso2022Kr(bytes: Buffer): string {
  const korean = euc('euc-kr');
  let text = '';
  let isKorean = false;
  let start = 0;
  const flush = (end: number): void => {
    if (end > start) text += (isKorean ? korean : ascii)(bytes.subarray(start, end));
    start = end + 1;
  };
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === SO || byte === SI) {
      flush(index);
      isKorean = byte === SO;
    } else if (byte === ESC && bytes.toString('latin1', index + 1, index + 4) === '$)C') {
      flush(index);
      index += 3;
      start = index + 1;
    }
  }
  flush(bytes.length);
  return text;
}

/** Reads HZ: Chinese between `~{` and `~}`, `~~` for a tilde (RFC 1843). */
export function decodeHz(bytes: Buffer): string {
  const chinese = euc('gb2312');
  return bytes
    .toString('latin1')
    .replaceAll(
      /~\{((?:[^~]|~(?!\}))*)(?:~\}|$)|~([~\n])/g,
      (_all, inner?: string, mark?: string) => {
        if (inner !== undefined) return chinese(Buffer.from(inner.replaceAll('\n', ''), 'latin1'));
        return mark === '~' ? '~' : '';
      },
    );
}
