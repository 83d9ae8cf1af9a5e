import type { MailAddress } from '../../../mail/address.js';

/** Headers and body of one mail of a mailbox. */
export interface PatchMail {
  readonly messageId: string;
  readonly subject: string;
  readonly from: MailAddress;
  /** As RFC 5322 writes it. */
  readonly date: string | null;
  /** With LF between lines; carriage returns are content. */
  readonly body: string;
}

/** Line length that base64 is folded at (RFC 2045 section 6.8). */
const BASE64_LINE = 76;
/** An encoded word has at most 75 characters (RFC 2047 section 2): 45 bytes in base64 and its frame. */
const WORD_BYTES = 45;
/** Lines that git mailsplit takes for the start of a mail (builtin/mailsplit.c, `is_from_line`). */
const FROM_LINE = /^From .*\d:\d\d/m;

/** Whether a body has a line that would split the mailbox. */
export function hasFromLine(body: string): boolean {
  return FROM_LINE.test(body);
}

/**
 * Writes one mail of a mailbox for `git am`. A body with carriage returns, which `git am` strips off
 * plain lines, or with a line that would split the mailbox is sent in base64; git does not undo
 * `>From`.
 */
export function writePatchMail(mail: PatchMail): string {
  const isEncoded = mail.body.includes('\r') || hasFromLine(mail.body);
  const headers = [
    'From git@z Thu Jan  1 00:00:00 1970',
    `Message-Id: <${mail.messageId.replace(/[\r\n<>]/g, '')}>`,
    `From: ${writeAddress(mail.from)}`,
    ...(mail.date === null ? [] : [`Date: ${mail.date.replace(/[\r\n]+/g, ' ')}`]),
    `Subject: ${encodeHeader(mail.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    `Content-Transfer-Encoding: ${isEncoded ? 'base64' : '8bit'}`,
  ];
  const body = isEncoded ? foldBase64(mail.body) : mail.body;
  return `${headers.join('\n')}\n\n${body}${body.endsWith('\n') ? '' : '\n'}\n`;
}

function foldBase64(text: string): string {
  const encoded = Buffer.from(text).toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < encoded.length; at += BASE64_LINE) {
    lines.push(encoded.slice(at, at + BASE64_LINE));
  }
  return `${lines.join('\n')}\n`;
}

function writeAddress({ name, email }: MailAddress): string {
  const address = `<${(email ?? '').replace(/[\r\n<>]/g, '')}>`;
  if (name === null || name === '') return address;
  if (!isPlain(name)) return `${encodeHeader(name)} ${address}`;
  const quoted = /[()<>@,;:\\".[\]]/.test(name) ? `"${name.replace(/[\\"]/g, '\\$&')}"` : name;
  return `${quoted} ${address}`;
}

/** Encodes a header value that is not plain ASCII by RFC 2047. @internal */
export function encodeHeader(text: string): string {
  if (isPlain(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const char of text) {
    if (Buffer.byteLength(word + char) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  words.push(word);
  return words.map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\n ');
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?');
}
