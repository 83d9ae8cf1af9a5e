import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import type { MailMetadata, PrerequisiteLine } from '../../mail/metadata.js';
import type { Scope } from '../../patchwork/Scope.js';
import { instantOf, NO_PEOPLE_OPTIONS, type PeopleOptions } from '../facts/mails.js';
import type { LinkConfidence } from '../facts/versionEvidence.js';
import type { SeriesVersion } from '../facts/versions.js';
import type { MailLookup } from './MailLookup.js';
import type { PatchTexts } from './PatchTexts.js';
import type { Postings, ReadPosting } from './postings.js';
import type { SeriesLists } from './SeriesLists.js';
import { VersionSearch, type Chain, type Pool } from './versionSearch.js';
import { DAY_MS } from '../../durations.js';

/** One version of a series; `series.entity` is its object. */
export type ReadVersion = SeriesVersion<ReadPosting>;

export interface VersionSources {
  readonly store: EntityStore;
  readonly facets: FacetLoaders;
  readonly texts: PatchTexts;
  readonly mailLookup: MailLookup;
  readonly scope: Scope;
}

/** Versions are looked for so long before a series; b4 goes back 12 months. */
const BEFORE_MS = 365 * DAY_MS;
/** Versions are looked for so long behind a series. */
export const BEHIND_MS = 180 * DAY_MS;
/** Requests for mails of candidates, and for mails that the head names. */
export const MAX_READS = 10;
/** A mail that is named costs a list of patches, one of covers, and its series. */
const LOOKUP_READS = 3;
/** Mails that are older have arrived by now, or never will. */
const SETTLED_AFTER_MS = DAY_MS;

/** Reads which series are versions of one, each series once per operation. */
export class SeriesVersions {
  readonly #searches = new Map<SeriesEntity, Promise<VersionSearch | null>>();

  readonly #sources: VersionSources;
  readonly #postings: Postings;
  readonly #lists: SeriesLists;
  readonly #people: PeopleOptions;

  constructor(
    sources: VersionSources,
    postings: Postings,
    lists: SeriesLists,
    people: PeopleOptions = NO_PEOPLE_OPTIONS,
  ) {
    this.#sources = sources;
    this.#postings = postings;
    this.#lists = lists;
    this.#people = people;
  }

  /**
   * The versions of a series, and which of them come right before and behind it. Costs at most 13
   * requests the first time: 1 for the series, 1 for the submitter's series from a year before to half a
   * year behind, 1 for its own head (cover letter, or patch 1) and at most 10 for the heads of candidates
   * that are similar by titles or patches, and for series that its head names. Later 1, for the list. A
   * series to which nothing leads costs 1 more for its patches, which people may have related.
   *
   * @param minConfidence links below it are left out; filters and `supersededBy` take MEDIUM.
   * @returns null when the series is absent or hidden, or nothing of it has arrived.
   * @throws UpstreamError when a list or a mail cannot be read: without it the latest version is a guess.
   */
  async versionsOf(
    series: SeriesEntity,
    minConfidence: LinkConfidence = 'MEDIUM',
  ): Promise<Chain | null> {
    let search = this.#searches.get(series);
    if (search === undefined) this.#searches.set(series, (search = this.#search(series)));
    return (await search)?.chain(minConfidence) ?? null;
  }

  /**
   * Metadata that tools wrote into the head of a series: change-id, base, prerequisites, links. Costs 1 for the
   * series and 1 for its head, which is cached.
   *
   * @returns null when the series or its head is absent. @throws UpstreamError
   */
  async metadataOf(series: SeriesEntity): Promise<MailMetadata | null> {
    await this.#sources.facets.load(series, 'summary');
    const posting = this.#postings.of(series);
    if (posting === null) return null;
    await this.#postings.readHead(posting);
    return posting.head.metadata;
  }

  /**
   * Prerequisites of a series, by its head and its patches, each once. Costs 1 for the series,
   * 1 for its cover letter and 1 for its patches, which are cached.
   *
   * @returns null when the series is absent, or a mail of it. @throws UpstreamError
   */
  async prerequisitesOf(series: SeriesEntity): Promise<readonly PrerequisiteLine[] | null> {
    await this.#sources.facets.load(series, 'summary');
    const posting = this.#postings.of(series);
    if (posting === null) return null;
    const [places] = await Promise.all([
      Promise.all(posting.patches.map(({ entity }) => this.#sources.texts.place(entity))),
      posting.cover === null ? undefined : this.#postings.readHead(posting),
    ]);
    const mails = [
      ...(posting.cover === null ? [] : [posting.head.metadata]),
      ...places.map((place) => place?.metadata ?? null),
    ];
    const lines = new Map<string, PrerequisiteLine>();
    for (const metadata of mails) {
      if (metadata === null) return null;
      for (const line of metadata.prerequisites) {
        const key = `${line.kind} ${line.value}`;
        if (!lines.has(key)) lines.set(key, line);
      }
    }
    return [...lines.values()];
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#searches.clear();
  }

  async #search(series: SeriesEntity): Promise<VersionSearch | null> {
    await this.#sources.facets.load(series, 'summary');
    const own = this.#postings.of(series);
    if (own === null) return null;
    const sentAt = instantOf(own.date ?? '');
    const [pool] = await Promise.all([
      own.date === null ? [] : this.#lists.ofSubmitter(own, sentAt - BEFORE_MS, sentAt + BEHIND_MS),
      this.#postings.readHead(own),
    ]);
    const { found: named, reads } = await this.#named(own, pool);
    const search = new VersionSearch(own, this.#postings, this.#people.mailmap, {
      maxReads: MAX_READS - reads,
      isWorthReading: (one) => isWorthReading(own, one),
    });
    search.add(named);
    await search.widen(pool, pool);
    const { versions, previous } = search.chain('MEDIUM');
    const isAlone = versions.length === 1;
    const lacksOne = own.head.posting.version > 1 && previous === null;
    if (isAlone || lacksOne || search.unlinked(pool).length > 0) await search.readPatches(pool);
    return search;
  }

  /** Series of the mails that the head of a series names, and that are not in a pool. */
  async #named(
    own: ReadPosting,
    pool: Pool,
  ): Promise<{ readonly found: Pool; readonly reads: number }> {
    const { client } = own.entity;
    const ids = namedIds(own, pool).slice(0, Math.floor(MAX_READS / LOOKUP_READS));
    const sentAt = own.date === null ? client.now() : instantOf(own.date);
    const isSettled = client.now() - sentAt > SETTLED_AFTER_MS;
    const places = await Promise.all(
      ids.map((id) => this.#sources.mailLookup.find(client, id, isSettled)),
    );
    const series = new Set(places.flatMap((place) => place.series ?? []));
    series.delete(own.entity);
    return { found: await this.#postings.read([...series]), reads: ids.length * LOOKUP_READS };
  }
}

/** A head says nothing about a series of the same version, unless it was sent again. */
function isWorthReading(own: ReadPosting, other: ReadPosting): boolean {
  const ours = own.head.posting;
  const theirs = other.head.posting;
  return ours.label !== theirs.label || ours.normalizedTitle === theirs.normalizedTitle;
}

/** Message-IDs of earlier versions that a head names, surest first: replaced ones, links, its parent. */
function namedIds({ head }: ReadPosting, pool: Pool): readonly string[] {
  const known = new Set(
    pool.flatMap((one) => [one.head.messageId, ...one.patches.map(({ messageId }) => messageId)]),
  );
  const { metadata, references, posting } = head;
  const linked = (metadata?.versionLinks ?? []).flatMap(({ messageId }) => messageId ?? []);
  const parent = posting.version > 1 ? (references ?? []).slice(-1) : [];
  const ids = [...(metadata?.supersedes ?? []), ...linked, ...parent];
  return [...new Set(ids)].filter((id) => !known.has(id));
}
