import type { CoverEntity } from '../../loaders/entities.js';
import { read } from '../../patchwork/shape.js';
import { facetFields, whenRead } from '../facetField.js';
import type { CoverResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import {
  headerEntries,
  headerSubject,
  headerValues,
  mailDateOf,
  messageIdOf,
  otherPostings,
} from './mail.js';

const field = facetFields<CoverEntity>();

export const Cover: CoverResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Cover', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  messageId: field('basic', messageIdOf),
  date: field('basic', mailDateOf),
  name: field('basic', (data) => read(data, 'name')),
  listArchiveUrl: field('basic', (data) => read(data, 'list_archive_url')),
  webUrl: field('basic', (data) => read(data, 'web_url')),
  url: field('basic', (data) => read(data, 'url')),
  mboxUrl: field('basic', (data) => read(data, 'mbox')),
  project: field('summary', (data, { client }, { store }) => {
    const project = read(data, 'project');
    return project === null ? null : store.project(client, project);
  }),
  submitter: field('summary', (data, { client }, { store }) => {
    const person = read(data, 'submitter');
    return person === null ? null : store.person(client, person);
  }),
  series: field('summary', (data, { client }, { store }) => {
    const [series] = read(data, 'series') ?? [];
    return series === undefined ? null : store.series(client, series, data.project?.id);
  }),
  subject: field('detail', headerSubject),
  content: field('detail', (data) => read(data, 'content')),
  headers: (cover, { names }, context) =>
    whenRead(cover, 'detail', context, (data) => headerEntries(data, names)),
  header: (cover, { name }, context) =>
    whenRead(cover, 'detail', context, (data) => headerValues(data, name)),
  comments: async (cover, _args, { readers }) => await readers.comments.load(cover),
  commentCount: async (cover, _args, { readers }) => await readers.coverCommentCounts.load(cover),
  mbox: async ({ client, id }, _args, { readers }) =>
    await readers.text.load({ client, path: `/cover/${String(id)}/mbox/` }),
  occurrences: async (cover, _args, context) => await otherPostings(cover, context),
};
