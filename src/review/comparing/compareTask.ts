import { compareSeries, type SeriesComparison } from '../facts/comparison/compareSeries.js';
import type { ComparisonTask } from './ComparisonThreads.js';

/** What a thread of {@link ComparisonThreads} runs. */
export function compareTask({ from, to, options }: ComparisonTask): SeriesComparison {
  return compareSeries(from, to, options);
}
