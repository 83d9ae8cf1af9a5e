import { PYTHON_ALIASES } from './pythonAliases.js';

/** Names that neither Python's codecs nor iconv-lite have, but Python's email package or mailers write. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  // `CODEC_MAP` of Python's email.charset: a header made with gb2312 or big5 comes out so.
  eucgb2312_cn: 'gb2312',
  big5_tw: 'big5',
  // `ALIASES` of Python's email.charset.
  latin_1: 'latin_1',
  latin_2: 'iso8859_2',
  latin_3: 'iso8859_3',
  latin_4: 'iso8859_4',
  latin_5: 'iso8859_9',
  latin_6: 'iso8859_10',
  latin_7: 'iso8859_13',
  latin_8: 'iso8859_14',
  latin_9: 'iso8859_15',
  latin_10: 'iso8859_16',
  iso_8859_8_i: 'iso8859_8',
  iso_8859_8_e: 'iso8859_8',
  iso_8859_6_i: 'iso8859_6',
  iso_8859_6_e: 'iso8859_6',
  utf_8_bom: 'utf_8_sig',
  x_sjis: 'shift_jis',
  x_euc_jp: 'euc_jp',
  x_gbk: 'gbk',
  x_mac_roman: 'mac_roman',
  macintosh: 'mac_roman',
  unicode_1_1_utf_7: 'utf_7',
  // RFC 1428: bytes whose charset nobody knows; Python writes it for headers with raw bytes.
  unknown_8bit: 'unknown_8bit',
  x_unknown: 'unknown_8bit',
  unknown: 'unknown_8bit',
};

const CODECS = makeCodecs();

function makeCodecs(): ReadonlyMap<string, string> {
  const codecs = new Map<string, string>();
  for (const [codec, aliases] of Object.entries(PYTHON_ALIASES)) {
    codecs.set(codec, codec);
    for (const alias of aliases.split(' ')) codecs.set(alias, codec);
  }
  for (const [name, codec] of Object.entries(OTHER_NAMES)) codecs.set(name, codec);
  return codecs;
}

/**
 * Python's name of a charset. Blanks, dashes, underscores and case make no difference, as in Python's
 * `encodings.normalize_encoding`; a language (RFC 2231 section 5) is left off.
 *
 * @returns the name in Python's spelling where nobody knows it.
 */
export function codecNameOf(charset: string): string {
  const plain = charset
    .replace(/\*.*$/s, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  return CODECS.get(plain) ?? CODECS.get(plain.replaceAll('.', '_')) ?? plain;
}
