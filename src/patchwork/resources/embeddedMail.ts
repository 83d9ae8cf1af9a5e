import { z } from 'zod';
import { displayMessageId } from '../../mail/messageId.js';
import type { ShownValues } from '../ListDescription.js';
import { id, text, url } from '../shape.js';

/** A patch or cover inside a series, bundle or event: no state, no delegate, no number. */
export const embeddedMail = z.object({
  id,
  url,
  /** From API 1.1 on. */
  web_url: url,
  msgid: text,
  /** From API 1.2 on. */
  list_archive_url: url,
  date: text,
  name: text,
  /** Of covers from API 1.1 on. */
  mbox: url,
});
export type EmbeddedMail = z.infer<typeof embeddedMail>;

/** What `?msgid=` can name a mail by: its id with and without brackets. */
export function messageIds({ msgid }: Pick<EmbeddedMail, 'msgid'>): ShownValues {
  return msgid == null ? null : [msgid.trim(), displayMessageId(msgid)];
}
