import type { Json } from '../json.js';

/** A spreadsheet would run such a cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180), the first line with the names. Lists and objects are cells of JSON. */
export function formatCsv(names: readonly string[], rows: readonly (readonly Json[])[]): string {
  return [names, ...rows].map((row) => `${row.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(value: Json): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return quote(JSON.stringify(value));
  if (typeof value !== 'string') return String(value);
  return quote(FORMULA.test(value) ? `'${value}` : value);
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
