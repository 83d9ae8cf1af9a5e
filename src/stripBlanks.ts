/** Blanks to Python and not to JavaScript. */
const ONLY_PYTHON = '\u001c\u001d\u001e\u001f\u0085';
/** The byte order mark, a blank to JavaScript alone. */
const ONLY_JAVASCRIPT = '\ufeff';

/**
 * A text as Patchwork stores it: without blanks at its ends, by Python's `str.strip`, which
 * `serializers.CharField` of Django REST framework applies.
 */
export function stripBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(char: string): boolean {
  return (char.trim() === '' && char !== ONLY_JAVASCRIPT) || ONLY_PYTHON.includes(char);
}
