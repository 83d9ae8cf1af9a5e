import * as Plot from '@observablehq/plot';
import { useCallback, type ReactElement } from 'react';
import { CHART_STYLE, cutLabel, labelWidth, writtenCount } from './chartStyle.js';
import { Drawing } from './Drawing.js';

const ROW_HEIGHT = 26;
/** The part of the width that names may take; what is longer is cut. */
const MOST_NAMES = 0.45;
/** Pixels of one step of the axis, at least. */
const TICK_WIDTH = 80;

/** Bars, with a table of the same numbers beside them for readers of screens. */
export function BarChart({
  bars,
}: {
  bars: readonly { readonly name: string; readonly count: number }[];
}): ReactElement {
  const height = Math.max(60, bars.length * ROW_HEIGHT + 40);
  const draw = useCallback(
    (width: number) => {
      const most = Math.max(1, ...bars.map(({ count }) => count));
      const marginLeft = labelWidth(
        bars.map(({ name }) => name),
        Math.floor(width * MOST_NAMES),
      );
      const marginRight = labelWidth([writtenCount(most)]);
      const steps = Math.floor((width - marginLeft - marginRight) / TICK_WIDTH);
      const ticks = Math.min(most, Math.max(1, steps));
      return Plot.plot({
        width,
        height,
        marginLeft,
        marginRight,
        marginTop: 10,
        x: { label: null, domain: [0, most], ticks, grid: true },
        y: {
          label: null,
          // Two groups may have one name.
          domain: bars.map((_, index) => index),
          tickFormat: (index: number) => cutLabel(bars[index]?.name ?? '', marginLeft),
        },
        style: CHART_STYLE,
        marks: [
          Plot.barX(bars, { x: 'count', y: (_, index) => index, fill: 'var(--accent)' }),
          Plot.text(bars, {
            x: 'count',
            y: (_, index) => index,
            text: ({ count }: { count: number }) => writtenCount(count),
            dx: 4,
            textAnchor: 'start',
            fill: 'var(--ink)',
          }),
        ],
      });
    },
    [bars, height],
  );
  return <Drawing draw={draw} height={height} />;
}
