import type { CoverEntity } from '../../catalog/kinds/cover.js';
import type { PatchEntity } from '../../catalog/kinds/patch.js';
import { read } from '../../patchwork/shape.js';
import type { RequestContext } from '../context.js';
import { facetFields } from '../facetField.js';
import {
  headerEntries,
  headerSubject,
  headerValues,
  mailDateOf,
  messageIdOf,
} from '../mailFields.js';
import { otherPostings } from '../findMessage.js';

/** A mail that Patchwork stores as an object. */
type PostingEntity = PatchEntity | CoverEntity;

interface HeadersArguments {
  readonly names?: readonly string[] | null | undefined;
}

const field = facetFields<PostingEntity>();

/** Resolvers of the common fields of patches and covers. */
export const posting = {
  databaseId: ({ id }: PostingEntity) => id,
  instance: ({ client }: PostingEntity) => client,
  messageId: field('basic', messageIdOf),
  date: field('basic', mailDateOf),
  name: field('basic', (data) => read(data, 'name')),
  listArchiveUrl: field('address', (data) => read(data, 'list_archive_url')),
  webUrl: field('address', (data) => read(data, 'web_url')),
  url: field('address', (data) => read(data, 'url')),
  mboxUrl: field('address', (data) => read(data, 'mbox')),
  project: field('summary', (data, { client }, { store }) => {
    const project = read(data, 'project');
    return project === null ? null : store.projects.addEmbedded(client, project);
  }),
  submitter: field('summary', (data, { client }, { store }) => {
    const person = read(data, 'submitter');
    return person === null ? null : store.people.addEmbedded(client, person);
  }),
  subject: field('detail', headerSubject),
  content: field('detail', (data) => read(data, 'content')),
  headers: field('detail', (data, _entity, _context, { names }: HeadersArguments) =>
    headerEntries(data, names),
  ),
  header: field('detail', (data, _entity, _context, { name }: { readonly name: string }) =>
    headerValues(data, name),
  ),
  comments: async (entity: PostingEntity, _args: unknown, { readers }: RequestContext) =>
    await readers.comments.load(entity),
  occurrences: async (entity: PostingEntity, _args: unknown, context: RequestContext) =>
    await otherPostings(entity, context),
};
