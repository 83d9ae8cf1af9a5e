import { z } from 'zod';
import type { DiffFile, DiffProblem } from '../../mail/diff/DiffFile.js';
import { parseDiff } from '../../mail/diff/parseDiff.js';
import { patchId } from '../../mail/diff/patchId.js';
import { parseAddresses } from '../../mail/address.js';
import { MailHeaders } from '../../mail/headers.js';
import { readMetadata } from '../../mail/metadata.js';
import { withoutAddedTrailers, type MboxMail } from '../../mail/splitSeriesMbox.js';
import { storedAs } from '../../patchwork/storedShape.js';
import { compareByDate, frontTextOf, readRouting } from '../facts/mails.js';

/*
 * What is derived from the texts of patches, and the form in which it is kept.
 */

/** Part of the names of cached values; changes with the parsers of the derived values. */
const FORM = 'text 3';

const address = z.object({ name: z.string().nullable(), email: z.string().nullable() });
const messageFacts = z.object({
  content: z.string(),
  /** Text of the message that precedes the diff. */
  frontText: z.string(),
  submitter: address.nullable(),
  routing: z.object({ senders: z.array(address), references: z.array(z.string()) }),
});
/** Text of the mail of a patch, without its diff. */
export type MessageFacts = z.infer<typeof messageFacts>;

const prerequisite = z.object({
  kind: z.enum(['PATCH_ID', 'CHANGE_ID', 'MESSAGE_ID', 'URL', 'NUMBER']),
  value: z.string(),
  messageId: z.string().nullable(),
});
const versionLink = z.object({
  label: z.string(),
  url: z.string(),
  messageId: z.string().nullable(),
});
const placeFacts = z.object({
  references: z.array(z.string()),
  metadata: z.object({
    changeId: z.string().nullable(),
    gerritChangeId: z.string().nullable(),
    baseCommit: z.string().nullable(),
    prerequisites: z.array(prerequisite),
    supersedes: z.array(z.string()),
    versionLinks: z.array(versionLink),
  }),
});
/** The mail to which a patch replies, and metadata that tools wrote into it. */
export type PlaceFacts = z.infer<typeof placeFacts>;

const mode = z.string().nullable();
const file = z.object({
  path: z.string(),
  previousPath: mode,
  changeType: z.enum(['ADDED', 'DELETED', 'RENAMED', 'COPIED', 'MODIFIED', 'CHANGED']),
  additions: z.int(),
  deletions: z.int(),
  isBinary: z.boolean(),
  oldMode: mode,
  newMode: mode,
  similarity: z.int().nullable(),
  oldBlob: mode,
  newBlob: mode,
  hunks: z.array(z.never()),
});
const diffFacts = z.object({
  /** False for a patch without diff, such as a pull request. */
  hasDiff: z.boolean(),
  files: z.array(file),
  problems: z.array(
    z.object({
      code: z.enum(['CORRUPT_HUNK', 'MISSING_FILES', 'COMBINED', 'STRAY_TEXT', 'TOO_LARGE']),
      line: z.int().nullable(),
      message: z.string(),
    }),
  ),
  patchId: z.string().nullable(),
});
/** Changes of a diff, without its hunks. */
export interface DiffFacts {
  readonly hasDiff: boolean;
  readonly files: readonly DiffFile[];
  readonly problems: readonly DiffProblem[];
  readonly patchId: string | null;
}

/** A diff with all it is made of. */
export interface DiffText extends DiffFacts {
  readonly diff: string;
}

/** What is derived, each kept by itself. */
export const KINDS = ['message', 'diff', 'place'] as const;
export type Kind = (typeof KINDS)[number];
/** Whether a cached value is what is derived, by kind. */
export const fits = {
  message: storedAs(messageFacts),
  diff: storedAs(diffFacts),
  place: storedAs(placeFacts),
};

/** What was derived from one text; null where that text does not give it. */
export interface TextFacts {
  readonly message: MessageFacts | null;
  readonly diff: DiffFacts | null;
  readonly place: PlaceFacts;
}

/** The text of a patch, from its own data or a series' mbox. */
export interface RawPatchText {
  readonly content: string;
  readonly diff: string | null;
  readonly headers: MailHeaders;
  readonly submitter: MessageFacts['submitter'];
}

/** The text of a patch from an mbox, with what Patchwork adds to it. */
export function textOfMail({ diff, text, headers: raw }: MboxMail): RawPatchText {
  const headers = new MailHeaders(raw);
  const [submitter = null] = headers.values('X-Patchwork-Submitter').flatMap(parseAddresses);
  return { diff, content: text, headers, submitter };
}

/** A reply, as far as Patchwork adds lines of it to the mbox of its patch. */
export interface AddingReply {
  readonly id: number;
  readonly date: string | null;
  readonly text: string;
}

/**
 * Derives the message of a patch from its text in an mbox.
 *
 * @param messageId of the patch, without brackets.
 * @param replies those that are filed at the patch.
 * @returns null where the text does not show beyond doubt what Patchwork has added.
 */
export function readMboxMessage(
  messageId: string,
  text: RawPatchText,
  replies: readonly AddingReply[],
): MessageFacts | null {
  const texts = [...replies].sort(compareByDate).map((reply) => reply.text);
  const content = withoutAddedTrailers(text.content, texts);
  return content === null ? null : readMessage(messageId, { ...text, content });
}

/** Derives what a patch answers, and its metadata. @param messageId of the patch, without brackets. */
export function readPlace(messageId: string, { content, headers }: RawPatchText): PlaceFacts {
  const { prerequisites, supersedes, versionLinks, ...rest } = readMetadata(content);
  return {
    references: [...readRouting(headers, messageId).references],
    metadata: {
      ...rest,
      prerequisites: [...prerequisites],
      supersedes: [...supersedes],
      versionLinks: [...versionLinks],
    },
  };
}

/** Derives its message. @param messageId of the patch, without brackets. */
export function readMessage(messageId: string, text: RawPatchText): MessageFacts {
  const { senders, references } = readRouting(text.headers, messageId);
  return {
    content: text.content,
    frontText: frontTextOf(text.diff),
    submitter: text.submitter,
    routing: { senders: [...senders], references: [...references] },
  };
}

/** A diff with its files. */
export function toDiffText(
  diff: string | null,
  { files, problems }: Pick<DiffFacts, 'files' | 'problems'>,
): DiffText {
  const hasDiff = diff !== null;
  return { diff: diff ?? '', hasDiff, files: hasDiff ? files : [], problems, patchId: null };
}

/** Derives what it changes. */
export function readDiff({ diff, content }: RawPatchText): DiffFacts {
  if (diff === null) return { hasDiff: false, files: [], problems: [], patchId: null };
  const { files, problems, startOffset } = parseDiff(diff, content);
  return {
    hasDiff: true,
    files: files.map((one) => ({ ...one, hunks: [] })),
    problems,
    patchId: patchId(diff.slice(startOffset)),
  };
}

/** Under which facts of a patch are kept. @param id number of the patch. */
export function nameOf(kind: Kind, id: number): string {
  return `${FORM} ${kind} patches/${String(id)}`;
}
