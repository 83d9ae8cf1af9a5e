import { createHash } from 'node:crypto';
import libmime from 'libmime';

/** The sender of a mail. */
export interface MailAuthor {
  /** null: the From header contains only an address. */
  readonly name: string | null;
  readonly email: string;
}

export interface HeaderOptions {
  /** With brackets. */
  readonly messageId: string;
  readonly sentAtMs: number;
  readonly from: MailAuthor;
  /** Unencoded; it is encoded (RFC 2047) and folded as required. */
  readonly subject: string;
  /** Used verbatim instead of an encoded `subject`: a subject that is malformed on purpose. */
  readonly rawSubject?: string;
  /** Used verbatim instead of `from`: a name in another charset. */
  readonly rawFrom?: string;
  /** Default: plain text in UTF-8. Patchwork keeps the header and stores the text as Unicode. */
  readonly contentType?: string;
  readonly list: { readonly name: string; readonly id: string; readonly email: string };
  /** Host of the Patchwork server, for its own Received line. */
  readonly receivedBy: string;
  readonly cc?: readonly MailAuthor[];
  /** Message-IDs from the first mail of the thread to the one being replied to. */
  readonly thread?: readonly string[];
  /** The mailing list put its own address into From and the author's into Reply-To (DMARC). */
  readonly mangledByList?: boolean;
  /** Whole raw lines that are appended. */
  readonly extraLines?: readonly string[];
}

const NOT_ASCII = /[^\x20-\x7e]/;
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * The header block of a mail as Patchwork stores it: raw, folded, encoded, lines separated by `\n`,
 * without an empty line at the end.
 */
export function composeHeaders(options: HeaderOptions): string {
  const { from, list, messageId } = options;
  const date = mailDate(options.sentAtMs);
  const host = from.email.slice(from.email.indexOf('@') + 1);
  const queueId = createHash('sha1').update(messageId).digest('hex').slice(0, 11).toUpperCase();
  const listHost = list.email.slice(list.email.indexOf('@') + 1);
  const sender = options.rawFrom ?? mailbox(from);
  const lines = [
    `Return-Path: <${list.email.replace('@', '-bounces@')}>`,
    `X-Original-To: incoming@${options.receivedBy}`,
    `Delivered-To: patchwork-incoming@${options.receivedBy}`,
    `Received: from mx1.${listHost} (mx1.${listHost} [192.0.2.25])\n` +
      '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n' +
      `\tby ${options.receivedBy} (Postfix) with ESMTPS id ${queueId}\n` +
      `\tfor <incoming@${options.receivedBy}>; ${date}`,
    `Received: from localhost (localhost [127.0.0.1])\n\tby mx1.${listHost} (Postfix) with ESMTP id ${queueId.slice(1, 9)};\n\t${date}`,
    `Received: from ${host} (unknown [198.51.100.7])\n\tby mx1.${listHost} (Postfix) with ESMTPSA id ${queueId.slice(2)}\n\tfor <${list.email}>; ${date}`,
    options.mangledByList === true
      ? `From: "${from.name ?? from.email} via ${list.name}" <${list.email}>`
      : `From: ${sender}`,
    `To: ${list.email}`,
    ...(options.cc !== undefined && options.cc.length > 0
      ? [`Cc: ${options.cc.map(mailbox).join(',\n\t')}`]
      : []),
    `Subject: ${options.rawSubject ?? foldedSubject(options.subject)}`,
    `Date: ${date}`,
    `Message-ID: ${messageId}`,
    'X-Mailer: git-send-email 2.47.1',
    ...threadLines(options.thread ?? []),
    'MIME-Version: 1.0',
    `Content-Type: ${options.contentType ?? 'text/plain; charset=utf-8'}`,
    'Content-Transfer-Encoding: 8bit',
    `X-BeenThere: ${list.email}`,
    'Precedence: list',
    `List-Id: ${list.name} <${list.id}>`,
    `List-Post: <mailto:${list.email}>`,
    ...(options.mangledByList === true ? [`Reply-To: ${sender}`] : []),
    ...(options.extraLines ?? []),
  ];
  return lines.join('\n');
}

function threadLines(thread: readonly string[]): string[] {
  const parent = thread.at(-1);
  if (parent === undefined) return [];
  return [`In-Reply-To: ${parent}`, `References: ${thread.join('\n\t')}`];
}

/** `Wed, 11 Nov 2026 09:23:00 +0000`, the date format of RFC 5322. */
function mailDate(timeMs: number): string {
  const date = new Date(timeMs);
  const [, day = '', month = '', year = '', time = ''] = date.toUTCString().split(' ');
  return `${WEEKDAYS[date.getUTCDay()] ?? ''}, ${day} ${month} ${year} ${time} +0000`;
}

function mailbox({ name, email }: MailAuthor): string {
  if (name === null) return email;
  if (NOT_ASCII.test(name)) return `${libmime.encodeWord(name, 'Q')} <${email}>`;
  return /^[\w -]+$/.test(name) ? `${name} <${email}>` : `"${name}" <${email}>`;
}

function foldedSubject(subject: string): string {
  const encoded = NOT_ASCII.test(subject) ? libmime.encodeWords(subject, 'Q', 52) : subject;
  return libmime
    .foldLines(`Subject: ${encoded}`, 76)
    .replaceAll('\r\n', '\n')
    .slice('Subject: '.length);
}
