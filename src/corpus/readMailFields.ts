import type { MailHeaders } from '../mail/headers.js';
import { findDiffEnd, isDiffStart } from '../mail/diff/looseDiff.js';
import { readHunkLines, type DiffFile } from '../mail/diff/DiffFile.js';
import { parseDiff } from '../mail/diff/parseDiff.js';
import { patchId } from '../mail/diff/patchId.js';
import { splitLines } from '../mail/splitLines.js';
import { readTrailerLine } from '../mail/trailerLines.js';
import type { MailFields, NamedText } from './IndexedMail.js';

/** A mail to be indexed. */
export interface MailText {
  /** The server's name of the mail. */
  readonly subject: string;
  readonly headers: MailHeaders;
  /** Body without the diff. */
  readonly content: string;
  /** Null for mails other than patches; a diff in `content` is detected. */
  readonly diff: string | null;
}

const QUOTE = /^\s{0,8}>/;
const ATTACHMENT_NAME = /\b(?:file)?name\*?\s*=\s*(?:"([^"]*)"|([^\s;]+))/i;
/**
 * Headers that are separate fields, and headers that are not useful to search: routes, signatures,
 * marks of filters.
 */
const LEFT_OUT =
  /^(?:from|to|cc|subject|date|received|return-path|content-.*|mime-version|dkim-.*|arc-.*|authentication-results|domainkey-.*|x-received|x-google-.*|x-gm-.*|x-ms-.*|x-microsoft-.*|x-forefront-.*|x-spam-.*|x-virus-.*|x-proofpoint-.*|x-me-.*|x-developer-.*|x-patchwork-id|feedback-id|autocrypt|received-spf)$/i;
/** In threads with hundreds of replies, References has tens of kilobytes. */
const MAX_HEADERS = 200;
const MAX_HEADER_LENGTH = 32_768;
const MAX_BLOBS = 2000;

/**
 * Splits a mail into search fields, by the rules of public-inbox (`SearchIdx.pm`), except that the
 * files of a diff are read as git apply reads them.
 *
 * @param maxTextBytes text beyond it is truncated, starting with the diff. Counted in UTF-16 code
 *   units.
 */
export function readMailFields(mail: MailText, maxTextBytes: number): MailFields {
  const content = mail.content.slice(0, maxTextBytes);
  const diffRoom = maxTextBytes - content.length;
  const diff = mail.diff?.slice(0, diffRoom) ?? null;
  const truncated =
    content.length < mail.content.length ||
    (diff !== null && diff.length < (mail.diff ?? '').length);
  const body = readBody(content, diff === null);
  const parts = new DiffParts();
  for (const text of body.diffs) parts.add(text);
  const front = diff === null ? '' : parts.add(diff);
  const headers = readHeaders(mail.headers);
  const nq = front === '' ? body.nq : `${body.nq}\n${front}`;
  return {
    s: mail.subject,
    f: mail.headers.values('from').join(', '),
    t: mail.headers.values('to'),
    c: mail.headers.values('cc'),
    nq,
    q: body.q,
    n: attachmentNames(mail.headers),
    ...parts.fields(),
    tr: readTrailers(nq),
    h: headers.kept,
    patchId: truncated ? null : parts.patchId,
    truncated: truncated || headers.areCut || parts.areBlobsCut,
  };
}

/** Search fields of one file of a diff. */
export interface FileFields extends Pick<MailFields, 'dfa' | 'dfb' | 'dfctx' | 'dfhh'> {
  readonly path: string;
}

/** The files of the diffs of a mail, in their order; the rest is as in {@link readMailFields}. */
export function readFileFields(mail: MailText, maxTextBytes: number): readonly FileFields[] {
  const content = mail.content.slice(0, maxTextBytes);
  const diff = mail.diff?.slice(0, maxTextBytes - content.length) ?? null;
  const { diffs } = readBody(content, diff === null);
  return [...diffs, ...(diff === null ? [] : [diff])].flatMap((text) =>
    parseDiff(text).files.map((file) => {
      const parts = new DiffParts();
      parts.addFile(text, file);
      return { ...parts.fields(), path: file.path };
    }),
  );
}

function readBody(
  content: string,
  findsDiffs: boolean,
): { readonly nq: string; readonly q: string; readonly diffs: readonly string[] } {
  const lines = splitLines(content);
  const own: string[] = [];
  const quoted: string[] = [];
  const diffs: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (QUOTE.test(line)) quoted.push(line);
    else if (findsDiffs && isDiffStart(lines, at)) {
      const end = Math.max(at + 1, findDiffEnd(lines, at));
      diffs.push(lines.slice(at, end).join('\n'));
      at = end - 1;
    } else own.push(line);
  }
  return { nq: own.join('\n'), q: quoted.join('\n'), diffs };
}

/** The lines of diffs, by kind. */
class DiffParts {
  /** Whether a diff has more blobs than are stored. */
  get areBlobsCut(): boolean {
    return this.#before.size === MAX_BLOBS || this.#after.size === MAX_BLOBS;
  }

  /** Patch id of the first diff that has one. */
  patchId: string | null = null;
  readonly #paths = new Set<string>();
  readonly #removed: string[] = [];
  readonly #added: string[] = [];
  readonly #context: string[] = [];
  readonly #sections = new Set<string>();
  readonly #before = new Set<string>();
  readonly #after = new Set<string>();

  /** @returns the text before the first file. */
  add(diff: string): string {
    const parsed = parseDiff(diff);
    for (const file of parsed.files) this.addFile(diff, file);
    // Lines of a hunk without a file, as replies paste them.
    if (parsed.files.length === 0) for (const line of diff.split('\n')) this.#addLine(line);
    else this.patchId ??= patchId(diff.slice(parsed.startOffset));
    return parsed.frontText;
  }

  addFile(diff: string, file: DiffFile): void {
    this.#paths.add(file.path);
    if (file.previousPath !== null) this.#paths.add(file.previousPath);
    addBlob(this.#before, file.oldBlob);
    addBlob(this.#after, file.newBlob);
    for (const hunk of file.hunks) {
      if (hunk.section !== null) this.#sections.add(hunk.section);
      for (const line of readHunkLines(diff, hunk)) this.#addLine(line);
    }
  }

  fields(): Pick<MailFields, 'dfn' | 'dfa' | 'dfb' | 'dfctx' | 'dfhh' | 'preBlobs' | 'postBlobs'> {
    return {
      dfn: [...this.#paths],
      dfa: this.#removed.join('\n'),
      dfb: this.#added.join('\n'),
      dfctx: this.#context.join('\n'),
      dfhh: [...this.#sections],
      preBlobs: [...this.#before],
      postBlobs: [...this.#after],
    };
  }

  #addLine(line: string): void {
    const mark = line.charAt(0);
    const text = line.slice(1);
    if (mark === '-') this.#removed.push(text);
    else if (mark === '+') this.#added.push(text);
    else if (mark === ' ') this.#context.push(text);
    else if (mark === '@') {
      const section = /^@@+ [^@]+ @@+\s*(\S.*)/.exec(line)?.[1];
      if (section !== undefined) this.#sections.add(section.trim());
    }
  }
}

/** The id of no file is all zeros. */
function addBlob(blobs: Set<string>, id: string | null): void {
  if (id !== null && !/^0+$/.test(id) && blobs.size < MAX_BLOBS) blobs.add(id.toLowerCase());
}

/** Trailers, anywhere in the text. */
function readTrailers(text: string): NamedText[] {
  const trailers: NamedText[] = [];
  for (const line of text.split('\n')) {
    if (!line.includes(':')) continue;
    const trailer = readTrailerLine(line.trim());
    if (trailer !== null && /-|^(?:cc|fixes|link|closes)$/i.test(trailer.name))
      trailers.push(trailer);
  }
  return trailers;
}

/** Whether `h:` finds a header by its name; From, To, Cc and Subject are fields of their own. */
export function isIndexedHeader(name: string): boolean {
  return !LEFT_OUT.test(name);
}

function readHeaders(headers: MailHeaders): {
  readonly kept: readonly NamedText[];
  readonly areCut: boolean;
} {
  const all = headers.entries().filter(({ name }) => isIndexedHeader(name));
  return {
    kept: all
      .slice(0, MAX_HEADERS)
      .map(({ name, value }) => ({ name, value: value.slice(0, MAX_HEADER_LENGTH) })),
    areCut: all.length > MAX_HEADERS || all.some(({ value }) => value.length > MAX_HEADER_LENGTH),
  };
}

function attachmentNames(headers: MailHeaders): string[] {
  return headers.entries(['content-disposition', 'content-type']).flatMap(({ value }) => {
    const match = ATTACHMENT_NAME.exec(value);
    const name = match?.[1] ?? match?.[2];
    return name === undefined ? [] : [name];
  });
}
