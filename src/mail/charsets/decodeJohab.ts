import iconv from 'iconv-lite';

// Johab (KS X 1001 annex 3) composes a Korean syllable of three codes of five bits.

const LEADS = '  ' + 'ABCDEFGHIJKLMNOPQRS';
const BASE = 0xac00;

/** Place of a vowel by its code: the codes have gaps. */
const VOWELS = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29];
/** Place of a final consonant by its code; the first is none. */
const FINALS = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
  29,
];

/** Reads Johab: syllables by their parts, Chinese characters and signs by their places in KS X 1001. */
export function decodeJohab(bytes: Buffer): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 1) {
    const first = bytes[index] ?? 0;
    const second = bytes[index + 1];
    if (first < 0x80 || second === undefined) {
      text += first === 0x5c ? '₩' : first < 0x80 ? String.fromCharCode(first) : '\ufffd';
      continue;
    }
    index += 1;
    text += first < 0xd4 ? syllable((first << 8) | second) : sign(first, second);
  }
  return text;
}

function syllable(code: number): string {
  const lead = ((code >> 10) & 31) - 2;
  const vowel = VOWELS.indexOf((code >> 5) & 31);
  const final = FINALS.indexOf(code & 31);
  if (lead < 0 || lead >= LEADS.length - 2 || vowel < 0 || final < 0) return '\ufffd';
  return String.fromCharCode(BASE + (lead * 21 + vowel) * 28 + final);
}

/** Two rows of KS X 1001 share a first byte. */
function sign(first: number, second: number): string {
  const isChinese = first >= 0xe0;
  const row = 2 * (isChinese ? first - 0xe0 : first - 0xd9) + (isChinese ? 0x4a : 0x21);
  const isUpper = second >= 0xa1;
  const cell = isUpper ? second - 0xa1 : second < 0x7f ? second - 0x31 : second - 0x43;
  const euc = Buffer.from([(row + (isUpper ? 1 : 0)) | 0x80, (cell + 0x21) | 0x80]);
  return iconv.decode(euc, 'euc-kr');
}
