import iconv from 'iconv-lite';
import { JISX0213 } from './jisx0213.js';

const CELLS = 94;
/** The second code point of the characters that take two. */
const SECOND = /^.(?:\u0300|\u0301|\u02e5|\u02e9|\u309a)$/su;

let table: ReadonlyMap<number, string> | undefined;

function makeTable(): ReadonlyMap<number, string> {
  const made = new Map<number, string>();
  for (const [start, text] of Object.entries(JISX0213)) {
    const [plane = 1, place = 0] = start.split(':').map(Number);
    const characters = SECOND.test(text) ? [text] : Array.from(text);
    for (const [index, character] of characters.entries()) {
      made.set(plane * CELLS * CELLS + place + index, character);
    }
  }
  return made;
}

/** A character of JIS X 0213 by its plane (1 or 2), row and cell, both from 0. */
function characterAt(plane: number, row: number, cell: number): string {
  table ??= makeTable();
  const own = table.get((plane * CELLS + row) * CELLS + cell);
  if (own !== undefined) return own;
  if (plane === 2) return '\ufffd';
  return iconv.decode(Buffer.from([row + 0xa1, cell + 0xa1]), 'euc-jp');
}

const ofKatakana = (byte: number): string => String.fromCharCode(byte - 0xa1 + 0xff61);
const isHigh = (byte: number | undefined): byte is number => byte !== undefined && byte >= 0xa1;

/** Reads one plane as ISO-2022 has it: two bytes of seven bits a character. */
export function decodePlane(plane: number, bytes: Buffer): string {
  let text = '';
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    text += characterAt(plane, (bytes[index] ?? 0) - 0x21, (bytes[index + 1] ?? 0) - 0x21);
  }
  return text;
}

/** Reads EUC-JIS-2004 and EUC-JISX0213. */
export function decodeEucJisx0213(bytes: Buffer): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    const second = bytes[index + 1];
    const third = bytes[index + 2];
    if (byte < 0x80) text += String.fromCharCode(byte);
    else if (byte === 0x8e && isHigh(second)) {
      text += ofKatakana(second);
      index += 1;
    } else if (byte === 0x8f && isHigh(second) && isHigh(third)) {
      text += characterAt(2, second - 0xa1, third - 0xa1);
      index += 2;
    } else if (isHigh(byte) && isHigh(second)) {
      text += characterAt(1, byte - 0xa1, second - 0xa1);
      index += 1;
    } else text += '\ufffd';
  }
  return text;
}

/** Rows of the second plane, from 1, by the first bytes 0xF0 to 0xF4; from there they go on from 79. */
const SECOND_PLANE_ROWS = [
  [1, 8],
  [3, 4],
  [5, 12],
  [13, 14],
  [15, 78],
] as const;

/** Reads Shift_JIS-2004 and Shift_JISX0213. */
export function decodeShiftJisx0213(bytes: Buffer): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    const second = bytes[index + 1];
    if (byte < 0x80) text += byte === 0x5c ? '¥' : byte === 0x7e ? '‾' : String.fromCharCode(byte);
    else if (byte >= 0xa1 && byte <= 0xdf) text += ofKatakana(byte);
    else if (second === undefined || second < 0x40) text += '\ufffd';
    else {
      text += shifted(byte, second);
      index += 1;
    }
  }
  return text;
}

function shifted(byte: number, second: number): string {
  const isUpper = second >= 0x9f;
  const cell = isUpper ? second - 0x9f : second - (second > 0x7f ? 0x41 : 0x40);
  if (byte < 0xf0) {
    const pair = byte - (byte < 0xa0 ? 0x81 : 0xc1);
    return characterAt(1, pair * 2 + (isUpper ? 1 : 0), cell);
  }
  const pair = byte - 0xf0;
  const rows = SECOND_PLANE_ROWS[pair] ?? [79 + (pair - 5) * 2, 80 + (pair - 5) * 2];
  return characterAt(2, rows[isUpper ? 1 : 0] - 1, cell);
}
