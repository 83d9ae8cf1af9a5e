import type { MailAddress } from '../../../src/mail/address.js';
import type {
  ReviewMail,
  ReviewPatch,
  ReviewReply,
  ReviewSeries,
} from '../../../src/review/facts/mails.js';

export const ANA: MailAddress = { name: 'Ana Ruiz', email: 'ana@a.example' };
export const OLA: MailAddress = { name: 'Ola Berg', email: 'ola@b.example' };
export const KOFI: MailAddress = { name: 'Kofi Boakye', email: 'kofi@dev.example' };

/** Ids and dates follow the order in which mails are created. */
let made = 0;

/** A mail that replies to others, the parent last. */
export function mail(
  messageId: string,
  submitter: MailAddress,
  content: string,
  references: readonly string[] = [],
): ReviewMail {
  made += 1;
  const date = new Date(Date.UTC(2026, 0, 1) + made * 60_000).toISOString();
  const routing = { senders: [submitter], references };
  return { id: made, messageId, submitter, content, date, routing };
}

/** Patch k of Kofi's series, `p1` below `cover`. */
export function patch(index: number, content = '', diff: string | null = null): ReviewPatch {
  return { ...mail(`p${index}`, KOFI, content, ['cover']), index, diff };
}

/** A reply that is filed under the mail it replies to. */
export function reply(
  to: string,
  submitter: MailAddress,
  content: string,
  rest: Partial<ReviewReply> = {},
): ReviewReply {
  const answer = mail(`r${made + 1}`, submitter, content, [to]);
  return { ...answer, filedAt: to, ...rest };
}

/** Kofi's series of n patches with a cover. */
export function series(
  patches: number | readonly ReviewPatch[],
  replies: readonly ReviewReply[] = [],
): ReviewSeries {
  return {
    submitter: KOFI,
    cover: mail('cover', KOFI, 'Cover'),
    patches:
      typeof patches === 'number'
        ? Array.from({ length: patches }, (_, index) => patch(index + 1))
        : patches,
    replies,
  };
}
