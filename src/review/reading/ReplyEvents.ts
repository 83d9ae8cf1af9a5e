import { z } from 'zod';
import { OBJECTS_PER_REQUEST, readEventHistory } from '../../catalog/reads/readEventHistory.js';
import {
  readEventsOf,
  type EventsAnswer,
  type EventsQuestion,
} from '../../catalog/reads/readEventsOf.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { events, type Event } from '../../patchwork/resources/event.js';
import type { Scope } from '../../patchwork/Scope.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { chunksOf } from '../../chunksOf.js';
import { groupBy } from '../../groupBy.js';
import { FORM, recordName, type ReplyRecord, type ReplyParent } from './replyRecords.js';

const fitsOldest = storedAs(z.object({ date: z.string() }));

/** Replies and events of a parent, as events report them. */
export interface Heard {
  readonly ids: readonly number[];
  readonly events: readonly number[];
}

/** Finds out by the events of a server which replies patches and covers have. */
export class ReplyEvents {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Numbers of the replies of parents whose lists were read before; others are missing. */
  async ofKnown<Parent extends ReplyParent>(
    client: PatchworkClient,
    parents: readonly Parent[],
    records: ReadonlyMap<string, ReplyRecord>,
  ): Promise<Map<Parent, Heard>> {
    const ids = new Map<Parent, Heard>();
    const read = async (chunk: readonly Parent[]): Promise<void> => {
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
    await Promise.all(parentChunks(parents).map(read));
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
      const { cached } = question.client.lists;
      const failure = { scope: this.#scope, error };
      if (parents.some(({ address }) => cached.hasList('comments', address, failure))) return null;
      throw error;
    }
  }

  /** Numbers of the replies of parents that were never read, where their events are complete. */
  async ofUnknown<Parent extends ReplyParent>(
    client: PatchworkClient,
    parents: readonly Parent[],
  ): Promise<Map<Parent, Heard>> {
    const ids = new Map<Parent, Heard>();
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
}

function heardOf(own: readonly Event[]): Heard {
  const replies = own.flatMap(({ payload }) => payload?.comment?.id ?? []);
  return { ids: ascending(new Set(replies)), events: ascending(new Set(own.map(({ id }) => id))) };
}

function idsOf(records: ReadonlyMap<string, ReplyRecord>, parent: ReplyParent): readonly number[] {
  return records.get(recordName(parent))?.ids ?? [];
}

/** Patches and covers apart. */
function parentChunks<Parent extends ReplyParent>(
  parents: readonly Parent[],
): (readonly Parent[])[] {
  return [...groupBy(parents, ({ kind }) => kind).values()].flatMap((own) =>
    chunksOf(own, OBJECTS_PER_REQUEST),
  );
}

function ascending(ids: ReadonlySet<number>): readonly number[] {
  return [...ids].sort((one, other) => one - other);
}
