import type { IndexedMail } from '../corpus/IndexedMail.js';
import type { PatchSummary } from '../patchwork/resources/patch.js';
import type { CommentPlace } from './CommentStream.js';
import { progressKey, type Fill, type FilledProject } from './Fill.js';
import { indexable } from './forgotten.js';
import { summaryOf } from './indexedMails.js';
import type { ReadMails } from './MailTexts.js';

/** Progress of filling a project, as stored. */
export interface FillProgress {
  readonly form: 1;
  /** Mails at and after this date key are indexed; null before the first slice. */
  readonly from: string | null;
  /** When it started, as a date key: later mails are read by the tail. */
  readonly began: string;
  readonly comments: CommentPlace | null;
  /** Number of patches still to be listed; null or missing if it is not known. */
  readonly left?: number | null;
}

/** Mails per batch. */
const BATCH = 100;

/** Writes mails in batches. */
export class FillWriter {
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

  /** Stored mails keep their earlier summary. */
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

  /** Writes the rest, and the progress. */
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
