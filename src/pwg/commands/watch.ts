import { setTimeout as sleep } from 'node:timers/promises';
import { field, selectionOf, showEnum, type Kind } from '../fields/Field.js';
import { listOf, objectOf, textAt, valueAt, type Json, type JsonObject } from '../json.js';
import { formatDate } from '../output/formatAge.js';
import { plainJson, plainLine } from '../output/plainText.js';
import { formatCsvRow, readLayout, type Layout } from '../output/printRows.js';
import { pickFields } from '../fields/Field.js';
import { EXIT, PwgError } from '../PwgError.js';
import { rootOf, type Session } from '../Session.js';
import { EventPoll, type EventSpan } from './EventPoll.js';

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
  if (layout.format === 'csv') session.print(formatCsvRow(layout.names));
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
  let attempts = 0;
  let hasWorked = false;
  while (!signal.aborted) {
    // The gateway completes subscriptions when it restarts, and after some time; they resume after the cursor.
    if (attempts > 0) await sleep(reconnectDelayMs(attempts), undefined, { signal });
    attempts += 1;
    const variables = { instances: session.instances, filter, after };
    try {
      for await (const answer of session.door.subscribe(document, variables, signal) ?? []) {
        session.startRound();
        const delivery = rootOf(session.take(answer), 'events');
        hasWorked = true;
        attempts = 1;
        after = textAt(delivery, 'cursor') || after;
        for (const gap of listOf(delivery['gaps'])) {
          session.reportAgain(
            `${textAt(gap, 'instance.name')}: events may have been missed (${textAt(gap, 'reason')})`,
          );
        }
        for (const event of listOf(delivery['events'])) print(session, layout, objectOf(event));
      }
    } catch (error) {
      reportLoss(session, error, hasWorked);
    }
  }
}

function reconnectDelayMs(attempts: number): number {
  return Math.min(MAX_RECONNECT_MS, RECONNECT_MS * 2 ** (attempts - 1));
}

/** Reports a failure after which the watch goes on. @throws the error of a watch that never worked, or was ended. */
function reportLoss(session: Session, error: unknown, hasWorked: boolean): void {
  const isTemporary = error instanceof PwgError && error.exitCode === EXIT.failed;
  if (session.io.signal.aborted || !hasWorked || !isTemporary) throw error;
  session.reportPartial(`${error.message}; trying again`);
}

const RECONNECT_MS = 1_000;
const MAX_RECONNECT_MS = 60_000;

async function poll(
  session: Session,
  layout: Layout,
  filter: object,
  interval: number,
): Promise<void> {
  const { signal, now } = session.io;
  const events = new EventPoll(
    (instances, since) => readEvents(session, filter, instances ?? session.instances, since),
    now(),
  );
  let hasWorked = false;
  while (!signal.aborted) {
    session.startRound();
    try {
      await events.round(now(), (event) => {
        print(session, layout, event);
      });
      hasWorked = true;
    } catch (error) {
      reportLoss(session, error, hasWorked);
    }
    await sleep(interval * 1_000, undefined, { signal });
  }
}

/** Statuses of a source that may have more events than it gave. */
const LACKING: ReadonlySet<string> = new Set(['FAILED', 'TIMED_OUT', 'PARTIAL', 'STALE']);

async function readEvents(
  session: Session,
  filter: object,
  instances: readonly string[] | undefined,
  since: number,
): Promise<EventSpan> {
  const document = `query Poll($instances: [String!], $filter: EventFilter, $after: String) {
    events(instances: $instances, filter: $filter, after: $after, first: 250, orderBy: { direction: ASC }) {
      nodes { ${selectionOf(EVENT, ALL)} } pageInfo { hasNextPage endCursor } ${session.sources}
    }
  }`;
  const events: JsonObject[] = [];
  const lacking = new Set<string>();
  let after: string | null = null;
  do {
    const variables = {
      instances,
      filter: { ...filter, since: new Date(since).toISOString() },
      after,
    };
    const page = rootOf(await session.query(document, variables), 'events');
    const nodes = listOf(page['nodes']).map(objectOf);
    events.push(...nodes);
    for (const source of listOf(page['sources'])) {
      if (LACKING.has(textAt(source, 'status'))) lacking.add(textAt(source, 'instance'));
    }
    const hasMore = valueAt(page, 'pageInfo.hasNextPage') === true && nodes.length > 0;
    after = hasMore ? textAt(page, 'pageInfo.endCursor') || null : null;
  } while (after !== null);
  return { events, lacking };
}

/** Prints an event as a line: text, JSON, or a row of CSV. */
function print(session: Session, { format, names }: Layout, event: JsonObject): void {
  if (format === 'json') {
    session.print(`${plainJson(pickFields(EVENT, event, names))}\n`);
    return;
  }
  if (format === 'csv') {
    session.printForeign(formatCsvRow(Object.values(pickFields(EVENT, event, names))));
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
