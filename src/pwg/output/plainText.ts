import { stripVTControlCharacters } from 'node:util';

/**
 * Control characters (C0 without tab and newline, DEL, C1), and the characters that reorder a line (bidi
 * embeddings, overrides and isolates): a mail could move the cursor, change the title, or disguise a name with them.
 */
// eslint-disable-next-line no-control-regex -- they are what is removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text of others for a terminal: keeps lines and tabs, and removes everything that a terminal would
 * interpret.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replaceAll(CONTROLS, '');
}

/** Text of others for a cell of a table: one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/\s+/gu, ' ').trim();
}
