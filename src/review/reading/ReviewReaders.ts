import type { EntityStore } from '../../catalog/operation/EntityStore.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { ObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import type { PatchEntity } from '../../catalog/operation/entities.js';
import { CheckRollupReading } from './CheckRollupReading.js';
import { SeriesPatches } from './SeriesPatches.js';

/** Reads what is known of the review of patches and series, through the loaders of one operation. */
export class ReviewReaders {
  readonly seriesPatches: SeriesPatches;

  constructor(
    store: EntityStore,
    facets: FacetLoaders,
    private readonly readers: ObjectReaders,
  ) {
    this.seriesPatches = new SeriesPatches(store, facets);
  }

  /** The checks of patches whose summaries are read. */
  checkRollup(patches: readonly PatchEntity[]): CheckRollupReading {
    return new CheckRollupReading(patches, this.readers);
  }

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    this.seriesPatches.clear();
  }
}
