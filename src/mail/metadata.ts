import { messageIdOfLink } from './links.js';
import { readableLines } from './splitLines.js';

/** Prerequisites of a series. */
export type PrerequisiteKind = 'PATCH_ID' | 'CHANGE_ID' | 'MESSAGE_ID' | 'URL' | 'NUMBER';

/** One prerequisite as a mail names it. */
export interface PrerequisiteLine {
  readonly kind: PrerequisiteKind;
  /** A patch-id, `change-id:vN`, Message-ID, URL, or `series-12` and `patch-12` as DPDK writes. */
  readonly value: string;
  /** Message-ID that the value contains or whose URL it is; else null. */
  readonly messageId: string | null;
}

/** A link to an earlier version, `Link to v2: https://…`. */
export interface VersionLink {
  /** `2`, or `5.1`. */
  readonly label: string;
  readonly url: string;
  readonly messageId: string | null;
}

/** Metadata that tools write into the head of a series, outside its trailers. */
export interface MailMetadata {
  /** b4's `change-id:`, the same in every version of a series. */
  readonly changeId: string | null;
  /** Gerrit's `Change-Id: I…`, the same in every version of a patch. */
  readonly gerritChangeId: string | null;
  readonly baseCommit: string | null;
  readonly prerequisites: readonly PrerequisiteLine[];
  /** Message-IDs of the series that this one replaces (`Supersedes:`, `Obsoletes:`). */
  readonly supersedes: readonly string[];
  readonly versionLinks: readonly VersionLink[];
}

const FIELD = /^([A-Za-z][A-Za-z-]{3,39}):[ \t]*(\S.*)$/;
const METADATA_LINE =
  /^(?:base-commit|change-id|prerequisite-(?:patch-id|change-id|message-id)):[ \t]*\S/i;
const GERRIT_ID = /^I[0-9a-f]{8,64}$/;
/** `Link to v1: URL`, `- v1: URL`, `[v1] URL`, `Changes since v1 (URL)`, `RFC v1 -> URL`. */
const VERSION_LINK = new RegExp(
  String.raw`^[ \t]{0,8}(?:[-*+][ \t]{1,4})?(?:(?:link(?: to)?|changes (?:since|from|in)|previous)[ \t]{1,4})?` +
    String.raw`[[(]?(?:rfc[ \t]{1,4})?v(\d{1,4}(?:\.\d{1,4})?)[\])]?[ \t]{0,4}` +
    String.raw`(?:link[ \t]{0,4})?(?::|\(|[-=]>|[-–=])?[ \t]{0,8}(<?https?:\/\/\S+)`,
  'i',
);
const WRAPPED_LINK = /\bv\d{1,4}(?:\.\d{1,4})?[ \t]{0,4}:[ \t]*$/i;

/** Whether git format-patch or b4 wrote a line, apart from trailers. */
export function isMetadataLine(line: string): boolean {
  return METADATA_LINE.test(line);
}

/**
 * Reads the metadata of a mail. git format-patch and b4 write it behind the diff, which Patchwork
 * appends to `content`, so all of the content is looked through.
 *
 * `base-commit:` counts only at the start of a line: b4's looser pattern reads `based on v6.9` as the
 * commit `ba`.
 */
export function readMetadata(content: string): MailMetadata {
  const found = {
    changeId: null as string | null,
    gerritChangeId: null as string | null,
    baseCommit: null as string | null,
    prerequisites: [] as PrerequisiteLine[],
    supersedes: [] as string[],
    versionLinks: [] as VersionLink[],
  };
  const lines = readableLines(content);
  for (const [at, line] of lines.entries()) {
    if (!line.includes(':')) continue;
    const link = VERSION_LINK.exec(
      WRAPPED_LINK.test(line) ? `${line} ${lines[at + 1] ?? ''}` : line,
    );
    if (link !== null) {
      const [, label = '', raw = ''] = link;
      const url = raw.replace(/^<|[>)\],.:]+$/g, '');
      found.versionLinks.push({ label, url, messageId: messageIdOfLink(url) });
      continue;
    }
    const field = FIELD.exec(line);
    if (field === null) continue;
    const [, name = '', value = ''] = field;
    readField(name.toLowerCase(), value.trim(), found);
  }
  return found;
}

interface Found {
  changeId: string | null;
  gerritChangeId: string | null;
  baseCommit: string | null;
  readonly prerequisites: PrerequisiteLine[];
  readonly supersedes: string[];
}

function readField(name: string, value: string, found: Found): void {
  switch (name) {
    case 'change-id':
      if (GERRIT_ID.test(value)) found.gerritChangeId = value;
      else found.changeId ??= value.split(/\s/, 1)[0] ?? null;
      return;
    case 'base-commit':
      found.baseCommit ??= /^[0-9a-f]{7,64}\b/.exec(value)?.[0] ?? null;
      return;
    case 'supersedes':
    case 'obsoletes': {
      const id = messageIdOfLink(value);
      if (id !== null) found.supersedes.push(id);
      return;
    }
    default: {
      const prerequisite = readPrerequisite(name, value);
      if (prerequisite !== null) found.prerequisites.push(prerequisite);
    }
  }
}

function readPrerequisite(name: string, value: string): PrerequisiteLine | null {
  const first = value.split(/\s/, 1)[0] ?? '';
  switch (name) {
    case 'prerequisite-patch-id':
      return /^[0-9a-f]{40}$/.test(first)
        ? { kind: 'PATCH_ID', value: first, messageId: null }
        : null;
    case 'prerequisite-change-id':
      return { kind: 'CHANGE_ID', value: first, messageId: null };
    case 'prerequisite-message-id':
    case 'based-on':
    case 'depends-on':
      return readReference(value, first);
    default:
      return null;
  }
}

/** A URL, an id in brackets, or DPDK's numbers; prose behind `Depends-on:` names nothing. */
function readReference(value: string, first: string): PrerequisiteLine | null {
  const number = /^(series|patch)-(\d{1,10})\b/i.exec(value);
  if (number !== null) {
    const noun = number[1]?.toLowerCase() ?? '';
    return { kind: 'NUMBER', value: `${noun}-${number[2] ?? ''}`, messageId: null };
  }
  const messageId = messageIdOfLink(value);
  if (/^<?https?:\/\//i.test(value)) {
    return { kind: 'URL', value: first.replace(/^<|>$/g, ''), messageId: messageIdOfLink(first) };
  }
  return messageId === null ? null : { kind: 'MESSAGE_ID', value: messageId, messageId };
}
