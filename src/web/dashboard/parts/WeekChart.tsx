import * as Plot from '@observablehq/plot';
import { useEffect, useRef, type ReactElement } from 'react';

/** One week and its values, by the names of the series of the chart. */
export interface WeekPoint {
  /** ISO 8601. */
  readonly time: string;
  /** Null: the week has none. */
  readonly values: readonly (number | null)[];
}

/** Bars by weeks for one value, lines for several. A table of the same numbers stands beside it. */
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
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const rows = points.flatMap(({ time, values }) =>
      names.map((name, index) => ({
        time: new Date(time),
        name,
        value: values[index] ?? Number.NaN,
      })),
    );
    const isSingle = names.length === 1;
    const chart = Plot.plot({
      height: 220,
      x: { type: 'utc', label: null },
      y: { grid: true, label: unit },
      color: { domain: [...names], range: ['var(--accent)', 'var(--warn)'], legend: !isSingle },
      style: { background: 'transparent', color: 'var(--ink)', fontSize: '13px' },
      marks: [
        isSingle
          ? Plot.rectY(rows, { x: 'time', y: 'value', interval: 'week', fill: 'var(--accent)' })
          : Plot.lineY(rows, { x: 'time', y: 'value', stroke: 'name', marker: 'dot' }),
        Plot.ruleY([0]),
      ],
    });
    chart.setAttribute('aria-hidden', 'true');
    place.current?.replaceChildren(chart);
    return () => {
      chart.remove();
    };
  }, [points, names, unit]);
  return <div ref={place} className="overflow-x-auto" />;
}
