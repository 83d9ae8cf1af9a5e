import { lazy } from 'react';

/** The view of diffs with its highlighter, which are read when a diff is looked at. */
export const LazyDiffView = lazy(async () => ({
  default: (await import('./DiffView.js')).DiffView,
}));
