import type { GrowthAxis } from './growthAxes.js';

/** What one size of an axis took: medians, the peak aside. */
export interface GrowthPoint {
  readonly axis: GrowthAxis['name'];
  readonly size: number;
  readonly ms: number;
  readonly cpuMs: number;
  /** The most memory that was resident in any run. */
  readonly peakMiB: number;
  readonly requests: number;
}

/** By how much one more instance, row or client may exceed what one took on average before. */
const MOST_FACTOR = 2;
/** Differences below it are the machine's. */
const GRAIN_MS = 20;

/** Whether CPU time or requests grow faster than the size does, from one size to the next. */
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
