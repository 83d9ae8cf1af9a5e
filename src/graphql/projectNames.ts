import { BadUserInputError } from '../errors.js';
import type { PatchworkClient } from '../patchwork/PatchworkClient.js';
import { suggestName } from '../suggestName.js';
import type { Gateway } from './context.js';

/** A project as a client writes it: `ovn` on any instance, or `three/ovn` on one. */
export interface ProjectName {
  /** Name of the instance; undefined where the project of every instance is meant. */
  readonly instance?: string;
  readonly linkName: string;
}

/** Link names of the projects that are requested from one instance; undefined requests all of them. */
export type ProjectsOn = (client: PatchworkClient) => readonly string[] | undefined;

/**
 * Reads `linkName` and `instance/linkName`. Link names have no slash: they are one segment of an
 * address (`patchwork/urls.py`), and so the first slash ends the name of an instance. Names of
 * instances are in lower case, and any case is accepted.
 */
export function parseProjectName(text: string): ProjectName {
  const slash = text.indexOf('/');
  if (slash < 0) return { linkName: text };
  return { instance: text.slice(0, slash).toLowerCase(), linkName: text.slice(slash + 1) };
}

/**
 * The part of some projects that is requested from each instance. An instance that none of them can be on
 * gets an empty list.
 *
 * @throws BadUserInputError for an instance that is not configured, with the nearest name.
 */
export function projectsOn(names: readonly string[] | undefined, { clients }: Gateway): ProjectsOn {
  if (names?.some((name) => name.includes('/')) !== true) return () => names;
  const parsed = names.map((name) => checked(name, [...clients.keys()]));
  return (client) =>
    parsed.flatMap(({ instance, linkName }) =>
      instance === undefined || instance === client.name ? [linkName] : [],
    );
}

function checked(text: string, instances: readonly string[]): ProjectName {
  const name = parseProjectName(text);
  const { instance, linkName } = name;
  const written = text.slice(0, 80);
  if (instance !== undefined && !instances.includes(instance)) {
    const near = suggestName(instance, instances);
    const meant = near === undefined ? '' : `did you mean "${near}/${linkName.slice(0, 80)}"? `;
    throw new BadUserInputError(
      `filter.project: "${written}" has the unknown instance "${instance.slice(0, 80)}"; ${meant}configured instances: ${instances.join(', ')}`,
      {
        argument: 'filter.project',
        ...(near !== undefined && { suggestion: `${near}/${linkName}` }),
      },
    );
  }
  if (linkName === '' || linkName.includes('/')) {
    throw new BadUserInputError(
      `filter.project: "${written}" is not a project; write its link name, or instance/linkName such as "${instances[0] ?? 'kernel'}/netdev"`,
      { argument: 'filter.project' },
    );
  }
  return name;
}
