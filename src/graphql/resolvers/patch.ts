import type { PatchEntity } from '../../loaders/entities.js';
import { parsePatchName } from '../../patchwork/mail/subject.js';
import { read } from '../../patchwork/shape.js';
import { facetFields, whenRead } from '../facetField.js';
import type { PatchResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import { selectedFields } from '../selectedFields.js';
import { toState } from '../states.js';
import { checksOf, gistSuffices, toCheckState } from './check.js';
import {
  headerEntries,
  headerSubject,
  headerValues,
  mailDateOf,
  messageIdOf,
  otherPostings,
} from './mail.js';

const field = facetFields<PatchEntity>();

export const Patch: PatchResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Patch', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  messageId: field('basic', messageIdOf),
  date: field('basic', mailDateOf),
  name: field('basic', (data) => read(data, 'name')),
  index: field('basic', (data) => parsePatchName(read(data, 'name')).index),
  count: field('basic', (data) => parsePatchName(read(data, 'name')).count),
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
  delegate: field('summary', (data, { client }, { store }) => {
    const user = read(data, 'delegate');
    return user === null ? null : store.user(client, user);
  }),
  state: field('summary', (data, { client }) => toState(client, read(data, 'state'))),
  archived: field('summary', (data) => read(data, 'archived')),
  hash: field('summary', (data) => read(data, 'hash')),
  commitRef: field('summary', (data) => read(data, 'commit_ref')),
  pullUrl: field('summary', (data) => read(data, 'pull_url')),
  check: field('summary', (data) => toCheckState(read(data, 'check'))),
  series: (patch, _args, context) => {
    const { client, seriesId } = patch;
    if (seriesId !== undefined) return context.store.seriesById(client, seriesId);
    return whenRead<PatchEntity, 'summary', ReturnType<typeof context.store.series> | null>(
      patch,
      'summary',
      context,
      (data) => {
        const [series] = read(data, 'series') ?? [];
        return series === undefined ? null : context.store.series(client, series, data.project?.id);
      },
    );
  },
  related: field('summary', (data, { client }, { store }) => {
    const related = read(data, 'related');
    return related?.map((other) => store.patch(client, other)) ?? null;
  }),
  tags: field('summary', (data) => {
    const tags = read(data, 'tags');
    if (tags === null) return null;
    return Object.entries(tags).map(([name, value]) => ({
      name,
      value: typeof value === 'string' || typeof value === 'number' ? String(value) : null,
    }));
  }),
  subject: field('detail', headerSubject),
  content: field('detail', (data) => read(data, 'content')),
  diff: field('detail', (data) => read(data, 'diff')),
  prefixes: field('detail', (data) => read(data, 'prefixes')),
  headers: (patch, { names }, context) =>
    whenRead(patch, 'detail', context, (data) => headerEntries(data, names)),
  header: (patch, { name }, context) =>
    whenRead(patch, 'detail', context, (data) => headerValues(data, name)),
  checks: async (patch, { filter }, { readers }, info) => {
    const isGist = filter?.user == null && gistSuffices(selectedFields(info));
    const checks = await (isGist ? readers.checkGists.load(patch) : readers.checks.load(patch));
    return checksOf(checks, filter);
  },
  comments: async (patch, _args, { readers }) => await readers.comments.load(patch),
  commentCount: async (patch, _args, { readers }) => await readers.patchCommentCounts.load(patch),
  mbox: async ({ client, id }, _args, { readers }) =>
    await readers.text.load({ client, path: `/patch/${String(id)}/mbox/` }),
  occurrences: async (patch, _args, context) => await otherPostings(patch, context),
};
