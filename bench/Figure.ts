import { median } from './median.js';

/** A figure of several processes of one peer. */
export interface Figure {
  /** The median of the processes. */
  readonly median: number;
  /** The process with the lowest figure. */
  readonly least: number;
  /** The process with the highest figure. */
  readonly most: number;
}

/** From this on, decimals are not printed. */
const WITHOUT_DECIMALS = 100;

/** The figure of several processes; NaN for none. */
export function figureOf(values: readonly number[]): Figure {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { median: NaN, least: NaN, most: NaN };
  return { median: median(known), least: Math.min(...known), most: Math.max(...known) };
}

/** `185 (141-257)`, or only the median of a single process. */
export function formatFigure(figure: Figure): string {
  const digits = figure.median < WITHOUT_DECIMALS ? 1 : 0;
  const [middle, least, most] = [figure.median, figure.least, figure.most].map((value) =>
    value.toFixed(digits),
  );
  return least === most ? String(middle) : `${String(middle)} (${String(least)}-${String(most)})`;
}

/** Whether the spread of a figure and that of another one times a factor have a value in common. */
export function overlap(one: Figure, other: Figure, factor = 1): boolean {
  return one.least <= other.most * factor && other.least * factor <= one.most;
}
