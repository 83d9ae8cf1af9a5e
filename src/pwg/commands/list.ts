import { selectionOf, type Kind } from '../fields/Field.js';
import { COVER, LISTED_BUNDLE, PATCH, SERIES } from '../fields/kinds.js';
import { listOf, textAt, valueAt } from '../json.js';
import { printRows, readLayout } from '../output/printRows.js';
import { PwgError, usageError } from '../PwgError.js';
import { readPages } from '../readPages.js';
import type { Session } from '../Session.js';
import { readDate } from './dates.js';

/** Flags of `pwg list`. */
export interface ListFlags {
  readonly state?: readonly string[];
  readonly submitter?: readonly string[];
  readonly delegate?: readonly string[];
  readonly owner?: readonly string[];
  readonly hash?: string;
  readonly archived?: boolean;
  readonly since?: string;
  readonly before?: string;
  readonly limit: number;
  readonly sort?: string;
}

/** Kinds of lists. */
interface List {
  readonly kind: Kind;
  /** Root field. */
  readonly root: string;
  readonly columns: readonly string[];
  readonly defaultSort: string;
  readonly sorts: readonly string[];
  /** The flags that it accepts, besides those of every list. */
  readonly flags: readonly (keyof ListFlags)[];
}

const BY_DATE = ['date', 'name', 'id'];

/** Lists by the argument that selects them. */
export const LISTS: Readonly<Record<'patch' | 'series' | 'cover' | 'bundle', List>> = {
  patch: {
    kind: PATCH,
    root: 'patches',
    columns: [
      'instance',
      'number',
      'date',
      'name',
      'submitter',
      'state',
      'archived',
      'delegate',
      'check',
    ],
    defaultSort: '-date',
    sorts: BY_DATE,
    flags: ['state', 'submitter', 'delegate', 'hash', 'archived', 'since', 'before'],
  },
  series: {
    kind: SERIES,
    root: 'seriesList',
    columns: ['instance', 'number', 'date', 'version', 'name', 'received', 'submitter'],
    defaultSort: '-date',
    sorts: BY_DATE,
    flags: ['submitter', 'since', 'before'],
  },
  cover: {
    kind: COVER,
    root: 'covers',
    columns: ['instance', 'number', 'date', 'name', 'submitter'],
    defaultSort: '-date',
    sorts: BY_DATE,
    flags: ['submitter', 'since', 'before'],
  },
  bundle: {
    kind: LISTED_BUNDLE,
    root: 'bundles',
    columns: ['instance', 'number', 'name', 'owner', 'public', 'project'],
    defaultSort: 'name',
    sorts: ['name', 'id'],
    flags: ['owner'],
  },
};

/** As in git-pw: patches that wait for review. */
const DEFAULT_STATES = ['new', 'under-review'];

/** `pwg list`: rows of one kind over all instances, with the filters of git-pw. */
export async function list(
  session: Session,
  what: keyof typeof LISTS,
  words: readonly string[],
  flags: ListFlags,
): Promise<void> {
  const { kind, root, columns, ...rest } = LISTS[what];
  refuseOtherFlags(what, flags);
  const layout = readLayout(session.flags, [kind], columnsOf(session, columns, flags));
  const filter = await filterOf(session, what, words, flags);
  const type = kind.typeName;
  const document = `query List($instances: [String!], $filter: ${type}Filter, $order: ${type}Order, $first: Int!, $after: String) {
    ${root}(instances: $instances, filter: $filter, orderBy: $order, first: $first, after: $after) {
      nodes { ${selectionOf(kind, layout.names)} } pageInfo { hasNextPage endCursor } ${session.sources}
    }
  }`;
  const order = orderOf(flags.sort ?? rest.defaultSort, rest.sorts);
  const nodes = await readPages(session, {
    document,
    root,
    variables: { instances: session.instances, filter, order },
    limit: flags.limit,
  });
  printRows(session, layout, [kind], nodes);
}

function columnsOf(
  { instances, connection }: Session,
  columns: readonly string[],
  flags: ListFlags,
): readonly string[] {
  const isOneInstance = instances?.length === 1 || connection.servers.length === 1;
  const hidden = new Set([
    ...(isOneInstance ? ['instance'] : []),
    ...(flags.archived === true ? [] : ['archived']),
  ]);
  return columns.filter((name) => !hidden.has(name));
}

function refuseOtherFlags(what: keyof typeof LISTS, flags: ListFlags): void {
  const known: readonly string[] = [...LISTS[what].flags, 'limit', 'sort'];
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  const other = given.find(
    ([name]) =>
      !known.includes(name) && LISTS.patch.flags.concat('owner').some((flag) => flag === name),
  );
  if (other !== undefined) throw usageError(`--${other[0]} is not a filter of ${what} lists`);
}

async function filterOf(
  session: Session,
  what: keyof typeof LISTS,
  words: readonly string[],
  flags: ListFlags,
): Promise<Readonly<Record<string, unknown>>> {
  const now = session.io.now();
  const states = flags.state ?? DEFAULT_STATES;
  const filter = {
    project: session.projects,
    q: words.length === 0 ? undefined : words.join(' '),
    since: flags.since && readDate(flags.since, '--since', now),
    before: flags.before && readDate(flags.before, '--before', now),
    submitter: flags.submitter && (await addressesOf(session, flags.submitter)),
    hash: flags.hash,
    owner: flags.owner && (await usernamesOf(session, flags.owner)),
    delegate: flags.delegate && (await usernamesOf(session, flags.delegate)),
    ...(what === 'patch' && {
      state: states.includes('any') ? undefined : states,
      archived: flags.archived === true ? undefined : false,
    }),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** @throws PwgError for an unknown field. */
function orderOf(sort: string, sorts: readonly string[]): Readonly<Record<string, string>> {
  const name = sort.replace(/^[-+]/, '');
  if (!sorts.includes(name)) {
    throw usageError(
      `--sort: "${sort}" is not one of ${sorts.flatMap((one) => [one, `-${one}`]).join(', ')}`,
    );
  }
  return { field: name.toUpperCase(), direction: sort.startsWith('-') ? 'DESC' : 'ASC' };
}

/** Keeps addresses; looks up names, as far as the token permits. */
async function addressesOf(
  session: Session,
  submitters: readonly string[],
): Promise<readonly string[]> {
  return await resolve(session, submitters, {
    isResolved: (text) => text.includes('@'),
    root: 'people',
    type: 'PersonFilter',
    field: 'email',
    hint: 'use an email address, or pwg search f:NAME',
  });
}

/** Keeps usernames; looks up addresses. */
async function usernamesOf(session: Session, users: readonly string[]): Promise<readonly string[]> {
  return await resolve(session, users, {
    isResolved: (text) => !text.includes('@'),
    root: 'users',
    type: 'UserFilter',
    field: 'username',
    hint: 'use a username',
  });
}

/** Rows of the only page that is read. */
const MOST_MATCHES = 250;

interface Resolution {
  readonly isResolved: (text: string) => boolean;
  readonly root: string;
  readonly type: string;
  readonly field: string;
  readonly hint: string;
}

async function resolve(
  session: Session,
  texts: readonly string[],
  { isResolved, root, type, field, hint }: Resolution,
): Promise<readonly string[]> {
  const asked = texts.filter((text) => !isResolved(text));
  if (asked.length === 0) return texts;
  const variables = Object.fromEntries(asked.map((q, index) => [`f${String(index)}`, { q }]));
  const roots = asked.map((_, index) => {
    const key = String(index);
    return `r${key}: ${root}(instances: $instances, filter: $f${key}, first: ${String(MOST_MATCHES)}) { nodes { ${field} } pageInfo { hasNextPage } ${session.sources} }`;
  });
  const data = await session.query(
    `query Resolve($instances: [String!], ${asked.map((_, index) => `$f${String(index)}: ${type}`).join(', ')}) { ${roots.join(' ')} }`,
    { ...variables, instances: session.instances },
  );
  const found = asked.map((text, index) => {
    const nodes = listOf(valueAt(data, `r${String(index)}.nodes`));
    const values = nodes.map((node) => textAt(node, field)).filter(Boolean);
    if (values.length === 0) throw new PwgError(`"${text}": no such user or person found; ${hint}`);
    if (valueAt(data, `r${String(index)}.pageInfo.hasNextPage`) === true) {
      throw usageError(`"${text}": more than ${String(MOST_MATCHES)} match; ${hint}`);
    }
    return values;
  });
  return [...texts.filter(isResolved), ...new Set(found.flat())];
}
