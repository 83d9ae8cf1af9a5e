import { findProject } from '../patchwork/findProject.js';
import { isReadAsId } from '../patchwork/isReadAsId.js';
import type { Fill } from './Fill.js';

/** The project does not exist on the server, or is not visible. */
export class UnknownProject extends Error {
  override readonly name = 'UnknownProject';

  constructor(instance: string, project: string) {
    super(`${instance} has no project ${project}`);
  }
}

/**
 * The parameter that limits a list to a project: its link name, or its id where REST would take the name
 * for the id of another project.
 *
 * @throws UnknownProject, and GatewayError when the server does not answer.
 */
export async function projectFilter(
  { client, pace }: Pick<Fill, 'client' | 'pace'>,
  project: string,
): Promise<readonly ['project', string]> {
  if (!isReadAsId(project)) return ['project', project];
  const found = await findProject(client, project, pace.scope);
  if (found === null) throw new UnknownProject(client.name, project);
  return ['project', String(found.id)];
}
