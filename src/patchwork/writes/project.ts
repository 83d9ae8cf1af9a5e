import { names } from '../names.js';
import type { PatchworkClient } from '../PatchworkClient.js';
import { project, type Project } from '../resources/project.js';
import type { Scope } from '../Scope.js';
import { isSameText } from './patch.js';
import { performWrite, type WriteResult } from './performWrite.js';
import { readObject } from './readObject.js';

/** Fields of a project to write; those left out stay as they are. Null is refused by Patchwork. */
export interface ProjectChanges {
  readonly web_url?: string | undefined;
  readonly scm_url?: string | undefined;
  readonly webscm_url?: string | undefined;
  /** The three below: from API 1.2 on; ignored before. */
  readonly list_archive_url?: string | undefined;
  readonly list_archive_url_format?: string | undefined;
  readonly commit_url_format?: string | undefined;
  /** From API 1.4 on; ignored before. */
  readonly show_dependencies?: boolean | undefined;
}

/** Changes a project; its maintainers may. Costs 1 request. */
export async function updateProject(
  client: PatchworkClient,
  id: number,
  changes: ProjectChanges,
  scope: Scope,
): Promise<WriteResult<Project>> {
  const name = names.of('projects', id);
  const { show_dependencies: shows, ...texts } = changes;
  const holds = (value: Project): boolean =>
    (shows === undefined || value.show_dependencies === shows) &&
    Object.entries(texts).every(([name, text]) =>
      isSameText(value[name as keyof typeof texts], text),
    );
  return await performWrite(
    client,
    {
      request: { method: 'PATCH', path: name.path, body: { ...changes } },
      read: (answer) => readObject(name, project, answer),
      holds,
      readBack: async () => {
        const value = await client.detail(name, project, scope);
        return { isApplied: value !== null && holds(value), value };
      },
      // Every object shows its project, and addresses in the archive are made by its pattern.
      changes: () =>
        (['projects', 'patches', 'covers', 'series', 'comments', 'events', 'bundles'] as const).map(
          names.every,
        ),
    },
    scope,
  );
}
