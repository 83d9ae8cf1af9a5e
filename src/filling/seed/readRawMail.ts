import PostalMime from 'postal-mime';
import { groupBy } from '../../groupBy.js';
import { displayMessageId } from '../../mail/messageId.js';
import type { MailParts } from '../indexedMails.js';

/** A mail from an archive. */
export interface RawMail extends MailParts {
  /** Without brackets; null if there is none. */
  readonly messageId: string | null;
}

const MESSAGE_ID = /^message-id:[ \t]*(?:\r?\n[ \t]+)?([^\r\n]+)/im;
/** Headers are among the first bytes of a mail. */
const HEADER_BYTES = 65_536;

/** The Message-ID of a raw mail, without parsing the rest; null if there is none. */
export function messageIdOf(raw: Buffer): string | null {
  const head = raw.toString('latin1', 0, HEADER_BYTES);
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length;
  const [, id] = MESSAGE_ID.exec(head.slice(0, end)) ?? [];
  return id === undefined ? null : displayMessageId(id);
}

/** Reads a raw mail: MIME, charsets and attached patches. */
export async function readRawMail(raw: Buffer): Promise<RawMail> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
  const byName = groupBy(mail.headers, ({ originalKey }) => originalKey);
  const headers = Object.fromEntries(
    Array.from(byName, ([name, all]) => [name, all.map(({ value }) => value)]),
  );
  // Patchwork takes attached patches as part of the mail.
  const attached = mail.attachments
    .filter(({ mimeType }) => /^text\/(?:x-(?:patch|diff)|plain)$/i.test(mimeType))
    .map(({ content }) => (typeof content === 'string' ? content : ''));
  const text = [mail.text ?? '', ...attached].join('\n').replaceAll('\r\n', '\n');
  return { messageId: messageIdOf(raw), headers, content: text, diff: null };
}
