import type { IndexedMail, MailSummary } from '../corpus/IndexedMail.js';

/** Number of a patch: only patches have summaries. */
type PatchNumber = IndexedMail['number'];

/**
 * Summaries of patches from events while lists with older rows wait to be written. Without it,
 * older rows would overwrite the changes of events.
 */
export class NewerSummaries {
  #known: Map<PatchNumber, MailSummary | null> | null = null;

  /** Starts recording. */
  begin(): void {
    this.#known = new Map();
  }

  /** To be called when the lists have been written or discarded. */
  end(): void {
    this.#known = null;
  }

  /** @param summary null for a patch that the server no longer has. */
  note(patch: PatchNumber, summary: MailSummary | null): void {
    this.#known?.set(patch, summary);
  }

  /** The mails that the server still has, each with its latest summary. */
  over(mails: readonly IndexedMail[]): readonly IndexedMail[] {
    const known = this.#known;
    if (known === null || known.size === 0) return mails;
    return mails.flatMap((mail) => {
      if (mail.kind !== 'PATCH') return [mail];
      const summary = known.get(mail.number);
      if (summary === undefined) return [mail];
      return summary === null ? [] : [{ ...mail, summary }];
    });
  }

  /** The latest summary of a patch. */
  of(patch: PatchNumber, listed: MailSummary): MailSummary {
    return this.#known?.get(patch) ?? listed;
  }
}
