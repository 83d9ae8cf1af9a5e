import type { PatchworkClient } from '../PatchworkClient.js';

/** Link names of the only projects to show, as they compare: REST ignores their case. */
export function shownProjects({ options }: PatchworkClient): readonly string[] | undefined {
  return options.projects?.map((name) => name.toLowerCase());
}

/** Whether the configuration lets lists of this instance show what belongs to a project. */
export function isShown(
  client: PatchworkClient,
  project: { readonly link_name?: string | null | undefined } | null | undefined,
): boolean {
  const shown = shownProjects(client);
  return shown === undefined || shown.includes(project?.link_name?.toLowerCase() ?? '');
}
