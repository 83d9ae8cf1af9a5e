import { listOf, objectOf, textAt, valueAt, type Json } from '../json.js';
import {
  field,
  readMember,
  readMembers,
  readPerson,
  showAge,
  showEnum,
  showMembers,
  showPerson,
  type Field,
  type Kind,
} from './Field.js';

const IDENTITY: readonly Field[] = [
  field('id', 'id'),
  field('type', '__typename', { read: '__typename', show: showEnum }),
  field('instance', 'instance { name }', { read: 'instance.name' }),
  field('number', 'databaseId', { read: 'databaseId', header: 'ID', alignment: 'right' }),
];
const PROJECT = field('project', 'project { linkName }', { read: 'project.linkName' });
const DATE = field('date', 'date', { show: showAge });
const NAME = field('name', 'name', { isFlexible: true, isMain: true });
const SUBMITTER = field('submitter', 'submitter { name email }', {
  read: readPerson('submitter'),
  show: showPerson,
  isFlexible: true,
});
const WEB_URL = field('webUrl', 'webUrl', { header: 'URL', isFlexible: true });
const MBOX_URL = field('mboxUrl', 'mboxUrl', { header: 'mbox', isFlexible: true });
const MESSAGE_ID = field('messageId', 'messageId', { header: 'Message-ID', isFlexible: true });
const ARCHIVE_URL = field('listArchiveUrl', 'listArchiveUrl', {
  header: 'archive',
  isFlexible: true,
});
const CONTENT = field('content', 'content', { isFlexible: true });
const COMMENT_COUNT = field('commentCount', 'commentCount', {
  header: 'comments',
  alignment: 'right',
});

const TRAILERS = field('trailers', 'trailers { name value }', {
  read: ({ trailers }) =>
    trailers == null
      ? null
      : listOf(trailers).map((one) => `${textAt(one, 'name')}: ${textAt(one, 'value')}`),
  isFlexible: true,
});
const COMMENTS = field(
  'comments',
  'comments { messageId date submitter { name email } content addressed }',
  {
    read: ({ comments }) =>
      comments == null
        ? null
        : listOf(comments).map((comment) => ({
            messageId: valueAt(comment, 'messageId'),
            date: valueAt(comment, 'date'),
            submitter: readPerson('submitter')(objectOf(comment)),
            addressed: valueAt(comment, 'addressed'),
            content: valueAt(comment, 'content'),
          })),
  },
);

/** Patches. */
export const PATCH: Kind = {
  typeName: 'Patch',
  fields: [
    ...IDENTITY,
    PROJECT,
    DATE,
    NAME,
    SUBMITTER,
    field('state', 'state { slug }', { read: 'state.slug' }),
    field('category', 'state { category }', { read: 'state.category', show: showEnum }),
    field('archived', 'archived'),
    field('delegate', 'delegate { username }', { read: 'delegate.username', isFlexible: true }),
    field('check', 'check', { show: showEnum }),
    field('series', 'series { databaseId name }', {
      read: ({ series = null }) => readMember(series),
      show: (value) => (value === null ? '' : showMembers([value])),
      isFlexible: true,
    }),
    field('hash', 'hash'),
    field('commitRef', 'commitRef', { header: 'commit' }),
    field('pullUrl', 'pullUrl', { header: 'pull', isFlexible: true }),
    MESSAGE_ID,
    WEB_URL,
    MBOX_URL,
    ARCHIVE_URL,
    CONTENT,
    field('diff', 'diff'),
    field('files', 'files { path additions deletions }', {
      read: ({ files }) => files ?? null,
      show: showFiles,
    }),
    field('tags', 'tags { name value }', {
      read: ({ tags }) => tags ?? null,
      show: (value) =>
        listOf(value)
          .map((tag) => `${textAt(tag, 'name')}: ${textAt(tag, 'value')}`)
          .join('\n'),
    }),
    TRAILERS,
    field('reviewDecision', 'reviewDecision', { header: 'review', show: showEnum }),
    field('related', 'related { databaseId name }', {
      read: readMembers('related'),
      show: showMembers,
    }),
    COMMENTS,
    COMMENT_COUNT,
    field('checks', 'checks { state context description targetUrl date user { username } }', {
      read: ({ checks }) => checks ?? null,
      show: (value) =>
        listOf(value)
          .map((check) => `${textAt(check, 'context')}: ${showEnum(valueAt(check, 'state'))}`)
          .join('\n'),
    }),
  ],
};

function showFiles(value: Json): string {
  return listOf(value)
    .map((file) => {
      return `${textAt(file, 'path')}  +${textAt(file, 'additions')} -${textAt(file, 'deletions')}`;
    })
    .join('\n');
}

/** Series. */
export const SERIES: Kind = {
  typeName: 'Series',
  fields: [
    ...IDENTITY,
    PROJECT,
    DATE,
    NAME,
    SUBMITTER,
    field('version', 'version', {
      show: (value) => (typeof value === 'number' ? `v${String(value)}` : ''),
    }),
    field('received', 'receivedTotal total', {
      read: ({ receivedTotal, total }) => ({ received: receivedTotal, total }),
      show: (value) => {
        const received = textAt(value, 'received');
        return received === '' ? '' : `${received}/${textAt(value, 'total')}`;
      },
      header: 'received',
      alignment: 'right',
    }),
    field('total', 'total', { alignment: 'right' }),
    field('receivedTotal', 'receivedTotal', {
      header: 'received total',
      alignment: 'right',
    }),
    field('receivedAll', 'receivedAll', { header: 'complete' }),
    field('coverLetter', 'coverLetter { databaseId name }', {
      read: ({ coverLetter = null }) => readMember(coverLetter),
      show: (value) => (value === null ? '' : showMembers([value])),
      header: 'cover',
    }),
    field('patches', 'patches { databaseId name }', {
      read: readMembers('patches'),
      show: showMembers,
    }),
    field('states', 'patches { databaseId state { slug } }', {
      read: ({ patches }) =>
        patches == null ? null : listOf(patches).map((patch) => valueAt(patch, 'state.slug')),
      show: (value) => [...new Set(listOf(value).map(String))].join(', '),
    }),
    field('status', 'status', { show: showEnum }),
    field('reviewDecision', 'reviewDecision', { header: 'review', show: showEnum }),
    field('check', 'checkRollup { state }', { read: 'checkRollup.state', show: showEnum }),
    field('dependencies', 'dependencies { databaseId name }', {
      read: readMembers('dependencies'),
      show: showMembers,
    }),
    field('versions', 'versions { label series { databaseId name } isLatest }', {
      read: ({ versions }) =>
        versions == null
          ? null
          : listOf(versions).map((version) => ({
              version: valueAt(version, 'label'),
              number: valueAt(version, 'series.databaseId'),
              name: valueAt(version, 'series.name'),
              isLatest: valueAt(version, 'isLatest'),
            })),
      show: showMembers,
    }),
    field('baseCommit', 'baseCommit', { header: 'base' }),
    field('content', 'coverLetter { content }', { read: 'coverLetter.content', isFlexible: true }),
    WEB_URL,
    MBOX_URL,
  ],
};

/** Cover letters. */
export const COVER: Kind = {
  typeName: 'Cover',
  fields: [
    ...IDENTITY,
    PROJECT,
    DATE,
    NAME,
    SUBMITTER,
    field('series', 'series { databaseId name }', {
      read: ({ series = null }) => readMember(series),
      show: (value) => (value === null ? '' : showMembers([value])),
    }),
    MESSAGE_ID,
    WEB_URL,
    MBOX_URL,
    ARCHIVE_URL,
    CONTENT,
    COMMENTS,
    COMMENT_COUNT,
  ],
};

/** @param select selection of the patches. */
const bundleWith = (select: string): Kind => ({
  typeName: 'Bundle',
  fields: [
    ...IDENTITY,
    PROJECT,
    NAME,
    field('owner', 'owner { username }', { read: 'owner.username' }),
    field('public', 'public'),
    field('patches', select, { read: readMembers('patches'), show: showMembers }),
    WEB_URL,
    MBOX_URL,
  ],
});

/** Bundles of a list: the order of their patches costs a request per bundle. */
export const LISTED_BUNDLE = bundleWith('patches(inOrder: false) { databaseId name }');
/** A bundle with its patches in order. */
export const BUNDLE = bundleWith('patches { databaseId name }');

/** Checks. */
export const CHECK: Kind = {
  typeName: 'Check',
  fields: [
    ...IDENTITY,
    field('patch', 'patch { databaseId }', { read: 'patch.databaseId', alignment: 'right' }),
    field('state', 'state', { show: showEnum }),
    field('context', 'context', { isFlexible: true }),
    field('description', 'description', { isFlexible: true }),
    field('targetUrl', 'targetUrl', { header: 'URL', isFlexible: true }),
    DATE,
    field('user', 'user { username }', { read: 'user.username' }),
  ],
};

/** Replies, which only searches print. @internal */
export const COMMENT: Kind = {
  typeName: 'Comment',
  fields: [
    ...IDENTITY,
    field('name', 'subject', { read: 'subject', isFlexible: true }),
    DATE,
    SUBMITTER,
    MESSAGE_ID,
    WEB_URL,
    ARCHIVE_URL,
    CONTENT,
  ],
};

/** Projects, which only searches print. @internal */
export const PROJECT_KIND: Kind = {
  typeName: 'Project',
  fields: [...IDENTITY, NAME, field('project', 'linkName', { read: 'linkName' }), WEB_URL],
};

/** People, which only searches print. @internal */
export const PERSON: Kind = {
  typeName: 'Person',
  fields: [...IDENTITY, NAME, field('email', 'email')],
};

/** Kinds that a reference can name. */
export const OBJECT_KINDS: readonly Kind[] = [PATCH, SERIES, COVER, BUNDLE];

/** Kinds that a search can find. */
export const SEARCH_KINDS: readonly Kind[] = [PATCH, SERIES, COVER, COMMENT, PROJECT_KIND, PERSON];

/** The kind of an object in an answer. */
export function kindOf(node: Json, kinds: readonly Kind[]): Kind | undefined {
  return kinds.find(({ typeName }) => typeName === valueAt(node, '__typename'));
}
