import type { IndexedMail, MailSummary } from '../corpus/IndexedMail.js';

/** A patch of one server: only patches have what changes. */
type PatchNumber = IndexedMail['number'];

/**
 * What events said of patches while lists with older rows wait to be written. Without it, what was listed before an
 * event would be written over what the event changed.
 */
export class NewerSummaries {
  #known: Map<PatchNumber, MailSummary | null> | null = null;

  /** Records from now on. */
  begin(): void {
    this.#known = new Map();
  }

  /** Lists that were read have been written, or given up. */
  end(): void {
    this.#known = null;
  }

  /** @param summary null for a patch that the server does not have any more. */
  note(patch: PatchNumber, summary: MailSummary | null): void {
    this.#known?.set(patch, summary);
  }

  /** The mails that the server still has, each with the latest of what is known. */
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

  /** The latest of what is known of a patch. */
  of(patch: PatchNumber, listed: MailSummary): MailSummary {
    return this.#known?.get(patch) ?? listed;
  }
}
