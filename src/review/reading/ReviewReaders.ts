import type { EntityStore } from '../../catalog/kinds/kinds.js';
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

/** What the readers of one operation, or of one of its sources, are made of. */
interface ReviewSources {
  readonly store: EntityStore;
  readonly facets: FacetLoaders;
  readonly readers: ObjectReaders;
  readonly scope: Scope;
  readonly collaborators: ReviewCollaborators;
  /** The readers of the operation that this one is a source of. */
  readonly whole?: ReviewReaders | undefined;
}

type Readers = ReturnType<typeof createReaders>;

function createReaders({ store, facets, readers, scope, collaborators, whole }: ReviewSources) {
  const { comparer, reviewSettings: settings = NO_REVIEW_SETTINGS } = collaborators;
  const { people } = settings;
  const seriesPatches = new SeriesPatches(store, facets, people.mailmap);
  const ledger = whole?.ledger.within(readers, scope) ?? new ReplyLedger(store, readers, scope);
  const texts = new PatchTexts(store, facets, readers, ledger, scope);
  const mailLookup = new MailLookup(store, scope);
  const reviews = new SeriesReviews(
    { store, facets, seriesPatches, texts, ledger, mailLookup },
    people,
  );
  const comparisons = new SeriesComparisons(
    { seriesPatches, texts: new ComparableTexts(texts, facets), comparer },
    scope,
  );
  const postings = new Postings({ store, facets, texts });
  const lists = new SeriesLists(store, postings, scope);
  const sources = { store, facets, texts, mailLookup, scope };
  const versions = new SeriesVersions(sources, postings, lists, people);
  return {
    seriesPatches,
    ledger,
    texts,
    reviews,
    ownership: new OwnershipReading({ store, facets, texts, scope }, settings),
    comparisons,
    postings,
    versions,
    latest: new LatestVersions(sources, postings, lists, people),
    earlier: new EarlierReviews({ reviews, versions, comparisons, texts }),
    stateChanges: new StateChanges(scope),
    patchVersions: new PatchVersions({ seriesPatches, versions, comparisons }),
  };
}

/**
 * Reads review data of patches and series, through the loaders of one operation. The readers are created
 * when one is first needed: most operations read no review data.
 */
export class ReviewReaders {
  readonly #sources: ReviewSources;
  #created: Readers | undefined;

  constructor(sources: ReviewSources) {
    this.#sources = sources;
  }

  get seriesPatches(): SeriesPatches {
    return this.#readers.seriesPatches;
  }

  get ledger(): ReplyLedger {
    return this.#readers.ledger;
  }

  get texts(): PatchTexts {
    return this.#readers.texts;
  }

  get reviews(): SeriesReviews {
    return this.#readers.reviews;
  }

  get ownership(): OwnershipReading {
    return this.#readers.ownership;
  }

  get comparisons(): SeriesComparisons {
    return this.#readers.comparisons;
  }

  get postings(): Postings {
    return this.#readers.postings;
  }

  get versions(): SeriesVersions {
    return this.#readers.versions;
  }

  get latest(): LatestVersions {
    return this.#readers.latest;
  }

  get earlier(): EarlierReviews {
    return this.#readers.earlier;
  }

  get stateChanges(): StateChanges {
    return this.#readers.stateChanges;
  }

  get patchVersions(): PatchVersions {
    return this.#readers.patchVersions;
  }

  get #readers(): Readers {
    return (this.#created ??= createReaders(this.#sources));
  }

  /** The checks of patches whose summaries are read. */
  checkRollup(patches: readonly PatchEntity[]): CheckRollupReading {
    return new CheckRollupReading(patches, this.#sources.readers);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    const created = this.#created;
    if (created === undefined) return;
    created.seriesPatches.clear();
    created.ledger.clear();
    created.texts.clear();
    created.reviews.clear();
    created.ownership.clear();
    created.comparisons.clear();
    created.postings.clear();
    created.versions.clear();
    created.latest.clear();
    created.earlier.clear();
    created.stateChanges.clear();
  }
}
