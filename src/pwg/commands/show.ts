import { showDate, textOf, type Kind } from '../fields/Field.js';
import { kindOf, OBJECT_KINDS } from '../fields/kinds.js';
import { listOf, textAt, valueAt, type Json, type JsonObject } from '../json.js';
import { formatDate } from '../output/formatAge.js';
import { formatPairs } from '../output/formatTable.js';
import { plainLine, plainText } from '../output/plainText.js';
import { printRows, readLayout } from '../output/printRows.js';
import { lookUp, nameOf } from '../references/lookUp.js';
import { parseReference, type NumberedType } from '../references/Reference.js';
import type { Session } from '../Session.js';

/** Flags of `pwg show`. */
export interface ShowFlags {
  readonly type: NumberedType;
  readonly body?: boolean;
  readonly diff?: boolean;
  readonly comments?: boolean;
  readonly review?: boolean;
  readonly versions?: boolean;
}

/** The fields that are shown without flags, by kind. */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  Patch: [
    'number',
    'instance',
    'messageId',
    'date',
    'name',
    'webUrl',
    'submitter',
    'state',
    'archived',
    'project',
    'delegate',
    'check',
    'commitRef',
    'pullUrl',
    'hash',
    'series',
    'tags',
  ],
  Series: [
    'number',
    'instance',
    'date',
    'name',
    'webUrl',
    'submitter',
    'project',
    'version',
    'received',
    'receivedAll',
    'coverLetter',
    'patches',
  ],
  Cover: [
    'number',
    'instance',
    'messageId',
    'date',
    'name',
    'webUrl',
    'submitter',
    'project',
    'series',
  ],
  Bundle: ['number', 'instance', 'name', 'webUrl', 'owner', 'project', 'public', 'patches'],
};

/** The fields that a flag adds, of the kinds that have them. */
const ADDED = {
  review: ['status', 'reviewDecision', 'trailers', 'states'],
  versions: ['versions', 'dependencies', 'related'],
  body: ['content'],
  diff: ['diff'],
  comments: ['comments'],
} as const;

const TEXTS: ReadonlySet<string> = new Set(['content', 'diff', 'comments']);

/** `pwg show`: shows objects; several are loaded with one request. */
export async function show(
  session: Session,
  texts: readonly string[],
  flags: ShowFlags,
): Promise<void> {
  const references = texts.map((text) => parseReference(text, flags.type));
  const given = (Object.keys(ADDED) as (keyof typeof ADDED)[]).filter((flag) => flags[flag]);
  const extra = given.flatMap((flag) => [...ADDED[flag]]);
  const layout = readLayout(session.flags, OBJECT_KINDS, extra);
  const namesOf = (kind: Kind): readonly string[] =>
    layout.format === 'table' ? [...(PLAIN[kind.typeName] ?? []), ...extra] : layout.names;
  const found = await lookUp(session, { references, kinds: OBJECT_KINDS, fieldsOf: namesOf });
  const nodes = found.flatMap((one) => one.nodes);
  if (layout.format !== 'table') {
    printRows(session, layout, OBJECT_KINDS, nodes);
    return;
  }
  if (nodes.length > 0) session.noteResult();
  for (const node of nodes) reportUnknown(session, node, given);
  session.print(nodes.map((node) => formatObject(session, node, namesOf)).join('\n'));
}

/** Reports flags that add nothing to an object, because its kind has no such fields. */
function reportUnknown(
  session: Session,
  node: JsonObject,
  given: readonly (keyof typeof ADDED)[],
): void {
  const fields = kindOf(node, OBJECT_KINDS)?.fields ?? [];
  const unknown = given.filter((flag) => {
    const added: readonly string[] = ADDED[flag];
    return !fields.some(({ name }) => added.includes(name));
  });
  if (unknown.length === 0) return;
  const flags = unknown.map((flag) => `--${flag}`).join(', ');
  const type = textAt(node, '__typename').toLowerCase();
  session.warn(`${nameOf(node)}: not available for a ${type}: ${flags}`);
}

function formatObject(
  session: Session,
  node: JsonObject,
  namesOf: (kind: Kind) => readonly string[],
): string {
  const kind = kindOf(node, OBJECT_KINDS);
  if (kind === undefined) return '';
  const names = namesOf(kind);
  const pairs = names.flatMap((name) => pairOf(session, kind, node, name));
  const texts = ['content', 'diff']
    .filter((name) => names.includes(name))
    .map((name) => kind.fields.find((field) => field.name === name)?.read(node))
    .flatMap((text) => (typeof text === 'string' && text !== '' ? [plainText(text)] : []));
  return [
    formatPairs(pairs, session.style),
    ...texts.map((text) => `\n${text.trimEnd()}\n`),
    ...(names.includes('comments') ? listOf(valueAt(node, 'comments')).map(formatComment) : []),
  ].join('');
}

function pairOf(
  session: Session,
  kind: Kind,
  node: JsonObject,
  name: string,
): readonly (readonly [string, string])[] {
  const known = kind.fields.find((field) => field.name === name);
  if (known === undefined || TEXTS.has(name)) return [];
  const { header } = known.column;
  const label = header.charAt(0).toUpperCase() + header.slice(1);
  const now = session.io.now();
  if (name === 'submitter') return [[label, formatPerson(known.read(node))]];
  if (name === 'date') return [[label, showDate(known.read(node), now)]];
  return [[label, textOf(known, node, now)]];
}

function formatPerson(person: Json): string {
  const name = textAt(person, 'name');
  const email = textAt(person, 'email');
  return name === '' ? email : `${name} <${email}>`;
}

function formatComment(comment: Json): string {
  const who = plainLine(formatPerson(valueAt(comment, 'submitter')));
  const when = formatDate(textAt(comment, 'date'));
  return `\n--- ${who}, ${when}\n\n${plainText(textAt(comment, 'content')).trimEnd()}\n`;
}
