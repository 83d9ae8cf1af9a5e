import * as Plot from '@observablehq/plot';
import { useEffect, useRef, type ReactElement } from 'react';

/** Bars, with a table of the same numbers beside them for readers of screens. */
export function BarChart({
  bars,
  label,
}: {
  bars: readonly { readonly name: string; readonly count: number }[];
  label: string;
}): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chart = Plot.plot({
      marginLeft: 140,
      height: Math.max(60, bars.length * 26 + 40),
      x: { grid: true, label: null },
      y: { label: null, domain: bars.map(({ name }) => name) },
      style: { background: 'transparent', color: 'var(--ink)', fontSize: '13px' },
      ariaLabel: label,
      marks: [
        Plot.barX(bars, { x: 'count', y: 'name', fill: 'var(--accent)' }),
        Plot.text(bars, {
          x: 'count',
          y: 'name',
          text: 'count',
          dx: 4,
          textAnchor: 'start',
          fill: 'var(--ink)',
        }),
      ],
    });
    chart.setAttribute('aria-hidden', 'true');
    place.current?.replaceChildren(chart);
    return () => {
      chart.remove();
    };
  }, [bars, label]);
  return <div ref={place} className="overflow-x-auto" />;
}
