import { lazy } from 'react';
import { loadPart } from '../app/loadPart.js';

/** The view of diffs with its highlighter, which are read when a diff is looked at. */
export const LazyDiffView = lazy(async () => ({
  default: (await loadPart(() => import('./DiffView.js'))).DiffView,
}));
