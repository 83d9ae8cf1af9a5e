import type { IndexedMail } from '../corpus/IndexedMail.js';
import type { MailRef } from '../corpus/SearchIndex.js';
import { groupBy } from '../groupBy.js';
import { PATCH_MAIL } from '../patchwork/MailHalves.js';
import type { Event } from '../patchwork/resources/event.js';
import type { FilledProject, Fill } from './Fill.js';
import { indexable } from './forgotten.js';
import { ReviewCacheWarmer } from './ReviewCacheWarmer.js';
import { summaryOf } from './indexedMails.js';
import { joined, MailTexts, type Parent, type ReadMails } from './MailTexts.js';

interface WantedComment {
  readonly id: number;
  readonly parent: Parent;
  /** Numbers of the events that name it. */
  readonly events: number[];
}

/** Data to read because of events, each once. */
class Wanted {
  readonly patches = new Set<number>();
  readonly covers = new Set<number>();
  /** Patches of which only the summary is to be read. */
  readonly summaries = new Set<number>();
  readonly comments = new Map<string, WantedComment>();
  /** Mails that were created. */
  readonly arrived: Parent[] = [];

  add({ id, category, payload }: Event): void {
    const patch = payload?.patch?.id;
    const cover = payload?.cover?.id;
    const comment = payload?.comment?.id;
    if (category === 'patch-created' && patch !== undefined) {
      this.arrived.push({ kind: 'PATCH', number: patch });
    }
    switch (category) {
      case 'patch-created':
      case 'patch-completed':
        // Patchwork assigns the series after the patch's event.
        if (patch !== undefined) this.patches.add(patch);
        break;
      case 'cover-created':
        if (cover === undefined) break;
        this.covers.add(cover);
        this.arrived.push({ kind: 'COVER', number: cover });
        break;
      case 'patch-state-changed':
      case 'patch-delegated':
      case 'check-created':
        if (patch !== undefined) this.summaries.add(patch);
        break;
      case 'patch-comment-created':
        if (patch !== undefined) this.#addComment(comment, { kind: 'PATCH', number: patch }, id);
        break;
      case 'cover-comment-created':
        if (cover !== undefined) this.#addComment(comment, { kind: 'COVER', number: cover }, id);
        break;
      default:
        break;
    }
  }

  #addComment(id: number | undefined, parent: Parent, event: number): void {
    if (id === undefined) return;
    const key = keyOf(parent.kind, id);
    const known = this.comments.get(key);
    if (known === undefined) this.comments.set(key, { id, parent, events: [event] });
    else known.events.push(event);
  }
}

/**
 * Follows the changes of the mails of some projects of one server: mails named by events are read
 * and stored, and mails that the server no longer has are removed. A comment is read once; marking
 * it as addressed repeats its event.
 */
export class Tail {
  readonly #fill: Fill;
  readonly #projects: ReadonlyMap<string, FilledProject>;

  constructor(fill: Fill, projects: readonly FilledProject[]) {
    this.#fill = fill;
    this.#projects = new Map(projects.map((one) => [one.project, one]));
  }

  /**
   * Stores what events changed.
   *
   * @returns failed reads, by project.
   * @throws GatewayError when the server does not answer; then nothing of a project is stored by
   *   half.
   */
  async take(
    events: readonly Event[],
  ): Promise<ReadonlyMap<FilledProject, ReadMails['unreadable']>> {
    const byProject = groupBy(events, ({ project }) =>
      this.#projects.get(project?.link_name ?? ''),
    );
    const unreadable = new Map<FilledProject, ReadMails['unreadable']>();
    for (const [project, own] of byProject) {
      if (project === undefined) continue;
      const read = await this.#takeOf(project, own);
      if (read.length > 0) unreadable.set(project, read);
    }
    return unreadable;
  }

  async #takeOf(
    project: FilledProject,
    events: readonly Event[],
  ): Promise<ReadMails['unreadable']> {
    const { client } = this.#fill;
    const wanted = new Wanted();
    for (const event of events) wanted.add(event);
    const warmer = this.#fill.room === undefined ? undefined : new ReviewCacheWarmer(this.#fill);
    const reader = new MailTexts(this.#fill, project, warmer);
    const { name: instance } = client;
    const rowsOf = (ids: Iterable<number>) => Array.from(ids, (id) => ({ id, date: null }));
    const patches = await reader.patches(rowsOf(wanted.patches));
    const covers = await reader.covers(rowsOf(wanted.covers));
    const comments = project.comments ? await this.#comments(wanted, reader) : [];
    await warmer?.arrived(wanted.arrived);
    await warmer?.addReplies(
      ({ kind }, id) =>
        wanted.comments.get(keyOf(kind === 'Patch' ? 'PATCH' : 'COVER', id))?.events ?? [],
    );
    await warmer?.flush();
    const all = joined([patches, covers, ...comments]);
    for (const { kind, number, summary } of all.mails) {
      if (kind === 'PATCH' && summary !== null) this.#fill.newer.note(number, summary);
    }
    await this.#fill.index.put(await indexable(this.#fill, all.mails));
    const gone = [
      ...missing(instance, 'PATCH', wanted.patches, patches),
      ...missing(instance, 'COVER', wanted.covers, covers),
    ];
    await this.#readSummaries(wanted, gone);
    for (const { kind, number } of gone) {
      if (kind === 'PATCH') this.#fill.newer.note(number, null);
    }
    const removed = gone.length === 0 ? 0 : await this.#fill.index.remove(gone, true);
    this.#report(project, all.mails, removed);
    return all.unreadable;
  }

  async #comments(wanted: Wanted, reader: MailTexts): Promise<readonly ReadMails[]> {
    const read: ReadMails[] = [];
    for (const { id, parent } of wanted.comments.values()) {
      read.push(await reader.comment(id, parent));
    }
    return read;
  }

  /** Patches whose state, delegate or checks changed: 1 request each, unless they were read whole. */
  async #readSummaries({ summaries, patches }: Wanted, gone: MailRef[]): Promise<void> {
    const { client, index, newer, pace } = this.#fill;
    for (const id of summaries) {
      if (patches.has(id)) continue;
      await pace.turn();
      const ref = { instance: client.name, kind: 'PATCH', number: id } as const;
      const found = await client.mails.read(PATCH_MAIL, id, 'summary', pace.scope);
      if (found === null) {
        gone.push(ref);
        continue;
      }
      const summary = summaryOf(found.summary);
      newer.note(id, summary);
      await index.updateSummary([{ ...ref, summary }]);
    }
  }

  #report(project: FilledProject, mails: readonly IndexedMail[], removed: number): void {
    const { onEvent } = this.#fill;
    const { instance, project: name } = project;
    if (mails.length > 0)
      onEvent({ type: 'indexed', instance, project: name, mails: mails.length });
    if (removed > 0) onEvent({ type: 'removed', instance, project: name, mails: removed });
  }
}

/** Comments of patches and of covers are numbered apart. */
function keyOf(kind: Parent['kind'], id: number): string {
  return `${kind} ${String(id)}`;
}

/** Requested mails that the server does not have. */
function missing(
  instance: string,
  kind: 'PATCH' | 'COVER',
  asked: ReadonlySet<number>,
  { mails, unreadable }: ReadMails,
): MailRef[] {
  // Mails that could not be read may exist.
  if (unreadable.length > 0) return [];
  const found = new Set(mails.map(({ number }) => number));
  return [...asked]
    .filter((number) => !found.has(number))
    .map((number) => ({ instance, kind, number }));
}
