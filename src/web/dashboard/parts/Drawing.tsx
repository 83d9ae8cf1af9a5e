import { useEffect, useRef, type ReactElement } from 'react';

/** Wider than this a chart only grows emptier. */
const MOST_WIDTH = 720;

/** A chart at the width that it has, drawn again when that changes, so that its letters keep their size. */
export function Drawing({
  draw,
  height,
}: {
  /** Draws the chart; a new function draws it anew. */
  draw: (width: number) => Element;
  /** Pixels that are kept free until it is drawn. */
  height: number;
}): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let drawnWidth = 0;
    const observer = new ResizeObserver(() => {
      const width = Math.min(element.clientWidth, MOST_WIDTH);
      if (width === drawnWidth || width === 0) return;
      drawnWidth = width;
      const chart = draw(width);
      // A table of the same numbers is beside it.
      chart.setAttribute('aria-hidden', 'true');
      element.replaceChildren(chart);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      element.replaceChildren();
    };
  }, [draw]);
  // What is drawn in it does not count for its width: it may become narrower again.
  return <div ref={place} style={{ minHeight: height }} className="contain-inline-size" />;
}
