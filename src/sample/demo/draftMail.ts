import type { CoverRow } from '../server/SampleState.js';
import { composeHeaders } from './composeHeaders.js';
import { composeName } from './composeName.js';
import type { BuilderOptions, Draft, MailPlan } from './drafts.js';
import { storedMailDate } from './stampTimes.js';

/** The columns that patches, cover letters and comments share, before the mail arrives. */
export function draftMail(
  mail: MailPlan,
  { host, server }: BuilderOptions,
): Draft<Omit<CoverRow, 'project' | 'name'>> {
  const { project } = mail;
  const prefix = mail.prefixes.length === 0 ? '' : `[${mail.prefixes.join(' ')}] `;
  const headers = composeHeaders({
    messageId: mail.messageId,
    sentAtMs: mail.sentAtMs,
    from: mail.from,
    subject: `${prefix}${mail.title}`,
    list: { name: project.name, id: project.list_id, email: project.list_email },
    receivedBy: host,
    ...(mail.thread === undefined ? {} : { thread: mail.thread }),
    ...mail.headers,
  });
  return {
    id: 0,
    msgid: mail.messageId,
    date: storedMailDate(mail.sentAtMs, server.time_zone),
    submitter: 0,
    headers,
    content: mail.content,
  };
}

/** The name that Patchwork shows for a mail in lists. */
export function nameOf(mail: MailPlan): string {
  return mail.name ?? composeName(mail.prefixes, mail.title, mail.project.link_name);
}
