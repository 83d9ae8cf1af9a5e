import type { PatchworkClient } from '../PatchworkClient.js';

/** Link names of the projects to show, in lower case, because REST ignores case. */
export function shownProjects({ options }: PatchworkClient): readonly string[] | undefined {
  return options.projects?.map((name) => name.toLowerCase());
}

/** Whether lists of this instance show objects of a project, according to the configuration. */
export function isShown(
  client: PatchworkClient,
  project: { readonly link_name?: string | null | undefined } | null | undefined,
): boolean {
  const shown = shownProjects(client);
  return shown === undefined || shown.includes(project?.link_name?.toLowerCase() ?? '');
}
