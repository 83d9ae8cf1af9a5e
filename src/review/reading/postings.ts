import { isShown } from '../../patchwork/lists/shownProjects.js';
import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { MailHeaders } from '../../mail/headers.js';
import { displayMessageId } from '../../mail/messageId.js';
import { readMetadata, type MailMetadata } from '../../mail/metadata.js';
import { parsePosting, type Posting } from '../../mail/posting.js';
import { mailDateToUtc } from '../../patchwork/dates.js';
import { read } from '../../patchwork/shape.js';
import { readRouting } from '../facts/mails.js';
import { similarityOf, type PostedPatch, type PostedSeries } from '../facts/versionEvidence.js';
import type { PatchTexts } from './PatchTexts.js';
import { inNumberOrder, membersOf, toMailAddress } from './SeriesPatches.js';

/** Words of two titles that are near enough to look at the mails. */
const NEAR_TITLE = 0.5;
/** Related patches that are examined. */
const MAX_RELATED = 10;

interface Head {
  readonly messageId: string;
  readonly posting: Posting;
  references: readonly string[] | null;
  metadata: MailMetadata | null;
}

interface ReadPatch extends PostedPatch {
  readonly entity: PatchEntity;
  hash: string | null;
  references: readonly string[] | null;
}

/** A series as a posting. Lists show most of it; its mails are read where they have to be. */
export interface ReadPosting extends PostedSeries {
  readonly entity: SeriesEntity;
  readonly cover: CoverEntity | null;
  /** Number of the person, on this instance. */
  readonly submitterId: number | null;
  /** Titles of the head and of the patches, for comparison. */
  readonly titles: ReadonlySet<string>;
  readonly head: Head;
  readonly patches: readonly ReadPatch[];
  related: readonly string[];
}

export interface PostingSources {
  readonly store: EntityStore;
  readonly facets: FacetLoaders;
  readonly texts: PatchTexts;
}

/** Series as postings, each made once per operation. */
export class Postings {
  readonly #made = new Map<SeriesEntity, ReadPosting | null>();

  readonly #sources: PostingSources;

  constructor(sources: PostingSources) {
    this.#sources = sources;
  }

  /**
   * A series whose summary is read; null where it is absent, or neither cover nor patch has arrived.
   *
   * @throws UpstreamError where the server sent something unreadable.
   */
  of(series: SeriesEntity): ReadPosting | null {
    let posting = this.#made.get(series);
    if (posting === undefined) this.#made.set(series, (posting = this.#make(series)));
    return posting;
  }

  /** Reads the head: 1 request, cached as long as contents of mails. @throws UpstreamError */
  async readHead({ head, cover, patches }: ReadPosting): Promise<void> {
    if (head.metadata !== null) return;
    if (cover === null) {
      const [first] = patches;
      const place = first === undefined ? null : await this.#sources.texts.place(first.entity);
      if (place === null || first === undefined) return;
      head.metadata = place.metadata;
      head.references = first.references = place.references;
      return;
    }
    await this.#sources.facets.load(cover, 'detail');
    const { detail } = cover;
    if (detail === undefined) return;
    head.metadata = readMetadata(read(detail, 'content') ?? '');
    const headers = new MailHeaders(read(detail, 'headers'));
    head.references = readRouting(headers, head.messageId).references;
  }

  /** Reads to which mail each patch replies: 1 request for all, cached as long. @throws UpstreamError */
  async readReferences({ patches }: ReadPosting): Promise<void> {
    await Promise.all(
      patches.map(async (patch) => {
        if (patch.references !== null) return;
        patch.references = (await this.#sources.texts.place(patch.entity))?.references ?? null;
      }),
    );
  }

  /**
   * Reads the hashes of patches, and which series people have related to them. Costs 1 per 25 postings
   * whose patches are not loaded, and 1 for each related patch of a series that is not known.
   *
   * @returns the related series of the first posting.
   * @throws UpstreamError
   */
  async readPatches(all: readonly ReadPosting[]): Promise<readonly SeriesEntity[]> {
    const { facets, store } = this.#sources;
    const patches = all.flatMap((posting) => posting.patches);
    await Promise.all(patches.map(({ entity }) => facets.load(entity, 'summary')));
    for (const patch of patches) patch.hash = patch.entity.summary?.hash ?? null;
    const [first] = all;
    if (first === undefined) return [];
    const related = new Set(
      first.patches.flatMap(({ entity: { client, summary } }) => {
        const others = summary === undefined ? null : read(summary, 'related');
        return (others ?? []).map((other) => store.patches.get(client, other.id));
      }),
    );
    const found = new Set<SeriesEntity>();
    await Promise.all(
      [...related].slice(0, MAX_RELATED).map(async (patch) => {
        if (patch.seriesId === undefined) await facets.load(patch, 'summary');
        const { client, summary, seriesId } = patch;
        const [series] = summary === undefined ? [] : (read(summary, 'series') ?? []);
        if (seriesId !== undefined) found.add(store.series.get(client, seriesId));
        else if (series !== undefined)
          found.add(store.series.addEmbedded(client, series, summary?.project?.id));
      }),
    );
    found.delete(first.entity);
    first.related = [...found].map(({ id }) => String(id));
    return [...found];
  }

  /** Series that are shown, as postings; 1 request for each that is not loaded. @throws UpstreamError */
  async read(series: readonly SeriesEntity[]): Promise<readonly ReadPosting[]> {
    await Promise.all(series.map((one) => this.#sources.facets.load(one, 'summary')));
    return series.flatMap((one) => {
      const { summary } = one;
      if (summary === undefined || !isShown(one.client, read(summary, 'project'))) return [];
      return this.of(one) ?? [];
    });
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#made.clear();
  }

  #make(series: SeriesEntity): ReadPosting | null {
    const data = series.summary;
    if (data === undefined) return null;
    const { client, id } = series;
    const { store } = this.#sources;
    const coverData = read(data, 'cover_letter');
    const project = read(data, 'project');
    const submitter = read(data, 'submitter');
    const listed = (read(data, 'patches') ?? []).map((patch) =>
      store.patches.addEmbedded(client, patch, id, project?.id),
    );
    const total = read(data, 'total');
    const patches = membersOf(inNumberOrder(listed), read(data, 'version') ?? 1, total).map(
      toPatch,
    );
    const cover =
      coverData === null ? null : store.covers.addEmbedded(client, coverData, project?.id);
    const head =
      coverData === null
        ? patches[0]
        : {
            messageId: displayMessageId(read(coverData, 'msgid') ?? ''),
            posting: parsePosting(read(coverData, 'name')),
          };
    if (head === undefined) return null;
    const { messageId, posting } = head;
    const titles = [posting, ...patches.map((patch) => patch.posting)].map(
      ({ normalizedTitle }) => normalizedTitle,
    );
    return {
      entity: series,
      id: String(id),
      project: String(project?.id ?? ''),
      submitter: toMailAddress(submitter),
      submitterId: submitter?.id ?? null,
      date: mailDateToUtc(read(data, 'date')),
      total,
      cover,
      head: { messageId, posting, references: null, metadata: null },
      patches,
      titles: new Set(titles.filter((title) => title !== '')),
      related: [],
    };
  }
}

function toPatch(entity: PatchEntity): ReadPatch {
  const data = entity.at('basic');
  return {
    entity,
    messageId: displayMessageId(data === undefined ? '' : (read(data, 'msgid') ?? '')),
    posting: parsePosting(data === undefined ? null : read(data, 'name')),
    hash: null,
    references: null,
  };
}

/** How near two postings are by their titles: 0, or from 0.5 on; more is nearer. */
export function nearness(one: ReadPosting, other: ReadPosting): number {
  let shared = 0;
  for (const title of one.titles) if (other.titles.has(title)) shared += 1;
  const ours = one.head.posting.normalizedTitle;
  const theirs = other.head.posting.normalizedTitle;
  const likeness = ours === theirs ? 1 : similarityOf(ours, theirs);
  if (shared === 0 && likeness < NEAR_TITLE) return 0;
  return likeness + (2 * shared) / (one.titles.size + other.titles.size);
}
