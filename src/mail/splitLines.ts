/**
 * The lines of a mail text, with CRLF read as LF. A text that ends in a line break has no empty last
 * line; "" has no line.
 */
export function splitLines(text: string): string[] {
  if (text === '') return [];
  const lines = (text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Whether a line holds nothing but blanks. */
export function isBlank(line: string): boolean {
  return line.trim() === '';
}
