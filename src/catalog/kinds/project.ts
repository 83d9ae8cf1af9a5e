import { planProjects, type WordFilter } from '../../patchwork/lists/plans.js';
import { names, type ObjectName } from '../../patchwork/names.js';
import type { PatchworkClient } from '../../patchwork/PatchworkClient.js';
import { project, type EmbeddedProject, type Project } from '../../patchwork/resources/project.js';
import { readDetail, readEach } from '../reads/readDetails.js';
import { Entity } from './Entity.js';
import type { EntityKind, ListKind } from './EntityKind.js';
import { ServerEntityMap } from './EntityMap.js';

/* eslint-disable @typescript-eslint/class-literal-property-style -- a field is made per object */
/** A project, which a server has few of. */
export class ProjectEntity extends Entity<EmbeddedProject, Project, Project> {
  get kind(): 'Project' {
    return 'Project';
  }
  get address(): ObjectName {
    return names.of('projects', this.id);
  }
}

export class ProjectMap extends ServerEntityMap<ProjectEntity> {
  protected create(client: PatchworkClient, id: number): ProjectEntity {
    return new ProjectEntity(client, id);
  }
}

export const projectKind = {
  type: 'Project',
  ids: { Project: null },
  createMap: () => new ProjectMap(),
  find: ({ projects }, client, { id }) => projects.get(client, Number(id)),
  read: (batch) => readEach(batch, (one, scope) => readDetail(one, project, scope)),
} as const satisfies EntityKind<ProjectEntity, ProjectMap, { readonly projects: ProjectMap }>;

export const PROJECTS: ListKind<
  Project,
  ProjectEntity,
  WordFilter,
  { readonly projects: ProjectMap }
> = {
  name: 'projects',
  order: { defaultField: 'NAME', nameOf: ({ name }) => name, serverFields: { ID: 'id' } },
  plan: planProjects,
  toNode: ({ projects }, client, row) => projects.addDetail(client, row),
};
