import DataLoader from 'dataloader';
import { z } from 'zod';
import { batchSchedule } from '../../catalog/operation/batchSchedule.js';
import type { EntityStore } from '../../catalog/operation/EntityStore.js';
import type { ObjectReaders } from '../../catalog/operation/ObjectReaders.js';
import type { CommentEntity, CoverEntity, PatchEntity } from '../../catalog/operation/entities.js';
import { readEventHistory } from '../../catalog/operation/readEventHistory.js';
import { names } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { commentContent, type CommentContent } from '../../patchwork/resources/comment.js';
import { events } from '../../patchwork/resources/event.js';
import type { Scope } from '../../patchwork/Scope.js';
import { refuseUnreadable } from '../../patchwork/shape.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { groupBy } from './groupBy.js';

/** What replies hang on. */
export type ReplyParent = PatchEntity | CoverEntity;

/** So many lists cost no more than asking events first. */
const MAX_LISTS = 8;
/** Objects a request: the request line has to stay well under 4 KB. */
const OBJECTS_PER_REQUEST = 100;
/** Goes into the names of what is kept; changes with its form. */
const FORM = 'replies 1';

const keptIds = z.object({ ids: z.array(z.int()) });
type KeptIds = z.infer<typeof keptIds>;
const oldestEvent = z.object({ date: z.string() });
const fitsIds = storedAs(keptIds);
const fitsReply = storedAs(commentContent);
const fitsOldest = storedAs(oldestEvent);

type Replies = readonly CommentEntity[] | null;

/**
 * Reads the replies of many patches and covers with few requests. Replies never change, and each makes
 * an event (API 1.3): where the events of a parent name only replies that are kept, its list is not
 * read again.
 *
 * A parent is believed to have no replies but those of its events where its creation is among its
 * events and later than the server's first event of a comment (older Patchwork made none), or where
 * its list was read before: every later reply makes an event. No watermark of time is used, because
 * events become visible late and out of order.
 */
export class ReplyLedger {
  readonly #loader: DataLoader<ReplyParent, Replies>;

  constructor(
    private readonly store: EntityStore,
    private readonly readers: ObjectReaders,
    private readonly scope: Scope,
  ) {
    this.#loader = new DataLoader((parents) => this.#readAll(parents), batchSchedule(scope));
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

  /** Forgets what was read, so that it is read again. */
  clear(): void {
    this.#loader.clearAll();
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
    const { patchComments, commentEvents } = capabilitiesOf(await client.version(this.scope));
    if (!patchComments) return;
    const keep = client.keeping(this.scope);
    const records = commentEvents
      ? await client.keptValues<KeptIds>(parents.map(nameOf), fitsIds, this.scope)
      : new Map<string, KeptIds>();
    const known = parents.filter((parent) => records.has(nameOf(parent)));
    const unknown = parents.filter((parent) => !records.has(nameOf(parent)));
    const asksEvents = commentEvents && unknown.length > MAX_LISTS;
    const [told, heard] = await Promise.all([
      this.#idsOfKnown(client, known, records),
      asksEvents ? this.#idsOfUnknown(client, unknown) : new Map<ReplyParent, readonly number[]>(),
    ]);
    const ids = new Map([...told, ...heard]);
    const kept = await this.#keptReplies(client, ids);
    const fresh = new Map<string, unknown>();
    const outcomes = await Promise.allSettled(
      parents.map(async (parent) => {
        const own = ids.get(parent);
        const replies = own?.map((id) => kept.get(replyName(parent, id)));
        const isKept = replies?.every((reply) => reply !== undefined) ?? false;
        if (isKept) {
          const rows = (replies ?? []).flatMap((reply) => reply ?? []);
          found.set(
            parent,
            rows.map((row) => this.store.keptComment(parent, row)),
          );
          const isNews = own?.length !== records.get(nameOf(parent))?.ids.length;
          if (isNews) fresh.set(nameOf(parent), { ids: own });
          return;
        }
        const list = await this.#readList(parent, own ?? []);
        found.set(parent, list);
        note(fresh, parent, list);
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
  ): Promise<Map<ReplyParent, readonly number[]>> {
    const ids = new Map<ReplyParent, readonly number[]>();
    const read = async (chunk: readonly ReplyParent[]): Promise<void> => {
      const [first] = chunk;
      if (first === undefined) return;
      const subject = first.kind === 'Patch' ? 'patch' : 'cover';
      const params = [
        ['category', `${subject}-comment-created`] as const,
        ...chunk.map(({ id }) => [subject, String(id)] as const),
      ];
      const { rows, unreadable } = await client.all(events, { params }, this.scope);
      refuseUnreadable(unreadable);
      const named = new Map<number, Set<number>>(chunk.map(({ id }) => [id, new Set()]));
      for (const { payload } of rows) {
        const reply = payload?.comment?.id;
        if (reply !== undefined) named.get(payload?.[subject]?.id ?? 0)?.add(reply);
      }
      // One object that is gone empties the answer for all, so nothing is believed of the others.
      const isDoubtful =
        rows.length === 0 && chunk.some((parent) => idsOf(records, parent).length > 0);
      for (const parent of isDoubtful ? [] : chunk) {
        const own = named.get(parent.id) ?? new Set();
        // A reply that was deleted takes its events along; so does a server that drops old ones.
        if (idsOf(records, parent).every((id) => own.has(id))) ids.set(parent, ascending(own));
      }
    };
    await Promise.all(chunksOf(parents).map(read));
    return ids;
  }

  /** Numbers of the replies of parents that were never read, where their events are complete. */
  async #idsOfUnknown(
    client: PatchworkClient,
    parents: readonly ReplyParent[],
  ): Promise<Map<ReplyParent, readonly number[]>> {
    const ids = new Map<ReplyParent, readonly number[]>();
    const read = async (subject: 'patch' | 'cover'): Promise<void> => {
      const own = parents.filter(({ kind }) => (kind === 'Patch') === (subject === 'patch'));
      if (own.length === 0) return;
      const category = `${subject}-comment-created`;
      const question = { client, subject, category, ids: own.map(({ id }) => id) };
      const [since, histories] = await Promise.all([
        this.#firstEvent(client, category),
        readEventHistory(question, this.scope),
      ]);
      if (since === null) return;
      for (const parent of own) {
        const history = histories.get(parent.id);
        if (history === undefined || history.createdAt < since) continue;
        const named = new Set(history.events.flatMap(({ payload }) => payload?.comment?.id ?? []));
        ids.set(parent, ascending(named));
      }
    };
    await Promise.all([read('patch'), read('cover')]);
    return ids;
  }

  /** When the server made its first event of a kind; null where it has made none. */
  async #firstEvent(client: PatchworkClient, category: string): Promise<string | null> {
    const name = `${FORM} first ${category}`;
    const keep = client.keeping(this.scope);
    const kept = await client.keptValues<{ readonly date: string }>([name], fitsOldest, this.scope);
    const known = kept.get(name);
    if (known !== undefined) return known.date;
    const params = [
      ['category', category],
      ['order', 'date'],
    ] as const;
    const { rows } = await client.page(events, { params, perPage: 1 }, this.scope);
    const date = rows[0]?.date ?? null;
    if (date !== null) await keep(new Map([[name, { date }]]));
    return date;
  }

  async #keptReplies(
    client: PatchworkClient,
    ids: ReadonlyMap<ReplyParent, readonly number[]>,
  ): Promise<ReadonlyMap<string, CommentContent>> {
    const names = [...ids].flatMap(([parent, own]) => own.map((id) => replyName(parent, id)));
    return await client.keptValues<CommentContent>(names, fitsReply, this.scope);
  }

  /** @param expected replies that the server is known to have. */
  async #readList(parent: ReplyParent, expected: readonly number[]): Promise<Replies> {
    const lacksOne = (list: Replies): boolean => {
      const own = new Set(list?.map(({ id }) => id));
      return expected.some((id) => !own.has(id));
    };
    const list = await this.readers.comments.load(parent);
    if (!lacksOne(list)) return list;
    // The list out of the cache is older than the event.
    await parent.client.forget([names.list('comments', parent.address)]);
    this.readers.comments.clear(parent);
    return await this.readers.comments.load(parent);
  }
}

function note(fresh: Map<string, unknown>, parent: ReplyParent, list: Replies): void {
  if (list === null) return;
  fresh.set(nameOf(parent), { ids: list.map(({ id }) => id) });
  for (const { id, detail } of list) {
    if (detail === undefined) continue;
    const { addressed: _addressed, ...content } = detail;
    fresh.set(replyName(parent, id), content);
  }
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
