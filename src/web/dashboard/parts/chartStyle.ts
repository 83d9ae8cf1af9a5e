const FONT = { size: 13, family: 'system-ui, sans-serif' } as const;
/** Tick and distance of a label from it. */
const TICK_PX = 14;

/** How Observable Plot draws all charts, in the colours of the theme. */
export const CHART_STYLE = {
  background: 'transparent',
  color: 'var(--ink)',
  fontSize: `${FONT.size}px`,
  fontFamily: FONT.family,
} as const;

function measuring(): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return ({ length }) => length * FONT.size;
  context.font = `${FONT.size}px ${FONT.family}`;
  return (text) => context.measureText(text).width;
}

/**
 * Pixels that the longest of some labels takes beside an axis.
 *
 * @param most labels take at most so many; see {@link cutLabel}.
 */
export function labelWidth(labels: readonly string[], most = Number.POSITIVE_INFINITY): number {
  const widthOf = measuring();
  return Math.min(most, Math.ceil(Math.max(0, ...labels.map(widthOf))) + TICK_PX);
}

/** A label cut to the width that {@link labelWidth} gave, with an ellipsis. */
export function cutLabel(label: string, width: number): string {
  const widthOf = measuring();
  const most = width - TICK_PX;
  if (widthOf(label) <= most) return label;
  const letters = Array.from(new Intl.Segmenter().segment(label), ({ segment }) => segment);
  let [fits, tooLong] = [0, letters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (widthOf(`${letters.slice(0, middle).join('')}…`) <= most) fits = middle;
    else tooLong = middle;
  }
  return `${letters.slice(0, fits).join('')}…`;
}

/** A number as the axes write it. */
export function writtenCount(count: number): string {
  return count.toLocaleString('en');
}
