/** Invisible characters of pasted text, which separate terms like spaces. */
export const BLANK_CLASS =
  '\\s\\p{Cc}\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069';

/** Characters that open a group or a quotation before a term; they are not searched. */
export const OPENER_CLASS = "(\\[{（［｛【「『'‘‚`´,;，；、。";
/** Characters that close one after a term. */
const CLOSERS = ")]}）］｝】」』'’‘`´,;，；、。";
/** Characters that end a sentence; not after values of fields, because dates contain dots. */
const SENTENCE_ENDS = '.!?…？！';

/** Characters that close a group or a quotation, in a class of a regular expression. */
export const CLOSER_CLASS = CLOSERS.replace(']', '\\]');
/** Other characters that may follow a phrase. */
export const SENTENCE_CLASS = `${SENTENCE_ENDS}:：`;

/** Quotes that typing aids put in place of `"`, with the characters that may close each. */
export const PHRASE_QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”“"'],
  ['”', '”"'],
  ['„', '“”"'],
  ['«', '»'],
  ['＂', '＂'],
]);

const PAIRS: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['）', '（'],
  ['］', '［'],
  ['｝', '｛'],
  ['】', '【'],
  ['」', '「'],
  ['』', '『'],
]);

/**
 * A word without trailing punctuation. Brackets that are opened within the word remain (`foo()`),
 * and so does a word of punctuation only (`...`).
 *
 * @param isValue whether it is the value of a field, whose dots count.
 */
export function withoutClosers(text: string, isValue: boolean): string {
  let end = text.length;
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1);
    const opener = isValue && last === '>' ? '<' : PAIRS.get(last);
    if (opener !== undefined) {
      const inner = text.slice(0, end);
      if (inner.split(last).length <= inner.split(opener).length) break;
    } else if (!CLOSERS.includes(last) && (isValue || !SENTENCE_ENDS.includes(last))) break;
  }
  return end === 0 ? text : text.slice(0, end);
}
