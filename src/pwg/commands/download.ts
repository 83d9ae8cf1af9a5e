import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kindOf, OBJECT_KINDS } from '../fields/kinds.js';
import { listOf, objectOf, textAt, type JsonObject } from '../json.js';
import { PwgError, usageError } from '../PwgError.js';
import { lookUp, nameOf } from '../references/lookUp.js';
import { parseReference, type NumberedType, type Reference } from '../references/Reference.js';
import type { Session } from '../Session.js';
import { positionOf, readMboxes, type MboxFlags } from './mboxes.js';

/** Flags of `pwg download`. */
export interface DownloadFlags extends MboxFlags {
  readonly type: NumberedType;
  readonly diff?: boolean;
  readonly ready?: boolean;
  readonly separate?: boolean;
  readonly output?: string;
  readonly force?: boolean;
}

/** A text to write. */
interface Part {
  /** Without extension. */
  readonly fileName: string;
  readonly text: string;
}

const MAX_SLUG = 60;

/** `pwg download`: mails or diffs, to files or standard output. */
export async function download(
  session: Session,
  texts: readonly string[],
  flags: DownloadFlags,
): Promise<void> {
  if (flags.diff === true && flags.ready === true)
    throw usageError('--diff and --ready cannot be combined');
  if (flags.separate === true && flags.ready === true)
    throw usageError('--separate and --ready cannot be combined');
  const references = texts.map((text) => parseReference(text, flags.type));
  const parts = await readParts(session, references, flags);
  if (parts.length === 0) throw new PwgError('nothing to download');
  session.noteResult();
  if (flags.output === '-') {
    for (const { text } of parts) session.printForeign(text);
    return;
  }
  const ending = flags.diff === true ? 'diff' : 'mbox';
  const target = resolve(session.io.directory, flags.output ?? '.');
  const isDirectory = existsSync(target) && statSync(target).isDirectory();
  if (!isDirectory && parts.length > 1) {
    throw usageError(`--output: ${String(parts.length)} files require an existing directory`);
  }
  for (const { fileName, text } of parts) {
    const file = isDirectory ? join(target, `${fileName}.${ending}`) : target;
    write(file, text, flags.force === true);
    session.print(`${file}\n`);
  }
}

function write(file: string, text: string, isForced: boolean): void {
  try {
    writeFileSync(file, text, { flag: isForced ? 'w' : 'wx' });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' ? 'already exists; use --force to replace it' : message;
    throw new PwgError(`${file}: ${reason}`);
  }
}

async function readParts(
  session: Session,
  references: readonly Reference[],
  flags: DownloadFlags,
): Promise<readonly Part[]> {
  if (flags.diff !== true && flags.separate !== true) {
    const mboxes = await readMboxes(session, references, { ...flags, plain: flags.ready !== true });
    return mboxes.map(({ name, title, text }) => ({ fileName: fileNameOf(name, title), text }));
  }
  const text = flags.diff === true ? 'diff' : 'mbox';
  const members = `patches { __typename databaseId instance { name } name ${text} }`;
  const found = await lookUp(session, {
    references,
    kinds: OBJECT_KINDS,
    extra: {
      Patch: `name ${text}`,
      Series: `name total ${members}`,
      Bundle: `name patches(inOrder: false) { __typename databaseId instance { name } name ${text} }`,
      Cover: `name series { ${members} }`,
    },
  });
  return found.flatMap(({ nodes: [node], reference }) => {
    if (node === undefined) return [];
    const patches = patchesOf(node);
    const whole = patches.filter((patch) => textAt(patch, text) !== '');
    if (whole.length < patches.length)
      session.reportPartial(`${reference.text}: a patch has no ${text}`);
    const total = Number(textAt(node, 'total')) || positionOf(textAt(node, 'name')).total;
    if (patches.length === 0) session.reportPartial(`${reference.text}: has no patches`);
    else if (node['__typename'] !== 'Patch' && patches.length < total) {
      const numbers = `${String(patches.length)} of ${String(total)}`;
      session.reportPartial(`${reference.text}: only ${numbers} patches have arrived`);
    }
    return whole.map((patch) => ({
      fileName: fileNameOf(nameOf(patch), textAt(patch, 'name')),
      text: textAt(patch, text),
    }));
  });
}

function patchesOf(node: JsonObject): readonly JsonObject[] {
  const kind = kindOf(node, OBJECT_KINDS)?.typeName;
  if (kind === 'Patch') return [node];
  const members = kind === 'Cover' ? objectOf(node['series'])['patches'] : node['patches'];
  return listOf(members).map(objectOf);
}

/** `kernel-series-45-net-fix-it`: no subject can leave the directory or be taken for an option. */
function fileNameOf(name: string, title: string): string {
  const slug = title
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, MAX_SLUG);
  return [name.replaceAll('/', '-'), slug].filter(Boolean).join('-');
}
