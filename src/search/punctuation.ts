/** Characters that no one sees and that end up in queries by pasting: they separate like blanks. */
export const BLANK_CLASS =
  '\\s\\p{Cc}\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069';

/** What opens a group or a quotation before a term; none of it is searched for. */
export const OPENER_CLASS = "(\\[{（［｛【「『'‘‚`´,;，；、。";
/** What closes one behind a term. */
const CLOSERS = ")]}）］｝】」』'’‘`´,;，；、。";
/** What ends a sentence; not behind values of fields, since dates hold dots. */
const SENTENCE_ENDS = '.!?…？！';

/** What closes a group or a quotation, in a class of a regular expression. */
export const CLOSER_CLASS = CLOSERS.replace(']', '\\]');
/** What may stand behind a phrase beside it. */
export const SENTENCE_CLASS = `${SENTENCE_ENDS}:：`;

/** Quotes that typing aids put in place of `"`, with what may close each. */
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
 * A word without the punctuation behind it. Brackets that are opened within the word stay (`foo()`), and
 * so does a word that is nothing but punctuation (`...`).
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
