import { names } from './names.js';
import type { PatchworkClient } from './PatchworkClient.js';
import { isOtherProject } from './requireAsked.js';
import { project, projects, type Project } from './resources/project.js';
import type { Scope } from './Scope.js';
import { refuseUnreadable } from './shape.js';

/**
 * Finds a project by its link name. Costs 1 request, and 1 per 250 projects where another project has the
 * name as its number, because REST takes a name of digits alone for an id.
 *
 * @returns null if there is none.
 * @throws GatewayError when the server does not answer.
 */
export async function findProject(
  client: PatchworkClient,
  name: string,
  scope: Scope,
): Promise<Project | null> {
  const found = await client.detail(names.of('projects', name), project, scope);
  if (found === null || !isOtherProject(name, found)) return found;
  const { rows, unreadable } = await client.lists.all(projects, {}, scope);
  const own = rows.find((row) => row.link_name === name);
  if (own === undefined) refuseUnreadable(unreadable);
  return own ?? null;
}
