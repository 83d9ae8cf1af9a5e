import type { ProjectEntity } from '../../catalog/kinds/project.js';
import { read } from '../../patchwork/shape.js';
import { facetFields, withFacet } from '../facetField.js';
import { bundleList, coverList, eventList, patchList, seriesList } from './lists.js';
import { readActivity, readFirstReplies } from '../activity.js';
import type { RequestContext } from '../context.js';
import type { ProjectResolvers } from '../generated/types.js';
import { encodeGlobalId } from '../globalId.js';
import type { ParentFilter } from '../listFilters.js';
import { readOpenPatchAges } from '../openPatchAges.js';

const field = facetFields<ProjectEntity>();

/** Value of the REST filter: the link name, or the number where that is unreadable. */
async function nameOf(project: ProjectEntity, context: RequestContext): Promise<string> {
  const name = await withFacet(project, 'basic', context, (data) => read(data, 'link_name'));
  return name ?? String(project.id);
}

/** Filter of lists for this project. */
async function parentFilterOf(
  project: ProjectEntity,
  context: RequestContext,
): Promise<ParentFilter> {
  return { project: await nameOf(project, context) };
}

export const Project: ProjectResolvers = {
  id: ({ client, id }) => encodeGlobalId({ instance: client.name, type: 'Project', id }),
  databaseId: ({ id }) => id,
  instance: ({ client }) => client,
  name: field('basic', (data) => read(data, 'name')),
  linkName: field('basic', (data) => read(data, 'link_name')),
  listId: field('basic', (data) => read(data, 'list_id')),
  listEmail: field('basic', (data) => read(data, 'list_email')),
  webUrl: field('basic', (data) => read(data, 'web_url')),
  scmUrl: field('basic', (data) => read(data, 'scm_url')),
  webscmUrl: field('basic', (data) => read(data, 'webscm_url')),
  listArchiveUrl: field('basic', (data) => read(data, 'list_archive_url')),
  listArchiveUrlFormat: field('basic', (data) => read(data, 'list_archive_url_format')),
  commitUrlFormat: field('basic', (data) => read(data, 'commit_url_format')),
  url: field('basic', (data) => read(data, 'url')),
  subjectMatch: field('summary', (data) => read(data, 'subject_match')),
  showDependencies: field('summary', (data) => read(data, 'show_dependencies')),
  maintainers: field('summary', (data, { client }) => {
    const maintainers = read(data, 'maintainers');
    return maintainers?.map((one) => ({ client, data: one })) ?? null;
  }),
  patches: async (project, args, context) =>
    patchList([project.client], args, context, await parentFilterOf(project, context)),
  seriesList: async (project, args, context) =>
    seriesList([project.client], args, context, await parentFilterOf(project, context)),
  covers: async (project, args, context) =>
    coverList([project.client], args, context, await parentFilterOf(project, context)),
  bundles: async (project, args, context) =>
    bundleList([project.client], args, context, await parentFilterOf(project, context)),
  events: async (project, args, context) =>
    eventList([project.client], args, context, await parentFilterOf(project, context)),
  activity: async (project, { by, ...span }, context) => {
    const { client } = project;
    const question = { ...span, client, project: await nameOf(project, context) };
    return await readActivity(question, by ?? undefined, context);
  },
  firstReplies: async (project, span, context) => {
    const { client } = project;
    const question = { ...span, client, project: await nameOf(project, context) };
    return await readFirstReplies(question, context);
  },
  openPatchAges: async (project, _args, context) =>
    await readOpenPatchAges(project.client, await nameOf(project, context), context),
};
