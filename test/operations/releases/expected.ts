import { DateTime } from 'luxon';
import type { Json, Rest } from './readRest.js';

// The expected fields in the graph for each REST object. They are derived from the contract and share
// no code with the program.

type Graph = Readonly<Record<string, unknown>>;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const orNull = (value: Json | undefined): Json => value ?? null;
const utc = (value: Json | undefined): Json => (typeof value === 'string' ? `${value}Z` : null);
const object = (value: Json | undefined): Rest | null =>
  typeof value === 'object' && value !== null ? (value as Rest) : null;
const list = (value: Json | undefined): readonly Rest[] | null =>
  Array.isArray(value) ? (value as readonly Rest[]) : null;
const map = <T>(value: Json | undefined, use: (item: Rest) => T): readonly T[] | null =>
  list(value)?.map(use) ?? null;
const maybe = <T>(value: Json | undefined, use: (item: Rest) => T): T | null => {
  const found = object(value);
  return found === null ? null : use(found);
};

/** A stamp of a server's own clock, in UTC; microseconds survive. */
function stampToUtc(stamp: Json | undefined, zone: string): string | null {
  if (typeof stamp !== 'string') return null;
  const [seconds = '', fraction] = stamp.split('.');
  const instant = DateTime.fromISO(seconds, { zone }).toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss");
  return `${instant}${fraction === undefined ? '' : `.${fraction}`}Z`;
}

const MAIL = 'databaseId messageId date name listArchiveUrl webUrl url mboxUrl';
const mail = (row: Rest): Graph => ({
  databaseId: row['id'],
  messageId: text(row['msgid']).replace(/^<|>$/g, ''),
  date: utc(row['date']),
  name: row['name'],
  listArchiveUrl: orNull(row['list_archive_url']),
  webUrl: orNull(row['web_url']),
  url: row['url'],
  mboxUrl: orNull(row['mbox']),
});

const PROJECT = `databaseId name linkName listId listEmail webUrl scmUrl webscmUrl
  listArchiveUrl listArchiveUrlFormat commitUrlFormat url`;
const project = (row: Rest): Graph => ({
  databaseId: row['id'],
  name: row['name'],
  linkName: row['link_name'],
  listId: row['list_id'],
  listEmail: row['list_email'],
  webUrl: row['web_url'],
  scmUrl: row['scm_url'],
  webscmUrl: row['webscm_url'],
  listArchiveUrl: orNull(row['list_archive_url']),
  listArchiveUrlFormat: orNull(row['list_archive_url_format']),
  commitUrlFormat: orNull(row['commit_url_format']),
  url: row['url'],
});

export const FULL_PROJECT = `${PROJECT} subjectMatch showDependencies
  maintainers { username firstName lastName email }`;
export const fullProject = (row: Rest): Graph => ({
  ...project(row),
  subjectMatch: orNull(row['subject_match']),
  showDependencies: orNull(row['show_dependencies']),
  maintainers: map(row['maintainers'], ({ username, first_name, last_name, email }) => ({
    username,
    firstName: first_name,
    lastName: last_name,
    email,
  })),
});

export const PERSON = 'databaseId url name email';
export const person = ({ id, url, name, email }: Rest): Graph => ({
  databaseId: id,
  url,
  name,
  email,
});

export const USER = 'databaseId url username firstName lastName email';
export const user = ({ id, url, username, first_name, last_name, email }: Rest): Graph => ({
  databaseId: id,
  url,
  username,
  firstName: first_name,
  lastName: last_name,
  email,
});

const SERIES = 'databaseId url webUrl name date version mboxUrl';
const series = (row: Rest): Graph => ({
  databaseId: row['id'],
  url: row['url'],
  webUrl: orNull(row['web_url']),
  name: row['name'],
  date: utc(row['date']),
  version: row['version'],
  mboxUrl: row['mbox'],
});

const idOf = (address: Json): number => Number(/(\d+)\/$/.exec(text(address))?.[1]);

export const FULL_SERIES = `${SERIES} total receivedTotal receivedAll submitter { ${PERSON} }
  project { ${PROJECT} } coverLetter { ${MAIL} } patches { ${MAIL} }
  dependencies { databaseId } dependents { databaseId }`;
/** @param numberOf returns a patch's number within its series, as stored in the database. */
export const fullSeries = (row: Rest, numberOf: (patchId: number) => number): Graph => ({
  ...series(row),
  total: row['total'],
  receivedTotal: row['received_total'],
  receivedAll: row['received_all'],
  submitter: maybe(row['submitter'], person),
  project: maybe(row['project'], project),
  coverLetter: maybe(row['cover_letter'], mail),
  patches: [...(list(row['patches']) ?? [])]
    .sort((left, right) => numberOf(Number(left['id'])) - numberOf(Number(right['id'])))
    .map(mail),
  dependencies:
    (row['dependencies'] as readonly string[] | undefined)?.map((address) => ({
      databaseId: idOf(address),
    })) ?? null,
  dependents:
    (row['dependents'] as readonly string[] | undefined)?.map((address) => ({
      databaseId: idOf(address),
    })) ?? null,
});

/** One entry per occurrence; for names that differ in case and repeat all values, the first. */
function headers(value: Json | undefined): readonly Graph[] {
  const seen = new Set<string>();
  return Object.entries(object(value) ?? {}).flatMap(([name, raw]) => {
    if (seen.has(name.toLowerCase())) return [];
    seen.add(name.toLowerCase());
    return (Array.isArray(raw) ? (raw as readonly Json[]) : [raw]).map((one) => ({
      name,
      raw: one,
    }));
  });
}

export const PATCH = `${MAIL} state { slug } archived hash commitRef pullUrl check tags { name }
  project { ${PROJECT} } submitter { ${PERSON} } delegate { ${USER} } series { ${SERIES} }
  related { ${MAIL} }`;
export const patch = (row: Rest): Graph => ({
  ...mail(row),
  state: { slug: row['state'] },
  archived: row['archived'],
  hash: row['hash'],
  commitRef: row['commit_ref'],
  pullUrl: row['pull_url'],
  check: text(row['check']).toUpperCase(),
  tags: [],
  project: maybe(row['project'], project),
  submitter: maybe(row['submitter'], person),
  delegate: maybe(row['delegate'], user),
  series: map(row['series'], series)?.[0] ?? null,
  related: map(row['related'], mail),
});

export const FULL_PATCH = `${PATCH} headers { name raw } content diff prefixes`;
export const fullPatch = (row: Rest): Graph => ({
  ...patch(row),
  headers: headers(row['headers']),
  content: row['content'],
  diff: row['diff'],
  prefixes: row['prefixes'],
});

export const FULL_COVER = `${MAIL} project { ${PROJECT} } submitter { ${PERSON} }
  series { ${SERIES} } headers { name raw } content`;
export const fullCover = (row: Rest): Graph => ({
  ...mail(row),
  project: maybe(row['project'], project),
  submitter: maybe(row['submitter'], person),
  series: map(row['series'], series)?.[0] ?? null,
  headers: headers(row['headers']),
  content: row['content'],
});

const isEncoded = (subject: Json | undefined): boolean => /\n|=\?/.test(text(subject));

export const COMMENT = `databaseId messageId date subject listArchiveUrl webUrl url content
  addressed submitter { ${PERSON} } headers { name raw }`;
/** Subjects that have to be decoded are omitted: `patch.test.ts` tests them. */
export const comment = (row: Rest): Graph => ({
  databaseId: row['id'],
  messageId: text(row['msgid']).replace(/^<|>$/g, ''),
  date: utc(row['date']),
  subject: isEncoded(row['subject']) ? 'decoded' : row['subject'],
  listArchiveUrl: orNull(row['list_archive_url']),
  webUrl: row['web_url'],
  url: orNull(row['url']),
  content: row['content'],
  addressed: orNull(row['addressed']),
  submitter: maybe(row['submitter'], person),
  headers: headers(row['headers']),
});
/** Hides the fields that {@link comment} omits. */
export const hideDecoded = (answer: Graph, row: Rest | undefined): Graph =>
  row !== undefined && isEncoded(row['subject']) ? { ...answer, subject: 'decoded' } : answer;

export const CHECK = `databaseId url state context description targetUrl date user { ${USER} }
  patch { databaseId }`;
export const check = (row: Rest, patchId: number, zone: string): Graph => ({
  databaseId: row['id'],
  url: row['url'],
  state: text(row['state']).toUpperCase(),
  context: row['context'],
  description: row['description'],
  targetUrl: row['target_url'],
  date: stampToUtc(row['date'], zone),
  user: maybe(row['user'], user),
  patch: { databaseId: patchId },
});

export const BUNDLE = `databaseId url webUrl name public mboxUrl project { ${PROJECT} }
  owner { ${USER} } patches(inOrder: false) { ${MAIL} }`;
export const bundle = (row: Rest): Graph => ({
  databaseId: row['id'],
  url: row['url'],
  webUrl: orNull(row['web_url']),
  name: row['name'],
  public: row['public'],
  mboxUrl: row['mbox'],
  project: maybe(row['project'], project),
  owner: maybe(row['owner'], user),
  patches: map(row['patches'], mail),
});

const EVENT_CHECK = 'databaseId url state context targetUrl date';
const EVENT_COMMENT = 'databaseId messageId date listArchiveUrl webUrl';
export const EVENT = `__typename databaseId category date project { ${PROJECT} } actor { ${USER} }
  ... on CoverCreatedEvent { cover { ${MAIL} } }
  ... on PatchCreatedEvent { patch { ${MAIL} } }
  ... on PatchCompletedEvent { patch { ${MAIL} } series { ${SERIES} } }
  ... on PatchStateChangedEvent {
    patch { ${MAIL} } previousState { slug } currentState { slug }
  }
  ... on PatchDelegatedEvent {
    patch { ${MAIL} } previousDelegate { ${USER} } currentDelegate { ${USER} }
  }
  ... on PatchRelationChangedEvent { patch { ${MAIL} } }
  ... on CheckCreatedEvent { patch { ${MAIL} } check { ${EVENT_CHECK} } }
  ... on SeriesCreatedEvent { series { ${SERIES} } }
  ... on SeriesCompletedEvent { series { ${SERIES} } }
  ... on CoverCommentCreatedEvent { cover { ${MAIL} } comment { ${EVENT_COMMENT} } }
  ... on PatchCommentCreatedEvent { patch { ${MAIL} } comment { ${EVENT_COMMENT} } }`;

const state = (value: Json | undefined): Graph | null =>
  value === null || value === undefined ? null : { slug: value };

/** The expected fields for the payload of each category. */
const PAYLOADS: Readonly<Record<string, (payload: Rest, zone: string) => Graph>> = {
  'cover-created': ({ cover }) => ({ cover: maybe(cover, mail) }),
  'patch-created': (payload) => ({ patch: maybe(payload['patch'], mail) }),
  'patch-completed': (payload) => ({
    patch: maybe(payload['patch'], mail),
    series: maybe(payload['series'], series),
  }),
  'patch-state-changed': (payload) => ({
    patch: maybe(payload['patch'], mail),
    previousState: state(payload['previous_state']),
    currentState: state(payload['current_state']),
  }),
  'patch-delegated': (payload) => ({
    patch: maybe(payload['patch'], mail),
    previousDelegate: maybe(payload['previous_delegate'], user),
    currentDelegate: maybe(payload['current_delegate'], user),
  }),
  'patch-relation-changed': (payload) => ({ patch: maybe(payload['patch'], mail) }),
  'check-created': (payload, zone) => ({
    patch: maybe(payload['patch'], mail),
    check: maybe(payload['check'], (row) => ({
      databaseId: row['id'],
      url: row['url'],
      state: text(row['state']).toUpperCase(),
      context: row['context'],
      targetUrl: row['target_url'],
      date: stampToUtc(row['date'], zone),
    })),
  }),
  'series-created': (payload) => ({ series: maybe(payload['series'], series) }),
  'series-completed': (payload) => ({ series: maybe(payload['series'], series) }),
  'cover-comment-created': (payload) => ({
    cover: maybe(payload['cover'], mail),
    comment: maybe(payload['comment'], eventComment),
  }),
  'patch-comment-created': (payload) => ({
    patch: maybe(payload['patch'], mail),
    comment: maybe(payload['comment'], eventComment),
  }),
};

function eventComment(row: Rest): Graph {
  return {
    databaseId: row['id'],
    messageId: text(row['msgid']).replace(/^<|>$/g, ''),
    date: utc(row['date']),
    listArchiveUrl: orNull(row['list_archive_url']),
    webUrl: row['web_url'],
  };
}

export const event = (row: Rest, zone: string): Graph => {
  const category = text(row['category']);
  const payload = PAYLOADS[category];
  if (payload === undefined) throw new RangeError(`an event of the kind ${category}`);
  const words = category.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return {
    __typename: `${words.join('')}Event`,
    databaseId: row['id'],
    category: category.toUpperCase().replaceAll('-', '_'),
    date: stampToUtc(row['date'], zone),
    project: maybe(row['project'], project),
    actor: maybe(row['actor'], user),
    ...payload(object(row['payload']) ?? {}, zone),
  };
};
