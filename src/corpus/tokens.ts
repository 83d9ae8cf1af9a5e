/** Longer words are truncated to this, in queries too. UTF-16 code units. */
const MAX_TOKEN_LENGTH = 64;

/**
 * Separates the texts of one field, so that phrases do not match across them. No token contains it,
 * because it is neither a letter nor a digit.
 */
export const BORDER = '¦';
/** Between the name of a header and each word of its value. */
const NAME_MARK = '·';

// Words of these scripts are not separated by spaces, so each character is a token, and words are phrases.
const SIGN = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}';
const TOKEN = new RegExp(`[[\\p{L}\\p{N}_]&&[${SIGN}]]|[[\\p{L}\\p{N}\\p{M}_]--[${SIGN}]]+`, 'gv');
const ASCII_TOKEN = /[a-z0-9_]+/g;
// eslint-disable-next-line no-control-regex
const NOT_ASCII = /[^\x00-\x7f]/;
const LONG_RUN = /[A-Za-z0-9_]{65}/;

/** A word of a text and its position, in UTF-16 code units; `end` is exclusive. */
export interface TokenSpan {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The words of a text, normalized: lower case, without accents, full-width letters as plain ones.
 * `_` is part of words, because names of functions have it.
 */
export function tokensOf(text: string): string[] {
  if (!NOT_ASCII.test(text)) {
    return (text.toLowerCase().match(ASCII_TOKEN) ?? []).map((token) => cut(token));
  }
  const tokens: string[] = [];
  for (const [word] of text.matchAll(TOKEN)) {
    const token = fold(word);
    if (token !== '') tokens.push(token);
  }
  return tokens;
}

/** As {@link tokensOf}, with the positions of the words. */
export function tokenSpans(text: string): TokenSpan[] {
  const spans: TokenSpan[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const token = fold(match[0]);
    if (token === '') continue;
    spans.push({ token, start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/**
 * A text whose words, split at every ASCII character that is not a letter, a digit or `_`, are the
 * tokens, for an engine with such a tokenizer. ASCII texts are returned unchanged.
 */
export function tokenText(text: string): string {
  return NOT_ASCII.test(text) || LONG_RUN.test(text) ? tokensOf(text).join(' ') : text;
}

/** Tokens for the value of a header, each marked with its name. */
export function headerTokens(name: string, value: string): string[] {
  const mark = headerMark(name);
  return tokensOf(value).map((token) => mark + token);
}

/** Prefix of the tokens of a header. */
function headerMark(name: string): string {
  return `${cut(tokensOf(name).join('_'))}${NAME_MARK}`;
}

function fold(word: string): string {
  if (!NOT_ASCII.test(word)) return cut(word.toLowerCase());
  return cut(
    word
      .normalize('NFKD')
      .toLowerCase()
      // Final sigma: the position in the word decides between the two lower-case forms.
      .replaceAll('ς', 'σ')
      .replace(/[^\p{L}\p{N}_]/gu, ''),
  );
}

function cut(token: string): string {
  if (token.length <= MAX_TOKEN_LENGTH) return token;
  const isPairCut = (token.codePointAt(MAX_TOKEN_LENGTH - 1) ?? 0) > 0xffff;
  return token.slice(0, isPairCut ? MAX_TOKEN_LENGTH - 1 : MAX_TOKEN_LENGTH);
}
