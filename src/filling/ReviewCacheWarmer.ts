import { chunksOf } from '../chunksOf.js';
import { DAY_MS } from '../durations.js';
import { UpstreamError } from '../errors.js';
import { MailHeaders } from '../mail/headers.js';
import { displayMessageId } from '../mail/messageId.js';
import type { MboxMail } from '../mail/splitSeriesMbox.js';
import { names } from '../patchwork/names.js';
import type { Comment, CommentContent } from '../patchwork/resources/comment.js';
import type { PatchSummary } from '../patchwork/resources/patch.js';
import type { Scope } from '../patchwork/Scope.js';
import { read } from '../patchwork/shape.js';
import { stateCategory } from '../patchwork/states.js';
import { capabilitiesOf } from '../patchwork/versions.js';
import { ReplyEvents, type Heard } from '../review/reading/ReplyEvents.js';
import {
  contentOf,
  fitsRecord,
  fitsReply,
  noteList,
  recordName,
  replyName,
  withReply,
  type ReplyRecord,
  type ReplyParent,
} from '../review/reading/replyRecords.js';
import {
  nameOf,
  readDiff,
  readMessage,
  readMboxMessage,
  readPlace,
  textOfMail,
  type AddingReply,
  type RawPatchText,
} from '../review/reading/textFacts.js';
import type { Fill } from './Fill.js';
import { dateSeconds } from './indexedMails.js';
import type { MailContent, MailWatch, Parent } from './MailTexts.js';
import type { Slice } from './SliceReader.js';

/** Mails that are not older are cached regardless of their state. */
const RECENT_MS = 30 * DAY_MS;
/** Mails whose events are read at once: the request line has to stay well under 4 KB. */
const PARENTS_PER_REQUEST = 100;

/**
 * Leaves what the filling of a project has read where reviews look first: what is derived from texts of patches, and
 * replies with the events that were known before these were read. Only open patches and mails of the last 30 days
 * are cached, newest first, as far as there is room.
 */
export class ReviewCacheWarmer implements MailWatch {
  readonly #fill: Pick<Fill, 'client' | 'pace' | 'room'>;
  /** Its reads are fresh, and what is derived from them is cached. */
  readonly #scope: Scope;
  readonly #passing: Scope;
  readonly #events: ReplyEvents;
  /** Mails of open patches, and these. */
  readonly #open = new Set<string>();
  /** Texts of patches whose message needs their replies. */
  readonly #waiting = new Map<
    string,
    { readonly messageId: string; readonly text: RawPatchText }
  >();
  readonly #heard = new Map<string, Heard>();
  /** Replies that were read by themselves. */
  readonly #single: { readonly parent: ReplyParent; readonly row: Comment }[] = [];
  #fresh = new Map<string, unknown>();
  #keep: (values: ReadonlyMap<string, unknown>) => Promise<void>;

  constructor(fill: Pick<Fill, 'client' | 'pace' | 'room'>) {
    const { client, pace } = fill;
    this.#fill = fill;
    this.#scope = { ...pace.scope, cachesDerived: true };
    this.#passing = { ...pace.scope, cachesNothing: true };
    this.#events = new ReplyEvents(this.#scope);
    this.#keep = client.derived.begin(this.#scope);
  }

  /** Called before mails are read. */
  begin(): void {
    this.#keep = this.#fill.client.derived.begin(this.#scope);
  }

  /** Stores what was read since {@link ReviewCacheWarmer.begin}. */
  async flush(): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = new Map();
    this.#waiting.clear();
    this.#heard.clear();
    await this.#keep(fresh);
  }

  /** Takes note of the mails that are about to be read. @returns those to be cached. */
  list({ patches, covers }: Slice): readonly Parent[] {
    const { states } = this.#fill.client.options;
    const openSeries = new Set<number>();
    for (const { id, state, archived, series } of patches) {
      if (archived === true || stateCategory(state ?? '', states) !== 'ACTION_REQUIRED') continue;
      this.#open.add(keyOf({ kind: 'PATCH', number: id }));
      const [own] = series ?? [];
      if (own !== undefined) openSeries.add(own.id);
    }
    for (const { id, series } of covers) {
      const isOpen = series?.some((one) => openSeries.has(one.id)) === true;
      if (isOpen) this.#open.add(keyOf({ kind: 'COVER', number: id }));
    }
    const ofKind = (kind: Parent['kind'], rows: readonly Dated[]): readonly Parent[] =>
      rows.flatMap((row) => {
        const parent = { kind, number: row.id };
        return this.isEligible(parent, row.date) ? [parent] : [];
      });
    return [...ofKind('PATCH', patches), ...ofKind('COVER', covers)];
  }

  /** Whether a mail is to be cached. @param date of it, or of something newer about it, in UTC. */
  isEligible(parent: Parent, date: string | null | undefined): boolean {
    const { client, room } = this.#fill;
    if (room === undefined || room.isFull) return false;
    if (this.#open.has(keyOf(parent))) return true;
    const seconds = dateSeconds(date);
    return seconds !== null && seconds * 1000 >= client.now() - RECENT_MS;
  }

  scopeOf(parent: Parent, date: string | null): Scope {
    // Mails that events name have just arrived; their dates are not known yet.
    const isEligible = date === null || this.isEligible(parent, date);
    return isEligible ? this.#fill.pace.scope : this.#passing;
  }

  whole(parent: Parent, date: string | null, content: MailContent): void {
    if (date !== null && !this.isEligible(parent, date)) return;
    this.#fill.room?.take(this.#fill.client.derived.bytesOf(content));
    if (parent.kind === 'PATCH') this.#addFacts(parent.number, content);
  }

  /** Adds what is derived from the text of a patch, unless a part of it cannot be read. */
  #addFacts(id: number, mail: MailContent): void {
    try {
      const text: RawPatchText = {
        content: read(mail, 'content') ?? '',
        diff: read(mail, 'diff'),
        headers: new MailHeaders(read(mail, 'headers')),
        submitter: null,
      };
      const messageId = displayMessageId(mail.msgid ?? '');
      this.#add(nameOf('message', id), readMessage(messageId, text));
      this.#add(nameOf('place', id), readPlace(messageId, text));
      this.#add(nameOf('diff', id), readDiff(text));
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
    }
  }

  patch({ id, msgid, date }: PatchSummary, mail: MboxMail): void {
    const parent = { kind: 'PATCH', number: id } as const;
    if (!this.isEligible(parent, date)) return;
    const messageId = displayMessageId(msgid ?? '');
    const text = textOfMail(mail);
    this.#add(nameOf('place', id), readPlace(messageId, text));
    const diff = readDiff(text);
    // Line ends are those of Python's mailbox there; a diff that does not fit is read as it was sent.
    if (diff.problems.length > 0) return;
    this.#add(nameOf('diff', id), diff);
    this.#waiting.set(keyOf(parent), { messageId, text });
  }

  replies(parent: Parent, rows: readonly Comment[]): void {
    this.#addMessage(parent, rows);
    const heard = this.#heard.get(keyOf(parent));
    if (heard === undefined) return;
    const fresh = new Map<string, unknown>();
    const list = rows.map((detail) => ({ id: detail.id, detail }));
    noteList(fresh, replyParentOf(parent), list, heard.events);
    for (const [name, value] of fresh) this.#add(name, value);
  }

  /**
   * Reads which replies mails have: 2 requests per 100, and 2 more once. Those without any are cached as such. Needs API
   * 1.3.
   *
   * @returns those that have replies which are to be read.
   */
  async hear(parents: readonly Parent[]): Promise<readonly Parent[]> {
    const { client, pace, room } = this.#fill;
    const { commentEvents } = capabilitiesOf(await client.version(this.#scope));
    if (!commentEvents) return [];
    const answered: Parent[] = [];
    for (const chunk of chunksOf(parents, PARENTS_PER_REQUEST)) {
      if (room === undefined || room.isFull) break;
      await pace.turn();
      answered.push(...(await this.#hearOf(chunk)));
    }
    return answered;
  }

  async #hearOf(parents: readonly Parent[]): Promise<readonly Parent[]> {
    const { client } = this.#fill;
    const own = parents.map((parent) => ({ ...replyParentOf(parent), parent }));
    const records = await client.derived.read<ReplyRecord>(
      own.map(recordName),
      fitsRecord,
      this.#scope,
    );
    const isKnown = (one: ReplyParent): boolean => records.has(recordName(one));
    const known = await this.#events.ofKnown(client, own.filter(isKnown), records);
    const unknown = await this.#events.ofUnknown(
      client,
      own.filter((one) => !isKnown(one)),
    );
    const answered: Parent[] = [];
    for (const [one, heard] of [...known, ...unknown]) {
      if (isKnown(one) && (await this.#hasCachedReplies(one.parent, heard))) continue;
      this.#heard.set(keyOf(one.parent), heard);
      if (heard.ids.length === 0) this.replies(one.parent, []);
      else answered.push(one.parent);
    }
    return answered;
  }

  /** Whether all replies of a mail are cached already. */
  async #hasCachedReplies(parent: Parent, { ids }: Heard): Promise<boolean> {
    const own = ids.map((id) => replyName(replyParentOf(parent), id));
    const cached = await this.#fill.client.derived.read<CommentContent>(
      own,
      fitsReply,
      this.#scope,
    );
    if (cached.size < own.length) return false;
    this.#addMessage(parent, [...cached.values()]);
    return true;
  }

  #addMessage(parent: Parent, rows: readonly CommentContent[]): void {
    const waiting = this.#waiting.get(keyOf(parent));
    if (waiting === undefined) return;
    const replies = rows.map(({ id, date, content }): AddingReply => {
      return { id, date: date ?? null, text: content ?? '' };
    });
    const message = readMboxMessage(waiting.messageId, waiting.text, replies);
    if (message !== null) this.#add(nameOf('message', parent.number), message);
    this.#waiting.delete(keyOf(parent));
  }

  reply(parent: Parent, row: Comment): void {
    this.#fresh.set(replyName(replyParentOf(parent), row.id), contentOf(row));
    this.#single.push({ parent: replyParentOf(parent), row });
  }

  /**
   * Adds replies that were read one by one to what is known of their mails.
   *
   * @param eventsOf numbers of the events that name a reply.
   */
  async addReplies(
    eventsOf: (parent: ReplyParent, id: number) => readonly number[],
  ): Promise<void> {
    const own = this.#single.splice(0);
    const recorded = own.map(({ parent }) => recordName(parent));
    const records = await this.#fill.client.derived.read<ReplyRecord>(
      recorded,
      fitsRecord,
      this.#scope,
    );
    for (const { parent, row } of own) {
      const name = recordName(parent);
      const record = (this.#fresh.get(name) as ReplyRecord | undefined) ?? records.get(name);
      if (record === undefined) continue;
      this.#fresh.set(name, withReply(record, row, eventsOf(parent, row.id)));
    }
  }

  /** Notes mails that have just been created: every reply to them makes an event. */
  async arrived(parents: readonly Parent[]): Promise<void> {
    const { client } = this.#fill;
    const { commentEvents } = capabilitiesOf(await client.version(this.#scope));
    if (!commentEvents) return;
    const own = parents.map(replyParentOf);
    const known = await client.derived.read(own.map(recordName), fitsRecord, this.#scope);
    for (const one of own) if (!known.has(recordName(one))) noteList(this.#fresh, one, [], []);
  }

  #add(name: string, value: unknown): void {
    this.#fill.room?.take(this.#fill.client.derived.bytesOf(value));
    this.#fresh.set(name, value);
  }
}

interface Dated {
  readonly id: number;
  readonly date?: string | null | undefined;
}

function keyOf({ kind, number }: Parent): string {
  return `${kind} ${String(number)}`;
}

function replyParentOf({ kind, number }: Parent): ReplyParent {
  return kind === 'PATCH'
    ? { kind: 'Patch', id: number, address: names.of('patches', number) }
    : { kind: 'Cover', id: number, address: names.of('covers', number) };
}
