import type { Operation } from '../../catalog/operation/Operation.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import type { SeriesEntity } from '../../catalog/kinds/series.js';
import { GatewayError, NotSupportedError } from '../../errors.js';
import { personKey } from '../../mail/identity.js';
import { createPathFilter } from '../../mail/pathMatch.js';
import { parsePosting } from '../../mail/posting.js';
import { notesOf, type ReadNotes, type SourceWarning } from '../../orderedList.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { read } from '../../patchwork/shape.js';
import { instantOf, type PeopleOptions, type ReviewMail } from '../facts/mails.js';
import {
  placeInQueue,
  type QueuedReply,
  type QueuedSeries,
  type QueueOptions,
  type QueuePlace,
  type QueueReason,
  type WaitingOn,
} from '../facts/reviewQueue.js';
import { readOpenSeries, type OpenPatchesFilter } from './OpenSeries.js';
import type { ReviewReaders } from './ReviewReaders.js';
import type { SeriesReview } from './SeriesReviews.js';
import type { LastChanges } from './StateChanges.js';
import { loadWithParts, partsOf, type SeriesPatch, type VersionReview } from './versionParts.js';

/** Question for one instance. */
export interface QueueQuestion {
  readonly open: OpenPatchesFilter;
  readonly path: readonly string[] | undefined;
  /** Numbers of patches that are known to change no file that fits `path`. Default: none is known. */
  readonly withoutPath?:
    ((patches: readonly PatchEntity[]) => Promise<ReadonlySet<number>>) | undefined;
  readonly waitingOn: readonly WaitingOn[] | undefined;
  readonly reason: readonly QueueReason[] | undefined;
  readonly options: Omit<QueueOptions, 'nowMs' | 'people' | 'authorStates'>;
}

/** A series that waits for somebody. */
export interface QueueRow {
  readonly series: SeriesEntity;
  /** Those of this version. */
  readonly patches: readonly PatchEntity[];
  readonly place: QueuePlace;
  /** The objects of `place.unanswered`. */
  readonly unanswered: readonly CommentEntity[];
}

/** The queue of one instance. */
export interface QueueRows {
  readonly rows: readonly QueueRow[];
  readonly notes: ReadNotes;
  /** Why rows may be missing; null where these are all. */
  readonly problem: GatewayError | null;
}

/** Rows whose first reason no approval can change. */
const DECIDED_BY_REPLIES: ReadonlySet<QueueReason> = new Set([
  'STATE',
  'INCOMPLETE',
  'NACKED',
  'UNANSWERED_COMMENT',
  'CHECKS_FAILED',
  'READY',
]);

/** A newer version waits in the place of this one, whose replies are not read. */
const REPLACED: QueuePlace = {
  waitingOn: 'NOBODY',
  reasons: ['NEWER_VERSION'],
  unanswered: [],
  lastActivityAt: null,
  lastReviewActivityAt: null,
  waitingSince: null,
};

/** A row on its way. */
interface Candidate {
  readonly series: SeriesEntity;
  readonly patches: readonly PatchEntity[];
  /** Those of the version, where other series are part of it. */
  readonly parts: readonly SeriesPatch[];
  readonly base: Omit<QueuedSeries, keyof SeriesReview['series'] | 'trailers' | 'replies'>;
}

/** A row, and how it changes with the date on which its state or delegate last changed. */
interface PlacedRow extends QueueRow {
  readonly withStateChange?: (changes: LastChanges) => QueuePlace | null;
}

/** Reads the queue of one instance: each step for all series together, so that few requests do. */
export class QueueReading {
  readonly #options: QueueOptions;
  readonly #warnings: SourceWarning[] = [];
  #problem: GatewayError | null = null;

  readonly #client: PatchworkClient;
  readonly #question: QueueQuestion;
  readonly #operation: Operation;
  readonly #review: ReviewReaders;
  readonly #people: PeopleOptions;

  constructor(
    client: PatchworkClient,
    question: QueueQuestion,
    operation: Operation,
    review: ReviewReaders,
    people: PeopleOptions,
  ) {
    this.#client = client;
    this.#question = question;
    this.#operation = operation;
    this.#review = review;
    this.#people = people;
    const { authorStates } = question.open;
    this.#options = { ...question.options, authorStates, people, nowMs: client.now() };
  }

  /**
   * The rows that are requested, in no order. A row of which a part cannot be read is left out: its turn
   * would be a guess.
   *
   * @throws GatewayError when nothing can be said.
   */
  async read(): Promise<QueueRows> {
    const client = this.#client;
    const operation = this.#operation;
    const review = this.#review;
    const question = this.#question;
    const open = await readOpenSeries(client, question.open, review.seriesPatches, operation);
    this.#problem = open.problem;
    const candidates = await this.#each(open.series, (series) => this.#toCandidate(series));
    const wanted = await this.#each(candidates, async (one) =>
      (await this.#touchesPath(one)) ? one : null,
    );
    const placed = await this.#each(wanted, (one) => this.#place(one));
    // Events of all rows together: one list has those of 100 patches.
    const rows = await this.#each(placed, (one) => this.#withStateChange(one));
    if (
      rows.length === 0 &&
      open.series.length > 0 &&
      this.#warnings.length === open.series.length
    ) {
      throw this.#problem ?? new Error('rows are omitted for a reason');
    }
    return {
      rows: rows.filter(({ place }) => this.#isAsked(place)),
      notes: notesOf([open.notes, { warnings: this.#warnings }]),
      problem: this.#problem,
    };
  }

  /** One step for all rows; those that fail are left out, with a warning. */
  async #each<From extends SeriesEntity | { readonly series: SeriesEntity }, To>(
    all: readonly From[],
    step: (one: From) => Promise<To | null>,
  ): Promise<readonly To[]> {
    const done = await Promise.all(
      all.map(async (one) => {
        try {
          return await step(one);
        } catch (error) {
          if (!(error instanceof GatewayError) || error instanceof NotSupportedError) throw error;
          this.#leaveOut('series' in one ? one.series : one, error);
          return null;
        }
      }),
    );
    return done.filter((one): one is Awaited<To> & {} => one !== null);
  }

  #leaveOut(series: SeriesEntity, error: GatewayError): void {
    this.#problem ??= error;
    this.#warnings.push({
      code: 'ROW_LEFT_OUT',
      message: `${this.#client.name}: series ${String(series.id)} is omitted: ${error.message}`,
    });
  }

  async #toCandidate(series: SeriesEntity): Promise<Candidate | null> {
    const { seriesPatches, latest } = this.#review;
    // First, since its lists show what the others read.
    const chain = await latest.newerOf(series);
    const [patches, status, completeness] = await Promise.all([
      seriesPatches.load(series),
      seriesPatches.status(series),
      seriesPatches.completeness(series),
    ]);
    if (patches === null || status === null || completeness === null || chain === null) return null;
    const isLatestVersion = chain.own.isLatest;
    if (!this.#canBeAsked(isLatestVersion)) return null;
    const strays = new Set(completeness.strays.map(({ patch }) => patch.entity));
    const members = patches.filter((patch) => !strays.has(patch));
    const own = members.length === 0 ? patches : members;
    const summaries = own.flatMap(({ summary }) => summary ?? []);
    const isAlone = completeness.isComplete || !isLatestVersion;
    const parts = isAlone ? [] : await this.#partsOf(series);
    const candidate: Candidate = {
      series,
      patches: own,
      parts,
      base: {
        status,
        stateSlugs: summaries.flatMap((summary) => read(summary, 'state') ?? []),
        isComplete: isAlone || parts.length === chain.own.series.total,
        isLatestVersion,
        hasEarlierVersion: chain.own.series.head.posting.version > 1,
        checks: summaries.some((summary) => read(summary, 'check') === 'fail') ? 'FAIL' : 'NONE',
        earlierMails: [],
        stateChangedAt: null,
        delegatedAt: null,
        responsible: summaries.flatMap((summary) => read(summary, 'delegate')?.email ?? []),
      },
    };
    // Series that need no action or have a newer version need no further reads.
    const place = this.#decide({ ...candidate, series: emptySeries(candidate) }, []);
    return place === null ? null : candidate;
  }

  /** The patches of a version that is whole together with others: PARTIAL, or a piece of a posting. */
  async #partsOf(series: SeriesEntity): Promise<readonly SeriesPatch[]> {
    const chain = await this.#review.versions.versionsOf(series);
    return chain === null ? [] : (partsOf(chain, chain.own) ?? []);
  }

  async #touchesPath({ patches }: Candidate): Promise<boolean> {
    const { path, withoutPath } = this.#question;
    if (path === undefined) return true;
    const matches = createPathFilter(path);
    const known = await withoutPath?.(patches);
    const left = patches.filter(({ id }) => known?.has(id) !== true);
    const diffs = await Promise.all(left.map((patch) => this.#review.texts.diff(patch)));
    return diffs.some((diff) => diff?.files.some(matches) ?? false);
  }

  /** Decides by the replies; the texts of the patches are read where these may change the answer. */
  async #place(candidate: Candidate): Promise<PlacedRow | null> {
    const { series, patches, parts, base } = candidate;
    if (!base.isLatestVersion) return { series, patches, place: REPLACED, unanswered: [] };
    const { reviews } = this.#review;
    const light = this.#requireReplies(
      await loadWithParts(series, parts, (one) => reviews.loadReplies(one)),
    );
    let row = await this.#withMarks(candidate, light);
    if (row === null || !this.#isDecided(row.place, light)) {
      const review = await loadWithParts(series, parts, (one) => reviews.load(one));
      row = await this.#withMarks(candidate, this.#requireReplies(review));
    }
    return row;
  }

  #requireReplies<Review>(review: Review | null): Review {
    if (review !== null) return review;
    throw new NotSupportedError(
      this.#client.name,
      `the review queue needs replies, which API ${this.#client.knownVersion ?? '1.0'} does not have`,
    );
  }

  async #withMarks(candidate: Candidate, review: VersionReview): Promise<PlacedRow | null> {
    const { series, patches } = candidate;
    const comments = new Map<string, CommentEntity>();
    for (const [id, mail] of review.mails) if (mail.kind === 'Comment') comments.set(id, mail);
    const replies = await Promise.all(
      review.series.replies.map(async (reply): Promise<QueuedReply> => {
        const comment = comments.get(reply.messageId);
        const marks = comment && (await this.#review.ledger.marks(comment.parent));
        return { ...reply, addressed: marks?.get(reply.id) ?? null };
      }),
    );
    const base = await this.#withOthers(candidate, review);
    const decide = ({ state, delegate }: LastChanges): QueuePlace | null =>
      this.#decide(
        { base: { ...base, stateChangedAt: state, delegatedAt: delegate }, series: review },
        replies,
      );
    const place = this.#decide({ base, series: review }, replies);
    if (place === null) return null;
    const unanswered = place.unanswered.flatMap(({ messageId }) => comments.get(messageId) ?? []);
    return { series, patches, place, unanswered, withStateChange: decide };
  }

  async #withStateChange({ withStateChange, ...row }: PlacedRow): Promise<QueueRow | null> {
    const isDated = row.place.reasons.some((reason) => reason === 'STATE' || reason === 'STALE');
    if (!isDated || withStateChange === undefined) return row;
    const place = withStateChange(await this.#review.stateChanges.lastOf(row.patches));
    return place && { ...row, place };
  }

  #decide(
    { base, series }: Pick<Candidate, 'base'> & { readonly series: Reviewed },
    replies: readonly QueuedReply[],
  ): QueuePlace | null {
    const queued = { ...series.series, ...base, replies, trailers: series.trailers.byPatch };
    return placeInQueue(queued, this.#options);
  }

  /** What concerns the people who ask: their mails on earlier versions, and what they own. */
  async #withOthers(candidate: Candidate, review: VersionReview): Promise<Candidate['base']> {
    const { series, patches, base } = candidate;
    const { me } = this.#question.options;
    if (me.length === 0) return base;
    const keys = new Set(me.map((email) => this.#keyOf(email)));
    const isMine = ({ submitter }: ReviewMail): boolean => keys.has(this.#keyOf(submitter?.email));
    const { ownership } = this.#review;
    const owns =
      ownership.isConfigured(this.#client.name) &&
      (await Promise.all(patches.map((patch) => ownership.isOwner(patch, me)))).includes(true);
    const isKnown = review.series.replies.some(isMine) || !base.hasEarlierVersion;
    return {
      ...base,
      responsible: owns ? [...base.responsible, ...me] : base.responsible,
      earlierMails: isKnown ? [] : await this.#earlierMails(series),
    };
  }

  async #earlierMails(series: SeriesEntity): Promise<readonly ReviewMail[]> {
    const chain = await this.#review.versions.versionsOf(series);
    const before = (chain?.versions ?? []).slice(0, chain?.versions.indexOf(chain.own) ?? 0);
    const reviews = await Promise.all(
      before.map((version) => this.#review.reviews.loadReplies(version.series.entity)),
    );
    return reviews.flatMap((review) => this.#requireReplies(review).series.replies);
  }

  #keyOf(email: string | null | undefined): string | null {
    return email == null ? null : personKey({ name: null, email }, this.#people.mailmap);
  }

  /**
   * Whether the texts of the patches can change nothing: their own trailers only add approvals, and replies
   * are filed elsewhere only where the thread began elsewhere, which the replies of the series show.
   */
  #isDecided(
    { reasons: [first, ...others] }: QueuePlace,
    { series, mails }: VersionReview,
  ): boolean {
    if (first === undefined || !DECIDED_BY_REPLIES.has(first)) return false;
    if (others.includes('MY_REVIEW_MISSING')) return false;
    const isHere = ({ routing }: ReviewMail): boolean =>
      routing.references.every((id) => mails.has(id));
    return series.replies.length > 0 && series.replies.every(isHere);
  }

  /** Replaced versions are listed where they are requested, and others not where these alone are. */
  #canBeAsked(isLatestVersion: boolean): boolean {
    const { waitingOn, reason } = this.#question;
    if (isLatestVersion) {
      const asksAlone =
        waitingOn?.every((one) => one === 'NOBODY') === true ||
        reason?.every((one) => one === 'NEWER_VERSION') === true;
      return !asksAlone;
    }
    return waitingOn?.includes('NOBODY') === true || reason?.includes('NEWER_VERSION') === true;
  }

  #isAsked({ waitingOn, reasons }: QueuePlace): boolean {
    const question = this.#question;
    return (
      question.waitingOn?.includes(waitingOn) !== false &&
      (question.reason === undefined || reasons.some((one) => question.reason?.includes(one)))
    );
  }
}

type Reviewed = Pick<VersionReview, 'series' | 'trailers'>;

/** A series of which no mail was read, for what its states and dates alone decide. */
function emptySeries({ series, patches }: Candidate): Reviewed {
  const sent = series.at('basic')?.date ?? null;
  return {
    series: {
      submitter: null,
      cover: null,
      patches: patches.map((patch) => ({
        id: patch.id,
        messageId: '',
        date: sent,
        submitter: null,
        content: '',
        routing: { senders: [], references: [] },
        index: parsePosting(patch.at('basic')?.name).index,
        diff: null,
      })),
      replies: [],
    },
    trailers: { byPatch: new Map() },
  };
}

/** Key to sort rows by: longest waiting first, those of unknown date last. */
export function waitingKey({ place, series }: QueueRow): string {
  const since = place.waitingSince ?? place.lastActivityAt ?? series.at('basic')?.date ?? null;
  return since === null ? '9999-12-31T23:59:59Z' : new Date(instantOf(since)).toISOString();
}
