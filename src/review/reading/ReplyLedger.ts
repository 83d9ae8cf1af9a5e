import DataLoader from 'dataloader';
import { z } from 'zod';
import { childScope } from '../../catalog/operation/childScope.js';
import { batchSchedule } from '../../catalog/reads/batchSchedule.js';
import type { EntityStore } from '../../catalog/operation/EntityStore.js';
import type { ObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import type { CommentEntity } from '../../catalog/kinds/comment.js';
import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { OBJECTS_PER_REQUEST, readEventHistory } from '../../catalog/operation/readEventHistory.js';
import {
  readEventsOf,
  type EventsAnswer,
  type EventsQuestion,
} from '../../catalog/operation/readEventsOf.js';
import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { commentContent, type CommentContent } from '../../patchwork/resources/comment.js';
import { events, type Event } from '../../patchwork/resources/event.js';
import type { Scope } from '../../patchwork/Scope.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { groupBy } from './groupBy.js';

/** What replies belong to. */
export type ReplyParent = PatchEntity | CoverEntity;

/** So many lists cost no more than asking events first. */
const MAX_LISTS = 8;
/** Part of the names of cached values; changes with their format. */
const FORM = 'replies 2';

const keptIds = z.object({
  ids: z.array(z.int()),
  /** Events of its replies when they were read, if these were read before; one is marked by one more. */
  events: z.array(z.int()).nullable(),
  /** Numbers of replies that were marked then, as dealt with and as not. */
  addressed: z.array(z.int()),
  unaddressed: z.array(z.int()),
});
type KeptIds = z.infer<typeof keptIds>;
const oldestEvent = z.object({ date: z.string() });
const fitsIds = storedAs(keptIds);
const fitsReply = storedAs(commentContent);
const fitsOldest = storedAs(oldestEvent);

type Replies = readonly CommentEntity[] | null;

/** What people marked replies as, by number: dealt with, or not; null where nobody did. */
export type ReplyMarks = ReadonlyMap<number, boolean | null>;

/** Replies and events of a parent, as events report them. */
interface Heard {
  readonly ids: readonly number[];
  readonly events: readonly number[];
}

/** What the sources of an operation have read of replies. */
class LedgerMemo {
  readonly replies = new Map<ReplyParent, Promise<Replies>>();
  readonly marks = new Map<ReplyParent, ReplyMarks | Promise<ReplyMarks>>();
  /** Events of replies, and when they were requested. */
  readonly heard = new Map<
    ReplyParent,
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
  readonly #loader: DataLoader<ReplyParent, Replies>;
  readonly #memo: LedgerMemo;
  readonly #marks: LedgerMemo['marks'];
  readonly #heard: LedgerMemo['heard'];

  readonly #store: EntityStore;
  readonly #readers: ObjectReaders;
  readonly #scope: Scope;

  /** @param memo what other sources of the operation have read; by default nothing. */
  constructor(
    store: EntityStore,
    readers: ObjectReaders,
    scope: Scope,
    memo: LedgerMemo = new LedgerMemo(),
  ) {
    this.#memo = memo;
    this.#marks = memo.marks;
    this.#heard = memo.heard;
    this.#store = store;
    this.#readers = readers;
    this.#scope = scope;
    this.#loader = new DataLoader((parents) => this.#readAll(parents), {
      cacheMap: memo.replies,
      ...batchSchedule(scope),
    });
  }

  /** The same replies for one source of the operation, whose scope counts what it asks for. */
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
  load(parent: ReplyParent): Promise<Replies> {
    return this.#loader.load(parent);
  }

  /**
   * What people marked the replies of a parent as. Costs nothing beside {@link ReplyLedger.load}, or 1
   * where an event says that one may have been marked since they were cached.
   *
   * @throws UpstreamError when the server does not say.
   */
  async marks(parent: ReplyParent): Promise<ReplyMarks> {
    const list = await this.load(parent);
    if (list === null || list.length === 0) return new Map();
    let marks = this.#marks.get(parent);
    if (marks === undefined) this.#marks.set(parent, (marks = this.#readMarks(parent)));
    return await marks;
  }

  async #readMarks(parent: ReplyParent): Promise<ReplyMarks> {
    const { client } = parent;
    const heard = this.#heard.get(parent);
    const keep = client.derived.begin(this.#scope);
    const { list, isNew } = await this.#readList(parent, [], heard?.askedMs ?? Infinity);
    if (heard !== undefined && isNew && list !== null) {
      await keep(new Map([[nameOf(parent), recordOf(list, heard.events)]]));
    }
    return marksOf(list ?? []);
  }

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    this.#loader.clearAll();
    this.#marks.clear();
    this.#heard.clear();
  }

  async #readAll(parents: readonly ReplyParent[]): Promise<(Replies | Error)[]> {
    const byClient = groupBy(parents, ({ client }) => client);
    const found = new Map<ReplyParent, Replies | Error>();
    await Promise.all(
      Array.from(byClient, async ([client, own]) => {
        try {
          await this.#readOf(client, own, found);
        } catch (error) {
          const failure = error instanceof Error ? error : new Error('a request failed');
          for (const parent of own) found.set(parent, failure);
        }
      }),
    );
    return parents.map((parent) => found.get(parent) ?? null);
  }

  async #readOf(
    client: PatchworkClient,
    parents: readonly ReplyParent[],
    found: Map<ReplyParent, Replies | Error>,
  ): Promise<void> {
    const { patchComments, commentEvents } = capabilitiesOf(await client.version(this.#scope));
    if (!patchComments) return;
    const keep = client.derived.begin(this.#scope);
    const askedMs = client.now();
    const records = commentEvents
      ? await client.derived.read<KeptIds>(parents.map(nameOf), fitsIds, this.#scope)
      : new Map<string, KeptIds>();
    const known = parents.filter((parent) => records.has(nameOf(parent)));
    const unknown = parents.filter((parent) => !records.has(nameOf(parent)));
    const asksEvents = commentEvents && unknown.length > MAX_LISTS;
    const [ofKnown, ofUnknown] = await Promise.all([
      this.#idsOfKnown(client, known, records),
      asksEvents ? this.#idsOfUnknown(client, unknown) : new Map<ReplyParent, Heard>(),
    ]);
    const ids = new Map([...ofKnown, ...ofUnknown]);
    for (const [parent, { events: own }] of ids) this.#heard.set(parent, { events: own, askedMs });
    const kept = await this.#keptReplies(client, ids);
    const fresh = new Map<string, unknown>();
    const outcomes = await Promise.allSettled(
      parents.map(async (parent) => {
        const said = ids.get(parent);
        const own = said?.ids;
        const record = records.get(nameOf(parent));
        const replies = own?.map((id) => kept.get(replyName(parent, id)));
        const isKept = replies?.every((reply) => reply !== undefined) ?? false;
        if (isKept) {
          const rows = (replies ?? []).flatMap((reply) => reply ?? []);
          found.set(
            parent,
            rows.map((row) => this.#store.comments.addContent(parent, row)),
          );
          const isMarked = record !== undefined && isSame(record.events, said?.events);
          if (isMarked) this.#marks.set(parent, recordedMarks(record));
          const isNews = own?.length !== record?.ids.length;
          if (isNews) fresh.set(nameOf(parent), { ...NO_MARKS, ids: own ?? [] });
          return;
        }
        const { list, isNew } = await this.#readList(parent, own ?? [], askedMs);
        found.set(parent, list);
        if (list !== null) this.#marks.set(parent, marksOf(list));
        note(fresh, parent, list, isNew ? (said?.events ?? null) : null);
      }),
    );
    outcomes.forEach((outcome, index) => {
      const parent = parents[index];
      if (parent === undefined || outcome.status === 'fulfilled') return;
      found.set(parent, outcome.reason as Error);
    });
    if (commentEvents) await keep(fresh);
  }

  /** Numbers of the replies of parents whose lists were read before; others are missing. */
  async #idsOfKnown(
    client: PatchworkClient,
    parents: readonly ReplyParent[],
    records: ReadonlyMap<string, KeptIds>,
  ): Promise<Map<ReplyParent, Heard>> {
    const ids = new Map<ReplyParent, Heard>();
    const read = async (chunk: readonly ReplyParent[]): Promise<void> => {
      const [first] = chunk;
      if (first === undefined) return;
      const subject = first.kind === 'Patch' ? 'patch' : 'cover';
      const category = `${subject}-comment-created`;
      const question = { client, subject, category, ids: chunk.map(({ id }) => id) } as const;
      const answer = await this.#eventsOf(question, chunk);
      if (answer === null) return;
      const { rows, missing } = answer;
      const named = groupBy(rows, ({ payload }) => payload?.[subject]?.id ?? 0);
      // One object that is gone empties the answer for all, so the answer is not trusted for the others.
      const isDoubtful =
        rows.length === 0 && chunk.some((parent) => idsOf(records, parent).length > 0);
      for (const parent of isDoubtful ? [] : chunk) {
        if (missing.has(parent.id)) continue;
        const own = heardOf(named.get(parent.id) ?? []);
        const listed = new Set(own.ids);
        // A reply that was deleted takes its events along; so does a server that drops old ones.
        if (idsOf(records, parent).every((id) => listed.has(id))) ids.set(parent, own);
      }
    };
    await Promise.all(chunksOf(parents).map(read));
    return ids;
  }

  /** @returns null where the server fails, and lists of replies are cached instead: these are read. */
  async #eventsOf(
    question: EventsQuestion,
    parents: readonly ReplyParent[],
  ): Promise<EventsAnswer | null> {
    try {
      return await readEventsOf(question, this.#scope);
    } catch (error) {
      const { kept } = question.client.lists;
      const failure = { scope: this.#scope, error };
      if (parents.some(({ address }) => kept.hasList('comments', address, failure))) return null;
      throw error;
    }
  }

  /** Numbers of the replies of parents that were never read, where their events are complete. */
  async #idsOfUnknown(
    client: PatchworkClient,
    parents: readonly ReplyParent[],
  ): Promise<Map<ReplyParent, Heard>> {
    const ids = new Map<ReplyParent, Heard>();
    const read = async (subject: 'patch' | 'cover'): Promise<void> => {
      const own = parents.filter(({ kind }) => (kind === 'Patch') === (subject === 'patch'));
      if (own.length === 0) return;
      const category = `${subject}-comment-created`;
      const question = { client, subject, category, ids: own.map(({ id }) => id) };
      const [since, histories] = await Promise.all([
        this.#firstEvent(client, category),
        readEventHistory(question, this.#scope),
      ]);
      if (since === null) return;
      for (const parent of own) {
        const history = histories.get(parent.id);
        if (history === undefined || history.createdAt < since) continue;
        ids.set(parent, heardOf(history.events));
      }
    };
    await Promise.all([read('patch'), read('cover')]);
    return ids;
  }

  /** When the server made its first event of a kind; null where it has made none. */
  async #firstEvent(client: PatchworkClient, category: string): Promise<string | null> {
    const name = `${FORM} first ${category}`;
    const keep = client.derived.begin(this.#scope);
    const kept = await client.derived.read<{ readonly date: string }>(
      [name],
      fitsOldest,
      this.#scope,
    );
    const known = kept.get(name);
    if (known !== undefined) return known.date;
    const params = [
      ['category', category],
      ['order', 'date'],
    ] as const;
    const { rows } = await client.lists.page(events, { params, perPage: 1 }, this.#scope);
    const date = rows[0]?.date ?? null;
    if (date !== null) await keep(new Map([[name, { date }]]));
    return date;
  }

  async #keptReplies(
    client: PatchworkClient,
    heard: ReadonlyMap<ReplyParent, Heard>,
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
    parent: ReplyParent,
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

/** Cached data of a parent whose events are newer than its list. */
const NO_MARKS = { events: null, addressed: [], unaddressed: [] };

function note(
  fresh: Map<string, unknown>,
  parent: ReplyParent,
  list: Replies,
  events: Heard['events'] | null,
): void {
  if (list === null) return;
  fresh.set(nameOf(parent), recordOf(list, events));
  for (const { id, detail } of list) {
    if (detail === undefined) continue;
    const { addressed: _addressed, ...content } = detail;
    fresh.set(replyName(parent, id), content);
  }
}

/** @param events those that were read before the list, so that a later mark makes others. */
function recordOf(list: readonly CommentEntity[], events: Heard['events'] | null): KeptIds {
  const marks = [...marksOf(list)];
  return {
    ids: list.map(({ id }) => id),
    events: events === null ? null : [...events],
    addressed: marks.flatMap(([id, isAddressed]) => (isAddressed === true ? [id] : [])),
    unaddressed: marks.flatMap(([id, isAddressed]) => (isAddressed === false ? [id] : [])),
  };
}

function marksOf(list: readonly CommentEntity[]): ReplyMarks {
  return new Map(list.map(({ id, detail }) => [id, detail?.addressed ?? null]));
}

function recordedMarks({ ids, addressed, unaddressed }: KeptIds): ReplyMarks {
  const isAddressed = new Set(addressed);
  const isOpen = new Set(unaddressed);
  return new Map(ids.map((id) => [id, isAddressed.has(id) ? true : isOpen.has(id) ? false : null]));
}

function heardOf(own: readonly Event[]): Heard {
  const replies = own.flatMap(({ payload }) => payload?.comment?.id ?? []);
  return { ids: ascending(new Set(replies)), events: ascending(new Set(own.map(({ id }) => id))) };
}

function isSame(one: readonly number[] | null, other: readonly number[] | undefined): boolean {
  return one?.length === other?.length && one?.every((id, index) => id === other?.[index]) === true;
}

function idsOf(records: ReadonlyMap<string, KeptIds>, parent: ReplyParent): readonly number[] {
  return records.get(nameOf(parent))?.ids ?? [];
}

/** Patches and covers apart. */
function chunksOf(parents: readonly ReplyParent[]): (readonly ReplyParent[])[] {
  return [...groupBy(parents, ({ kind }) => kind).values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / OBJECTS_PER_REQUEST) }, (_, index) =>
      own.slice(index * OBJECTS_PER_REQUEST, (index + 1) * OBJECTS_PER_REQUEST),
    ),
  );
}

function nameOf(parent: ReplyParent): string {
  return `${FORM} ${parent.address.path}`;
}

function replyName(parent: ReplyParent, id: number): string {
  return `${nameOf(parent)} ${String(id)}`;
}

function ascending(ids: ReadonlySet<number>): readonly number[] {
  return [...ids].sort((one, other) => one - other);
}
