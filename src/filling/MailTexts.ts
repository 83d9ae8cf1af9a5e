import { UpstreamError } from '../errors.js';
import type { IndexedMail } from '../corpus/IndexedMail.js';
import type { ProjectRef } from '../corpus/SearchIndex.js';
import { splitSeriesMbox, type MboxMail } from '../mail/splitSeriesMbox.js';
import {
  COVER_MAIL,
  PATCH_MAIL,
  type CoverContent,
  type PatchContent,
} from '../patchwork/MailHalves.js';
import { names } from '../patchwork/names.js';
import { comment, comments, type Comment } from '../patchwork/resources/comment.js';
import type { CoverSummary } from '../patchwork/resources/cover.js';
import type { PatchSummary } from '../patchwork/resources/patch.js';
import type { Scope } from '../patchwork/Scope.js';
import type { Fill } from './Fill.js';
import {
  commentPartsOf,
  dateSeconds,
  indexedComment,
  indexedCover,
  indexedPatch,
  partsOf,
  type Placement,
} from './indexedMails.js';

/** A patch or cover whose comments are read. */
export interface Parent {
  readonly kind: 'PATCH' | 'COVER';
  readonly number: number;
}

interface DatedRow {
  readonly id: number;
  readonly date?: string | null | undefined;
}

/** Mails that were read. */
export interface ReadMails {
  readonly mails: readonly IndexedMail[];
  /** Dates, in seconds, and reasons of failed reads. */
  readonly unreadable: readonly { readonly date: number | null; readonly reason: string }[];
}

/** The text of a mail; covers have no diff. */
export type MailContent = CoverContent & Partial<Pick<PatchContent, 'diff'>>;

/** Learns what is read. */
export interface MailWatch {
  /** With what a mail is read at its own address. @param date of the mail. */
  scopeOf(parent: Parent, date: string | null): Scope;
  /** A mail was read at its own address. @param date of the mail; null for one that has just arrived. */
  whole(parent: Parent, date: string | null, content: MailContent): void;
  /** A patch was read out of its series' mbox. */
  patch(row: PatchSummary, mail: MboxMail): void;
  /** All replies of a mail were read. */
  replies(parent: Parent, rows: readonly Comment[]): void;
  /** One reply was read. */
  reply(parent: Parent, row: Comment): void;
}

/**
 * Reads the texts of mails from one server, one request after the other. A mail that cannot be read
 * is omitted and reported; a server that does not answer is an error.
 */
export class MailTexts {
  readonly #fill: Fill;
  readonly #placement: Placement;
  /** Failed reads, which are not repeated, so that a restarted filling continues after them. */
  readonly #failed = new Map<string, ReadMails>();
  readonly #watch: MailWatch | undefined;

  constructor(fill: Fill, project: ProjectRef, watch?: MailWatch) {
    this.#fill = fill;
    this.#watch = watch;
    this.#placement = { ...project, maxTextBytes: fill.maxTextBytes };
  }

  /**
   * Patches of one series by its mbox: 1 request for all. It has the trailers of comments too, so
   * its text is indexed but never shown. If it is not plausible, each patch is read at its own
   * address.
   */
  async series(id: number, rows: readonly PatchSummary[]): Promise<ReadMails> {
    const found = await this.#mbox(
      id,
      rows.map((row) => row.id),
    );
    if (found === null) return await this.patches(rows);
    return collect(rows, (row) => {
      const mail = found.get(row.id);
      if (mail !== undefined) this.#watch?.patch(row, mail);
      const { headers, text, diff } = mail ?? { headers: {}, text: '', diff: null };
      return indexedPatch(row, { headers, content: text, diff }, this.#placement);
    });
  }

  /** Patches at their own addresses: 1 request each. Deleted ones are omitted. */
  async patches(rows: readonly Pick<PatchSummary, 'id' | 'date'>[]): Promise<ReadMails> {
    const { client } = this.#fill;
    return await this.#each(rows, 'patch', async ({ id, date = null }) => {
      const parent = { kind: 'PATCH', number: id } as const;
      const scope = this.#scopeOf(parent, date);
      const found = await client.mails.read(PATCH_MAIL, id, 'whole', scope);
      if (found?.content === undefined) return undefined;
      this.#watch?.whole(parent, date, found.content);
      return indexedPatch(found.summary, partsOf(found.content), this.#placement);
    });
  }

  /** Covers at their own addresses: 1 request each. Deleted ones are omitted. */
  async covers(rows: readonly Pick<CoverSummary, 'id' | 'date'>[]): Promise<ReadMails> {
    const { client } = this.#fill;
    return await this.#each(rows, 'cover', async ({ id, date = null }) => {
      const parent = { kind: 'COVER', number: id } as const;
      const scope = this.#scopeOf(parent, date);
      const found = await client.mails.read(COVER_MAIL, id, 'whole', scope);
      if (found?.content === undefined) return undefined;
      this.#watch?.whole(parent, date, found.content);
      return indexedCover(found.summary, partsOf(found.content), this.#placement);
    });
  }

  /** All comments of a mail: 1 request per 250. */
  async comments(parent: Parent): Promise<ReadMails> {
    const { client, pace } = this.#fill;
    const under = names.of(parent.kind === 'PATCH' ? 'patches' : 'covers', parent.number);
    await pace.turn();
    try {
      const { rows, unreadable } = await client.lists.all(comments, { under }, pace.scope);
      const read = collect(rows, (row) =>
        indexedComment(row, commentPartsOf(row), parent, this.#placement),
      );
      if (unreadable.length === 0) {
        this.#watch?.replies(parent, rows);
        return read;
      }
      const reason = `${String(unreadable.length)} comments of ${wordFor(parent)} cannot be read`;
      return { ...read, unreadable: [...read.unreadable, { date: null, reason }] };
    } catch (error) {
      return asUnreadable(error, null, `the comments of ${wordFor(parent)}`);
    }
  }

  /** One comment: 1 request. Needs API 1.3. */
  async comment(id: number, parent: Parent): Promise<ReadMails> {
    const { client, pace } = this.#fill;
    const under = names.of(parent.kind === 'PATCH' ? 'patches' : 'covers', parent.number);
    return await this.#each([{ id, date: null }], 'comment', async () => {
      const found = await client.detail(names.of('comments', id, under), comment, pace.scope);
      if (found === null) return undefined;
      this.#watch?.reply(parent, found);
      return indexedComment(found, commentPartsOf(found), parent, this.#placement);
    });
  }

  #scopeOf(parent: Parent, date: string | null): Scope {
    return this.#watch?.scopeOf(parent, date) ?? this.#fill.pace.scope;
  }

  async #mbox(
    id: number,
    expected: readonly number[],
  ): Promise<ReadonlyMap<number, MboxMail> | null> {
    const { client, pace } = this.#fill;
    await pace.turn();
    try {
      const mbox = await client.text(`/series/${String(id)}/mbox/`, pace.scope);
      return mbox === null ? null : splitSeriesMbox(mbox, expected, true);
    } catch (error) {
      if (isOfThisMail(error)) return null;
      throw error;
    }
  }

  async #each<Row extends DatedRow>(
    rows: readonly Row[],
    word: string,
    read: (row: Row) => Promise<IndexedMail | null | undefined>,
  ): Promise<ReadMails> {
    const parts: ReadMails[] = [];
    for (const row of rows) {
      const what = `the ${word} ${String(row.id)}`;
      const failed = this.#failed.get(what);
      if (failed !== undefined) {
        parts.push(failed);
        continue;
      }
      await this.#fill.pace.turn();
      try {
        const mail = await read(row);
        if (mail !== undefined) parts.push(collect([row], () => mail));
      } catch (error) {
        const unreadable = asUnreadable(error, row.date, what);
        this.#failed.set(what, unreadable);
        parts.push(unreadable);
      }
    }
    return joined(parts);
  }
}

/** Several reads as one. */
export function joined(parts: readonly ReadMails[]): ReadMails {
  return {
    mails: parts.flatMap(({ mails }) => mails),
    unreadable: parts.flatMap(({ unreadable }) => unreadable),
  };
}

function collect<Row extends DatedRow>(
  rows: readonly Row[],
  toMail: (row: Row) => IndexedMail | null,
): ReadMails {
  return joined(
    rows.map((row) => {
      const what = `the mail ${String(row.id)}`;
      try {
        const mail = toMail(row);
        if (mail !== null) return { mails: [mail], unreadable: [] };
        return { mails: [], unreadable: [{ date: null, reason: `${what} has no readable date` }] };
      } catch (error) {
        return asUnreadable(error, row.date, what);
      }
    }),
  );
}

/** Whether only this answer is invalid, so that others can be read. */
function isOfThisMail(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  const { code, status = 0 } = error;
  if (status === 429 || status === 502 || status === 503 || status === 504) return false;
  return code === 'UPSTREAM_BAD_RESPONSE' || status >= 400;
}

function asUnreadable(error: unknown, date: string | null | undefined, what: string): ReadMails {
  if (!isOfThisMail(error)) throw error;
  return {
    mails: [],
    unreadable: [{ date: dateSeconds(date), reason: `${what} cannot be read` }],
  };
}

function wordFor({ kind, number }: Parent): string {
  return `the ${kind === 'PATCH' ? 'patch' : 'cover'} ${String(number)}`;
}
