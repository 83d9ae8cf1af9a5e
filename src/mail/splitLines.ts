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

/** Characters and lines that are read of a text. Patchwork's longest messages have a tenth of them. */
const MAX_READ_LENGTH = 1024 * 1024;
const MAX_READ_LINES = 50_000;

/**
 * The lines of a message or reply that are read for what they say, such as its trailers: those of the first
 * 1 MiB, and 50,000 at most, so that no text takes long.
 */
export function readableLines(text: string): string[] {
  const lines = splitLines(text.length > MAX_READ_LENGTH ? text.slice(0, MAX_READ_LENGTH) : text);
  return lines.length > MAX_READ_LINES ? lines.slice(0, MAX_READ_LINES) : lines;
}

/** Whether a line contains nothing but blanks. */
export function isBlank(line: string): boolean {
  return line.trim() === '';
}
