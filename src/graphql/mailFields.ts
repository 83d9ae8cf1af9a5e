import { mailDateToUtc } from '../patchwork/dates.js';
import { MailHeaders, type HeaderEntry, type RawHeaders } from '../mail/headers.js';
import { displayMessageId } from '../mail/messageId.js';
import { decodeSubject } from '../mail/subject.js';
import { read } from '../patchwork/shape.js';

/** Something with a mail's headers. */
export interface WithHeaders {
  readonly headers?: RawHeaders | null | undefined;
}

/** Headers of one mail are asked for by several fields and read once. */
const parsed = new WeakMap<WithHeaders, MailHeaders>();

function headersOf(data: WithHeaders): MailHeaders {
  let headers = parsed.get(data);
  if (headers === undefined) parsed.set(data, (headers = new MailHeaders(read(data, 'headers'))));
  return headers;
}

/** The headers of a mail, all or those named. */
export function headerEntries(
  data: WithHeaders,
  names: readonly string[] | null | undefined,
): readonly HeaderEntry[] {
  return headersOf(data).entries(names ?? undefined);
}

/** Decoded values of one header. */
export function headerValues(data: WithHeaders, name: string): readonly string[] {
  return headersOf(data).values(name);
}

/** The subject out of the headers; null when there is none. */
export function headerSubject(data: WithHeaders): string | null {
  const [first] = headersOf(data).entries(['subject']);
  return first === undefined ? null : decodeSubject(first.raw);
}

/** A Message-ID without its brackets. */
export function messageIdOf(data: { readonly msgid?: string | null | undefined }): string | null {
  const msgid = read(data, 'msgid');
  return msgid === null ? null : displayMessageId(msgid);
}

/** A mail's date; upstream gives UTC without saying so. */
export function mailDateOf(data: { readonly date?: string | null | undefined }): string | null {
  return mailDateToUtc(read(data, 'date'));
}
