import { keyOf, secondsOf } from '../corpus/dateKeys.js';
import type { IndexedMail, MailKind } from '../corpus/IndexedMail.js';
import { UpstreamError } from '../errors.js';
import type { IndexHole } from '../corpus/indexCoverage.js';
import { capabilitiesOf } from '../patchwork/versions.js';
import { covers, type CoverSummary } from '../patchwork/resources/cover.js';
import { names } from '../patchwork/names.js';
import { project as projectShape } from '../patchwork/resources/project.js';
import { patches, type PatchSummary } from '../patchwork/resources/patch.js';
import type { ListDescription } from '../patchwork/ListDescription.js';
import type { Params } from '../patchwork/query.js';
import { rowsSent } from '../patchwork/page.js';
import { ProgressGuard } from '../patchwork/walkPages.js';
import { CommentStream, type CommentPlace } from './CommentStream.js';
import { addHoles, progressKey, type FilledProject, type Fill } from './Fill.js';
import { indexable } from './forgotten.js';
import { dateSeconds, summaryOf } from './indexedMails.js';
import { joined, MailTexts, type ReadMails } from './MailTexts.js';
import { DAY_SECONDS } from '../durations.js';

/** How far the filling of a project is, as it is written down. */
export interface FillProgress {
  readonly form: 1;
  /** Mails at and after this date key are indexed; null before the first slice. */
  readonly from: string | null;
  /** When it began, as a date key: mails that came later are the tail's. */
  readonly began: string;
  readonly comments: CommentPlace | null;
  /** Patches that are still to be listed; null or missing where it is not known. */
  readonly left?: number | null;
}

/** Pages of patches that are read at once. More would be read again after a crash. */
const SLICE_PAGES = 4;
const PAGE_ROWS = 250;
/** Mails that are written at once. */
const BATCH = 100;
/** Comments arrive after their mails, but clocks differ. */
const CLOCK_MARGIN_SECONDS = 3600;

/**
 * Fills the index with the mails of one project, newest first, slice by slice, down to its first day. After
 * each slice the coverage reaches to the slice's first mail. What is stored is not read again, so a
 * filling that was killed goes on where it was.
 */
export class Backfill {
  readonly #fill: Fill;
  readonly #project: FilledProject;
  readonly #reader: MailTexts;
  readonly #comments: CommentStream;
  #progress: FillProgress | undefined;
  /** What the index has of the progress, as text. */
  #written: string | null = null;

  constructor(fill: Fill, project: FilledProject) {
    this.#fill = fill;
    this.#project = project;
    this.#reader = new MailTexts(fill, project);
    this.#comments = new CommentStream(fill, project, this.#reader);
  }

  /**
   * Reads one slice.
   *
   * @returns whether the first day is reached.
   * @throws GatewayError when the server does not answer, IndexUnavailable when the index does not.
   */
  async step(): Promise<boolean> {
    const { client } = this.#fill;
    const floor = keyOf(Math.floor(client.now() / 1000) - this.#project.days * DAY_SECONDS);
    const progress = await this.#begin();
    if (progress.from !== null && progress.from <= floor) return true;
    const left = await this.#left(progress, floor);
    const slice = await this.#readSlice(progress.from, floor);
    const isWritten = await this.#fillSlice(slice, { ...progress, left });
    if (!isWritten) return false;
    if (slice.isLast) await this.#finish(slice);
    return slice.isLast;
  }

  /** Patches that are still to be listed. Where none was left the days that are wanted have grown. */
  async #left({ left, from }: FillProgress, floor: string): Promise<number | null> {
    if (left != null && left > 0) return left;
    const { client, index, pace } = this.#fill;
    await pace.turn();
    const { count } = await client.lists.count(patches, this.#span(from, floor), pace.scope);
    await index.setCoverage(this.#project, { pendingPatches: count });
    return count;
  }

  /** @param before exclusive, null to now. @param since inclusive. */
  #span(before: string | null, since: string): Params {
    const { stampZone } = this.#fill.client;
    return [
      ['project', this.#project.project],
      ['since', stampZone.toMailBound(`${since}Z`)],
      ...(before === null ? [] : [['before', stampZone.toMailBound(`${before}Z`)] as const]),
    ];
  }

  /**
   * Reads again what was sent since a time, where events may have been missed: stores what is missing, and
   * brings up to date what changes.
   */
  async repair(since: string): Promise<void> {
    const { comments: known } = await this.#begin();
    let before: string | null = null;
    let comments: CommentPlace | null = known && { ...known, patch: null, cover: null };
    for (let isLast = false; !isLast;) {
      const slice: Slice = await this.#readSlice(before, since);
      const writer = new Writer(this.#fill, this.#project);
      comments = await this.#readMails(slice, comments, writer);
      await writer.flush(null);
      await addHoles(this.#fill.index, this.#project, this.#holesOf(slice, writer.unreadable));
      ({ isLast } = slice);
      before = slice.first;
    }
    const { instance, project } = this.#project;
    this.#fill.onEvent({ type: 'repaired', instance, project });
  }

  /** Notes whether the server has older mails. */
  async #finish({ first }: Slice): Promise<void> {
    const { client, index, pace } = this.#fill;
    const before = client.stampZone.toMailBound(`${first}Z`);
    await pace.turn();
    const { count } = await client.lists.count(
      patches,
      [
        ['project', this.#project.project],
        ['before', before],
      ],
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
    const found = await client.detail(names.of('projects', project), projectShape, pace.scope);
    if (found === null) throw new UnknownProject(client.name, project);
    const began = keyOf(Math.floor(client.now() / 1000));
    const comments = wantsComments && commentEvents ? await this.#comments.begin() : null;
    await pace.turn();
    const { count } = await client.lists.count(patches, [['project', project]], pace.scope);
    this.#progress = { form: 1, from: null, began, comments };
    await index.setCoverage(this.#project, {
      state: 'BACKFILLING',
      expectedPatches: count,
      from: null,
      until: secondsOf(began),
      reachesStart: false,
      // Without events of comments, those that arrive later are not noticed.
      comments: wantsComments && commentEvents,
    });
    this.#written = JSON.stringify(this.#progress);
    await index.setProgress(progressKey(this.#project), this.#written);
    return this.#progress;
  }

  async #readSlice(before: string | null, floor: string): Promise<Slice> {
    const rows = await this.#list(patches, before, floor, SLICE_PAGES);
    const first = rows.isLast ? floor : rows.first;
    if (before !== null && !rows.isLast && first >= before) throw ignoresBefore(this.#project);
    const own = await this.#list(covers, before, first, Infinity);
    const isInside = ({ date }: { readonly date?: string | null | undefined }): boolean =>
      (dateSeconds(date) ?? Infinity) >= secondsOf(first);
    return {
      first,
      before,
      patches: rows.found.filter(isInside),
      covers: own.found.filter(isInside),
      unreadable: rows.unreadable + own.unreadable,
      isLast: rows.isLast,
    };
  }

  /** Rows from the newest down, to a second of which all are read. */
  async #list<Row extends PatchSummary | CoverSummary>(
    list: ListDescription<Row>,
    before: string | null,
    since: string,
    most: number,
  ): Promise<Listed<Row>> {
    const { client, pace } = this.#fill;
    const params: Params = [...this.#span(before, since), ['order', '-date,-id']];
    const found = new Map<number, Row>();
    let unreadable = 0;
    let perPage = PAGE_ROWS;
    let newest = '';
    let last = '9999';
    const guard = new ProgressGuard(client.lists.walked(list.path));
    for (let page = 1; ; page += 1) {
      await pace.turn();
      const answer = await client.lists.page(list, { params, page, perPage }, pace.scope);
      // A server may give smaller pages than were asked for.
      if (page === 1 && answer.hasNext) perPage = Math.min(perPage, rowsSent(answer) || perPage);
      guard.require({ ...answer, sent: rowsSent(answer) }, page);
      for (const row of answer.rows) {
        found.set(row.id, row);
        const seconds = dateSeconds(row.date);
        if (seconds === null) continue;
        const date = keyOf(seconds);
        if (date > newest) newest = date;
        if (date < last) last = date;
      }
      unreadable += answer.unreadable.length;
      if (!answer.hasNext)
        return { found: [...found.values()], first: since, unreadable, isLast: true };
      // The rest of the last second is on the next page.
      if (page >= most && newest > last) {
        return {
          found: [...found.values()],
          first: keyOf(secondsOf(last) + 1),
          unreadable,
          isLast: false,
        };
      }
    }
  }

  /** @returns false where the index was emptied meanwhile, so that the slice is not all of what is newer. */
  async #fillSlice(slice: Slice, progress: FillProgress): Promise<boolean> {
    const { index, onEvent } = this.#fill;
    const { instance, project } = this.#project;
    const writer = new Writer(this.#fill, this.#project);
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

  /** @returns where the reading of comments is. */
  async #readMails(
    slice: Slice,
    comments: CommentPlace | null,
    writer: Writer,
  ): Promise<CommentPlace | null> {
    await this.#readPatches(slice, writer);
    await this.#readCovers(slice, writer);
    if (slice.unreadable > 0) {
      writer.note([{ date: null, reason: `${String(slice.unreadable)} rows cannot be read` }]);
    }
    if (!this.#project.comments || comments === null) return comments;
    const earliest = keyOf(secondsOf(slice.first) - CLOCK_MARGIN_SECONDS);
    const since = this.#fill.client.stampZone.toStamp(`${earliest}Z`);
    const read = await this.#comments.readDownTo(since, comments, async (mails) => {
      await writer.add(mails);
    });
    writer.note(read.unreadable);
    return read.place;
  }

  async #readPatches(slice: Slice, writer: Writer): Promise<void> {
    const stored = await this.#storedIn('PATCH', slice);
    const missing = slice.patches.filter(({ id }) => !stored.has(id));
    await writer.update(slice.patches.filter(({ id }) => stored.has(id)));
    const bySeries = new Map<number | null, PatchSummary[]>();
    for (const row of missing) {
      const series = row.series?.[0]?.id ?? null;
      const own = bySeries.get(series);
      if (own === undefined) bySeries.set(series, [row]);
      else own.push(row);
    }
    for (const [series, rows] of bySeries) {
      const read =
        series === null
          ? await this.#reader.patches(rows)
          : await this.#reader.series(series, rows);
      await writer.addRead(joined([read, ...(await this.#unannounced(rows, 'PATCH'))]));
    }
  }

  async #readCovers(slice: Slice, writer: Writer): Promise<void> {
    const stored = await this.#storedIn('COVER', slice);
    for (const row of slice.covers) {
      if (stored.has(row.id)) continue;
      const read = await this.#reader.covers([row]);
      await writer.addRead(joined([read, ...(await this.#unannounced([row], 'COVER'))]));
    }
  }

  /**
   * Comments that have made no event: those of mails that are older than the first of such events. They are
   * written with their mail, so that a stored mail has them.
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

/** The server has no such project, or does not show it. */
export class UnknownProject extends Error {
  override readonly name = 'UnknownProject';

  constructor(instance: string, project: string) {
    super(`${instance} has no project ${project}`);
  }
}

/** A server that ignores the bound would have the same slice read for ever. */
function ignoresBefore({ instance }: FilledProject): UpstreamError {
  return new UpstreamError(
    'UPSTREAM_BAD_RESPONSE',
    'the answer has mails from "before" or later: the server ignores the filter',
    { instance, request: 'GET patches', field: 'before' },
  );
}

interface Slice {
  /** Date key of its first mail, inclusive, and of its end. */
  readonly first: string;
  readonly before: string | null;
  readonly patches: readonly PatchSummary[];
  readonly covers: readonly CoverSummary[];
  readonly unreadable: number;
  readonly isLast: boolean;
}

interface Listed<Row> {
  readonly found: readonly Row[];
  readonly first: string;
  readonly unreadable: number;
  readonly isLast: boolean;
}

/** Writes mails in batches. */
class Writer {
  readonly unreadable: ReadMails['unreadable'][number][] = [];
  readonly #fill: Fill;
  readonly #project: FilledProject;
  #waiting: IndexedMail[] = [];

  constructor(fill: Fill, project: FilledProject) {
    this.#fill = fill;
    this.#project = project;
  }

  async addRead({ mails, unreadable }: ReadMails): Promise<void> {
    this.note(unreadable);
    await this.add(mails);
  }

  note(unreadable: ReadMails['unreadable']): void {
    this.unreadable.push(...unreadable);
  }

  async add(mails: readonly IndexedMail[]): Promise<void> {
    this.#waiting.push(...mails);
    if (this.#waiting.length >= BATCH) await this.#put();
  }

  /** What is stored already is as old as when it was stored. */
  async update(rows: readonly PatchSummary[]): Promise<void> {
    const { client, index, newer } = this.#fill;
    if (rows.length === 0) return;
    await index.updateSummary(
      rows.map((row) => ({
        instance: client.name,
        kind: 'PATCH' as const,
        number: row.id,
        summary: newer.of(row.id, summaryOf(row)),
      })),
    );
  }

  /** Writes the rest, and how far the filling is. */
  async flush(progress: FillProgress | null): Promise<void> {
    if (progress === null) {
      await this.#put();
      return;
    }
    const mails = await indexable(this.#fill, this.#take());
    await this.#fill.index.setProgress(progressKey(this.#project), JSON.stringify(progress), mails);
    this.#report(mails);
  }

  async #put(): Promise<void> {
    const mails = await indexable(this.#fill, this.#take());
    await this.#fill.index.put(mails);
    this.#report(mails);
  }

  #take(): readonly IndexedMail[] {
    const mails = this.#waiting;
    this.#waiting = [];
    return mails;
  }

  #report(mails: readonly IndexedMail[]): void {
    const { instance, project } = this.#project;
    this.#fill.onEvent({ type: 'indexed', instance, project, mails: mails.length });
  }
}
