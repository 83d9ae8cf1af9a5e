import stringWidth from 'string-width';
import { plainLine } from './plainText.js';

/** A column of a table. */
export interface Column {
  readonly header: string;
  /** Whether it may be cut to fit the terminal. Default false: numbers, dates and states are never cut. */
  readonly isFlexible?: boolean | undefined;
  /** Whether the other flexible columns are cut first. */
  readonly isMain?: boolean | undefined;
  readonly alignment?: 'left' | 'right' | undefined;
}

/** Layout of a table. */
export interface TableStyle {
  /** Width of the terminal; undefined: cells are not cut. */
  readonly width: number | undefined;
  readonly hasColor: boolean;
}

const GAP = 2;
const MARK = '…';
/** Minimum width of a flexible column. */
const MIN_WIDTH = 8;
/** Width to which the other columns are cut if another column needs the space. */
const COMFORTABLE_WIDTH = 12;

/**
 * Formats rows in columns, two spaces apart. Columns without values are omitted. If the table is
 * too wide, the flexible columns are cut, the widest first, and each cut cell ends in `…`. Widths
 * are those of a terminal: characters of East Asian scripts take two cells.
 */
export function formatTable(
  allColumns: readonly Column[],
  allRows: readonly (readonly string[])[],
  style: TableStyle,
): string {
  const shown = allColumns
    .map((_, index) => index)
    .filter((index) => allRows.some((row) => (row[index] ?? '') !== ''));
  const columns = shown.flatMap((index) => allColumns[index] ?? []);
  const rows = allRows.map((row) => shown.map((index) => plainLine(row[index] ?? '')));
  const widths = fitWidths(columns, naturalWidths(columns, rows), style.width);
  const layOut = (cells: readonly string[]): string =>
    columns
      .map(({ alignment }, index) => fit(cells[index] ?? '', widths[index] ?? 0, alignment))
      .join(' '.repeat(GAP))
      .trimEnd();
  const head = layOut(columns.map(({ header }) => header.toUpperCase()));
  return [style.hasColor ? `\u001b[1m${head}\u001b[22m` : head, ...rows.map(layOut)]
    .map((line) => `${line}\n`)
    .join('');
}

const segmenter = new Intl.Segmenter();

/** Cuts a text to a width, with a mark, or pads it. */
function fit(text: string, width: number, alignment: Column['alignment'] = 'left'): string {
  const own = stringWidth(text);
  if (own <= width) {
    const filling = ' '.repeat(width - own);
    return alignment === 'right' ? filling + text : text + filling;
  }
  let cut = '';
  let cutWidth = 0;
  for (const { segment } of segmenter.segment(text)) {
    const next = cutWidth + stringWidth(segment);
    if (next > width - 1) break;
    cut += segment;
    cutWidth = next;
  }
  return cut + MARK + ' '.repeat(width - 1 - cutWidth);
}

/** Lays out names and values, one pair per line; further lines of a value are aligned below the first. */
export function formatPairs(
  pairs: readonly (readonly [name: string, value: string])[],
  { hasColor }: Pick<TableStyle, 'hasColor'>,
): string {
  const shown = pairs.filter(([, value]) => value !== '');
  const width = Math.max(0, ...shown.map(([name]) => stringWidth(name))) + GAP;
  return shown
    .map(([name, value]) => {
      const label = hasColor ? `\u001b[1m${name}\u001b[22m` : name;
      const [first = '', ...rest] = value.split('\n').map(plainLine);
      const padding = ' '.repeat(width - stringWidth(name));
      return [`${label}${padding}${first}`, ...rest.map((line) => ' '.repeat(width) + line)];
    })
    .flat()
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function naturalWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly number[] {
  return columns.map(({ header }, index) =>
    Math.max(stringWidth(header), ...rows.map((row) => stringWidth(row[index] ?? ''))),
  );
}

function fitWidths(
  columns: readonly Column[],
  natural: readonly number[],
  available: number | undefined,
): readonly number[] {
  if (available === undefined) return natural;
  const isAside = ({ isFlexible, isMain }: Column): boolean =>
    isFlexible === true && isMain !== true;
  const aside = narrow(natural, available, COMFORTABLE_WIDTH, (index) =>
    matches(columns[index], isAside),
  );
  return narrow(aside, available, MIN_WIDTH, (index) =>
    matches(columns[index], ({ isFlexible }) => isFlexible === true),
  );
}

function matches(column: Column | undefined, test: (column: Column) => boolean): boolean {
  return column !== undefined && test(column);
}

/** Cuts the widest columns first, down to a minimum, until all fit or nothing more can be cut. */
function narrow(
  natural: readonly number[],
  available: number,
  minimum: number,
  isCut: (index: number) => boolean,
): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width + GAP, -GAP) - available;
  while (excess > 0) {
    const widest = widths
      .flatMap((width, index) => (isCut(index) && width > minimum ? [{ width, index }] : []))
      .toSorted((left, right) => right.width - left.width);
    const [first, second] = widest;
    if (first === undefined) break;
    // Shrink to the width of the next widest at once, then all of them evenly.
    const step = Math.max(1, Math.min(excess, first.width - (second?.width ?? minimum)));
    widths[first.index] = first.width - step;
    excess -= step;
  }
  return widths;
}
