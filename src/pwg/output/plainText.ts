import { stripVTControlCharacters } from 'node:util';
import type { Json } from '../json.js';

/**
 * Control characters (C0 without tab and newline, DEL, C1), and the characters that reorder a line
 * (bidi embeddings, overrides and isolates): with them, a mail could move the cursor, change the
 * title, or disguise a name.
 */
// eslint-disable-next-line no-control-regex -- these characters are removed
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/** JSON that a terminal can show: its strings are the same, with these characters escaped. */
export function plainJson(value: Json, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(
    CONTROLS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Prepares untrusted text for a terminal: keeps lines and tabs, and removes everything that a terminal
 * would interpret.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replaceAll(CONTROLS, '');
}

/** Prepares untrusted text for a table cell: one line. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/\s+/gu, ' ').trim();
}
