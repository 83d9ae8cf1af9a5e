import type { EntityStore } from '../../catalog/operation/EntityStore.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { ObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { Scope } from '../../patchwork/Scope.js';
import type { Comparer } from '../comparing/ComparisonThreads.js';
import { CheckRollupReading } from './CheckRollupReading.js';
import { ComparableTexts } from './ComparableTexts.js';
import { EarlierReviews } from './EarlierReviews.js';
import { MailLookup } from './MailLookup.js';
import { OwnershipReading } from './OwnershipReading.js';
import { LatestVersions } from './LatestVersions.js';
import { PatchTexts } from './PatchTexts.js';
import { PatchVersions } from './PatchVersions.js';
import { Postings } from './postings.js';
import { ReplyLedger } from './ReplyLedger.js';
import { NO_REVIEW_SETTINGS, type ReviewSettings } from './ReviewSettings.js';
import { SeriesComparisons } from './SeriesComparisons.js';
import { SeriesLists } from './SeriesLists.js';
import { SeriesPatches } from './SeriesPatches.js';
import { SeriesReviews } from './SeriesReviews.js';
import { SeriesVersions } from './SeriesVersions.js';
import { StateChanges } from './StateChanges.js';

export interface ReviewCollaborators {
  readonly comparer: Comparer;
  /** Default: nothing is known of people and ownership. */
  readonly reviewSettings?: ReviewSettings | undefined;
}

/** Reads review data of patches and series, through the loaders of one operation. */
export class ReviewReaders {
  readonly seriesPatches: SeriesPatches;
  readonly ledger: ReplyLedger;
  readonly texts: PatchTexts;
  readonly reviews: SeriesReviews;
  readonly ownership: OwnershipReading;
  readonly comparisons: SeriesComparisons;
  readonly postings: Postings;
  readonly versions: SeriesVersions;
  readonly latest: LatestVersions;
  readonly earlier: EarlierReviews;
  readonly stateChanges: StateChanges;
  readonly patchVersions: PatchVersions;

  readonly #readers: ObjectReaders;

  constructor(
    store: EntityStore,
    facets: FacetLoaders,
    readers: ObjectReaders,
    scope: Scope,
    { comparer, reviewSettings: settings = NO_REVIEW_SETTINGS }: ReviewCollaborators,
    /** Those of the operation that this one is a source of. */
    whole?: ReviewReaders,
  ) {
    this.#readers = readers;
    const seriesPatches = new SeriesPatches(store, facets, settings.people.mailmap);
    const ledger = whole?.ledger.within(readers, scope) ?? new ReplyLedger(store, readers, scope);
    const texts = new PatchTexts(store, facets, readers, ledger, scope);
    this.seriesPatches = seriesPatches;
    this.ledger = ledger;
    this.texts = texts;
    const mailLookup = new MailLookup(store, scope);
    this.reviews = new SeriesReviews(
      { store, facets, seriesPatches, texts, ledger, mailLookup },
      settings.people,
    );
    this.ownership = new OwnershipReading({ store, facets, texts, scope }, settings);
    this.comparisons = new SeriesComparisons(
      { seriesPatches, texts: new ComparableTexts(texts, facets), comparer },
      scope,
    );
    this.postings = new Postings({ store, facets, texts });
    const lists = new SeriesLists(store, this.postings, scope);
    const sources = { store, facets, texts, mailLookup, scope };
    this.versions = new SeriesVersions(sources, this.postings, lists, settings.people);
    this.stateChanges = new StateChanges(scope);
    this.latest = new LatestVersions(sources, this.postings, lists, settings.people);
    const { reviews, versions, comparisons } = this;
    this.patchVersions = new PatchVersions({ seriesPatches, versions, comparisons });
    this.earlier = new EarlierReviews({ reviews, versions, comparisons, texts });
  }

  /** The checks of patches whose summaries are read. */
  checkRollup(patches: readonly PatchEntity[]): CheckRollupReading {
    return new CheckRollupReading(patches, this.#readers);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.seriesPatches.clear();
    this.ledger.clear();
    this.texts.clear();
    this.reviews.clear();
    this.ownership.clear();
    this.comparisons.clear();
    this.postings.clear();
    this.versions.clear();
    this.latest.clear();
    this.earlier.clear();
    this.stateChanges.clear();
  }
}
