import DataLoader from 'dataloader';
import { childScope } from '../../catalog/operation/childScope.js';
import { asError } from '../../catalog/reads/asError.js';
import { batchSchedule } from '../../catalog/reads/batchSchedule.js';
import type { EntityStore } from '../../catalog/kinds/kinds.js';
import type { ObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import type { CommentContent } from '../../patchwork/resources/comment.js';
import type { Scope } from '../../patchwork/Scope.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { groupBy } from '../../groupBy.js';
import { ReplyEvents, type Heard } from './ReplyEvents.js';
import {
  fitsRecord,
  fitsReply,
  hasSameEvents,
  marksOf,
  NO_MARKS,
  noteList,
  recordedMarks,
  recordName,
  recordOf,
  replyName,
  type ReplyRecord,
  type ReplyMarks,
} from './replyRecords.js';

/** So many lists cost no more than asking events first. */
const MAX_LISTS = 8;

type ParentEntity = PatchEntity | CoverEntity;
type Replies = readonly CommentEntity[] | null;

/** Replies that the sources of an operation have read. */
class LedgerMemo {
  readonly replies = new Map<ParentEntity, Promise<Replies>>();
  readonly marks = new Map<ParentEntity, ReplyMarks | Promise<ReplyMarks>>();
  /** Events of replies, and when they were requested. */
  readonly heard = new Map<
    ParentEntity,
    { readonly events: readonly number[]; readonly askedMs: number }
  >();
}

/**
 * Reads the replies of many patches and covers with few requests. Replies never change, and each makes
 * an event (API 1.3): where the events of a parent name only cached replies, its list is not
 * read again.
 *
 * A parent is assumed to have no replies but those of its events where its creation is among its
 * events and later than the server's first event of a comment (older Patchwork made none), or where
 * its list was read before: every later reply makes an event. No watermark of time is used, because
 * events become visible late and out of order.
 */
export class ReplyLedger {
  readonly #loader: DataLoader<ParentEntity, Replies>;
  readonly #memo: LedgerMemo;
  readonly #marks: LedgerMemo['marks'];
  readonly #heard: LedgerMemo['heard'];

  readonly #events: ReplyEvents;
  readonly #store: EntityStore;
  readonly #readers: ObjectReaders;
  readonly #scope: Scope;

  /** @param memo reads of other sources of the operation; by default none. */
  constructor(
    store: EntityStore,
    readers: ObjectReaders,
    scope: Scope,
    memo: LedgerMemo = new LedgerMemo(),
  ) {
    this.#memo = memo;
    this.#marks = memo.marks;
    this.#heard = memo.heard;
    this.#events = new ReplyEvents(scope);
    this.#store = store;
    this.#readers = readers;
    this.#scope = scope;
    this.#loader = new DataLoader((parents) => this.#readAll(parents), {
      cacheMap: memo.replies,
      ...batchSchedule(scope),
    });
  }

  /** The same replies for one source of the operation, whose scope counts its requests. */
  within(readers: ObjectReaders, scope: Scope): ReplyLedger {
    return new ReplyLedger(this.#store, readers, scope, this.#memo);
  }

  /**
   * The replies filed at a patch or cover; null below API 1.1, which has none. Up to 8 parents asked
   * together cost 1 request each the first time; more cost 2 per 100 patches and 2 per 100 covers, and
   * 1 for each that has replies. Later they cost 1 per 100 patches and 1 per 100 covers, and 1 for
   * each that has new replies.
   *
   * @throws UpstreamError when the server does not say.
   */
  load(parent: ParentEntity): Promise<Replies> {
    return this.#loader.load(parent);
  }

  /**
   * The `addressed` marks of the replies of a parent. Costs nothing in addition to {@link ReplyLedger.load}, or 1
   * where an event says that one may have been marked since they were cached.
   *
   * @throws UpstreamError when the server does not say.
   */
  async marks(parent: ParentEntity): Promise<ReplyMarks> {
    const list = await this.load(parent);
    if (list === null || list.length === 0) return new Map();
    let marks = this.#marks.get(parent);
    if (marks === undefined) this.#marks.set(parent, (marks = this.#readMarks(parent)));
    return await marks;
  }

  async #readMarks(parent: ParentEntity): Promise<ReplyMarks> {
    const { client } = parent;
    const heard = this.#heard.get(parent);
    const keep = client.derived.begin(this.#scope);
    const { list, isNew } = await this.#readList(parent, [], heard?.askedMs ?? Infinity);
    if (heard !== undefined && isNew && list !== null) {
      await keep(new Map([[recordName(parent), recordOf(list, heard.events)]]));
    }
    return marksOf(list ?? []);
  }

  /** Drops all results, so that they are read again. */
  clear(): void {
    this.#loader.clearAll();
    this.#marks.clear();
    this.#heard.clear();
  }

  async #readAll(parents: readonly ParentEntity[]): Promise<(Replies | Error)[]> {
    const byClient = groupBy(parents, ({ client }) => client);
    const found = new Map<ParentEntity, Replies | Error>();
    await Promise.all(
      Array.from(byClient, async ([client, own]) => {
        try {
          await this.#readOf(client, own, found);
        } catch (error) {
          const failure = asError(error);
          for (const parent of own) found.set(parent, failure);
        }
      }),
    );
    return parents.map((parent) => found.get(parent) ?? null);
  }

  async #readOf(
    client: PatchworkClient,
    parents: readonly ParentEntity[],
    found: Map<ParentEntity, Replies | Error>,
  ): Promise<void> {
    const { patchComments, commentEvents } = capabilitiesOf(await client.version(this.#scope));
    if (!patchComments) return;
    const keep = client.derived.begin(this.#scope);
    const askedMs = client.now();
    const records = commentEvents
      ? await client.derived.read<ReplyRecord>(parents.map(recordName), fitsRecord, this.#scope)
      : new Map<string, ReplyRecord>();
    const known = parents.filter((parent) => records.has(recordName(parent)));
    const unknown = parents.filter((parent) => !records.has(recordName(parent)));
    const asksEvents = commentEvents && unknown.length > MAX_LISTS;
    const [ofKnown, ofUnknown] = await Promise.all([
      this.#events.ofKnown(client, known, records),
      asksEvents ? this.#events.ofUnknown(client, unknown) : new Map<ParentEntity, Heard>(),
    ]);
    const ids = new Map([...ofKnown, ...ofUnknown]);
    for (const [parent, { events: own }] of ids) this.#heard.set(parent, { events: own, askedMs });
    const cached = await this.#cachedReplies(client, ids);
    const fresh = new Map<string, unknown>();
    const outcomes = await Promise.allSettled(
      parents.map(async (parent) => {
        const said = ids.get(parent);
        const own = said?.ids;
        const record = records.get(recordName(parent));
        const replies = own?.map((id) => cached.get(replyName(parent, id)));
        const areCached = replies?.every((reply) => reply !== undefined) ?? false;
        if (areCached) {
          const rows = (replies ?? []).flatMap((reply) => reply ?? []);
          found.set(
            parent,
            rows.map((row) => this.#store.comments.addContent(parent, row)),
          );
          const isMarked = record !== undefined && hasSameEvents(record, said?.events);
          if (isMarked) this.#marks.set(parent, recordedMarks(record));
          const isNews = own?.length !== record?.ids.length;
          if (isNews) fresh.set(recordName(parent), { ...NO_MARKS, ids: own ?? [] });
          return;
        }
        const { list, isNew } = await this.#readList(parent, own ?? [], askedMs);
        found.set(parent, list);
        if (list === null) return;
        this.#marks.set(parent, marksOf(list));
        noteList(fresh, parent, list, isNew ? (said?.events ?? null) : null);
      }),
    );
    outcomes.forEach((outcome, index) => {
      const parent = parents[index];
      if (parent === undefined || outcome.status === 'fulfilled') return;
      found.set(parent, outcome.reason as Error);
    });
    if (commentEvents) await keep(fresh);
  }

  async #cachedReplies(
    client: PatchworkClient,
    heard: ReadonlyMap<ParentEntity, Heard>,
  ): Promise<ReadonlyMap<string, CommentContent>> {
    const names = [...heard].flatMap(([parent, { ids }]) => ids.map((id) => replyName(parent, id)));
    return await client.derived.read<CommentContent>(names, fitsReply, this.#scope);
  }

  /**
   * @param expected replies that the server is known to have.
   * @param askedMs when events were requested, in milliseconds since 1970.
   * @returns the list, and whether it is no older than these: one out of the cache may lack their marks.
   */
  async #readList(
    parent: ParentEntity,
    expected: readonly number[],
    askedMs: number,
  ): Promise<{ readonly list: Replies; readonly isNew: boolean }> {
    const { scope, notes } = childScope(this.#scope);
    const readers = this.#readers.within(scope);
    const load = async (): Promise<{ readonly list: Replies; readonly isNew: boolean }> => {
      const list = await readers.comments.load(parent);
      const { fetchedAt } = notes();
      return { list, isNew: fetchedAt !== undefined && fetchedAt.getTime() >= askedMs };
    };
    const known = await load();
    const own = new Set(known.list?.map(({ id }) => id));
    if (expected.every((id) => own.has(id))) return known;
    // The server fails: nothing newer can be read, and the answer is reported as a stale one.
    if (notes().stale !== undefined) return known;
    // The list out of the cache is older than the event.
    await parent.client.forget([names.list('comments', parent.address)]);
    readers.comments.clear(parent);
    return await load();
  }
}
