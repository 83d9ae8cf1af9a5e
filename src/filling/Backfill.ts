import { keyOf, secondsOf } from '../corpus/dateKeys.js';
import type { MailKind } from '../corpus/IndexedMail.js';
import type { IndexHole } from '../corpus/indexCoverage.js';
import { capabilitiesOf } from '../patchwork/versions.js';
import type { CoverSummary } from '../patchwork/resources/cover.js';
import { findProject } from '../patchwork/findProject.js';
import { patches, type PatchSummary } from '../patchwork/resources/patch.js';
import { CommentStream, type CommentPlace } from './CommentStream.js';
import { addHoles, progressKey, type FilledProject, type Fill } from './Fill.js';
import { dateSeconds } from './indexedMails.js';
import { FillWriter, type FillProgress } from './FillWriter.js';
import { ReviewCacheWarmer } from './ReviewCacheWarmer.js';
import { joined, MailTexts, type Parent, type ReadMails } from './MailTexts.js';
import { projectFilter, UnknownProject } from './projectFilter.js';
import { SliceReader, type Slice } from './SliceReader.js';
import { DAY_SECONDS } from '../durations.js';
import { groupBy } from '../groupBy.js';

/** Comments arrive after their mails, but clocks differ. */
const CLOCK_MARGIN_SECONDS = 3600;

/**
 * Fills the index with the mails of one project, newest first, slice by slice, down to its first
 * day. After each slice the coverage reaches to the slice's first mail. Stored mails are not read
 * again, so an interrupted filling continues where it stopped.
 */
export class Backfill {
  readonly #fill: Fill;
  readonly #project: FilledProject;
  readonly #reader: MailTexts;
  readonly #slices: SliceReader;
  readonly #comments: CommentStream;
  readonly #warmer: ReviewCacheWarmer;
  #progress: FillProgress | undefined;
  /** The progress as stored in the index. */
  #written: string | null = null;

  constructor(fill: Fill, project: FilledProject) {
    this.#fill = fill;
    this.#project = project;
    this.#warmer = new ReviewCacheWarmer(fill);
    this.#reader = new MailTexts(fill, project, this.#warmer);
    this.#slices = new SliceReader(fill, project);
    this.#comments = new CommentStream(fill, project, this.#reader, this.#warmer);
  }

  /**
   * Reads one slice.
   *
   * @returns whether the first day is reached.
   * @throws GatewayError if the server does not answer, IndexUnavailable if the index does not.
   */
  async step(): Promise<boolean> {
    const { client } = this.#fill;
    const floor = keyOf(Math.floor(client.now() / 1000) - this.#project.days * DAY_SECONDS);
    const progress = await this.#begin();
    if (progress.from !== null && progress.from <= floor) return true;
    const left = await this.#left(progress, floor);
    const slice = await this.#slices.read(progress.from, floor);
    const isWritten = await this.#fillSlice(slice, { ...progress, left });
    if (!isWritten) return false;
    if (slice.isLast) await this.#finish(slice);
    return slice.isLast;
  }

  /**
   * Number of patches still to be listed. It is counted again if none was left, because the
   * configured days have increased.
   */
  async #left({ left, from }: FillProgress, floor: string): Promise<number | null> {
    if (left != null && left > 0) return left;
    const { client, index, pace } = this.#fill;
    await pace.turn();
    const params = await this.#slices.span(from, floor);
    const { count } = await client.lists.count(patches, params, pace.scope);
    await index.setCoverage(this.#project, { pendingPatches: count });
    return count;
  }

  /**
   * Reads the mails since a time again, because events may have been missed: stores missing mails,
   * and updates summaries.
   */
  async repair(since: string): Promise<void> {
    const { comments: known } = await this.#begin();
    let before: string | null = null;
    let comments: CommentPlace | null = known && { ...known, patch: null, cover: null };
    for (let isLast = false; !isLast;) {
      const slice: Slice = await this.#slices.read(before, since);
      const writer = new FillWriter(this.#fill, this.#project);
      comments = await this.#readMails(slice, comments, writer);
      await writer.flush(null);
      await addHoles(this.#fill.index, this.#project, this.#holesOf(slice, writer.unreadable));
      ({ isLast } = slice);
      before = slice.first;
    }
    const { instance, project } = this.#project;
    this.#fill.onEvent({ type: 'repaired', instance, project });
  }

  /** Records whether the server has older mails. */
  async #finish({ first }: Slice): Promise<void> {
    const { client, index, pace } = this.#fill;
    const before = client.stampZone.toMailBound(`${first}Z`);
    await pace.turn();
    const { count } = await client.lists.count(
      patches,
      [await projectFilter(this.#fill, this.#project.project), ['before', before]],
      pace.scope,
    );
    await index.setCoverage(this.#project, { reachesStart: count === 0, pendingPatches: 0 });
    const { instance, project } = this.#project;
    this.#fill.onEvent({ type: 'filled', instance, project });
  }

  async #begin(): Promise<FillProgress> {
    const { client, index, pace } = this.#fill;
    const { project, comments: wantsComments } = this.#project;
    // Read each time: the index may have been emptied.
    this.#written = await index.progress(progressKey(this.#project));
    if (this.#written !== null) return (this.#progress = JSON.parse(this.#written) as FillProgress);
    const version = await client.version(pace.scope);
    const { commentEvents } = capabilitiesOf(version);
    await pace.turn();
    const found = await findProject(client, project, pace.scope);
    if (found === null) throw new UnknownProject(client.name, project);
    const began = keyOf(Math.floor(client.now() / 1000));
    const comments = wantsComments && commentEvents ? await this.#comments.begin() : null;
    await pace.turn();
    const { count } = await client.lists.count(
      patches,
      [await projectFilter(this.#fill, project)],
      pace.scope,
    );
    this.#progress = { form: 1, from: null, began, comments };
    await index.setCoverage(this.#project, {
      state: 'BACKFILLING',
      expectedPatches: count,
      from: null,
      until: secondsOf(began),
      reachesStart: false,
      // Without events about comments, later comments are not detected.
      comments: wantsComments && commentEvents,
    });
    this.#written = JSON.stringify(this.#progress);
    await index.setProgress(progressKey(this.#project), this.#written);
    return this.#progress;
  }

  /** @returns false if the index was emptied meanwhile, so that newer mails are missing. */
  async #fillSlice(slice: Slice, progress: FillProgress): Promise<boolean> {
    const { index, onEvent } = this.#fill;
    const { instance, project } = this.#project;
    const writer = new FillWriter(this.#fill, this.#project);
    const comments = await this.#readMails(slice, progress.comments, writer);
    const holes = this.#holesOf(slice, writer.unreadable);
    if ((await index.progress(progressKey(this.#project))) !== this.#written) return false;
    const left = progress.left == null ? null : Math.max(0, progress.left - slice.patches.length);
    this.#progress = { ...progress, from: slice.first, comments, left };
    await writer.flush(this.#progress);
    await addHoles(index, this.#project, holes);
    const from = secondsOf(slice.first);
    await index.setCoverage(this.#project, { from, pendingPatches: left });
    for (const { reason } of writer.unreadable) {
      onEvent({ type: 'unreadable', instance, project, reason });
    }
    return true;
  }

  /** @returns the progress of reading comments. */
  async #readMails(
    slice: Slice,
    comments: CommentPlace | null,
    writer: FillWriter,
  ): Promise<CommentPlace | null> {
    this.#warmer.begin();
    try {
      return await this.#readAndKeep(slice, comments, writer);
    } finally {
      await this.#warmer.flush();
    }
  }

  async #readAndKeep(
    slice: Slice,
    comments: CommentPlace | null,
    writer: FillWriter,
  ): Promise<CommentPlace | null> {
    const stored = {
      PATCH: await this.#storedIn('PATCH', slice),
      COVER: await this.#storedIn('COVER', slice),
    };
    const eligible = this.#warmer
      .list(slice)
      .filter(({ kind, number }) => !stored[kind].has(number));
    await this.#readPatches(slice, stored.PATCH, writer);
    await this.#readCovers(slice, stored.COVER, writer);
    if (slice.unreadable > 0) {
      writer.note([{ date: null, reason: `${String(slice.unreadable)} rows cannot be read` }]);
    }
    if (!this.#project.comments || comments === null) return comments;
    await this.#readReplies(eligible, writer);
    const earliest = keyOf(secondsOf(slice.first) - CLOCK_MARGIN_SECONDS);
    const since = this.#fill.client.stampZone.toStamp(`${earliest}Z`);
    const read = await this.#comments.readDownTo(since, comments, async (mails) => {
      await writer.add(mails);
    });
    writer.note(read.unreadable);
    return read.place;
  }

  /** Reads the comments of mails that are left to reviews: their events are known before they are read. */
  async #readReplies(parents: readonly Parent[], writer: FillWriter): Promise<void> {
    for (const parent of await this.#warmer.hear(parents)) {
      await writer.addRead(await this.#reader.comments(parent));
    }
    // Comments that are stored are not read again.
    await writer.flush(null);
  }

  async #readPatches(slice: Slice, stored: ReadonlySet<number>, writer: FillWriter): Promise<void> {
    const missing = slice.patches.filter(({ id }) => !stored.has(id));
    await writer.update(slice.patches.filter(({ id }) => stored.has(id)));
    const bySeries = groupBy(missing, ({ series }) => series?.[0]?.id ?? null);
    for (const [series, rows] of bySeries) {
      const read =
        series === null
          ? await this.#reader.patches(rows)
          : await this.#reader.series(series, rows);
      await writer.addRead(joined([read, ...(await this.#unannounced(rows, 'PATCH'))]));
    }
  }

  async #readCovers(slice: Slice, stored: ReadonlySet<number>, writer: FillWriter): Promise<void> {
    for (const row of slice.covers) {
      if (stored.has(row.id)) continue;
      const read = await this.#reader.covers([row]);
      await writer.addRead(joined([read, ...(await this.#unannounced([row], 'COVER'))]));
    }
  }

  /**
   * Comments without an event: those of mails older than the first such event. They are written
   * with their mail, so that a stored mail has them.
   */
  async #unannounced(
    rows: readonly (PatchSummary | CoverSummary)[],
    kind: 'PATCH' | 'COVER',
  ): Promise<ReadMails[]> {
    const { client, pace } = this.#fill;
    const version = await client.version(pace.scope);
    if (!this.#project.comments || !capabilitiesOf(version).patchComments) return [];
    const first = this.#progress?.comments?.first ?? null;
    const firstUtc = first === null ? null : dateSeconds(client.stampZone.toUtc(first));
    const read: ReadMails[] = [];
    for (const { id, date } of rows) {
      if (firstUtc !== null && (dateSeconds(date) ?? 0) >= firstUtc) continue;
      read.push(await this.#reader.comments({ kind, number: id }));
    }
    return read;
  }

  async #storedIn(kind: MailKind, { first, before }: Slice): Promise<ReadonlySet<number>> {
    const { index } = this.#fill;
    const span = {
      since: secondsOf(first),
      before: before === null ? Number.MAX_SAFE_INTEGER / 2 ** 21 : secondsOf(before),
    };
    const stored = await index.list(this.#project, kind, span, 100_000);
    return new Set(stored.map(({ number }) => number));
  }

  #holesOf({ first, before }: Slice, unreadable: ReadMails['unreadable']): readonly IndexHole[] {
    const now = Math.floor(this.#fill.client.now() / 1000);
    const to = before === null ? now : secondsOf(before);
    return unreadable.map(({ date, reason }) => ({
      from: date ?? secondsOf(first),
      to: date === null ? to : date + 1,
      reason,
    }));
  }
}
