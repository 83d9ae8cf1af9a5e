import type { IndexedMail } from '../../corpus/IndexedMail.js';
import { MailHeaders } from '../../mail/headers.js';
import { displayMessageId } from '../../mail/messageId.js';
import { covers, type CoverSummary } from '../../patchwork/resources/cover.js';
import { events } from '../../patchwork/resources/event.js';
import { patches, type PatchSummary } from '../../patchwork/resources/patch.js';
import type { ListDescription } from '../../patchwork/ListDescription.js';
import type { Params } from '../../patchwork/query.js';
import { capabilitiesOf } from '../../patchwork/versions.js';
import { rowsSent } from '../../patchwork/page.js';
import { ProgressGuard } from '../../patchwork/walkPages.js';
import type { FilledProject, Fill } from '../Fill.js';
import { indexable } from '../forgotten.js';
import { projectFilter } from '../projectFilter.js';
import { indexedComment, indexedCover, indexedPatch, type MailParts } from '../indexedMails.js';
import type { RawMails } from './archives.js';
import { messageIdOf, readRawMail } from './readRawMail.js';

/** What a seed has done so far. */
export interface SeedProgress {
  /** Mails of the archive that were looked at. */
  readonly read: number;
  /** Mails that were written to the index. */
  readonly indexed: number;
  /** Mails that the server knows. */
  readonly known: number;
  /** Mails that could not be parsed. */
  readonly unreadable: number;
}

/** Makes what is indexed out of the text of a mail. */
type Entry = (parts: MailParts) => IndexedMail | null;

const BATCH = 100;

/**
 * Fills the index out of an archive of the list, so that texts need not be read from Patchwork. Patchwork's
 * lists and events of comments show which mails it has, by their Message-IDs: 1 request per 250 of them.
 * A filling that follows reads what the archive lacks.
 */
export class Seed {
  readonly #fill: Fill;
  readonly #project: FilledProject;
  readonly #entries = new Map<string, Entry>();

  constructor(fill: Fill, project: FilledProject) {
    this.#fill = fill;
    this.#project = project;
  }

  /** Reads which mails the server has. @returns how many. */
  async readNumbers(): Promise<number> {
    const { client, pace, maxTextBytes } = this.#fill;
    const placement = { ...this.#project, maxTextBytes };
    const version = await client.version(pace.scope);
    await this.#each(patches, [], (row: PatchSummary) => {
      this.#add(row.msgid, (parts) => indexedPatch(row, parts, placement));
    });
    await this.#each(covers, [], (row: CoverSummary) => {
      this.#add(row.msgid, (parts) => indexedCover(row, parts, placement));
    });
    if (this.#project.comments && capabilitiesOf(version).commentEvents) {
      await this.#readComments('patch');
      await this.#readComments('cover');
    }
    return this.#entries.size;
  }

  /** Stores the mails of an archive that the server has. */
  async store(
    archive: RawMails,
    onProgress: (progress: SeedProgress) => void,
  ): Promise<SeedProgress> {
    const { index } = this.#fill;
    const progress = { read: 0, indexed: 0, known: this.#entries.size, unreadable: 0 };
    const waiting = new Map<string, IndexedMail>();
    const write = async (): Promise<void> => {
      await index.put(await indexable(this.#fill, [...waiting.values()]));
      progress.indexed += waiting.size;
      waiting.clear();
      onProgress({ ...progress });
    };
    for await (const raw of archive) {
      progress.read += 1;
      const messageId = messageIdOf(raw);
      const entry = messageId === null ? undefined : this.#entries.get(messageId);
      if (entry === undefined || messageId === null) continue;
      try {
        const mail = entry(await readRawMail(raw));
        if (mail === null) progress.unreadable += 1;
        else waiting.set(messageId, mail);
      } catch {
        progress.unreadable += 1;
      }
      // Archives hold a mail twice where it was sent to two lists.
      this.#entries.delete(messageId);
      if (waiting.size >= BATCH) await write();
    }
    await write();
    return progress;
  }

  async #readComments(subject: 'patch' | 'cover'): Promise<void> {
    const { maxTextBytes } = this.#fill;
    const placement = { ...this.#project, maxTextBytes };
    const category = ['category', `${subject}-comment-created`] as const;
    await this.#each(events, [category], ({ payload }) => {
      const comment = payload?.comment;
      const parent = payload?.[subject];
      if (comment == null || parent == null) return;
      const kind = subject === 'patch' ? 'PATCH' : 'COVER';
      this.#add(comment.msgid, (parts) => {
        const [subject = null] = new MailHeaders(parts.headers).rawValues('subject', 1);
        return indexedComment(
          comment,
          { ...parts, subject },
          { kind, number: parent.id },
          placement,
        );
      });
    });
  }

  async #each<Row extends { readonly id: number; readonly date?: string | null | undefined }>(
    list: ListDescription<Row>,
    more: Params,
    add: (row: Row) => void,
  ): Promise<void> {
    const { client, pace } = this.#fill;
    const order = list.orders.includes('id') ? 'id' : 'date';
    const own = await projectFilter(this.#fill, this.#project.project);
    const params: Params = [own, ...more, ['order', order]];
    const guard = new ProgressGuard(client.lists.walked(list.path));
    for (let page = 1; ; page += 1) {
      await pace.turn();
      const answer = await client.lists.page(list, { params, page }, pace.scope);
      guard.require({ ...answer, sent: rowsSent(answer) }, page);
      answer.rows.forEach(add);
      if (!answer.hasNext) return;
    }
  }

  #add(msgid: string | null | undefined, entry: Entry): void {
    if (msgid != null) this.#entries.set(displayMessageId(msgid), entry);
  }
}
