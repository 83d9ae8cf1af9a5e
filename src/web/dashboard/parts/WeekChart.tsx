import * as Plot from '@observablehq/plot';
import { useCallback, type ReactElement } from 'react';
import { CHART_STYLE, labelWidth, writtenCount } from './chartStyle.js';
import { Drawing } from './Drawing.js';

const HEIGHT = 230;
/** Pixels of one step of the axis of time, at least: a day and a month fit. */
const TICK_WIDTH = 45;
/** Weeks of which single days are named. */
const MOST_MONDAYS = 26;
/** How the lines differ beside their colours. */
const LINES = [
  { stroke: 'var(--accent)', dashes: 'none' },
  { stroke: 'var(--warn)', dashes: '6 3' },
] as const;

/** One week and its values, by the names of the series of the chart. */
export interface WeekPoint {
  /** ISO 8601. */
  readonly time: string;
  /** Null: the week has none. */
  readonly values: readonly (number | null)[];
}

/** Bars by weeks for one value, lines for two. A table of the same numbers stands beside it. */
export function WeekChart({
  points,
  names,
  unit,
}: {
  points: readonly WeekPoint[];
  /** A name for each value of a point. */
  names: readonly string[];
  /** Unit of the values, for the axis. */
  unit: string;
}): ReactElement {
  const draw = useCallback(
    (width: number) => {
      const most = Math.max(1, ...points.flatMap(({ values }) => values.map((one) => one ?? 0)));
      const marginLeft = labelWidth([writtenCount(Math.ceil(most))]) + 10;
      return Plot.plot({
        width,
        height: HEIGHT,
        marginLeft,
        marginTop: 32,
        // The labels have two lines: the day and the month, or the month and the year.
        marginBottom: 42,
        x: { type: 'utc', label: null, ticks: ticksOf(points, width - marginLeft) },
        y: { grid: true, label: unit, domain: [0, most], nice: true, ticks: Math.min(5, most) },
        style: CHART_STYLE,
        marks: [...(names.length === 1 ? [bars(points)] : lines(points)), Plot.ruleY([0])],
      });
    },
    [points, names.length, unit],
  );
  return (
    <>
      {names.length > 1 && <Legend names={names} />}
      <Drawing draw={draw} height={HEIGHT} />
    </>
  );
}

/** Mondays, where weeks begin; of a longer time the months that fit. */
function ticksOf(points: readonly WeekPoint[], width: number): number | readonly Date[] {
  const most = Math.max(1, Math.floor(width / TICK_WIDTH));
  if (points.length > MOST_MONDAYS) return most;
  const step = Math.ceil(points.length / most);
  return points.flatMap(({ time }, index) => (index % step === 0 ? [new Date(time)] : []));
}

function bars(points: readonly WeekPoint[]): Plot.Markish {
  return Plot.rectY(rowsOf(points, 0), {
    x: 'time',
    y: 'value',
    interval: 'monday',
    fill: 'var(--accent)',
  });
}

function lines(points: readonly WeekPoint[]): readonly Plot.Markish[] {
  return LINES.map(({ stroke, dashes }, index) =>
    Plot.lineY(rowsOf(points, index), {
      x: 'time',
      y: 'value',
      stroke,
      strokeDasharray: dashes,
      marker: 'dot',
    }),
  );
}

function rowsOf(
  points: readonly WeekPoint[],
  index: number,
): readonly { readonly time: Date; readonly value: number }[] {
  return points.map(({ time, values }) => ({
    time: new Date(time),
    value: values[index] ?? Number.NaN,
  }));
}

function Legend({ names }: { names: readonly string[] }): ReactElement {
  return (
    <p aria-hidden="true" className="flex flex-wrap gap-x-4 text-sm">
      {LINES.map(({ stroke, dashes }, index) => (
        <span key={stroke} className="inline-flex items-center gap-1.5">
          <svg width="28" height="8" viewBox="0 0 28 8">
            <line x2="28" y1="4" y2="4" strokeWidth="2" stroke={stroke} strokeDasharray={dashes} />
          </svg>
          {names[index]}
        </span>
      ))}
    </p>
  );
}
