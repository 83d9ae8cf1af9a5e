import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { FacetLoaders } from '../../catalog/operation/FacetLoaders.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { MailHeaders } from '../../mail/headers.js';
import { parsePatchName } from '../../mail/subject.js';
import { read } from '../../patchwork/shape.js';
import {
  NO_PEOPLE_OPTIONS,
  numberOf,
  readRouting,
  type PeopleOptions,
  type ReviewReply,
  type ReviewSeries,
} from '../facts/mails.js';
import { readSeriesThread, type SeriesThread } from '../facts/seriesThread.js';
import { threadPart } from '../facts/threadPart.js';
import type { TrailerFact } from '../facts/trailerFacts.js';
import { readReplyTrailers, readSeriesTrailers, type SeriesTrailers } from '../facts/trailers.js';
import type { MailLookup } from './MailLookup.js';
import { MisfiledReplies } from './MisfiledReplies.js';
import type { PatchTexts } from './PatchTexts.js';
import type { ReplyLedger } from './ReplyLedger.js';
import { emptyMail, idOf, placeholders, toPatch, toReply, type MailEntity } from './reviewMails.js';
import { sentByOthers } from './seriesMembers.js';
import { membersOf, toMailAddress, type SeriesPatches } from './SeriesPatches.js';
import type { MessageFacts } from './textFacts.js';

/** A series with all that was said about it. */
export interface SeriesReview {
  /** Null for a patch that is reviewed alone. */
  readonly entity: SeriesEntity | null;
  readonly series: ReviewSeries;
  /** Those of this version, by number. */
  readonly patches: readonly PatchEntity[];
  readonly cover: CoverEntity | null;
  readonly trailers: SeriesTrailers;
  /** Objects of its mails, by Message-ID. */
  readonly mails: ReadonlyMap<string, MailEntity>;
}

const NO_TEXT: MessageFacts = {
  content: '',
  frontText: '',
  submitter: null,
  routing: { senders: [], references: [] },
};

export interface ReviewSources {
  readonly store: EntityStore;
  readonly facets: FacetLoaders;
  readonly seriesPatches: SeriesPatches;
  readonly texts: PatchTexts;
  readonly ledger: ReplyLedger;
  readonly mailLookup: MailLookup;
}

/** Reads what was said about series, each once per operation. */
export class SeriesReviews {
  readonly #ofSeries = new Map<SeriesEntity, Promise<SeriesReview | null>>();
  readonly #repliesOf = new Map<SeriesEntity, Promise<SeriesReview | null>>();
  readonly #ofPatches = new Map<PatchEntity, Promise<SeriesReview | null>>();

  readonly #sources: ReviewSources;
  readonly #people: PeopleOptions;
  readonly #misfiled: MisfiledReplies;

  constructor(sources: ReviewSources, people: PeopleOptions = NO_PEOPLE_OPTIONS) {
    this.#sources = sources;
    this.#people = people;
    this.#misfiled = new MisfiledReplies(sources.mailLookup, sources.ledger);
  }

  /**
   * A series with the messages of its patches and all replies.
   *
   * @returns null when it is absent or hidden, and below API 1.1, which has no replies.
   * @throws UpstreamError when one of its parts cannot be read: a NACK that is missing looks like
   *   approval.
   */
  load(series: SeriesEntity): Promise<SeriesReview | null> {
    let reading = this.#ofSeries.get(series);
    if (reading === undefined) this.#ofSeries.set(series, (reading = this.#load(series)));
    return reading;
  }

  /**
   * The same without the messages of its patches, which cost a request: what replies to them say, as far as
   * these are filed at the series. Errors as above.
   */
  loadReplies(series: SeriesEntity): Promise<SeriesReview | null> {
    let reading = this.#repliesOf.get(series);
    if (reading === undefined) this.#repliesOf.set(series, (reading = this.#load(series, false)));
    return reading;
  }

  /** That of the series of a patch, or of the patch alone if it is not part of this version. */
  loadOf(patch: PatchEntity): Promise<SeriesReview | null> {
    let reading = this.#ofPatches.get(patch);
    if (reading === undefined) this.#ofPatches.set(patch, (reading = this.#loadOf(patch)));
    return reading;
  }

  /**
   * The trailers that a reply gives, by itself: Costs 1 request where the patch or cover it answers is
   * not loaded.
   */
  async trailersOf(comment: CommentEntity): Promise<readonly TrailerFact[] | null> {
    const { parent } = comment;
    await Promise.all([
      this.#sources.facets.load(parent, 'summary'),
      this.#sources.facets.load(comment, 'summary'),
    ]);
    const { summary } = parent;
    const data = comment.summary;
    if (summary === undefined || data === undefined) return null;
    const { index, count } = parsePatchName(read(summary, 'name'));
    const reply = toReply(comment, idOf(summary));
    const series: ReviewSeries = {
      submitter: toMailAddress(read(summary, 'submitter')),
      cover: null,
      patches: placeholders(count ?? 1),
      replies: [],
    };
    const target = parent.kind === 'Cover' ? 'COVER' : (index ?? 1);
    return readReplyTrailers(reply, target, series, this.#people);
  }

  /** The trailers given in replies to a cover. Costs as its comments. */
  async trailersOfCover(cover: CoverEntity): Promise<readonly TrailerFact[] | null> {
    const [replies] = await Promise.all([
      this.#sources.ledger.load(cover),
      this.#sources.facets.load(cover, 'summary'),
    ]);
    const { summary } = cover;
    if (summary === undefined || replies === null) return null;
    const mail = emptyMail(summary, cover.id);
    const series: ReviewSeries = {
      submitter: toMailAddress(read(summary, 'submitter')),
      cover: mail,
      patches: placeholders(parsePatchName(read(summary, 'name')).count ?? 1),
      replies: replies.map((reply) => toReply(reply, mail.messageId)),
    };
    return readSeriesTrailers(series, this.#people).all;
  }

  /** The thread of a series; null where {@link SeriesReviews.load} is. Costs 1 for the cover beside. */
  async thread(review: SeriesReview): Promise<SeriesThread> {
    return readSeriesThread(await this.#withCover(review), this.#people);
  }

  /** The part of it that begins with a patch. */
  async threadOf(review: SeriesReview, patch: PatchEntity): Promise<SeriesThread> {
    const { entries } = await this.thread(review);
    const { patches, replies } = review.series;
    const own = patches.find(({ id }) => id === patch.id);
    return threadPart(entries, own?.messageId ?? '', [...patches, ...replies], this.#people);
  }

  /** With the headers of the cover letter, which say whom it answers. */
  async #withCover({ series, cover }: SeriesReview): Promise<ReviewSeries> {
    if (cover === null || series.cover === null) return series;
    await this.#sources.facets.load(cover, 'detail');
    const { detail, summary } = cover;
    if (detail === undefined) return series;
    const headers = new MailHeaders(read(detail, 'headers'));
    const routing = readRouting(headers, series.cover.messageId);
    const known = summary === undefined ? null : toMailAddress(read(summary, 'submitter'));
    const submitter = known ?? series.submitter ?? routing.senders[0] ?? null;
    return { ...series, cover: { ...series.cover, routing, submitter } };
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#ofSeries.clear();
    this.#repliesOf.clear();
    this.#ofPatches.clear();
  }

  async #load(series: SeriesEntity, hasTexts = true): Promise<SeriesReview | null> {
    const patches = await this.#sources.seriesPatches.list(series);
    const data = series.at('summary');
    if (patches === null || data === undefined) return null;
    const cover = read(data, 'cover_letter');
    const review = await this.#read(
      membersOf(patches, read(data, 'version') ?? 1, read(data, 'total')),
      cover === null ? null : this.#sources.store.covers.addEmbedded(series.client, cover),
      toMailAddress(read(data, 'submitter')),
      hasTexts,
    );
    return review && { ...review, entity: series };
  }

  async #loadOf(patch: PatchEntity): Promise<SeriesReview | null> {
    const { facets, store } = this.#sources;
    if (patch.seriesId === undefined) await facets.load(patch, 'summary');
    if (patch.absent) return null;
    const embedded = patch.summary?.series?.[0];
    const series =
      patch.seriesId === undefined
        ? embedded && store.series.addEmbedded(patch.client, embedded, patch.summary?.project?.id)
        : store.series.get(patch.client, patch.seriesId);
    const review = series === undefined ? null : await this.load(series);
    if (review?.patches.includes(patch) === true) return review;
    await facets.load(patch, 'summary');
    const submitter = patch.summary === undefined ? null : read(patch.summary, 'submitter');
    return await this.#read([patch], null, toMailAddress(submitter));
  }

  async #read(
    patches: readonly PatchEntity[],
    cover: CoverEntity | null,
    submitter: ReviewSeries['submitter'],
    hasTexts = true,
  ): Promise<SeriesReview | null> {
    const { texts, ledger } = this.#sources;
    const parents = cover === null ? patches : [...patches, cover];
    const [messages, lists] = await Promise.all([
      Promise.all(
        patches.map((patch) => (hasTexts ? texts.message(patch) : Promise.resolve(NO_TEXT))),
      ),
      Promise.all(parents.map(async (parent) => ({ parent, list: await ledger.load(parent) }))),
    ]);
    const others = sentByOthers({ patches, messages, submitter }, this.#people.mailmap);
    if (others.size > 0) {
      const own = patches.filter((patch) => !others.has(patch));
      return await this.#read(own, cover, submitter, hasTexts);
    }
    const mails = new Map<string, MailEntity>();
    const replies: ReviewReply[] = [];
    for (const { parent, list } of lists) {
      const at = parent.at('basic');
      if (list === null || at === undefined) return null;
      mails.set(idOf(at), parent);
      for (const comment of list) {
        const reply = toReply(comment, idOf(at));
        replies.push(reply);
        if (!mails.has(reply.messageId)) mails.set(reply.messageId, comment);
      }
    }
    const coverData = cover?.at('basic');
    const own = {
      submitter,
      cover: cover === null || coverData === undefined ? null : emptyMail(coverData, cover.id),
      patches: patches.flatMap((patch, index) => toPatch(patch, messages[index] ?? null) ?? []),
      replies,
    };
    if (own.patches.length < patches.length) return null;
    const series = await this.#misfiled.addTo(own, mails);
    return {
      entity: null,
      series,
      patches,
      cover,
      mails,
      trailers: readSeriesTrailers(series, this.#people),
    };
  }
}

/** The trailers of one patch of a review. */
export function trailersOfPatch(review: SeriesReview, patch: PatchEntity): readonly TrailerFact[] {
  return review.trailers.byPatch.get(numberIn(review, patch)) ?? [];
}

/** The number of a patch within a review. */
export function numberIn({ series }: SeriesReview, patch: PatchEntity): number {
  const found = series.patches.find(({ id }) => id === patch.id);
  return found === undefined ? 1 : numberOf(found);
}
