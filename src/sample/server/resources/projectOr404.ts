import type { ProjectRow } from '../SampleState.js';
import { pythonInt } from '../query/filters.js';
import type { SampleRequest } from '../SampleRequest.js';
import { objectNotFound } from './notFound.js';

/** A project by number or by link name, in its own case. */
export function projectOr404(request: SampleRequest, key: string): ProjectRow {
  const { store } = request;
  const project = store.projects.get(pythonInt(key)) ?? store.projectByLinkName(key);
  if (project === undefined) throw objectNotFound(request, 'Project');
  return project;
}
