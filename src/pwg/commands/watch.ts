import { setTimeout as sleep } from 'node:timers/promises';
import { field, selectionOf, showEnum, type Kind } from '../fields/Field.js';
import { listOf, objectOf, textAt, valueAt, type Json, type JsonObject } from '../json.js';
import { formatDate } from '../output/formatAge.js';
import { plainLine } from '../output/plainText.js';
import { readLayout, type Layout } from '../output/printRows.js';
import { pickFields } from '../fields/Field.js';
import { rootOf, type Session } from '../Session.js';

/** Flags of `pwg watch`. */
export interface WatchFlags {
  readonly category?: readonly string[];
  /** Seconds between requests, if the gateway does not follow events. */
  readonly interval: number;
}

const ON = (types: readonly string[], selection: string): string =>
  types.map((type) => `... on ${type}Event { ${selection} }`).join(' ');
const OF_PATCHES = [
  'PatchCreated',
  'PatchCompleted',
  'PatchStateChanged',
  'PatchDelegated',
  'PatchRelationChanged',
  'CheckCreated',
  'PatchCommentCreated',
];
const OF_SERIES = ['SeriesCreated', 'SeriesCompleted'];
const OF_COVERS = ['CoverCreated', 'CoverCommentCreated'];
const readSubject =
  (name: string) =>
  (node: JsonObject): Json => {
    const subject = valueAt(node, name);
    return subject === null
      ? null
      : { number: valueAt(subject, 'databaseId'), name: valueAt(subject, 'name') };
  };

/** Events. @internal */
export const EVENT: Kind = {
  typeName: 'Event',
  fields: [
    field('id', 'id'),
    field('instance', 'instance { name }', { read: 'instance.name' }),
    field('category', 'category', { show: showEnum }),
    field('project', 'project { linkName }', { read: 'project.linkName' }),
    field('date', 'date'),
    field('actor', 'actor { username }', { read: 'actor.username' }),
    field('patch', ON(OF_PATCHES, 'patch { databaseId name }'), { read: readSubject('patch') }),
    field('series', ON(OF_SERIES, 'series { databaseId name }'), { read: readSubject('series') }),
    field('cover', ON(OF_COVERS, 'cover { databaseId name }'), { read: readSubject('cover') }),
    field('state', ON(['PatchStateChanged'], 'currentState { slug }'), {
      read: 'currentState.slug',
    }),
    field('delegate', ON(['PatchDelegated'], 'currentDelegate { username }'), {
      read: 'currentDelegate.username',
    }),
    field('check', ON(['CheckCreated'], 'check { state context }'), {
      read: (node) => node['check'] ?? null,
    }),
  ],
};

const ALL = EVENT.fields.map(({ name }) => name);
const GAPS = 'gaps { instance { name } reason }';

/** `pwg watch`: prints events as they happen, until it is interrupted. */
export async function watch(session: Session, flags: WatchFlags): Promise<void> {
  const layout = readLayout(session.flags, [EVENT], ALL);
  const filter = {
    ...(session.projects !== undefined && { project: session.projects }),
    ...(flags.category !== undefined && {
      category: flags.category.map((one) => one.toUpperCase().replaceAll('-', '_')),
    }),
  };
  session.noteResult();
  try {
    if (await isFollowed(session)) await follow(session, layout, filter);
    else await poll(session, layout, filter, flags.interval);
  } catch (error) {
    if (!session.io.signal.aborted) throw error;
  }
}

/** Whether the gateway follows all servers that are watched. */
async function isFollowed(session: Session): Promise<boolean> {
  if (session.connection.gateway === undefined) return false;
  const data = await session.query(
    'query Live($instances: [String!]) { live(instances: $instances) { state } }',
    { instances: session.instances },
  );
  const states = listOf(data['live']).map((one) => textAt(one, 'state'));
  return states.length > 0 && !states.includes('OFF');
}

async function follow(session: Session, layout: Layout, filter: object): Promise<void> {
  const { signal } = session.io;
  const document = `subscription Watch($instances: [String!], $filter: EventFilter, $after: String) {
    events(instances: $instances, filter: $filter, after: $after) {
      cursor events { ${selectionOf(EVENT, layout.names)} ${selectionOf(EVENT, ALL)} } ${GAPS} ${session.sources}
    }
  }`;
  let after: string | null = null;
  let hasEnded = false;
  while (!signal.aborted) {
    // The gateway completes subscriptions when it restarts, and after some time; they resume after the cursor.
    if (hasEnded) await sleep(RECONNECT_MS, undefined, { signal });
    const variables = { instances: session.instances, filter, after };
    for await (const answer of session.door.subscribe(document, variables, signal) ?? []) {
      const delivery = rootOf(session.take(answer), 'events');
      after = textAt(delivery, 'cursor') || after;
      for (const gap of listOf(delivery['gaps'])) {
        session.warn(
          `${textAt(gap, 'instance.name')}: events may have been missed (${textAt(gap, 'reason')})`,
        );
      }
      for (const event of listOf(delivery['events'])) print(session, layout, objectOf(event));
    }
    hasEnded = true;
  }
}

const RECONNECT_MS = 1_000;
/** Events can become visible some seconds late, out of order: this span is read again, and repeats are skipped. */
const OVERLAP_MS = 120_000;

async function poll(
  session: Session,
  layout: Layout,
  filter: object,
  interval: number,
): Promise<void> {
  const { signal, now } = session.io;
  const document = `query Poll($instances: [String!], $filter: EventFilter, $after: String) {
    events(instances: $instances, filter: $filter, after: $after, first: 250, orderBy: { direction: ASC }) {
      nodes { ${selectionOf(EVENT, ALL)} } pageInfo { hasNextPage endCursor } ${session.sources}
    }
  }`;
  const start = now();
  let since = start;
  const seen = new Map<string, number>();
  while (!signal.aborted) {
    const readAt = now();
    let after: string | null = null;
    do {
      const variables = {
        instances: session.instances,
        filter: { ...filter, since: new Date(since - OVERLAP_MS).toISOString() },
        after,
      };
      const page = rootOf(await session.query(document, variables), 'events');
      for (const event of listOf(page['nodes']).map(objectOf)) {
        const id = textAt(event, 'id');
        const time = Date.parse(textAt(event, 'date'));
        // Events before the start are not new, even if they are read again.
        if (!seen.has(id) && time >= Math.floor(start / 1_000) * 1_000)
          print(session, layout, event);
        seen.set(id, time);
      }
      const hasMore = valueAt(page, 'pageInfo.hasNextPage') === true;
      after =
        hasMore && listOf(page['nodes']).length > 0
          ? textAt(page, 'pageInfo.endCursor') || null
          : null;
    } while (after !== null);
    since = readAt;
    for (const [id, time] of seen) if (time < since - 2 * OVERLAP_MS) seen.delete(id);
    await sleep(interval * 1_000, undefined, { signal });
  }
}

/** Formats an event as a line: text, or JSON. */
function print(session: Session, { format, names }: Layout, event: JsonObject): void {
  if (format !== 'table') {
    session.print(`${JSON.stringify(pickFields(EVENT, event, names))}\n`);
    return;
  }
  const subject = ['patch', 'cover', 'series'].find((name) => valueAt(event, name) !== null);
  const number =
    subject === undefined ? '' : `${subject}/${textAt(event, `${subject}.databaseId`)}`;
  const detail =
    textAt(event, 'currentState.slug') ||
    textAt(event, 'currentDelegate.username') ||
    [textAt(event, 'check.context'), showEnum(valueAt(event, 'check.state'))]
      .filter(Boolean)
      .join(': ');
  const parts = [
    formatDate(textAt(event, 'date')),
    textAt(event, 'instance.name'),
    showEnum(valueAt(event, 'category')),
    number,
    detail === '' ? '' : `[${detail}]`,
    subject === undefined ? '' : textAt(event, `${subject}.name`),
  ];
  session.print(`${plainLine(parts.filter(Boolean).join('  '))}\n`);
}
