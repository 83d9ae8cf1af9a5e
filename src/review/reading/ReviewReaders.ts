import type { EntityStore } from '../../loaders/EntityStore.js';
import type { FacetLoaders } from '../../loaders/FacetLoaders.js';
import type { ObjectReaders } from '../../loaders/ObjectReaders.js';
import type { PatchEntity } from '../../loaders/entities.js';
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
