import { UpstreamError } from '../errors.js';
import type { IndexedMail } from '../corpus/IndexedMail.js';
import type { FilledProject, Fill } from './Fill.js';
import type { ReviewCacheWarmer } from './ReviewCacheWarmer.js';
import type { MailTexts, Parent, ReadMails } from './MailTexts.js';
import { joined } from './MailTexts.js';
import { displayMessageId } from '../mail/messageId.js';
import { events, type Event } from '../patchwork/resources/event.js';
import type { Params } from '../patchwork/query.js';
import { projectFilter } from './projectFilter.js';

/** Progress of reading events about comments, newest first. */
export interface CommentPlace {
  /** Exclusive upper bound per kind, as a timestamp of the server; null starts at the newest. */
  readonly patch: string | null;
  readonly cover: string | null;
  /**
   * The server's first event about a comment; mails before it may have older comments. Null if
   * there is none.
   */
  readonly first: string | null;
}

/** Stores mails, and the progress of reading. */
export type Store = (mails: readonly IndexedMail[], place: CommentPlace) => Promise<void>;

const SUBJECTS = ['patch', 'cover'] as const;
type Subject = (typeof SUBJECTS)[number];

/**
 * Finds the mails that have comments by the events that comments make (API 1.3), newest first, and reads the
 * comments of these: 1 request per 250 events, and 1 per mail with comments that the index lacks.
 */
export class CommentStream {
  readonly #fill: Fill;
  readonly #project: FilledProject;
  readonly #reader: MailTexts;
  readonly #warmer: ReviewCacheWarmer;

  constructor(fill: Fill, project: FilledProject, reader: MailTexts, warmer: ReviewCacheWarmer) {
    this.#fill = fill;
    this.#project = project;
    this.#reader = reader;
    this.#warmer = warmer;
  }

  /** Initial progress: 2 requests. */
  async begin(): Promise<CommentPlace> {
    const firsts: string[] = [];
    for (const subject of SUBJECTS) {
      const params: Params = [
        ['category', `${subject}-comment-created`],
        ['order', 'date'],
      ];
      const { rows } = await this.#page(params, 1);
      const date = rows[0]?.date;
      if (date != null) firsts.push(date);
    }
    return { patch: null, cover: null, first: firsts.sort()[0] ?? null };
  }

  /**
   * Reads the comments that arrived at or after a time.
   *
   * @param since timestamp of the server.
   * @returns the progress, and failed reads.
   */
  async readDownTo(
    since: string,
    place: CommentPlace,
    store: Store,
  ): Promise<{ readonly place: CommentPlace; readonly unreadable: ReadMails['unreadable'] }> {
    let at = place;
    const unreadable: ReadMails['unreadable'][number][] = [];
    for (const subject of SUBJECTS) {
      for (;;) {
        const before = at[subject];
        if (before !== null && before <= since) break;
        const params: Params = [
          ['category', `${subject}-comment-created`],
          await projectFilter(this.#fill, this.#project.project),
          ['since', since],
          ...(before === null ? [] : [['before', before] as const]),
          ['order', '-date'],
        ];
        const page = await this.#page(params, 250);
        const read = await this.#readMissing(subject, page.rows);
        unreadable.push(...read.unreadable);
        const last = page.rows.at(-1)?.date;
        if (page.hasNext && before !== null && last != null && last >= before) {
          throw new UpstreamError(
            'UPSTREAM_BAD_RESPONSE',
            'the answer has events from "before" or later: the server ignores the filter',
            { instance: this.#fill.client.name, request: 'GET events', field: 'before' },
          );
        }
        const isDone = !page.hasNext || last == null;
        at = { ...at, [subject]: isDone ? since : last };
        await store(read.mails, at);
        if (isDone) break;
      }
    }
    return { place: at, unreadable };
  }

  /** Reads the comments of mails whose events name comments that the index lacks. */
  async #readMissing(subject: Subject, rows: readonly Event[]): Promise<ReadMails> {
    const { index, client } = this.#fill;
    const ids = rows.flatMap(({ payload }) => payload?.comment?.msgid ?? []).map(displayMessageId);
    const stored = await index.find([...new Set(ids)]);
    const known = new Set(
      stored
        .filter(({ instance, kind }) => instance === client.name && kind === 'COMMENT')
        .map(({ messageId }) => messageId),
    );
    const parents = new Map<number, Parent>();
    const eligible = new Map<number, Parent>();
    for (const { date, payload } of rows) {
      const parent = payload?.[subject];
      const msgid = payload?.comment?.msgid;
      if (parent == null || (msgid != null && known.has(displayMessageId(msgid)))) continue;
      const kind = subject === 'patch' ? 'PATCH' : 'COVER';
      const own = { kind, number: parent.id } as const;
      parents.set(parent.id, own);
      if (this.#warmer.isEligible(own, client.stampZone.toUtc(date))) eligible.set(parent.id, own);
    }
    await this.#warmer.hear([...eligible.values()]);
    const parts: ReadMails[] = [];
    for (const parent of parents.values()) parts.push(await this.#reader.comments(parent));
    return joined(parts);
  }

  async #page(params: Params, perPage: number) {
    const { client, pace } = this.#fill;
    await pace.turn();
    return await client.lists.page(events, { params, perPage }, pace.scope);
  }
}
