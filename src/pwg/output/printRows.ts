import { pickFields, readFieldNames, textOf, type Kind } from '../fields/Field.js';
import { kindOf } from '../fields/kinds.js';
import type { Json, JsonObject } from '../json.js';
import { usageError } from '../PwgError.js';
import type { CommonFlags, Session } from '../Session.js';
import { formatTable } from './formatTable.js';

/** The fields to print and their format. */
export interface Layout {
  readonly format: 'table' | 'json' | 'csv';
  /** Names of fields. */
  readonly names: readonly string[];
}

/**
 * Reads `--json` and `--csv`.
 *
 * @param columns of the table, used if neither flag is set.
 * @throws PwgError if both are set, and for unknown fields.
 */
export function readLayout(
  { json, csv }: Pick<CommonFlags, 'json' | 'csv'>,
  kinds: readonly Kind[],
  columns: readonly string[],
): Layout {
  if (json !== undefined && csv !== undefined)
    throw usageError('--json and --csv cannot be combined');
  if (json !== undefined) return { format: 'json', names: readFieldNames(json, kinds, '--json') };
  if (csv !== undefined) return { format: 'csv', names: readFieldNames(csv, kinds, '--csv') };
  return { format: 'table', names: columns };
}

/** Prints objects as a table, JSON or CSV. */
export function printRows(
  session: Session,
  { format, names }: Layout,
  kinds: readonly Kind[],
  nodes: readonly JsonObject[],
): void {
  if (nodes.length > 0) session.noteResult();
  const rows = nodes.map((node) => ({ node, kind: kindOf(node, kinds) ?? kinds[0] }));
  if (format === 'json') {
    session.printJson(rows.map(({ node, kind }) => pickFields(kind, node, names)));
    return;
  }
  if (format === 'csv') {
    const values = rows.map(({ node, kind }) => Object.values(pickFields(kind, node, names)));
    session.printForeign(formatCsv(names, values));
    return;
  }
  if (nodes.length === 0) {
    session.note('nothing found');
    return;
  }
  const now = session.io.now();
  const columns = names.flatMap(
    (name) =>
      kinds.flatMap(({ fields }) => fields).find((known) => known.name === name)?.column ?? [],
  );
  const cells = rows.map(({ node, kind }) =>
    names.map((name) => {
      const known = kind?.fields.find((one) => one.name === name);
      return known === undefined ? '' : textOf(known, node, now);
    }),
  );
  session.print(formatTable(columns, cells, session.style));
}

/** A spreadsheet would run such a cell as a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/** Formats rows as CSV (RFC 4180), with a header line. Lists and objects are JSON in one cell. */
function formatCsv(names: readonly string[], rows: readonly (readonly Json[])[]): string {
  return [names, ...rows].map(formatCsvRow).join('');
}

/** Formats a row of CSV, with its line end. */
export function formatCsvRow(row: readonly Json[]): string {
  return `${row.map(formatCell).join(',')}\r\n`;
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
