import {
  field,
  readPerson,
  selectionOf,
  showAge,
  showEnum,
  showPerson,
  type Kind,
} from '../fields/Field.js';
import { listOf } from '../json.js';
import { printRows, readLayout } from '../output/printRows.js';
import { usageError } from '../PwgError.js';
import { readPages } from '../readPages.js';
import type { Session } from '../Session.js';

/** Flags of `pwg queue`. */
export interface QueueFlags {
  readonly me?: readonly string[];
  readonly waitingOn?: readonly string[];
  readonly submitter?: readonly string[];
  readonly delegate?: readonly string[];
  readonly limit: number;
}

/** Series that require action. @internal */
export const QUEUE_ITEM: Kind = {
  typeName: 'QueueItem',
  fields: [
    field('id', 'series { id }', { read: 'series.id' }),
    field('instance', 'series { instance { name } }', { read: 'series.instance.name' }),
    field('number', 'series { databaseId }', {
      read: 'series.databaseId',
      header: 'ID',
      alignment: 'right',
    }),
    field('project', 'series { project { linkName } }', { read: 'series.project.linkName' }),
    field('date', 'series { date }', { read: 'series.date', show: showAge }),
    field('name', 'series { name }', { read: 'series.name', isFlexible: true, isMain: true }),
    field('version', 'series { version }', {
      read: 'series.version',
      show: (value) => (typeof value === 'number' ? `v${String(value)}` : ''),
    }),
    field('submitter', 'series { submitter { name email } }', {
      read: readPerson('series.submitter'),
      show: showPerson,
      isFlexible: true,
    }),
    field('webUrl', 'series { webUrl }', { read: 'series.webUrl', header: 'URL' }),
    field('waitingOn', 'waitingOn', { header: 'waiting on', show: showEnum }),
    field('waitingSince', 'waitingSince', { header: 'since', show: showAge }),
    field('reasons', 'reasons', {
      show: (value) => listOf(value).map(showEnum).join(', '),
      isFlexible: true,
    }),
  ],
};

/** Sections of the table, ordered by what concerns a maintainer first. */
const SECTIONS = [
  ['MAINTAINER', 'Waiting for a maintainer'],
  ['REVIEWERS', 'Waiting for reviewers'],
  ['AUTHOR', 'Waiting for the author'],
  ['NOBODY', 'Replaced by a newer version'],
] as const;

const COLUMNS = ['instance', 'number', 'waitingSince', 'version', 'name', 'submitter', 'reasons'];

/** `pwg queue`: series that require action, over all instances. */
export async function queue(session: Session, flags: QueueFlags): Promise<void> {
  const layout = readLayout(session.flags, [QUEUE_ITEM], COLUMNS);
  const names = [...layout.names, 'waitingOn'];
  const document = `query Queue($instances: [String!], $filter: QueueFilter, $first: Int!, $after: String) {
    reviewQueue(instances: $instances, filter: $filter, first: $first, after: $after) {
      nodes { ${selectionOf(QUEUE_ITEM, names)} } pageInfo { hasNextPage endCursor } ${session.sources}
    }
  }`;
  const nodes = await readPages(session, {
    document,
    root: 'reviewQueue',
    variables: { instances: session.instances, filter: filterOf(session, flags) },
    limit: flags.limit,
  });
  if (layout.format !== 'table' || nodes.length === 0) {
    printRows(session, layout, [QUEUE_ITEM], nodes);
    return;
  }
  let isFirst = true;
  for (const [waitingOn, title] of SECTIONS) {
    const section = nodes.filter((node) => node['waitingOn'] === waitingOn);
    if (section.length === 0) continue;
    session.print(`${isFirst ? '' : '\n'}${title} (${String(section.length)})\n\n`);
    isFirst = false;
    printRows(session, layout, [QUEUE_ITEM], section);
  }
}

function filterOf(session: Session, flags: QueueFlags): Readonly<Record<string, unknown>> {
  const known: readonly string[] = SECTIONS.map(([name]) => name.toLowerCase());
  const unknown = flags.waitingOn?.find((name) => !known.includes(name.toLowerCase()));
  if (unknown !== undefined) {
    throw usageError(`--waiting-on: "${unknown}" is not one of ${known.join(', ')}`);
  }
  const filter = {
    project: session.projects,
    me: flags.me,
    submitter: flags.submitter,
    delegate: flags.delegate,
    waitingOn: flags.waitingOn?.map((name) => name.toUpperCase()),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
