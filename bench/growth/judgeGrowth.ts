import type { GrowthAxis } from './growthAxes.js';

/** The cost of one size of an axis: medians, except for the peak. */
export interface GrowthPoint {
  readonly axis: GrowthAxis['name'];
  readonly size: number;
  readonly ms: number;
  readonly cpuMs: number;
  /** Peak resident memory of all runs. */
  readonly peakMiB: number;
  readonly requests: number;
}

/** By how much one more instance, row or client may exceed the average cost before. */
const MOST_FACTOR = 2;
/** Smaller differences are noise. */
const GRAIN_MS = 20;

/** Finds where CPU time or requests grow faster than the size, from one size to the next. */
export function findSteps(points: readonly GrowthPoint[]): readonly string[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (before?.axis !== point.axis) return [];
    return (['cpuMs', 'requests'] as const).flatMap((key) => {
      const expected =
        before[key] + (point.size - before.size) * (before[key] / before.size) * MOST_FACTOR;
      const isStep = point[key] > expected + (key === 'cpuMs' ? GRAIN_MS : 0);
      return isStep
        ? [`${point.axis}: ${key} from ${String(before.size)} to ${String(point.size)}`]
        : [];
    });
  });
}
